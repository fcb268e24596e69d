"""What the thread says of each thing tied on it: dates in words, titles, tags, links."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from flask import url_for

from portfolio.domain import plan
from portfolio.domain.dates import Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.certificate import Certificate
from portfolio.domain.entries.licence import Licence
from portfolio.domain.entries.skill import Skill
from portfolio.domain.entries.training import Level
from portfolio.domain.markup import before_marks
from portfolio.domain.unmarking import unmarked
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.web import calendar
from portfolio.web.addresses import Address, address_of
from portfolio.web.templating import ngettext, say

GIST = 160
"""Characters of an entry's own words that the thread shows; the entry's page has them all."""


@dataclass(frozen=True, slots=True)
class Step:
    """The words of one row; empty ones are not shown. *iso* is for machines."""

    title: str = ""
    when: str = ""
    iso: str = ""
    text: str = ""
    status: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    private: bool = False
    url: str = ""
    link: tuple[str, str] | None = None
    edit_url: str = ""
    seen_by: str = ""
    order_url: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a step needs to know beside its own entry: today, linked skills, who may see it.

    *tied* are the entries that share their date with another; *page* and *edit*, where each is.
    """

    today: date
    skills: Counter[UUID] = field(default_factory=Counter)
    seen_by: dict[UUID, str] = field(default_factory=dict)
    tied: frozenset[UUID] = frozenset()
    page: Address = field(default_factory=lambda: address_of("entries.show"))
    edit: Address = field(default_factory=lambda: address_of("entries.edit"))
    plans: str = field(default_factory=lambda: url_for("plans.index"))


def linked_skills(opened: Iterable[Opened]) -> Counter[UUID]:
    """How many skills each entry is linked to."""
    skills = (one.entry for one in opened if isinstance(one.entry, Skill))
    return Counter(linked for skill in skills for linked in skill.linked)


def of(one: Opened, around: Around) -> Step:
    """The words of what is tied: a step of the path, or of the plan."""
    if isinstance(one.entry, Action):
        return of_action(one, one.entry, around)
    return of_entry(one, around)


def of_entry(opened: Opened, around: Around) -> Step:
    """A step of the path: a job, a training, a moment."""
    entry, page = opened.entry, around.page(opened.id)
    period = entry.period
    return Step(
        title=entry.title,
        when=calendar.capital(calendar.period(period)),
        iso=_iso(period),
        text=gist(entry),
        tags=tuple(_tags(opened, around)),
        private=entry.private,
        url=page,
        edit_url=around.edit(opened.id),
        seen_by=around.seen_by.get(opened.id, ""),
        order_url=f"{page}#h-order" if opened.id in around.tied else "",
    )


def of_action(one: Opened, action: Action, around: Around) -> Step:
    """A step of the plan, tied once it is done."""
    return Step(
        title=action.title,
        when=calendar.capital(calendar.partial(action.at)) or action.due_text,
        iso=str(action.at or ""),
        text=_ended(action.summary) if action.summary else "",
        status=plan.Step(one.id, action).state(around.today),
        url=around.plans,
    )


def _iso(period: Period | None) -> str:
    """A machine-readable date, when there is one moment and not a stretch of time."""
    single = period and (period.start == period.end)
    return str(period.end) if period and single else ""


def gist(entry: Entry) -> str:
    """Where and with whom, then the beginning of what was done there."""
    done = ". ".join(each.rstrip(".") for each in _done(entry))
    words = done or _beginning(entry.story[: 2 * GIST])
    return " ".join(_ended(part) for part in (entry.summary, shortened(words)) if part)


def _beginning(story: str) -> str:
    """In one line; Markdown is read only when what will be shown may hold any."""
    before = " ".join(before_marks(story).split())
    return before if len(before) > GIST else " ".join(unmarked(story).split())


def _done(entry: Entry) -> tuple[str, ...]:
    """What was done, one thing after the other: in a line each, else as its activities say."""
    if not isinstance(entry, Experience):
        return ()
    return getattr(entry, "tasks", ()) or tuple(one.what for one in entry.activities)


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".…!?:" else f"{sentence}."


def shortened(words: str) -> str:
    """The beginning of *words*, cut between two of them."""
    if len(words) <= GIST:
        return words
    return words[: GIST + 1].rsplit(" ", 1)[0][:GIST].rstrip(" ,;.") + "…"


def _tags(opened: Opened, around: Around) -> Iterable[tuple[str, str]]:
    entry = opened.entry
    if entry.knot == "bead":
        yield "mira", _gained(entry)
    if count := around.skills[opened.id]:
        yield "", ngettext("%(num)s compétence", "%(num)s compétences", count)


def _gained(entry: Entry) -> str:
    if isinstance(entry, Licence):
        return say(N_("Permis"))
    if not isinstance(entry, Certificate):
        return say(N_("Diplôme ou titre obtenu"))
    if entry.distinction:
        return say(N_("Distinction"))
    return say(N_("Diplôme") if isinstance(entry.level, Level) else N_("Certificat"))
