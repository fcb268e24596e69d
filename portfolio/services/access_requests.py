"""A structure asks somebody for access: one answer, one cost, whether there is such a person.

Whoever asks learns nothing of whom they ask. The delay before asking again counts from what was
typed, so that it says nothing either; the person, for her part, never hears twice from the same
structure within it, whatever way she was asked by.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Row, delete, exists, false, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from portfolio.crypto import meeting_codes
from portfolio.crypto.tokens import new_id
from portfolio.domain.access import Role
from portfolio.domain.access_requests import LIFE, Wish
from portfolio.domain.accounts import compared
from portfolio.domain.errors import Forbidden, NotFound, Refused, TooMany
from portfolio.domain.sharing import State, day_of
from portfolio.domain.words import N_
from portfolio.services import (
    accounts,
    desk_people,
    journal,
    overdue,
    readers,
    sealed_requests,
    standings,
    throttles,
)
from portfolio.services.sealed_requests import Own
from portfolio.services.standings import Standing
from portfolio.services.throttles import Limit
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest, MeetingCode
from portfolio.storage.accounts import Account
from portfolio.storage.base import Id
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant

NOBODY = UUID(int=0)
A_DAY = timedelta(days=1)
MOST_SENT = 50
"""Requests that a list shows: they leave with their delay."""
AGAIN = N_("Vous avez déjà demandé à cette personne. Vous pourrez demander de nouveau le %(day)s.")
ENOUGH = N_("C’est assez de demandes pour aujourd’hui. Revenez demain.")

Reached = tuple[Account, Portfolio]


@dataclass(frozen=True, slots=True)
class Rules:
    """How long before asking again, and how many requests a day: by one member, by all."""

    delay: timedelta
    by_member: int
    by_structure: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as whoever sent it reads it; *grant_id* is all that is ever known of an answer.

    *name* is what the person calls themself there, once they granted it.
    """

    id: UUID
    whom: str
    wish: Wish
    created_at: datetime
    expires_at: datetime
    grant_id: UUID | None
    name: str = ""


def ask(work: Work, whom: str, wish: Wish, rules: Rules) -> None:
    """Ask *whom*, by login name or by the code they show, to see what *wish* says.

    Raises :class:`Refused` for what was asked already and beyond the day's number of requests,
    which are told from what was typed alone.
    """
    standing = standings.confirmed(work)
    if not standing.office.reads:
        raise Forbidden("this member reads nothing")
    mark = _mark(work, standing, whom)
    _wait(work, mark, rules)
    _ration(work, standing, rules)
    reached = _reached(work, whom)
    heard = _heard_lately(work, standing, reached, rules)
    _send(work, standing, None if heard else reached, mark, Own(whom=whom, wish=wish))


def sent(work: Work) -> list[Sent]:
    """What the actor asked for the structure they act for, the latest first.

    Granted is what they may open: a share with a colleague by name, or with a system, is not.
    """
    standing = standings.confirmed(work)
    query = (
        select(AccessRequest, Grant.id)
        .outerjoin(
            Grant,
            (Grant.id == AccessRequest.grant_id)
            & (Grant.structure_id == AccessRequest.structure_id)
            & (Grant.state == State.ACTIVE)
            & (Grant.starts_at <= work.now)
            & (Grant.ends_at > work.now)
            & ~overdue.left(Grant, work.now)
            & readers.may_open(Grant, literal(work.actor.account_id, Id)),
        )
        .where(
            AccessRequest.structure_id == standing.structure_id,
            AccessRequest.author_id == work.actor.account_id,
        )
        .order_by(AccessRequest.created_at.desc(), AccessRequest.id)
        .limit(MOST_SENT)
    )
    found = [_sent(work, row) for row in work.session.execute(query)]
    names = _names(work, [one.grant_id for one in found if one.grant_id])
    return [replace(one, name=names.get(one.grant_id or NOBODY, "")) for one in found]


def _names(work: Work, granted: list[UUID]) -> dict[UUID, str]:
    """Who granted, for a reader who has the keys in hand."""
    with suppress(NotFound):
        return desk_people.names(work, readers.here(work), granted) if granted else {}
    return {}


def sweep(session: Session, delay: timedelta, now: datetime) -> int:
    """Destroy wishes that nobody answered in time, and requests once their delay is over too."""
    over = (
        delete(MeetingCode).where(MeetingCode.expires_at <= now),
        delete(AccessRequest).where(
            AccessRequest.created_at <= now - delay, AccessRequest.expires_at <= now
        ),
        update(AccessRequest)
        .where(AccessRequest.expires_at <= now, AccessRequest.wish_box.is_not(None))
        .values(key_box=None, wish_box=None, proof=None),
    )
    return sum(session.execute(each).rowcount for each in over)  # type: ignore[attr-defined]


def code_index(work: Work, code: str) -> bytes:
    """Where a meeting code leads from, without being readable there."""
    return work.keys.server.index("meeting-code", code)


def _mark(work: Work, standing: Standing, whom: str) -> bytes:
    typed = meeting_codes.canonical(whom) or compared(whom)
    return work.keys.server.index("access-request", standing.structure_id, typed)


def _wait(work: Work, mark: bytes, rules: Rules) -> None:
    """Refuse what was asked within the delay, and say from when on it may be."""
    latest = work.session.scalar(
        select(AccessRequest.created_at)
        .where(AccessRequest.mark == mark, AccessRequest.created_at > work.now - rules.delay)
        .order_by(AccessRequest.created_at.desc())
        .limit(1)
    )
    if latest is not None:
        raise Refused(AGAIN, "whom", day=day_of(latest + rules.delay))


def _ration(work: Work, standing: Standing, rules: Rules) -> None:
    who = (("member", work.actor.account_id, rules.by_member),)
    for kind, whose, most in (*who, ("structure", standing.structure_id, rules.by_structure)):
        bucket = throttles.bucket(work.keys, "access-request", kind, str(whose))
        try:
            throttles.spend(work.session, bucket, Limit(most, A_DAY, A_DAY, A_DAY), work.now)
        except TooMany:
            raise Refused(ENOUGH) from None


def _reached(work: Work, whom: str) -> Reached | None:
    """Whom the typed text leads to; a code served once. The same statements for nobody."""
    spent = (
        delete(MeetingCode)
        .where(
            MeetingCode.code_index == code_index(work, meeting_codes.canonical(whom)),
            MeetingCode.expires_at > work.now,
        )
        .returning(MeetingCode.portfolio_id)
    )
    called = work.session.scalar(spent) or NOBODY
    by_login = Account.login_index == accounts.login_index(work.keys, whom)
    found = work.session.execute(
        select(Account, Portfolio)
        .join(Portfolio, Portfolio.owner_id == Account.id)
        .where(or_(by_login, Portfolio.id == called))
        .where(Account.role == Role.CITIZEN, Account.state == "active", Account.erase_at.is_(None))
    ).first()
    return (found[0], found[1]) if found else None


def _heard_lately(work: Work, standing: Standing, reached: Reached | None, rules: Rules) -> bool:
    """Whether the structure asked her within the delay, under whatever name she was asked by."""
    asked = exists().where(
        AccessRequest.structure_id == standing.structure_id,
        AccessRequest.portfolio_id == (reached[1].id if reached else NOBODY),
        AccessRequest.created_at > work.now - rules.delay,
    )
    return bool(work.session.scalar(select(asked)))


def _send(work: Work, standing: Standing, reached: Reached | None, mark: bytes, own: Own) -> None:
    """Write the request, sealed to whoever it reached, or to nobody at all."""
    row = AccessRequest(
        id=new_id(),
        structure_id=standing.structure_id,
        author_id=work.actor.account_id,
        portfolio_id=reached[1].id if reached else None,
        mark=mark,
        created_at=work.now,
        expires_at=work.now + LIFE,
    )
    signed = own.wish.model_copy(update={"by": standing.name})
    sealed_requests.write(work, row, reached[0] if reached else None, own, signed)
    work.session.add(row)
    work.session.flush()
    if reached:
        detail = ",".join(signed.sections)
        journal.write(work, reached[1], "access.requested", detail=detail)
    else:
        _cost_as_much(work)


def _cost_as_much(work: Work) -> None:
    """Send what a line of the journal sends, to no effect: time must not tell either."""
    nowhere = update(Portfolio).where(Portfolio.id == NOBODY).values(journal_count=0)
    work.session.execute(nowhere.execution_options(synchronize_session=False))
    none = select(literal(b"-"), literal(work.now, AccessRequest.expires_at.type)).where(false())
    nothing = insert(MeetingCode).from_select(["code_index", "expires_at"], none)
    work.session.execute(nothing)


def _sent(work: Work, found: Row[AccessRequest, UUID]) -> Sent:
    row, grant_id = found
    own = sealed_requests.own(work, row)
    return Sent(row.id, own.whom, own.wish, row.created_at, row.expires_at, grant_id)
