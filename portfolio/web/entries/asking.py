"""The form of an entry, laid out for a person: what matters first, the rest on demand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from pydantic import BaseModel
from wtforms import Field

from portfolio.domain.entries import Entry
from portfolio.services.boxes import Opened
from portfolio.web import links, unsaved
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.forms.inputs import typed

FIRST = ("title", "employer", "host", "organisation", "provider", "issuer", "part", "town")
APART = frozenset({"story", "private", "csrf_token"})
PERIOD = frozenset({"when_start", "when_end", "when_ongoing"})
OWN_WORDS = frozenset({"linked", "objective", "project", "plan", "lead"})  # a person named them


@dataclass(frozen=True, slots=True)
class Layout:
    """A form's questions as its page groups them; *period* holds start, end, ongoing."""

    first: tuple[Field, ...]
    period: tuple[Field, ...]
    more: tuple[Field, ...]
    later: tuple[Field, ...]

    @property
    def opened(self) -> bool:
        """Whether the details hold something to read or to mend."""
        return any(field.errors or _compared(field.data) for field in self.later)


@dataclass(frozen=True, slots=True)
class Difference:
    """A question answered in two ways: the field holds what was typed, *stored* what is kept."""

    field: Field
    stored: str


def blank(model: type[Entry], opened: Sequence[Opened]) -> ModelForm[Entry]:
    """The form of a new entry."""
    return _with_choices(form_for(model)(), opened)


def filled(entry: Entry, opened: Sequence[Opened]) -> ModelForm[Entry]:
    """The form of an entry that exists, or what was just typed over it."""
    form = _with_choices(form_for(type(entry)).of(entry), opened)
    there = typed(entry)
    for name in request.form.getlist("stored"):  # of two texts, the answers that stay as stored
        if name in there and name in form:
            form[name].process(None, there[name])
            form[name].raw_data = [name]  # asked, and answered that way
    return form


def layout(form: ModelForm[Entry]) -> Layout:
    """Group the questions of *form*."""
    asked = [field for field in form if field.short_name not in APART]
    later = [field for field in asked if field.short_name in form.later]
    period = [f for f in asked if f.short_name in PERIOD and f not in later]
    rest = [field for field in asked if field not in period and field not in later]
    first = sorted((f for f in rest if f.short_name in FIRST), key=_rank)
    more = [field for field in rest if field not in first]
    return Layout(tuple(first), tuple(period), tuple(more), tuple(later))


def sent_rev(current: int) -> int:
    """The revision the page was made from; the present one when it does not say."""
    given = unsaved.sent("rev")
    return int(given) if given.isdecimal() and len(given) < len("1000000000") else current


def differences(form: ModelForm[Any], stored: BaseModel) -> Iterator[Difference]:
    """Where what was typed and what is stored part ways."""
    there = typed(stored)
    for field in form:
        name = field.short_name
        if name in there and _compared(there[name]) != _compared(field.data):
            yield Difference(field, _words(field, there[name]))


def _compared(answer: object) -> object:
    """An answer without what browsers change in it: line breaks, blanks around, order."""
    if isinstance(answer, str):
        return "\n".join(answer.strip().splitlines())
    if not answer:
        return ""
    if isinstance(answer, list):
        told = (_part(each) if isinstance(each, dict) else each for each in answer)
        return sorted(filter(None, told)) or ""
    return answer


def _part(answers: Mapping[str, object]) -> str:
    """One set of answers among several, in a line."""
    return " → ".join(str(each).strip() for each in answers.values() if each)


def _words(field: Field, value: object) -> str:
    """What is stored, in the words of the page."""
    choices = getattr(field, "choices", None)
    if choices:
        given = value if isinstance(value, list) else [value or ""]
        named = {str(choice.value): str(choice.label) for choice in choices}
        return "\n".join(named.get(str(each), "") for each in given)
    if isinstance(value, list):
        return "\n".join(_part(each) if isinstance(each, dict) else each for each in value)
    return str(value or "")


def _with_choices(form: ModelForm[Entry], opened: Sequence[Opened]) -> ModelForm[Entry]:
    links.offer(form, opened)
    return form


def _rank(field: Field) -> int:
    return FIRST.index(field.short_name)
