"""What is asked of whoever answers somebody about the notes kept on them."""

from typing import Any

from pydantic import ValidationError
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.notes import MONTHS, Reply, Wanted, Why
from portfolio.domain.words import N_
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import filled
from portfolio.web.forms.messages import in_plain_words
from portfolio.web.templating import say, say_with

FIELDS = Reply.model_fields
YES = {
    Wanted.COPY: N_("Oui : remettre une copie de toutes ces notes"),
    Wanted.ERASE: N_("Oui : effacer toutes ces notes, pour de bon"),
}
NO = N_("Non, pour une raison que la loi permet")
CHOOSE = N_("Choisissez une des deux réponses.")


def _whys() -> list[SelectChoice]:
    return [
        SelectChoice("", say(N_("Choisissez"))),
        *(SelectChoice(o.value, say(o.label)) for o in Why),
    ]


def _months() -> list[SelectChoice]:
    return [SelectChoice(str(each), say_with(N_("%(num)s mois"), num=each)) for each in MONTHS]


class ReplyForm(Form):
    """Yes, or no with a reason; a word in both cases."""

    granted = RadioField(FIELDS["granted"].title, [filled(CHOOSE)], validate_choice=False)
    why = SelectField(FIELDS["why"].title, choices=_whys, validate_choice=False)
    message = TextAreaField(
        FIELDS["message"].title, description=FIELDS["message"].description or ""
    )
    value: Reply

    def offer(self, wanted: Wanted) -> None:
        """Let choose what answers that wish."""
        self.granted.choices = [SelectChoice("yes", YES[wanted]), SelectChoice("no", NO)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Let the model decide, and put its complaints beside the questions."""
        if not super().validate(extra_validators):
            return False
        given = {"granted": self.granted.data == "yes", "message": self.message.data or ""}
        try:
            self.value = Reply.model_validate(given | {"why": self.why.data or None})
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                about = (error.get("ctx") or {}).get("field") or str(error["loc"][0])
                fail(self[about], in_plain_words(error))
            return False
        return True


class RuleForm(Form):
    """How long notes are kept."""

    months = SelectField(
        N_("Garder les notes après le dernier contact"), choices=_months, validate_choice=False
    )
