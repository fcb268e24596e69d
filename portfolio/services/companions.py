"""Who accompanies somebody, over time: what each recipient sees, has read and took away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import func, select

from portfolio.domain.acts import ACTS, Sort
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Audience, Right
from portfolio.services import boxes, given, journal
from portfolio.services.given import Given
from portfolio.services.journal import Line
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine
from portfolio.storage.structures import Member

COPIES = ACTS[Sort.COPIED]
MOST_COPIES = 200


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody of a recipient who came: the first time, and the last."""

    name: str
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Companion:
    """One recipient, of one share or several: *grants*, the latest first.

    *id* is a structure's; None for the outside bearer of a code, who is known by one share only.
    """

    id: UUID | None
    name: str
    town: str
    grants: tuple[Given, ...]
    people: tuple[Met, ...]
    copies: tuple[Line, ...]

    @property
    def running(self) -> tuple[Given, ...]:
        """The shares that are open now, or will be."""
        return tuple(one for one in self.grants if one.active)

    @property
    def seen(self) -> tuple[Given, ...]:
        """The shares to tell of: those that are open, else those to come."""
        return tuple(one for one in self.running if not one.to_come) or self.running

    @property
    def to_come(self) -> tuple[Given, ...]:
        """The shares whose first day is still to come, soonest first."""
        waiting = (one for one in self.running if one.to_come)
        return tuple(sorted(waiting, key=lambda one: one.starts_at))

    @property
    def sections(self) -> list[Section]:
        """What is seen through any of those to tell of."""
        seen = set(chain.from_iterable(one.terms.sections for one in self.seen))
        return [section for section in Section if section in seen]

    @property
    def items(self) -> int:
        """How many elements are seen because they were ticked by themselves."""
        terms = (one.terms for one in self.seen)
        ticked = ({*each.items, *each.private} - set(each.lapsed) for each in terms)
        return len(set(chain.from_iterable(ticked)))

    @property
    def rights(self) -> list[Right]:
        """What may be done through any of those to tell of."""
        given_ = set(chain.from_iterable(one.terms.rights for one in self.seen))
        return [right for right in Right if right in given_]

    @property
    def several_names(self) -> bool:
        """Whether they know the person by more than one name, and not that they are one."""
        return len({one.terms.alias for one in self.running}) > 1

    @property
    def systems(self) -> list[str]:
        """The partner systems among them, by name."""
        through = [one for one in self.running if one.audience is Audience.PARTNER]
        return sorted(set(chain.from_iterable(one.named.values() for one in through)))

    @property
    def since(self) -> datetime:
        """When the first share began."""
        return min(one.starts_at for one in self.grants)

    @property
    def until(self) -> date:
        """The last day of what is seen."""
        return max(one.last_day for one in self.seen)

    @property
    def ended_at(self) -> datetime:
        """When the last share was over."""
        return max(one.ended_at or one.ends_at for one in self.grants)

    @property
    def read(self) -> Given | None:
        """The share through which they last came."""
        read = [(one.read_at, one) for one in self.grants if one.read_at]
        return max(read, key=lambda pair: pair[0])[1] if read else None


def read(work: Work) -> list[Companion]:
    """Everybody the actor ever shared with: who still sees something first, then the latest."""
    portfolio, mine = boxes.portfolio_of(work), given.mine(work)
    people, copies = _people(work, portfolio), journal.about(work, portfolio, COPIES, MOST_COPIES)
    found: dict[UUID, list[Given]] = {}
    for one in (*mine.active, *mine.ended):
        found.setdefault(one.structure_id or one.id, []).append(one)
    companions = [_companion(grants, people, copies) for grants in found.values()]
    return sorted(companions, key=lambda one: (bool(one.running), one.since), reverse=True)


def _companion(
    grants: Iterable[Given], people: dict[UUID, list[Met]], copies: Sequence[Line]
) -> Companion:
    theirs = tuple(sorted(grants, key=lambda one: one.created_at, reverse=True))
    ids = {one.id for one in theirs}
    latest = theirs[0]
    met = people.get(latest.structure_id, ()) if latest.structure_id else ()
    taken = tuple(line for line in copies if line.grant_id in ids)
    return Companion(latest.structure_id, latest.structure, latest.town, theirs, tuple(met), taken)


def _people(work: Work, portfolio: Portfolio) -> dict[UUID, list[Met]]:
    """The professionals who ever left a line, by structure, in the order they came."""
    came = func.min(JournalLine.at)
    query = (
        select(Member.structure_id, Member.name, came, func.max(JournalLine.at))
        .join(
            JournalLine,
            (JournalLine.structure_id == Member.structure_id)
            & (JournalLine.actor_id == Member.account_id),
        )
        .where(JournalLine.portfolio_id == portfolio.id)
        .group_by(Member.structure_id, Member.account_id, Member.name)
        .order_by(came)
    )
    found: dict[UUID, list[Met]] = {}
    for structure_id, name, first, last in work.session.execute(query):
        found.setdefault(structure_id, []).append(Met(name, first, last))
    return found
