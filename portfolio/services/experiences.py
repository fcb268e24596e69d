"""What a citizen does inside an experience: tell its activities, take up the skills it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portfolio.domain import naming
from portfolio.domain.entries.activity import Activity, Experience
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import NotFound
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.entries import Change
from portfolio.services.work import Work

MOST_LINKS = 100  # of a skill


@dataclass(frozen=True, slots=True)
class Lived:
    """An experience that was read, with its row and all that lies around it."""

    row: Opened
    entry: Experience
    opened: Sequence[Opened]

    @property
    def skills(self) -> list[str]:
        """The titles of the skills that say they come from here."""
        skills = (one.entry for one in self.opened if isinstance(one.entry, Skill))
        return [skill.title for skill in skills if self.row.id in skill.linked]

    @property
    def proposed(self) -> tuple[str, ...]:
        """The skills it names, as long as nobody answered."""
        return naming.proposed(self.entry, self.skills)


def read(work: Work, entry_id: UUID) -> Lived:
    """The actor's experience *entry_id*; what holds no activity is as absent as none."""
    return of(entries.read_all(work), entry_id)


def of(opened: Sequence[Opened], entry_id: UUID) -> Lived:
    """The experience *entry_id* among entries that were read."""
    row = next((one for one in opened if one.id == entry_id), None)
    if row is None or not isinstance(row.entry, Experience):
        raise NotFound
    return Lived(row, row.entry, opened)


def tell(work: Work, lived: Lived, activity: Activity) -> None:
    """Keep *activity*, new or told anew."""
    _change(work, lived, lived.entry.holding(activity))


def forget(work: Work, lived: Lived, activity_id: UUID) -> None:
    """Take an activity out; the entry's former version still holds it."""
    _change(work, lived, lived.entry.without(activity_id))


def take_up(work: Work, lived: Lived, name: str, skill: Skill) -> None:
    """Make *skill* out of the proposal *name*, or link the one that has its title already."""
    same = (one for one in lived.opened if _is_same(one, skill))
    there = next(same, None)
    changed = [Change(lived.row.id, lived.row.rev, naming.weighed(lived.entry, [name]))]
    if there:
        changed += _linked(there, lived.row.id)
        entries.apply(work, changed=changed)
    else:
        entries.apply(work, added=[skill.changed(linked=[lived.row.id])], changed=changed)


def decline(work: Work, lived: Lived, names: Sequence[str]) -> None:
    """Propose *names* no more; nothing else changes."""
    _change(work, lived, naming.weighed(lived.entry, names))


def reconsider(work: Work, lived: Lived) -> None:
    """Propose again whatever was declined; what became a skill of the entry stays one."""
    _change(work, lived, lived.entry.changed(weighed=()))


def _is_same(one: Opened, skill: Skill) -> bool:
    entry = one.entry
    return isinstance(entry, Skill) and entry.title.casefold() == skill.title.casefold()


def _linked(there: Opened, entry_id: UUID) -> list[Change]:
    links = there.entry.linked  # type: ignore[attr-defined]  # a skill, see above
    if entry_id in links or len(links) >= MOST_LINKS:
        return []
    return [Change(there.id, there.rev, there.entry.changed(linked=[*links, entry_id]))]


def _change(work: Work, lived: Lived, entry: Experience) -> None:
    if entry != lived.entry:
        entries.change(work, lived.row.id, entry, rev=lived.row.rev)
