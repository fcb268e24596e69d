"""What is asked of whoever makes a code, and of whoever was given one."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portfolio.domain.codes import DEFAULT_DAYS, LIVES, Stay, Whom
from portfolio.domain.sections import Section
from portfolio.domain.sharing import NOTHING, Purpose, Right, Terms
from portfolio.domain.words import N_
from portfolio.web.bearing import Code
from portfolio.web.forms import Form
from portfolio.web.forms.answers import at_most, filled
from portfolio.web.forms.inputs import Checks
from portfolio.web.forms.messages import CHOOSE
from portfolio.web.templating import say

OFFERED = (Right.PROPOSE, Right.EXPORT, Right.THREAD)
FIELDS = Terms.model_fields
LONGEST_REASON = 300


def _choices(kind: Any) -> list[SelectChoice]:
    return [SelectChoice(each.value, each.label) for each in kind]


def _purposes() -> list[SelectChoice]:
    first = SelectChoice("", say(N_("Choisissez une raison")))
    return [first, *(SelectChoice(one.value, say(one.label)) for one in Purpose)]


def _lives() -> list[SelectChoice]:
    return [SelectChoice(str(days), say(words)) for days, words in LIVES.items()]


def _offered(_form: Form, field: Any) -> None:
    """Refuse an answer that the page did not offer."""
    if field.data not in {choice.value for choice in field.choices}:
        raise StopValidation(say(CHOOSE))


class Make(Form):
    """Whom the code is for, what it opens, why, and for how long."""

    whom = RadioField(
        N_("À qui remettez-vous ce code ?"),
        [filled(CHOOSE), _offered],
        choices=_choices([Whom.DESK, Whom.OUTSIDE]),
        validate_choice=False,
    )
    sections = Checks(
        N_("Qu’ouvre-t-il ?"),
        [filled(NOTHING)],
        choices=_choices(Section),
        description=N_("Ce que vous gardez pour vous n’y est jamais."),
        validate_choice=False,
    )
    purpose = SelectField(
        N_("Pourquoi partagez-vous ?"),
        [filled(CHOOSE), _offered],
        choices=_purposes,
        validate_choice=False,
    )
    purpose_text = TextAreaField(
        FIELDS["purpose_text"].title,
        [at_most(LONGEST_REASON)],
        description=N_("La personne lira ces mots."),
    )
    stay = RadioField(
        N_("Une fois ouvert, combien de temps ?"),
        [filled(CHOOSE), _offered],
        choices=_choices(Stay),
        default=Stay.HOUR.value,
        validate_choice=False,
    )
    life = SelectField(
        N_("Pendant combien de temps peut-il servir ?"),
        [filled(CHOOSE), _offered],
        choices=_lives,
        default=str(DEFAULT_DAYS),
        validate_choice=False,
        description=N_("Il sert une seule fois. Après ce délai, il n’ouvre plus rien."),
    )
    rights = Checks(
        N_("Pour une structure : que pourra-t-elle faire ?"),
        description=N_("Elle pourra lire. Cochez ce que vous acceptez en plus."),
        choices=_choices(OFFERED),
        validate_choice=False,
    )


class Typed(Code):
    """A code, and the figures given apart."""

    figures = StringField(
        N_("Les six chiffres"),
        [filled(N_("Recopiez les six chiffres."))],
        description=N_("Ils vous ont été donnés à part : de vive voix, ou par téléphone."),
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
