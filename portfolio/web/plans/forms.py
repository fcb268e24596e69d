"""What is asked about an action that is under way, and about a plan that ends."""

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request
from pydantic import ValidationError
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.closing import OVER, Closing
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.plan import Step
from portfolio.domain.words import N_
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import at_most, filled
from portfolio.web.forms.doubts import doubts, settled
from portfolio.web.forms.messages import CHOOSE, in_plain_words
from portfolio.web.paging import number_in
from portfolio.web.templating import say, say_with

LINE, PROSE = 200, 20_000
REASONS = {ActionStatus.PAUSED: "paused_reason", ActionStatus.DROPPED: "dropped_reason"}
REASON = N_("Plan clos.")
ELSEWHERE = N_("Ceci a été écrit ailleurs entre-temps : « %(text)s » Réunissez les deux textes.")


def outcome_mark(action: Action) -> str:
    """What stands for what came of an action, as a page showed it."""
    return hashlib.sha256(action.outcome.encode()).hexdigest()[:12]


def _stands() -> list[SelectChoice]:
    """Where an action may stand, in the reader's language; never back to a mere proposal."""
    agreed = (each for each in ActionStatus if each is not ActionStatus.PROPOSED)
    return [SelectChoice(each.value, say(each.label)) for each in agreed]


class StandingForm(Form):
    """Where an action stands, why when it rests or is left, what came of it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self["csrf_token"].id = "standing-token"  # two forms make one page

    stands = RadioField(N_("Où en est-elle ?"), choices=_stands, validate_choice=False)
    reason = StringField(
        N_("Pourquoi ?"),
        description=N_("Si vous la mettez en pause, ou si vous l’abandonnez."),
    )
    outcome = TextAreaField(N_("Ce que cela a donné"))
    value: Action

    def settle(self, former: Action, today: PartialDate) -> bool:
        """Whether *former* may become what was answered, then :attr:`value`."""
        if not self.validate_on_submit() or self._written_elsewhere(former):
            return False
        changes = self._changes(former, today)
        try:
            self.value = former.changed(**changes)
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                self._blame(error)
            return False
        self.doubts = doubts(self, former, private=former.private)
        return settled(self.doubts)

    def _changes(self, former: Action, today: PartialDate) -> dict[str, Any]:
        stands = self.stands.data
        changes: dict[str, Any] = {"status": stands}
        if self.reason.raw_data and stands in REASONS:
            changes[REASONS[ActionStatus(stands)]] = self.reason.data
        if self.outcome.raw_data:
            changes["outcome"] = self.outcome.data
        if stands == ActionStatus.DONE:
            changes["done_on"] = former.done_on or today
        elif former.status is ActionStatus.DONE:
            changes["done_on"] = None
        return changes

    def _written_elsewhere(self, former: Action) -> bool:
        """Whether another tab told what came of it meanwhile: neither text replaces the other."""
        seen = request.form.get("seen", "")
        if not seen or seen == outcome_mark(former) or self.outcome.data == former.outcome:
            return False
        fail(self.outcome, say_with(ELSEWHERE, text=former.outcome))
        return True

    def _blame(self, error: Any) -> None:
        about = (error.get("ctx") or {}).get("field") or str(error["loc"][0])
        field = {"outcome": self.outcome, "status": self.stands}.get(about, self.reason)
        fail(field, say(CHOOSE) if field is self.stands else in_plain_words(error))


class CommentForm(Form):
    """One more word about an action."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self["csrf_token"].id = "comment-token"

    text = TextAreaField(
        N_("Une remarque"), validators=[filled(), at_most(PROSE)], render_kw={"rows": 3}
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about words of doubt once the rest is right."""
        if not super().validate(extra_validators):
            return False
        self.doubts = doubts(self, None, private=False)
        return settled(self.doubts)


class ClosingForm(Form):
    """What is said of a plan that ends; a word for each action comes with :func:`closing_form`."""

    title = StringField(N_("Comment s’appelait ce plan ?"), validators=[filled(), at_most(LINE)])
    text = TextAreaField(
        N_("Votre mot sur ce plan"),
        description=N_("Ce qui a avancé, ce qui vous a aidé, ce que vous en retenez."),
        validators=[at_most(PROSE)],
        render_kw={"rows": 5},
    )
    carried = SelectMultipleField(
        N_("Ce qui continue dans la suite"), choices=[], validate_choice=False
    )

    steps: Sequence[Step] = ()

    @property
    def looking(self) -> bool:
        """Whether another page of its actions is asked for: nothing is closed yet."""
        return "go" in request.form

    @property
    def page(self) -> int:
        """Which of its actions are shown."""
        return number_in(request.form, "go") if self.looking else number_in(request.form)

    def word(self, step: Step) -> Any:
        """The field of the word about *step*."""
        return self[_word(step.id)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about words of doubt once the rest is right."""
        if self.looking or not super().validate(extra_validators):
            return False
        self.doubts = doubts(self, None, private=False)
        return settled(self.doubts)

    @property
    def told(self) -> Closing:
        """What was said."""
        said = {step.id: " ".join((self.word(step).data or "").split()) for step in self.steps}
        ticked = set(self.carried.data or ())
        going = {step.id for step in self.steps if str(step.id) in ticked and _goes(step)}
        words = {row: word for row, word in said.items() if word}
        return Closing(say(REASON), self.text.data or "", words, frozenset(going))


def closing_form(steps: Sequence[Step], title: str) -> ClosingForm:
    """The form for a plan of these actions: a word for each, a box for those not over."""
    words = {_word(step.id): _asked(step.id) for step in steps}
    form: ClosingForm = type("ClosingForm", (ClosingForm,), words)(data={"title": title})
    form.steps = steps
    going = [step for step in steps if _goes(step)]
    form.carried.choices = [SelectChoice(str(step.id), step.action.title) for step in going]
    return form


class PickForm(Form):
    """What is taken of a sketch."""

    picked = SelectMultipleField(choices=[], validate_choice=False)


def _asked(step_id: UUID) -> Any:
    """The question of a word about an action, whose name is beside it on the page."""
    named = {"aria-describedby": f"step-{step_id}"}
    return StringField(N_("Un mot sur cette action"), [at_most(LINE)], render_kw=named)


def _word(step_id: UUID) -> str:
    return f"word-{step_id}"


def _goes(step: Step) -> bool:
    return step.action.status not in OVER
