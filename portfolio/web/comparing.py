"""Two texts of one entry, question by question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext

from portfolio.domain.entries import Entry
from portfolio.services.boxes import Opened
from portfolio.services.files import Stored
from portfolio.services.removals import Removed
from portfolio.web.facts import Titles, answer, label_of
from portfolio.web.templating import say

UNASKED = frozenset({"checked_on", "provenance", "extra", "editions"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that was answered otherwise: the lines of then, and those of now."""

    label: str
    then: tuple[str, ...]
    now: tuple[str, ...]


def titles_of(opened: Iterable[Opened | Removed], stored: Mapping[UUID, Stored]) -> Titles:
    """What its owner calls each entry and each file that an entry may lead to."""
    names = {file_id: one.file.name for file_id, one in stored.items()}
    return names | {one.id: one.entry.title for one in opened}


def differences(then: Entry, now: Entry, titles: Titles) -> list[Difference]:
    """Where two versions of an entry part ways, in the order of its questions."""
    return list(_differences(then, now, titles))


def changed(then: Entry, now: Entry) -> list[str]:
    """The names of the questions that were answered otherwise."""
    return [say(label_of(now, name)) for name in _parted(then, now)]


def _differences(then: Entry, now: Entry, titles: Titles) -> Iterator[Difference]:
    for name in _parted(then, now):
        former, present = (_lines(getattr(one, name), titles) for one in (then, now))
        yield Difference(say(label_of(now, name)), former, present)


def _parted(then: Entry, now: Entry) -> Iterator[str]:
    for name in type(now).model_fields:
        if name not in UNASKED and getattr(then, name) != getattr(now, name):
            yield name


def _lines(value: object, titles: Titles) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (gettext("Oui") if value else gettext("Non"),)
    lines = (line for said in answer(value, titles) for line in said.splitlines())
    return tuple(line for line in lines if line.strip())
