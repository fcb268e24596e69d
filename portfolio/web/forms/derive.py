"""Forms drawn from the models of entries and of their parts: a field is declared once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from wtforms import BooleanField, Field

from portfolio.domain.dates import Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.situation import Findings
from portfolio.web.forms.base import Form, blank_to_none, fail
from portfolio.web.forms.doubts import doubts, settled
from portfolio.web.forms.inputs import (
    PERIOD,
    Checks,
    OneAmong,
    Within,
    bare,
    choice,
    draw,
    offered,
    typed,
)
from portfolio.web.forms.messages import ONE_DATE, TWO_BOXES, about_dates, in_plain_words
from portfolio.web.forms.sets import Sets

M = TypeVar("M", bound=BaseModel)

PLACES = {"title": 0, "story": 2, "private": 4}  # essential questions are 1, details 3


class ModelForm(Form, Generic[M]):
    """A form that validates into an instance of its model.

    What it does not ask (provenance, what an import kept, a question left out of the page)
    comes from *former*, the entry that is being changed, and from nowhere else.
    """

    model: ClassVar[type[BaseModel]]
    later: ClassVar[frozenset[str]]
    """The names of the questions of detail, to be put behind the essential ones."""
    value: M
    """The entry or the part, once :meth:`validate` has said yes."""

    def __init__(self, *args: Any, obj: M | None = None, **options: Any) -> None:
        if obj is not None:
            answered = typed(obj).items()  # no answer is shown as on a blank form
            options["data"] = {name: said for name, said in answered if said is not None}
        super().__init__(*args, **options)
        self.former = obj
        for name, answer in (dict(obj) if obj is not None else {}).items():
            if name in self and not getattr(answer, "offered", True):
                self[name].choices = [*self[name].choices, choice(answer)]  # as it was answered

    @classmethod
    def of(cls, entry: M) -> Self:
        """The form of an entry that exists, filled with what it says."""
        return cls(obj=entry)

    def offer(self, name: str, choices: Iterable[tuple[object, str]]) -> None:
        """Say what the question *name* may be answered with: (id, words) pairs.

        Without any, the question is not asked, and what *former* said stays.
        """
        if name in self:
            self[name].choices = offered(choices, self[name])

    def __iter__(self) -> Iterator[Field]:
        """The questions, but for those that nothing was offered to answer."""
        return (field for field in super().__iter__() if getattr(field, "choices", None) != [])

    @property
    def opened_later(self) -> bool:
        """Whether a question of detail is to be seen again, or what was just answered to it."""
        asked = (self[name] for name in self.later)
        return any(
            field.errors or getattr(field, "looking", False) or _answered(field) for field in asked
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Let the model decide, hand its complaints to the fields, ask about words of doubt."""
        if not super().validate(extra_validators):
            return False
        kept = dict(self.former) if self.former else {}
        try:
            self.value = self.model.model_validate(kept | self._answers())  # type: ignore[assignment]  # model is M
        except ValidationError as refusal:
            refused = _errors(refusal)
            for error in [*refused, *self._across(kept | self._answers(), refused)]:
                self._blame(error)
            return False
        if isinstance(self.former, Entry):
            self.value = self.value.amending(self.former)  # type: ignore[attr-defined]  # an entry's value is one
        private = getattr(self.value, "private", False) and not isinstance(self.value, Findings)
        self.doubts = doubts(self, self.former, private=private)
        return settled(self.doubts)

    def _across(self, said: dict[str, Any], refused: list[ErrorDetails]) -> list[ErrorDetails]:
        """What the rules between questions, which waited, say of the answers that stand."""
        wrong = {str(error["loc"][0]) for error in refused if error["loc"]}
        fields = self.model.model_fields
        needed = {name: "?" for name in wrong if name in fields and fields[name].is_required()}
        standing = {name: answer for name, answer in said.items() if name not in wrong}
        halves = {n: _standing(said[n], n, refused) for n in wrong if _is_period(fields.get(n))}
        try:
            self.model.model_validate(standing | needed | halves)
        except ValidationError as refusal:
            rules = [error for error in _errors(refusal) if wrong and _is_rule(error, halves)]
            return [rule for rule in rules if (rule.get("ctx") or {}).get("field") not in wrong]
        return []

    def _answers(self) -> dict[str, Any]:
        """What was answered, by field of the model; what was not asked is left out."""
        answers: dict[str, Any] = {}
        for name, info in self.model.model_fields.items():
            if info.annotation is Period:
                answers |= self._period(name)
            elif name in self and isinstance(self[name], Checks):
                answers[name] = self._links(name)
            elif name in self and isinstance(self[name], (Sets, Within)):
                answers |= self[name].told(name)
            elif name in self and _was_asked(self[name]) and not self._hides(self[name]):
                answers |= _answer(name, self[name], *bare(info.annotation))
        return answers

    def _period(self, name: str) -> dict[str, Any]:
        """Start, end, ongoing; nothing when the page asked none of them."""
        parts = {part: self[f"{name}_{part}"] for part in PERIOD if f"{name}_{part}" in self}
        if not any(field.raw_data for field in parts.values()):
            return {}
        return {name: {part: blank_to_none(each.data) for part, each in parts.items()}}

    def _links(self, name: str) -> list[str]:
        """The boxes ticked, and the links that the page had no box for."""
        boxes = [choice.value for choice in self[name].choices or ()]
        former = [str(link) for link in getattr(self.former, name, ())]
        ticked = [box for box in boxes if box in (self[name].data or ())]
        return [*(link for link in former if link not in boxes), *ticked]

    def _hides(self, field: Field) -> bool:
        """Whether the former answer, in the trash by now, could not be chosen: its link stays."""
        former = getattr(self.former, field.short_name, None)
        offered = {choice.value for choice in getattr(field, "choices", None) or ()}
        return (
            isinstance(field, OneAmong)
            and not field.data
            and former is not None
            and str(former) not in offered
        )

    def _blame(self, error: ErrorDetails) -> None:
        """Put the sentence beside the field that it is about, else above the form."""
        if self._blame_part(error):
            return
        path = [str(part) for part in error["loc"] if isinstance(part, str)]
        about = (error.get("ctx") or {}).get("field")
        names = ["_".join([*path, about])] if about else []
        names += ["_".join(path), *path[:1], *(f"{part}_start" for part in path[:1])]
        field = next((self[name] for name in names if name in self), None)
        if field is None:
            self.form_errors.append(in_plain_words(error))
        else:
            asked = TWO_BOXES if len(path) > 1 and path[-1] in PERIOD else ONE_DATE
            fail(field, about_dates(error, field.data, asked))

    def _blame_part(self, error: ErrorDetails) -> bool:
        """Whether the complaint is about one of several sets of questions, and went there."""
        match error["loc"]:
            case (str(name), int(place), str(part)) if isinstance(self._fields.get(name), Sets):
                field = self[name].question(place, part)
            case (str(name), *rest) if isinstance(self._fields.get(name), Within):
                about = (error.get("ctx") or {}).get("field")
                field = self[name].form[str(about or rest[0])]
            case _:
                field = None
        if field is None:
            return False
        fail(field, in_plain_words({**error, "loc": ()}))
        if isinstance(self[name], Sets):
            self[name].tally()
        return True


def _errors(refusal: ValidationError) -> list[ErrorDetails]:
    return refusal.errors(include_url=False, include_input=False)


def _is_period(info: FieldInfo | None) -> bool:
    return info is not None and info.annotation is Period


def _is_rule(error: ErrorDetails, periods: Mapping[str, Any]) -> bool:
    """Whether a rule between answers speaks: those of the whole, or those of one period."""
    return not error["loc"] or (len(error["loc"]) == 1 and error["loc"][0] in periods)


def _standing(answers: Any, name: str, refused: list[ErrorDetails]) -> dict[str, Any]:
    """What is left of a period's answers without those that are refused already."""
    where = ((error["loc"], (error.get("ctx") or {}).get("field")) for error in refused)
    wrong = {loc[1] if len(loc) > 1 else rule for loc, rule in where if loc[:1] == (name,)}
    return {part: answer for part, answer in dict(answers).items() if part not in wrong}


def _answered(field: Field) -> bool:
    """Whether something was sent that was not there before."""
    if parts := getattr(field, "form", None):
        return any(map(_answered, parts))
    return any(getattr(field, "raw_data", None) or ()) and field.data != field.object_data


def _was_asked(field: Field) -> bool:
    """Whether the page had the question: all inputs but boxes are sent even when empty."""
    return isinstance(field, BooleanField) or bool(field.raw_data)


def _answer(name: str, field: Field, kind: Any, optional: bool) -> dict[str, Any]:  # noqa: FBT001  # bare() says both
    """An answer for the model; a blank is None, an empty text, or leaves the default alone."""
    if blank_to_none(field.data) is not None or kind is str:
        return {name: field.data}
    return {name: None} if optional else {}


@cache
def form_for(model: type[M], *names: str) -> type[ModelForm[M]]:
    """The form class of *model*, essential questions first; with *names*, only those fields."""
    asking = {name: asked(info) for name, info in model.model_fields.items()}
    chosen = [name for name, note in asking.items() if not note.never and name in (names or asking)]
    chosen.sort(key=lambda name: PLACES.get(name, 3 if asking[name].later else 1))
    drawn = {name: draw(name, model.model_fields[name]) for name in chosen}
    later = frozenset(part for name in chosen if asking[name].later for part in drawn[name])
    fields = {part: field for parts in drawn.values() for part, field in parts.items()}
    return type(f"{model.__name__}Form", (ModelForm,), {"model": model, "later": later, **fields})
