"""What is asked of a professional who asks somebody for access."""

from typing import Any

from pydantic import ValidationError
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.access_requests import DAYS, DURATIONS, Wish
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose
from portfolio.domain.words import N_
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import at_most, filled
from portfolio.web.forms.inputs import Checks, Needed
from portfolio.web.forms.messages import in_plain_words
from portfolio.web.templating import say

FIELDS = Wish.model_fields
LONGEST_LOGIN = 100


def _purposes() -> list[SelectChoice]:
    first = SelectChoice("", say(N_("Choisissez une raison")))
    return [first, *(SelectChoice(one.value, say(one.label)) for one in Purpose)]


def _durations() -> list[SelectChoice]:
    return [SelectChoice(str(days), say(words)) for days, words in DURATIONS.items()]


class Ask(Form):
    """Ask somebody who gave her login name, or who shows a code, for a part of her thread."""

    whom = StringField(
        N_("Son identifiant, ou le code qu’elle vous montre"),
        [filled(N_("Écrivez l’identifiant ou le code.")), at_most(LONGEST_LOGIN)],
        filters=[lambda text: clean_line(text or "")],
        description=N_("Exemples : soleil-lac-4821, ou K7QM 2XRD"),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    sections = Checks(
        FIELDS["sections"].title,
        [Needed()],
        choices=[SelectChoice(one.value, one.label) for one in Section],
        description=N_("Seulement ce qui vous est utile. La personne peut en accorder moins."),
        validate_choice=False,
    )
    purpose = SelectField(
        FIELDS["purpose"].title, [Needed()], choices=_purposes, validate_choice=False
    )
    reason = TextAreaField(
        FIELDS["reason"].title,
        [Needed()],
        description=N_("La personne lira ces mots. Rien sur sa santé ni sur sa vie privée."),
    )
    days = SelectField(
        FIELDS["days"].title,
        [Needed()],
        choices=_durations,
        default=str(DAYS),
        validate_choice=False,
        description=N_("La personne peut accorder moins longtemps, et arrêter quand elle veut."),
    )
    wish: Wish

    def validate(self, extra_validators: Any = None) -> bool:
        """Let the model decide, and put its complaints beside the questions."""
        valid = super().validate(extra_validators)
        given = {name: self[name].data for name in ("sections", "purpose", "reason", "days")}
        try:
            self.wish = Wish.model_validate(given | {"sections": given["sections"] or ()})
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                about = (error.get("ctx") or {}).get("field") or str(error["loc"][0])
                fail(self[about], in_plain_words(error))
            return False
        return bool(valid)
