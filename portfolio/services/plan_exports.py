"""Plans of several people taken home at once: each as its own grant allows, none in silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.objective import Objective
from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right
from portfolio.domain.showing import View, plan_items
from portfolio.domain.words import N_
from portfolio.services import grants, journal, turns
from portfolio.services.grants import OpenGrant
from portfolio.services.work import Work

EXPORTED = "plan.exported"


class Why(Choice):
    """Why a plan does not leave; the later a reason stands here, the more it knows."""

    CLOSED = "closed", N_("Ce partage n’est plus ouvert, ou ne l’est pas pour vous.")
    DAMAGED = "damaged", N_("Ce partage a été altéré : il ne s’ouvre plus.")
    FORBIDDEN = "forbidden", N_("La personne n’a pas permis de télécharger son plan.")
    UNSEEN = "unseen", N_("Le plan d’action ne fait pas partie de ce qu’elle partage.")
    EMPTY = "empty", N_("Aucune action n’est encore décidée.")


@dataclass(frozen=True, slots=True)
class Taken:
    """One person's plan, or *why* it does not leave; nothing names who does not share any more."""

    person: str
    why: Why | None
    items: tuple[tuple[UUID, Entry], ...] = ()
    opened: OpenGrant | None = field(default=None, repr=False)


def look(work: Work, people: Iterable[Sequence[UUID]]) -> list[Taken]:
    """What would leave of each of *people*, who are told by their grants: the first that allows it.

    Leaves no trace: nothing is shown, nothing leaves.
    """
    people = list(people)
    if work.pace.writes:
        turns.wait_for_all(work, chain.from_iterable(people))
    return [_best([_look(work, each) for each in theirs]) for theirs in people if theirs]


def note(work: Work, taken: Iterable[Taken], detail: str) -> None:
    """The line in the journal of each whose plan leaves; always in one order, so none waits."""
    leaving = [one.opened for one in taken if one.opened]
    for opened in sorted(leaving, key=lambda one: one.portfolio.id):
        journal.write(work, opened.portfolio, EXPORTED, grant_id=opened.id, detail=detail)


def _best(found: Sequence[Taken]) -> Taken:
    """The one that leaves, else the one of which most is known."""
    reasons = list(Why)
    return max(found, key=lambda one: reasons.index(one.why) if one.why else len(reasons))


def _look(work: Work, grant_id: UUID) -> Taken:
    try:
        opened = grants.reach(work, grant_id, Right.READ)
    except NotFound:
        return Taken("", Why.CLOSED)
    except Tampered:
        return Taken("", Why.DAMAGED)
    view = opened.view
    items = tuple(plan_items(view)) if Section.PLAN in view.sections else ()
    why = _refusal(view, items)
    return Taken(view.person, why) if why else Taken(view.person, None, items, opened)


def _refusal(view: View, items: Iterable[tuple[UUID, Entry]]) -> Why | None:
    if not view.terms.allow(Right.EXPORT):
        return Why.FORBIDDEN
    if Section.PLAN not in view.sections:
        return Why.UNSEEN
    return None if any(_decided(entry) for _, entry in items) else Why.EMPTY


def _decided(entry: Entry) -> bool:
    if isinstance(entry, Action):
        return entry.status is not ActionStatus.PROPOSED
    return isinstance(entry, Objective)
