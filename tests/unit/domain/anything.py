"""Any entry at all, drawn by Hypothesis from what its kind declares."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Any, NewType, get_args, get_origin
from uuid import UUID

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portfolio.domain.dates import FIRST, LAST, PartialDate, Period, precedes
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.action_plan import Kept
from portfolio.domain.entries.checks import Check
from portfolio.domain.entries.confirmation import Confirmation
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.shapes import Text
from portfolio.domain.entries.situation import DatedFinding, Finding, Hold

HOSTILE = "\0\x07\x1b\x85\u200b\u200d\u2028\u202e\u2066\ufeff\uffff\ud800\udfff\r\n\t<>&\"'%{}🧶éع"
RULED = (
    *("status", "dropped_reason", "stage", "left_reason", "expires", "due", "start"),
    "assessments",
)
"""Answers that depend on others, or on one another."""

words = st.text(max_size=60) | st.text(st.sampled_from(HOSTILE), max_size=20)
years = st.integers(FIRST, LAST)
days = st.dates(date(FIRST, 1, 1), date(LAST, 12, 31))
partial_dates = (
    st.builds(PartialDate, years)
    | st.builds(PartialDate, years, st.integers(1, 12))
    | days.map(lambda day: PartialDate(day.year, day.month, day.day))
)
provenances = st.builds(
    Provenance,
    how=st.sampled_from(["declared", "imported", "proposed"]),
    source=words,
    source_id=words,
    structure=words,
    person=words,
    on=st.none() | days,
)
extras = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=8),
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8"), max_size=20)
    | st.lists(st.integers(), max_size=3),
    max_size=4,
)
confirmations = st.builds(
    Confirmation,
    id=st.uuids(),
    about=words,
    text=words,
    name=words,
    role=words,
    on=days,
    reply=words,
)
PARTS = {
    "provenance": provenances,
    "extra": extras,
    "confirmed": st.lists(confirmations, max_size=2),
}
MARKED = [each for each in Hold if each is not Hold.UNSPOKEN]
SAMPLES = {
    "url": ["", "https://exemple.fr/a?b=c", "www.exemple.fr", "http://é.fr/"],
    "email": ["", "awa@exemple.fr", " Awa@Exemple.FR "],
    "tel": ["", "06 12 34 56 78", "+33 (0)6"],
}


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period that does not run backwards."""
    one, other = draw(st.none() | partial_dates), draw(st.none() | partial_dates)
    if one and other and precedes(other, one):
        one, other = other, one
    return Period(start=one, end=other, ongoing=other is None and draw(st.booleans()))


KNOWN: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    UUID: st.uuids(),
    date: days,
    PartialDate: partial_dates,
    Period: periods(),
    Check: st.builds(
        Check,
        what=words,
        values=st.dictionaries(st.sampled_from(["name", "day"]), words),
    ),
    Finding: st.builds(Finding, hold=st.sampled_from(MARKED), change=words, need=words),
    DatedFinding: st.builds(
        DatedFinding,
        hold=st.sampled_from(MARKED),
        change=words,
        need=words,
        since=st.none() | partial_dates,
    ),
    Kept: st.builds(Kept.of, st.uuids(), st.just(Job(title="Servir")), words),
}


@st.composite
def entries(draw: st.DrawFn, model: type[Entry]) -> Entry:
    """An entry of *model* whose every answer is arbitrary, but for those that rules bind."""
    given = {
        name: draw(_answers(name, info))
        for name, info in model.model_fields.items()
        if name not in RULED
    }
    return model.model_validate(given)


def _answers(name: str, info: FieldInfo) -> st.SearchStrategy[Any]:
    if name == "title":
        return words.map(lambda text: f"{text} x")
    if name in PARTS:
        return PARTS[name]
    return _of(info.annotation, info.metadata)


def _of(kind: Any, notes: Sequence[Any] = ()) -> st.SearchStrategy[Any]:
    """What may be answered to a question of type *kind*."""
    if get_origin(kind) is Annotated:
        kind, *notes = get_args(kind)
    if get_origin(kind) is tuple:
        return st.lists(_of(get_args(kind)[0]), max_size=4)
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    if kind is str:
        return _texts(next(note for note in notes if isinstance(note, Text)))
    if isinstance(kind, type):
        return _numbers(notes) if kind is int else _single(kind)
    return st.none() | _of(get_args(kind)[0], notes)


def _numbers(notes: Sequence[Any]) -> st.SearchStrategy[int]:
    """Whole numbers within the bounds of their question."""
    least: Any = next((note.ge for note in notes if isinstance(note, Ge)), 0)
    most: Any = next((note.le for note in notes if isinstance(note, Le)), 100_000)
    return st.integers(least, most)


def _single(kind: type[Any]) -> st.SearchStrategy[Any]:
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    return KNOWN[kind] if kind in KNOWN else _part(kind)


def _part(kind: type[BaseModel]) -> st.SearchStrategy[Any]:
    """A part of an entry that asks several things."""
    answers = {name: _answers(name, info) for name, info in kind.model_fields.items()}
    return st.fixed_dictionaries(answers).map(kind.model_validate)


def _texts(text: Text) -> st.SearchStrategy[str]:
    least = words.map(lambda said: f"{said} x") if text.least else words
    return st.sampled_from(SAMPLES[text.asked]) if text.asked in SAMPLES else least
