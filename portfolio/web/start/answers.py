"""From the few answers of a step to the entries they are about, and back to fill the page again."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.project import Project
from portfolio.domain.entries.skill import Skill
from portfolio.domain.guide import DONE, Guide
from portfolio.services.boxes import Opened
from portfolio.services.starting import Answer

Given = Mapping[str, str | None]
"""What a page was answered: nothing where it showed nothing and nothing was written either."""
MADE = ("name", "done", "able", "like", "want")
"""The questions whose answers become entries; the others say more of one."""
FIELDS = {"title": MADE, "when": ("when",), "town": ("town",)}
"""Which question of a page is about which field of an entry, to put a complaint beside it."""


def named(given: Given) -> list[Answer]:
    """A presentation; without a name there is none to make."""
    if not given["name"]:
        return []
    town = {} if given["town"] is None else {"town": given["town"]}
    return [Answer("name", Identity, {"title": given["name"], **town})]


def had_done(given: Given) -> list[Answer]:
    """A step of the path, with its date when one is told."""
    if not given["done"]:
        return []
    kind = given["what"] if given["what"] in DONE else "job"
    when = {} if given["when"] is None else {"when": {"start": given["when"] or None}}
    return [Answer("done", KINDS[kind], {"title": given["done"], **when})]


def able_to(given: Given) -> list[Answer]:
    """A skill."""
    return [Answer("able", Skill, {"title": given["able"]})] if given["able"] else []


def liked(given: Given) -> list[Answer]:
    """Something one likes."""
    return [Answer("like", Interest, {"title": given["like"]})] if given["like"] else []


def wanted(given: Given) -> list[Answer]:
    """A wish is a project that begins."""
    return [Answer("want", Project, {"title": given["want"]})] if given["want"] else []


def emptied(given: Given, guide: Guide, opened: Sequence[Opened]) -> list[Opened]:
    """What the answers that were wiped out had made."""
    gone = {guide.made.get(name) for name in MADE if given.get(name) == ""}
    return [one for one in opened if one.id in gone]


def says_more(entry: Entry) -> bool:
    """Whether a presentation tells more than the guided start asks."""
    told = entry.model_dump(exclude_defaults=True).keys()
    return isinstance(entry, Identity) and bool(told - {"kind", "title", "town", "provenance"})


def again(guide: Guide, opened: Sequence[Opened], name: str) -> dict[str, str]:
    """What was answered already, as the page shows it; *name* is what the account calls them."""
    there = {one.id: one.entry for one in opened}
    said = {"name": name}
    for question, entry_id in guide.made.items():
        if entry_id in there:
            said |= dict(_said(question, there[entry_id]))
    identity = next((one.entry for one in opened if isinstance(one.entry, Identity)), None)
    return said | (dict(_said("name", identity)) if identity else {})


def made(guide: Guide, opened: Sequence[Opened]) -> list[Entry]:
    """What the guided start made and that is still there."""
    ids: set[UUID] = set(guide.made.values())
    return [one.entry for one in opened if one.id in ids]


def _said(question: str, entry: Entry) -> Iterator[tuple[str, str]]:
    yield question, entry.title
    if isinstance(entry, Identity):
        yield "town", entry.town
    if question == "done":
        yield "what", entry.kind
        yield "when", str(entry.period.start or "") if entry.period else ""
