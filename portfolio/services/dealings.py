"""What passed between the actor and structures, gathered share by share for them to take home.

What does not open costs itself, and is named: nothing that was altered keeps anybody from the rest.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from sqlalchemy import select

from portfolio.domain.errors import NotFound, Tampered
from portfolio.formats.archives.dealings import (
    AccessRequest,
    Appointment,
    Asked,
    Line,
    Notes,
    Proposal,
    Relay,
    Share,
    Sheet,
    Shown,
    Synthesis,
    Testimony,
)
from portfolio.services import (
    appointed,
    comments,
    contributions,
    endorsements,
    given,
    handing,
    meetings,
    note_requests,
    referred,
    requested,
    revisions,
    sides,
)
from portfolio.services.given import Given
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant

Gather = Callable[[], Iterable[Any]]


def shares(work: Work) -> Iterator[Share]:
    """Every share that the actor ever gave, the latest first, with all that was done on it."""
    mine = given.mine(work)
    found = sorted((*mine.active, *mine.ended), key=lambda one: (one.created_at, one.id))
    for one in reversed(found):
        yield _share(work, one)


def asked(work: Work) -> Asked:
    """What was asked apart from any share: of the actor, or by them."""
    parts, unread = _opened(
        {
            "notes": partial(_notes, work),
            "access_requests": lambda: _those(AccessRequest, requested.waiting(work)),
            "testimonies": lambda: _those(Testimony, endorsements.mine(work)),
        }
    )
    return Asked(**parts, unread=unread)


def _share(work: Work, one: Given) -> Share:
    grant = work.session.scalars(select(Grant).where(Grant.id == one.id)).one()
    side = sides.as_kept(work, grant)
    parts, unread = _opened(
        {
            "sheets": lambda: _those(Sheet, meetings.of_grant(work, side)),
            "appointments": partial(_appointments, work, side),
            "proposals": lambda: _those(Proposal, contributions.of_grant(work, one.id)),
            "syntheses": partial(_syntheses, work, side),
            "comments": lambda: _those(Line, comments.every(work, side)),
            "shown": lambda: _those(Shown, handing.shown_on(work, side)),
            "relays": partial(_relays, work, one),
        }
    )
    when = {name: getattr(one, name) for name in ("state", "starts_at", "ends_at", "ended_at")}
    who = {"id": one.id, "structure": one.structure, "alias": one.terms.alias}
    return Share(**who, **when, **parts, unread=unread)


def _opened(parts: dict[str, Gather]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What opens of *parts*, and the names of those that do not."""
    found: dict[str, Any] = {}
    for name, gather in parts.items():
        try:
            found[name] = tuple(gather())
        except (NotFound, Tampered):
            continue
    return found, tuple(name for name in parts if name not in found)


def _appointments(work: Work, side: Side) -> Iterator[Appointment]:
    for one in appointed.of_grant(work, side):
        steps = appointed.history(work, side, one.id)
        yield _with(Appointment, one, steps=steps)


def _syntheses(work: Work, side: Side) -> Iterator[Synthesis]:
    for one in revisions.of_grant(work, side):
        yield _with(Synthesis, one, revisions=revisions.told(work, side, one.id)[1])


def _relays(work: Work, one: Given) -> Iterator[Relay]:
    for told, let_go in referred.of_grant(work, one.id):
        yield _with(Relay, told, let_go=let_go)


def _notes(work: Work) -> Iterator[Notes]:
    for one in note_requests.mine(work):
        yield _with(Notes, one, reply=note_requests.answer(work, one.id)[1])


def _those(part: type[Any], found: Iterable[Any]) -> Iterator[Any]:
    return map(part.model_validate, found)


def _with(part: type[Any], one: object, **more: object) -> Any:
    """A part made of *one* and what is beside it."""
    named = {name: getattr(one, name) for name in part.model_fields if name not in more}
    return part.model_validate(named | more)
