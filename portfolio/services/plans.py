"""What a citizen does with whole plans: agree on one, close it, begin from another."""

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

from portfolio.domain import closing
from portfolio.domain.closing import Closing
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.action_plan import MOST_EDITIONS, ActionPlan, PlanStatus
from portfolio.domain.entries.objective import Objective
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.sharing import day_of
from portfolio.domain.shelf import Item, Named, Shelf
from portfolio.domain.sketch import Outline
from portfolio.domain.words import N_
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.entries import Change
from portfolio.services.work import Work

TOO_MANY = N_("Ce plan a déjà beaucoup de versions. Continuez sans en garder une de plus.")


def shelf_of(opened: Iterable[Opened]) -> Shelf:
    """The plans of a portfolio that was read."""
    return Shelf.of((one.id, one.entry) for one in opened)


def seen(opened: Iterable[Opened], plan_id: UUID | None) -> str:
    """What a plan looked like when it was shown: the same as long as nothing in it changes."""
    found = {one.id: one.rev for one in opened}
    ids = [row for row, _ in Shelf.of((one.id, one.entry) for one in opened).within(plan_id)]
    told = sorted(f"{row} {found[row]}" for row in (*ids, *filter(None, (plan_id,))))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def agree(work: Work, plan_id: UUID) -> None:
    """Begin a draft, or date what a plan now says; the same content again is the same version."""
    opened = entries.read_all(work)
    shelf = shelf_of(opened)
    plan = _open(shelf, plan_id)
    fresh = closing.edition(shelf.within(plan_id), day_of(work.now))
    former = plan.entry.editions[-1:]
    if former and former[0].kept == fresh.kept and not plan.entry.draft:
        return
    if len(plan.entry.editions) >= MOST_EDITIONS - 1:  # the last one is for the end
        raise Refused(TOO_MANY)
    changed = plan.entry.changed(
        draft=False, agreed_on=fresh.on, editions=(*plan.entry.editions, fresh)
    )
    entries.change(work, plan_id, changed, rev=_revs(opened)[plan_id])


def close(work: Work, plan_id: UUID | None, told: Closing, *, title: str, seen_as: str) -> UUID:
    """Close a plan as the person saw it (:func:`seen`); returns its id.

    A plan without a name gets *title*. Raises :class:`Conflict` when it changed meanwhile, and
    :class:`NotFound` when there is nothing to close: no such plan, or it is closed already.
    """
    opened = entries.read_all(work)
    shelf, today = shelf_of(opened), day_of(work.now)
    items = shelf.within(plan_id)
    plan = _open(shelf, plan_id).entry if plan_id else _nameless(shelf, title)
    if seen(opened, plan_id) != seen_as:
        raise Conflict
    row = plan_id or entries.add(work, plan)
    revs = _revs(opened) | ({} if plan_id else {row: 1})
    ended = closing.closed(plan, items, told, today)
    settled = [(row, ended), *closing.settled(row, items, told)]
    entries.apply(work, changed=[Change(each, revs[each], entry) for each, entry in settled])
    return row


def begin(work: Work, outlines: Iterable[Outline], plan_id: UUID | None) -> int:
    """Add what was picked of a sketch to an open plan; returns how many things were added.

    What is there already under the same words is not added twice.
    """
    shelf = shelf_of(entries.read_all(work))
    if plan_id:
        _open(shelf, plan_id)
    there = shelf.within(plan_id)
    return sum(_grow(work, outline, plan_id, there) for outline in outlines)


def remove(work: Work, entry_id: UUID, *, whole: bool) -> int:
    """Put an objective or a plan in the trash, *whole* with what hangs on it.

    Otherwise what hung on it stays, without that link. Returns how many actions were concerned.
    """
    opened = entries.read_all(work)
    hung = hanging(opened, entry_id)
    actions = sum(isinstance(one.entry, Action) for one in hung)
    if whole:
        entries.remove(work, [entry_id, *(one.id for one in hung)])
        return actions
    freed = ((one, _freed(one.entry, entry_id, opened)) for one in hung)
    moved = [Change(one.id, one.rev, entry) for one, entry in freed if entry != one.entry]
    entries.apply(work, changed=moved, removed=[entry_id])
    return actions


def hanging(opened: Sequence[Opened], entry_id: UUID) -> list[Opened]:
    """What belongs to a plan or hangs on an objective of the actor's."""
    target = next((one.entry for one in opened if one.id == entry_id), None)
    if isinstance(target, ActionPlan):
        ids = {row for row, _ in shelf_of(opened).within(entry_id)}
        return [one for one in opened if one.id in ids]
    if isinstance(target, Objective):
        return [one for one in opened if getattr(one.entry, "objective", None) == entry_id]
    raise NotFound


def _freed(entry: Entry, former: UUID, opened: Sequence[Opened]) -> Entry:
    """*entry* without its link to *former*; an action stays in the plan its objective was in."""
    if getattr(entry, "objective", None) == former:
        plan = next(getattr(one.entry, "plan", None) for one in opened if one.id == former)
        return entry.changed(objective=None, plan=plan)
    return entry.changed(plan=None) if getattr(entry, "plan", None) == former else entry


def _open(shelf: Shelf, plan_id: UUID) -> Named:
    plan = shelf.named(plan_id)
    if plan is None or plan.entry.status is PlanStatus.CLOSED:
        raise NotFound
    return plan


def _nameless(shelf: Shelf, title: str) -> ActionPlan:
    if shelf.main or not shelf.within(None):
        raise NotFound
    return ActionPlan(title=title)


def _grow(work: Work, outline: Outline, plan_id: UUID | None, there: Sequence[Item]) -> int:
    goal = Objective(title=outline.title, theme=outline.theme, plan=plan_id)
    same = (row for row, entry in there if isinstance(entry, Objective) and _like(entry, goal))
    found = next(same, None)
    row = found or entries.add(work, goal)
    actions = [Action(title=title, objective=row) for title in outline.actions]
    new = [one for one in actions if not any(one == entry for _, entry in there)]
    entries.apply(work, added=new)
    return len(new) + (found is None)


def _like(one: Entry, other: Entry) -> bool:
    return one.title == other.title


def _revs(opened: Iterable[Opened]) -> dict[UUID, int]:
    return {one.id: one.rev for one in opened}
