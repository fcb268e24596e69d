"""Every answer of an entry in words: what is shared is shown, down to the last field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, singledispatch
from uuid import UUID

from flask_babel import gettext
from pydantic import BaseModel

from portfolio.domain import searching
from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Comment
from portfolio.domain.entries.activity import Activity, Experience
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.checks import Check
from portfolio.domain.entries.classes import Classified
from portfolio.domain.entries.confirmation import Confirmation
from portfolio.domain.entries.dispute import TITLE, Dispute
from portfolio.domain.entries.interview import Agreed
from portfolio.domain.entries.language import Assessment
from portfolio.domain.entries.lead import Enquiry
from portfolio.domain.entries.shapes import in_one_line
from portfolio.domain.entries.situation import Finding
from portfolio.domain.entries.skill import Observation
from portfolio.domain.words import N_
from portfolio.web import calendar, shelved
from portfolio.web.templating import say, say_with

Titles = Mapping[UUID, str]

UNSAID = frozenset(
    {
        *("title", "story", "private", "extra", "provenance", "confirmed", "editions"),
        *("rank", "weighed", "nothing_fits"),
    }
)
"""What has its own place on a page, or is nobody's business."""
APART = frozenset({"id", "what"})
"""What names an activity."""
HOLD = frozenset({"hold"})
UNTITLED = {
    "agreed_on": N_("Décidé le"),
    "checks": N_("Vérifications faites à l’import"),
    "code": N_("Code"),
    "files": N_("Fichiers"),
    "framework": N_("Référentiel"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer: a question's words, its lines; a *link* is an address, *own* its owner's alone."""

    label: str
    lines: tuple[str, ...]
    link: bool = False
    own: bool = False

    @property
    def line(self) -> str:
        """The one line of text that it is; empty when it is more, or an address."""
        plain = not self.link and len(self.lines) == 1 and "\n" not in self.lines[0]
        return self.lines[0] if plain else ""


@dataclass(frozen=True, slots=True)
class Told:
    """An activity in words."""

    id: UUID
    what: str
    facts: tuple[Fact, ...]


def facts(entry: BaseModel, titles: Titles, *, but: frozenset[str] = frozenset()) -> list[Fact]:
    """What *entry* says besides its title and story, the fields in *but*, and what nobody changed.

    *titles* gives the names of the entries it may point to; what it does not name is not shown.
    """
    return list(_facts(entry, titles, but))


def pieces(entry: Entry) -> Iterator[tuple[str, str]]:
    """All that *entry* says below its title: each answer, and what it answers."""
    if entry.story:
        yield gettext("Avec vos mots"), entry.story
    for fact in facts(entry, {}):
        for line in fact.lines:
            yield fact.label, line


def says(entry: Entry, terms: Sequence[str]) -> bool:
    """Whether *entry* says every one of *terms* somewhere."""
    texts = [text for _, text in pieces(entry)]
    return searching.holds_all([say(entry.label), entry.title, *texts], terms)


def answer(value: object, titles: Titles) -> tuple[str, ...]:
    """The lines that an answer is told in; none for what was not answered."""
    return tuple(_lines(value, titles))


def label_of(entry: BaseModel, name: str) -> str:
    """The words of the question *name*, not translated yet."""
    return type(entry).model_fields[name].title or UNTITLED.get(name, name)


def told(entry: Entry) -> list[Told]:
    """What was done in *entry*, one activity after the other, with all that is said of each."""
    there = entry.activities if isinstance(entry, Experience) else ()
    return [Told(one.id, one.what, tuple(_facts(one, {}, APART))) for one in there]


def _facts(entry: BaseModel, titles: Titles, but: frozenset[str]) -> Iterator[Fact]:
    for name, (usual, own) in _asked(type(entry), but).items():
        value = getattr(entry, name)
        lines = () if value == usual else tuple(_lines(value, titles))
        if lines:
            link = all(_is_address(line) for line in lines)
            yield Fact(say(label_of(entry, name)), lines, link, own)


@cache
def _asked(model: type[BaseModel], but: frozenset[str]) -> Mapping[str, tuple[object, bool]]:
    """The fields of *model* to tell, all *but* a few: what each holds unanswered, if reserved."""
    told = ((name, info) for name, info in model.model_fields.items() if name not in UNSAID | but)
    usual = {name: (info.get_default(call_default_factory=True), info) for name, info in told}
    return {name: (value, asked(info).reserved) for name, (value, info) in usual.items()}


def _lines(value: object, titles: Titles) -> Iterator[str]:
    for one in value if isinstance(value, tuple) else (value,):
        said = titles.get(one, "") if isinstance(one, UUID) else words(one)
        if said:
            yield said


def _is_address(line: str) -> bool:
    return line.startswith(("https://", "http://")) and " " not in line


@singledispatch
def words(value: object) -> str:
    """An answer as people read it; nothing for what was not answered."""
    return "" if value is None else str(value)


@words.register
def _(value: Assessment) -> str:
    said = (words(getattr(value, name)) for name in ("basis", "certificate", "assessed_on"))
    return _dated(words(value.dimension), in_one_line(*said))


@words.register
def _(value: Activity) -> str:
    told = (_dated(fact.label, ", ".join(fact.lines)) for fact in _facts(value, {}, APART))
    return "\n".join((value.what, *told))


@words.register
def _(value: bool) -> str:  # noqa: FBT001  # singledispatch gives the value as it is
    return gettext("Oui") if value else ""


@words.register
def _(value: Enum) -> str:
    return say(getattr(value, "label", value.value))


@words.register
def _(value: Observation) -> str:
    level = f"{say(value.level.label)}. " if value.level else ""
    return _heard(value, f"{level}{value.text}")


@words.register
def _(value: Confirmation) -> str:
    return _heard(value, value.text)


@words.register
def _(value: Finding) -> str:
    asked = ((fact.label, ", ".join(fact.lines)) for fact in _facts(value, {}, HOLD))
    return "\n".join((words(value.hold), *(_dated(label, said) for label, said in asked)))


@words.register
def _(value: Agreed) -> str:
    return ", ".join(filter(None, (value.by, words(value.on))))


@words.register
def _(value: Dispute) -> str:
    return _dated(f"{say(TITLE)}, {words(value.on)}", value.text)


def _heard(value: Observation | Confirmation, said: str) -> str:
    """What somebody said, who they are and when, then what the owner answers to it."""
    who = ", ".join(filter(None, (value.by, words(value.on))))
    lines = (say_with(N_("%(who)s : %(said)s"), who=who, said=said), words(value.dispute))
    return "\n".join(filter(None, lines))


@words.register
def _(value: Classified) -> str:
    known = ", ".join(filter(None, (shelved.short(value.framework), value.version)))
    called = shelved.label(value.framework, value.code, value.label)
    return f"{called} ({known})" if known else called


@words.register
def _(value: PartialDate) -> str:
    return calendar.partial(value)


@words.register
def _(value: date) -> str:
    return calendar.day(value)


@words.register
def _(value: Period) -> str:
    return calendar.period(value)


@words.register
def _(value: Check) -> str:
    return f"{say(value.verdict.label)}. {say_with(value.what, **value.values)}"


@words.register
def _(value: Comment) -> str:
    return _dated(words(value.on), value.text)


@words.register
def _(value: Enquiry) -> str:
    said = ", ".join(filter(None, (value.who, words(value.on))))
    return _dated(said, value.learned)


def _dated(head: str, text: str) -> str:
    """What was said, after who said it or when."""
    if head.endswith("?") and text:  # a question needs no colon
        return f"{head} {text}"
    return gettext("%(head)s : %(text)s", head=head, text=text) if head and text else head or text
