"""When two entries speak of one thing, and what one entry makes of both."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import merge
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from portfolio.domain.dates import PartialDate, Period, precedes
from portfolio.domain.entries import Entry

Name = TypeVar("Name")

ALONE = frozenset({"identity", "mobility"})  # kinds of which a portfolio needs one
# The owner's decisions, never a file's.
OWN = frozenset(
    {"checked_on", "checks", "private", "provenance", "confirmed", "extra", "rank", "weighed"}
)
_WORDS = re.compile(r"\w+")

_Place = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """One entry out of two: the first, completed.

    *filled* names the fields that gained something, *kept* those where the first one's words
    stand although the second says otherwise.
    """

    entry: Entry
    filled: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What of an entry is compared: *places* where its twins lie too, words of its summary."""

    places: tuple[_Place, ...]
    summary: frozenset[str]
    period: Period | None
    alone: bool = False


class Twins(Generic[Name]):
    """Entries that others are compared with: each is read once, then looked up.

    Two entries that speak of one thing have a title or a start in common, so only those that
    lie in the same place are compared.
    """

    def __init__(self, entries: Mapping[Name, Entry]) -> None:
        self._names = tuple(entries)
        self._told = tuple(map(_told, entries.values()))
        self._places: defaultdict[_Place, list[int]] = defaultdict(list)
        for rank, told in enumerate(self._told):
            for place in told.places:
                self._places[place].append(rank)

    def of(self, entry: Entry) -> Name | None:
        """The name of the first entry that seems to speak of the same thing as *entry*."""
        told = _told(entry)
        near = merge(*(self._places.get(place, ()) for place in told.places))
        return next((self._names[rank] for rank in near if _same(told, self._told[rank])), None)


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries seem to speak of one thing; a person decides in the end."""
    return Twins({True: one}).of(other) is not None


def merged(first: Entry, second: Entry) -> Merged:
    """*first*, completed by what *second* adds; nothing that was written is replaced.

    Empty answers are filled, lists joined, partial dates made more exact, stories put one
    after the other. An addition that would break a rule of the kind is left out.
    """
    entry, filled, kept = first, [], []
    for name, info in type(first).model_fields.items():
        was, now = getattr(entry, name), getattr(second, name)
        if name in OWN or _blank(now, info):
            continue
        both = _stories(was, now) if name == "story" else _joined(was, now)
        entry = _with(entry, name, now if _blank(was, info) else both)
        if getattr(entry, name) != was:
            filled.append(name)
        if not _holds(getattr(entry, name), now):
            kept.append(name)
    extra = {**second.extra, **entry.extra}
    return Merged(_with(entry, "extra", extra), tuple(filled), tuple(kept))


def _with(entry: Entry, name: str, value: Any) -> Entry:
    try:
        return entry.changed(**{name: value})
    except ValidationError:
        return entry


def _blank(value: Any, info: FieldInfo) -> bool:
    return not value or value == info.get_default(call_default_factory=True)


def _stories(was: str, now: str) -> str:
    return was if now in was else f"{was}\n\n{now}"


def _joined(was: Any, now: Any) -> Any:
    if isinstance(was, tuple):
        return was + tuple(item for item in now if item not in was)
    if isinstance(was, BaseModel):
        return _joined_model(was, now)
    return _more_exact(was, now)


def _joined_model(was: BaseModel, now: BaseModel) -> BaseModel:
    whole = was
    for name, info in type(was).model_fields.items():
        one, other = getattr(was, name), getattr(now, name)
        both = other if _blank(one, info) else _more_exact(one, other)
        try:
            whole = type(was).model_validate({**dict(whole), name: both})
        except ValidationError:
            continue
    return whole


def _more_exact(was: Any, now: Any) -> Any:
    """May 1998 rather than 1998, never another date."""
    dates = isinstance(was, PartialDate) and isinstance(now, PartialDate)
    return now if dates and now.parts[: len(was.parts)] == was.parts else was


def _holds(value: Any, added: Any) -> bool:
    """Whether what was *added* can be found in *value*."""
    match added:
        case tuple():
            found = all(item in value for item in added)
        case BaseModel():
            parts = ((getattr(value, name), part) for name, part in added)
            found = all(not part or _holds(whole, part) for whole, part in parts)
        case PartialDate():
            found = value is not None and value.parts[: len(added.parts)] == added.parts
        case str():
            found = added in str(value)
        case _:
            found = value == added
    return found


def _told(entry: Entry) -> _Told:
    if entry.kind in ALONE:
        return _Told(((entry.kind,),), frozenset(), None, alone=True)
    title, summary, period = _words(entry.title), entry.summary, entry.period
    places: tuple[_Place, ...] = ((entry.kind, title),)
    start = period.start if period else None
    if summary and start and start.month:
        places += ((entry.kind, start),)
    return _Told(places, _words(summary), period)


def _same(one: _Told, other: _Told) -> bool:
    """Whether two that share a place agree in all the rest: who or where, and when."""
    if one.alone:
        return True
    fewer, more = sorted((one.summary, other.summary), key=len)
    return fewer <= more and _meet(one.period, other.period)


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return frozenset(_WORDS.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _meet(one: Period | None, other: Period | None) -> bool:
    """Whether two periods may be the same one, as far as they are known."""
    if not one or not other:
        return True
    pairs = ((one.start, other.start), (one.end, other.end))
    return not any(a and b and (precedes(a, b) or precedes(b, a)) for a, b in pairs)
