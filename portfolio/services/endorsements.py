"""What a citizen does about endorsements: ask, take back, read, show with the entry, drop."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, select

from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.tokens import hash_token, new_id, new_token
from portfolio.domain import endorsements
from portfolio.domain.endorsements import LIFE, Answer, Request
from portfolio.domain.entries import Entry
from portfolio.domain.entries.shapes import Line
from portfolio.domain.errors import NotFound, Refused, Tampered, TooMany, Unsealable
from portfolio.domain.words import N_
from portfolio.services import (
    boxes,
    entries,
    journal,
    keypairs,
    profiles,
    throttles,
    tombstones,
    turns,
    witnessing,
)
from portfolio.services.boxes import Opened
from portfolio.services.throttles import Limit
from portfolio.services.witnessing import ANSWERED, WAITING
from portfolio.services.work import Work
from portfolio.storage.endorsements import Endorsement

A_DAY = 10
ASKED = Limit(free=A_DAY, window=timedelta(days=1), first=timedelta(days=1), most=timedelta(days=1))
"""Requests that one citizen makes in a day: people are asked, never flooded."""
ENOUGH = N_("Vous avez déjà fait %(most)s demandes en une journée. Revenez demain.")
FULL = N_("Cet élément montre déjà %(most)s témoignages. Retirez-en un pour montrer celui-ci.")
GONE = N_("L’élément dont parle ce témoignage n’est plus dans votre fil.")


class Own(BaseModel):
    """What the owner keeps of a request: about what, to whom in their own words, what was shown."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    entry_id: UUID
    witness: Line
    request: Request


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as its owner reads it; *answer* is there once it came."""

    id: UUID
    entry_id: UUID
    witness: str
    request: Request
    created_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    answer: Answer | None
    over: bool

    @property
    def waiting(self) -> bool:
        """Whether the link still opens."""
        return self.answer is None and not self.over


def ask(work: Work, entry_id: UUID, request: Request, witness: str) -> tuple[UUID, str]:
    """Seal *request*; returns its id and the token of its link, which is kept nowhere.

    Raises :class:`NotFound` for an entry that is not the actor's or cannot be confirmed, and
    :class:`Refused` beyond :data:`A_DAY` requests.
    """
    if not endorsements.may_be_confirmed(entries.read(work, entry_id).entry):
        raise NotFound
    portfolio, token = boxes.portfolio_of(work), new_token()
    turns.wait(work, portfolio)
    profiles.check_stays(work)
    _ration(work)
    row = Endorsement(
        portfolio_id=portfolio.id,
        id=new_id(),
        token_hash=hash_token(token),
        state=WAITING,
        created_at=work.now,
        expires_at=work.now + LIFE,
    )
    data = request.model_dump_json().encode()
    row.ask_box = seal(witnessing.key_of(token), data, witnessing.ask_place(row))
    own = Own(entry_id=entry_id, witness=witness, request=request).model_dump_json().encode()
    row.own_box = work.keys.seal_own("endorse-own", portfolio.owner_id, own, row.id)
    work.session.add(row)
    journal.write(work, portfolio, "endorsement.asked")
    return row.id, token


def mine(work: Work) -> list[Asked]:
    """Everything the actor asked for, the latest first."""
    return list(_read(work))


def witness_in(work: Work, endorsement_id: UUID, own_box: bytes) -> str:
    """Whom the owner says they asked, in the box that they keep of it."""
    return _own(work, endorsement_id, own_box).witness


def one(work: Work, endorsement_id: UUID) -> Asked:
    """One of the actor's own; another's is as absent as none."""
    for found in _read(work, Endorsement.id == endorsement_id):
        return found
    raise NotFound


def entry_of(work: Work, asked: Asked) -> Opened | None:
    """The entry it is about, if it is still there."""
    there = (opened for opened in entries.read_all(work) if opened.id == asked.entry_id)
    return next(there, None)


def is_shown(asked: Asked, opened: Opened | None) -> bool:
    """Whether the entry shows it to whoever reads the entry."""
    return opened is not None and asked.id in {each.id for each in opened.entry.confirmed}


def publish(work: Work, endorsement_id: UUID, reply: str = "") -> None:
    """Show the witness's words with the entry, and beside them what the owner has to say.

    Showing again replaces the remark, never the words. Raises :class:`Refused` when the entry
    is gone or full, :class:`NotFound` for what was declined or not answered.
    """
    asked, opened = _about(work, endorsement_id)
    if asked.answer is None or not asked.answer.accepted:
        raise NotFound
    if opened is None:
        raise Refused(GONE)
    others = _others(opened.entry, asked)
    if len(others) >= endorsements.MOST_SHOWN:
        raise Refused(FULL, most=endorsements.MOST_SHOWN)
    former = (each.dispute for each in opened.entry.confirmed if each.id == asked.id)
    shown = asked.answer.shown(asked.id, asked.request.title, reply)
    shown = shown.model_copy(update={"dispute": next(former, None)})
    _show(work, opened, confirmed=(*others, shown))
    journal.write(work, boxes.portfolio_of(work), "endorsement.shown")


def hide(work: Work, endorsement_id: UUID) -> UUID | None:
    """Keep it to oneself again; returns the entry that showed it, if one did.

    Found by the entry, so that words brought back with an older version can be hidden too.
    """
    for opened in entries.read_all(work):
        others = tuple(each for each in opened.entry.confirmed if each.id != endorsement_id)
        if len(others) < len(opened.entry.confirmed):
            _show(work, opened, confirmed=others)
            journal.write(work, boxes.portfolio_of(work), "endorsement.hidden")
            return opened.id
    one(work, endorsement_id)
    return None


def drop(work: Work, endorsement_id: UUID) -> None:
    """Take a request back, or throw its answer away: the link and the boxes are gone."""
    hide(work, endorsement_id)
    portfolio = boxes.portfolio_of(work)
    gone = work.session.execute(
        delete(Endorsement).where(
            Endorsement.portfolio_id == portfolio.id, Endorsement.id == endorsement_id
        )
    )
    if gone.rowcount != 1:  # type: ignore[attr-defined]  # a DELETE's cursor counts
        raise NotFound
    journal.write(work, portfolio, "endorsement.dropped")
    tombstones.bury(work.session, tombstones.Kind.ENDORSEMENT, endorsement_id, work.now)


def _about(work: Work, endorsement_id: UUID) -> tuple[Asked, Opened | None]:
    asked = one(work, endorsement_id)
    return asked, entry_of(work, asked)


def _others(entry: Entry, asked: Asked) -> tuple[Any, ...]:
    return tuple(each for each in entry.confirmed if each.id != asked.id)


def _show(work: Work, opened: Opened, **changes: Any) -> None:
    entries.change(work, opened.id, opened.entry.changed(**changes), rev=opened.rev)


def _ration(work: Work) -> None:
    bucket = throttles.bucket(work.keys, "endorse", str(work.actor.account_id))
    try:
        throttles.spend(work.session, bucket, ASKED, work.now)
    except TooMany:
        raise Refused(ENOUGH, most=A_DAY) from None


def _read(work: Work, *which: Any) -> Iterator[Asked]:
    query = (
        select(Endorsement)
        .where(Endorsement.portfolio_id == boxes.portfolio_of(work).id, *which)
        .order_by(Endorsement.created_at.desc(), Endorsement.id)
        .execution_options(populate_existing=True)
    )
    for row in work.session.scalars(query).all():
        own = _own(work, row.id, row.own_box)
        yield Asked(
            row.id,
            own.entry_id,
            own.witness,
            own.request,
            row.created_at,
            row.expires_at,
            row.answered_at,
            _answer(work, row) if row.state == ANSWERED else None,
            over=row.expires_at <= work.now,
        )


def _own(work: Work, endorsement_id: UUID, box: bytes) -> Own:
    try:
        data = work.keys.unseal_own("endorse-own", work.actor.account_id, box, endorsement_id)
    except Unsealable as why:
        raise Tampered from why
    return Own.model_validate_json(data)


def _answer(work: Work, row: Endorsement) -> Answer:
    """The witness's answer, if the server vouches that it came by the link."""
    parts = witnessing.proved(row, row.answered_at, row.answer_key, row.answer_box)
    if not work.keys.server.check(row.proof or b"", "audit", *parts):
        raise Tampered
    wrap_place, box_place = witnessing.answer_places(row.portfolio_id, row.id)
    try:
        key = keypairs.own(work).unwrap(row.answer_key or b"", wrap_place)
        return Answer.model_validate_json(unseal(key, row.answer_box or b"", box_place))
    except Unsealable as why:
        raise Tampered from why
