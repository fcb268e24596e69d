"""Reports of what should not have been written: sealed for the platform, unknown to the author.

The server alone can read who reports what, and why; words go to a key that is not on the server,
or nowhere. Neither the author nor their structure has a line of it anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.hybrid import Recipient
from portfolio.crypto.sealing import new_key, seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain.contributions import to_bytes
from portfolio.domain.errors import NotFound, Refused, Tampered, TooMany, Unsealable
from portfolio.domain.reports import About, Facts, Quoted, Report
from portfolio.domain.words import N_
from portfolio.services import comments, contributions, throttles
from portfolio.services.keyring import Keyring
from portfolio.services.sides import Side
from portfolio.services.throttles import Limit
from portfolio.services.work import Work
from portfolio.storage import reports as rows

A_DAY = 10
SENT = Limit(free=A_DAY, window=timedelta(days=1), first=timedelta(days=1), most=timedelta(days=1))
"""Reports that one person sends in a day."""
ENOUGH = N_("Vous avez déjà fait %(most)s signalements en une journée. Revenez demain.")


@dataclass(frozen=True, slots=True)
class Received:
    """What somebody received: who wrote it, when, and the words, which go nowhere unless joined."""

    about: About
    thing_id: UUID | None = None
    author_id: UUID | None = None
    at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A report as an operator reads it; *quoted* only with the operators' own key."""

    id: UUID
    at: datetime
    facts: Facts
    quoted: Quoted | None


def received(work: Work, side: Side, thing_id: UUID | None) -> Received:
    """What the other side wrote under that id; none is all that it shares. Own words are absent."""
    if thing_id is None:
        return Received(About.SHARE, author_id=None if side.by_owner else side.owner_id)
    for found in _things(work, side, thing_id):
        return found
    raise NotFound


def send(work: Work, side: Side, what: Received, report: Report, public: bytes | None) -> UUID:
    """Seal a report and return its id; no word is in it without the operators' *public* key.

    Raises :class:`Refused` beyond :data:`A_DAY` of them.
    """
    _ration(work)
    row = rows.Report(id=new_id(), created_at=work.now)
    facts = Facts(
        reason=report.reason,
        about=what.about,
        grant_id=side.grant_id,
        thing_id=what.thing_id,
        written_at=what.at,
        author_id=what.author_id,
        reporter_id=_who(work),
    )
    data = facts.model_dump_json().encode()
    row.box = work.keys.server.seal("meta", data, _place(row, "facts"))
    if public:
        quoted = Quoted(words=report.words, received=what.text if report.joined else "")
        key = new_key()
        row.words_key = hybrid.wrap(public, key, _place(row, "key"))
        row.words_box = seal(key, quoted.model_dump_json().encode(), _place(row, "words"))
    work.session.add(row)
    work.session.flush()
    return row.id


def read(session: Session, keys: Keyring, private: bytes | None = None) -> Iterator[Told]:
    """Every report, the oldest first, for an operator; *private* opens the words."""
    reader = Recipient(private) if private else None
    for row in session.scalars(select(rows.Report).order_by(rows.Report.created_at)):
        try:
            facts = Facts.model_validate_json(
                keys.server.unseal("meta", row.box, _place(row, "facts"))
            )
            yield Told(row.id, row.created_at, facts, _quoted(row, reader))
        except Unsealable as why:
            raise Tampered from why


def close(session: Session, report_id: UUID) -> None:
    """Destroy a report that was dealt with."""
    gone = session.execute(delete(rows.Report).where(rows.Report.id == report_id))
    if gone.rowcount != 1:  # type: ignore[attr-defined]  # a DELETE's cursor counts
        raise NotFound


def _things(work: Work, side: Side, thing_id: UUID) -> Iterator[Received]:
    try:
        line = comments.one(work, side, thing_id)
    except NotFound:
        line = None
    if line and line.by_owner != side.by_owner:
        author = side.owner_id if line.by_owner else line.author_id
        yield Received(About.COMMENT, thing_id, author, line.at, line.what.text)
    for brought in contributions.of_grant(work, side.grant_id) if side.by_owner else ():
        if brought.id == thing_id:
            text = to_bytes(brought.what).decode()
            yield Received(
                About.CONTRIBUTION, thing_id, brought.author_id, brought.created_at, text
            )


def _quoted(row: rows.Report, reader: Recipient | None) -> Quoted | None:
    if reader is None or row.words_key is None or row.words_box is None:
        return None
    key = reader.unwrap(row.words_key, _place(row, "key"))
    return Quoted.model_validate_json(unseal(key, row.words_box, _place(row, "words")))


def _ration(work: Work) -> None:
    bucket = throttles.bucket(work.keys, "report", str(_who(work)))
    try:
        throttles.spend(work.session, bucket, SENT, work.now)
    except TooMany:
        raise Refused(ENOUGH, most=A_DAY) from None


def _who(work: Work) -> UUID:
    return work.actor.account_id


def _place(row: rows.Report, part: str) -> bytes:
    return context("report", part, row.id, row.created_at)
