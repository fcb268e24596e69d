"""What a professional writes in an interview: the page of the day, an action to propose."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, ClassVar

from pydantic import ValidationError
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portfolio.domain.contributions import (
    AnyContribution,
    ProposedAction,
    ProposedObservation,
    Synthesis,
)
from portfolio.domain.dates import AHEAD_HINT, PartialDate
from portfolio.domain.entries.action import Who
from portfolio.domain.entries.interview import EARLIER_HINT, Channel, Level
from portfolio.domain.entries.skill import Seen
from portfolio.domain.meetings import TO_COME
from portfolio.domain.shown import Shown
from portfolio.domain.words import N_
from portfolio.web.forms import Form, fail
from portfolio.web.forms.doubts import doubts, settled
from portfolio.web.forms.inputs import UNSAID
from portfolio.web.forms.messages import in_plain_words
from portfolio.web.templating import say

WHO = {
    Who.ME: N_("La personne"),
    Who.COUNSELLOR: N_("Moi"),
    Who.STRUCTURE: N_("Une structure"),
}


def _title(model: type[AnyContribution], name: str) -> str:
    return str(model.model_fields[name].title)


def _offered(kind: type[Channel | Level | Seen]) -> list[SelectChoice]:
    """The answers, in the reader's language: a list of choices is not translated by its page."""
    return [
        SelectChoice("", say(UNSAID)),
        *(SelectChoice(str(each.value), say(each.label)) for each in kind if _asked(each)),
    ]


def _asked(answer: Channel | Level | Seen) -> bool:
    """Whether an answer is still offered."""
    return bool(getattr(answer, "offered", True))


def _iso(text: str | None) -> str | None:
    """A day as the browser sends it, or as somebody types it where there is no calendar."""
    with suppress(ValueError):
        return str(PartialDate.parse(text or ""))
    return text


class Contribution(Form):
    """A form that its own model of the domain validates; the valid one is ``value``."""

    model: ClassVar[type[AnyContribution]]
    value: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self["csrf_token"].id = f"{self.model.__name__}-token"  # two such forms make one page

    def validate(self, extra_validators: Any = None) -> bool:
        """Let the model decide, and put its complaints beside the questions."""
        if not super().validate(extra_validators):
            return False
        given = {name: self[name].data for name in self.model.model_fields if name in self}
        try:
            self.value = self.model.model_validate({n: v for n, v in given.items() if v})
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                fail(self[str(error["loc"][0])], in_plain_words(error))
            return False
        self.doubts = doubts(self, None, private=False)
        return settled(self.doubts)

    def signed(self, name: str) -> Any:  # noqa: ARG002  # an action may need it
        """What was written, with the *name* of whoever writes it where it says who acts."""
        return self.value


class SynthesisForm(Contribution):
    """The page both will keep."""

    model = Synthesis

    said = TextAreaField(_title(Synthesis, "said"), render_kw={"required": True})
    decided = TextAreaField(_title(Synthesis, "decided"))
    request = TextAreaField(_title(Synthesis, "request"))
    earlier = TextAreaField(_title(Synthesis, "earlier"), description=EARLIER_HINT)
    met_on = StringField(
        _title(Synthesis, "met_on"),
        filters=[_iso],
        render_kw={"type": "date", "required": True},
    )
    channel = SelectField(
        _title(Synthesis, "channel"),
        choices=partial(_offered, Channel),
        validate_choice=False,
    )
    level = SelectField(
        _title(Synthesis, "level"),
        choices=partial(_offered, Level),
        validate_choice=False,
    )

    today: date

    def validate_met_on(self, field: Any) -> None:
        """An interview took place today or before."""
        with suppress(ValueError):
            if PartialDate.parse(field.data or "").earliest > self.today:
                raise StopValidation(say(TO_COME))


class ActionForm(Contribution):
    """Something to do, which the person accepts or not."""

    model = ProposedAction

    what = StringField(
        _title(ProposedAction, "what"), render_kw={"required": True, "autocomplete": "off"}
    )
    due = StringField(_title(ProposedAction, "due"), description=AHEAD_HINT)
    due_text = StringField(
        _title(ProposedAction, "due_text"), description=N_("Exemple : à la rentrée")
    )
    objective = SelectField(_title(ProposedAction, "objective"), validate_choice=False)
    who = RadioField(
        _title(ProposedAction, "who"),
        choices=[SelectChoice(who.value, label) for who, label in WHO.items()],
        default=Who.ME.value,
        validate_choice=False,
    )
    who_name = StringField(
        _title(ProposedAction, "who_name"), description=N_("Si c’est une structure, laquelle.")
    )
    place = StringField(_title(ProposedAction, "place"))
    note = TextAreaField(_title(ProposedAction, "note"))

    def offer(self, objectives: Iterable[Shown]) -> None:
        """Let choose among the objectives that the structure sees."""
        seen = [SelectChoice(str(one.id), one.entry.title) for one in objectives]
        self.objective.choices = [SelectChoice("", say(N_("Aucun en particulier"))), *seen]

    def signed(self, name: str) -> ProposedAction:
        """The action, with the name of whoever proposes it if they are the one to act."""
        action: ProposedAction = self.value
        if action.who is Who.COUNSELLOR and not action.who_name:
            return action.model_copy(update={"who_name": name})
        return action


class ObservationForm(Contribution):
    """What was seen of a skill, which the person keeps beside their own words or not."""

    model = ProposedObservation

    skill = SelectField(
        _title(ProposedObservation, "skill"),
        validate_choice=False,
        render_kw={"required": True},
    )
    text = TextAreaField(
        _title(ProposedObservation, "text"),
        description=N_("Des faits : ce que la personne a fait, où, quand."),
        render_kw={"required": True},
    )
    level = SelectField(
        _title(ProposedObservation, "level"),
        id="observed-level",  # a synthesis has a level too, on the same page
        choices=partial(_offered, Seen),
        validate_choice=False,
    )

    def offer(self, skills: Iterable[Shown]) -> None:
        """Let choose among the skills that the structure sees."""
        self.titles = {str(one.id): one.entry.title for one in skills}
        seen = [SelectChoice(*pair) for pair in self.titles.items()]
        self.skill.choices = [SelectChoice("", say(N_("Choisissez"))), *seen]

    def signed(self, name: str) -> ProposedObservation:  # noqa: ARG002  # as above
        """The observation, with the title that its author had before their eyes."""
        seen: ProposedObservation = self.value
        return seen.model_copy(update={"about": self.titles.get(str(seen.skill), "")})
