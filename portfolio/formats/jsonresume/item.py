"""One object of a résumé: what is taken from it for an entry, and what is left of it."""

import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from portfolio.domain.dates import PartialDate, Period
from portfolio.formats.base import Report
from portfolio.formats.html_text import plain
from portfolio.formats.jsonresume.dates import is_ongoing, read_date
from portfolio.formats.jsonresume.sentences import (
    HTML,
    NOT_A_LIST,
    NOT_AN_OBJECT,
    NOT_TEXT,
    TITLED,
)

MOST_LINES = 1000
"""Of a list that are looked at: ten times what an entry holds."""
LONGEST_TEXT = 100_000
"""Characters that are cleaned of HTML: five times what an entry holds."""


@dataclass(slots=True)
class Tray:
    """Where the remarks about a whole file go, and what no entry can hold."""

    report: Report
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: these names of that item."""

    item: "Item"
    names: tuple[str, ...]


class Item:
    """An object of the file on its way to becoming an entry.

    The methods that take something name the entry's field first, then the file's names for it:
    the first that says something wins. What is refused is noted and stays in `left`.
    """

    def __init__(self, data: dict[str, Any], path: str, tray: Tray) -> None:
        self.data, self.path, self.tray = data, path, tray
        self.left = {name: value for name, value in data.items() if not is_blank(value)}
        self.values: dict[str, Any] = {}
        self.sources: dict[str, Source] = {}
        self.parts: dict[str, Item] = {}
        self.quiet: set[str] = set()
        """Names left that need no remark, or have one."""

    def text(self, name: str, *sources: str) -> str:
        """Take one text; a number counts as text. Empty when there is none."""
        said = [source for source in sources if source in self.left]
        return self.joined(name, *said[:1])

    def joined(self, name: str, *sources: str) -> str:
        """Take one text out of several, a blank line between them, nothing twice."""
        plains = {each: self._plain(each, self.left[each]) for each in sources if each in self.left}
        taken = {each: text for each, text in plains.items() if text}
        text = "\n\n".join(dict.fromkeys(taken.values()))
        if text:
            self._take(name, tuple(taken), text)
        return text

    def texts(self, name: str, source: str) -> tuple[str, ...]:
        """Take a list of texts; a text alone is a list of one, what is no text is left."""
        found = self.left.get(source, [])
        if not isinstance(found, list | str):
            self.note(source, NOT_A_LIST, found)
            return ()
        lines = [found] if isinstance(found, str) else found[:MOST_LINES]
        plains = [self._plain(f"{source}[{place}]", line) for place, line in enumerate(lines)]
        texts = tuple(text for text in plains if text)
        pairs = zip(lines, plains, strict=True)
        refused = [line for line, text in pairs if text is None and not is_blank(line)]
        if texts:
            self._take(name, (source,), texts)
            self.left.update({source: refused} if refused else {})
        return texts

    def date(self, name: str, source: str) -> PartialDate | None:
        """Take a date at the precision it has."""
        if source not in self.left or (text := self._plain(source, self.left[source])) is None:
            return None
        try:
            found = read_date(text)
        except PydanticCustomError as why:
            self.note(source, why.message_template, text, **(why.context or {}))
            return None
        self._take(name, (source,), found)
        return found

    def period(self, *, open_ended: bool) -> Period:
        """Take `when`; *open_ended*: what has a start and says nothing of an end goes on."""
        said = self.left.get("endDate")
        ongoing = isinstance(said, str) and is_ongoing(said)
        if ongoing:
            self.left.pop("endDate")
        start, end = self.date("start", "startDate"), self.date("end", "endDate")
        ongoing = ongoing or bool(open_ended and start and said is None)
        try:
            when = Period(start=start, end=end, ongoing=ongoing)
        except ValidationError as error:
            (why,) = error.errors(include_url=False)
            self.note("endDate", why["msg"], said, **_plain_context(why.get("ctx")))
            self.left["endDate"] = said
            when = Period(start=start)
        for name in ("start", "end"):
            self.values.pop(name, None)
        self.values["when"] = when
        return when

    def part(self, name: str) -> "Item":
        """The object called *name*, whose values go to the same entry."""
        found = self.left.get(name, {})
        if isinstance(found, dict):
            self.left.pop(name, None)
        else:
            self.note(name, NOT_AN_OBJECT, found)
        part = Item(found if isinstance(found, dict) else {}, f"{self.path}.{name}", self.tray)
        part.values, part.sources = self.values, self.sources
        self.parts[name] = part
        return part

    def title_from(self, *names: str) -> None:
        """Without a title, let the first of these fields be it, and say so."""
        known = [name for name in names if self.values.get(name)]
        if known and "title" not in self.values:
            title = self.values.pop(known[0])
            self.values["title"], self.sources["title"] = title, self.sources.pop(known[0])
            self.tray.report.note(self.path, TITLED, title=title)

    def note(self, source: str, what: str, found: object = "", **values: object) -> None:
        """Remark on *source*: a name, perhaps with `[place]`; it then needs no other remark."""
        self.tray.report.note(f"{self.path}.{source}", what, as_text(found), **values)
        self.quiet.add(source.partition("[")[0])

    def _take(self, name: str, sources: tuple[str, ...], value: object) -> None:
        self.values[name], self.sources[name] = value, Source(self, sources)
        for source in sources:
            self.left.pop(source)

    def _plain(self, source: str, value: object) -> str | None:
        """*value* as text without HTML; None, and a remark, when it is no text."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            if not is_blank(value):
                self.note(source, NOT_TEXT, value)
            return None
        text = str(value)
        text = plain(text) if len(text) <= LONGEST_TEXT else text
        if isinstance(value, str) and text != value:
            self.tray.report.note(f"{self.path}.{source}", HTML, value)
        return text.strip()


def is_blank(value: object) -> bool:
    """Whether there is nothing in *value*: null, spaces, a list or an object of nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    return value is None or (isinstance(value, list) and all(map(is_blank, value)))


def as_text(value: object) -> str:
    """*value* to be shown: text as it is, the rest as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain_context(context: dict[str, Any] | None) -> dict[str, str]:
    return {name: str(value) for name, value in (context or {}).items()}
