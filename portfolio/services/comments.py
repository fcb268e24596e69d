"""The thread of a grant: a person and one structure, line after line, under that grant's key.

Another structure has another grant and another key: it reads none of it, whatever it holds.
Once the grant ends the structure has no key either, and the person keeps what was said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from portfolio.crypto.context import context
from portfolio.crypto.sealing import derive, seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain.comments import Comment
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.words import N_
from portfolio.services import boxes, journal, sides, tombstones
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import comments as rows
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member

CLOSED = N_(
    "Ce partage n’est plus ouvert aux commentaires. Ce qui a été écrit reste ici pour vous."
)
UNSEEN = N_("Choisissez un élément de ce partage, ou le partage en entier.")
TOO_MANY = N_("%(most)s commentaires attendent déjà d’être lus. Laissez le temps de les lire.")

PAGE = 20
MOST_UNREAD = 50
"""Lines of one side that may wait to be read: more would bury whoever reads them."""
SAME_PRESS = timedelta(minutes=1)
"""How long the very same words are taken for the same press of a button."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line in clear; *fresh* when its reader had not seen it before this time."""

    id: UUID
    what: Comment
    by_owner: bool
    author: str
    author_id: UUID
    at: datetime
    read_at: datetime | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of lines, the latest first, out of *total*."""

    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int


def say(work: Work, side: Side, what: Comment) -> UUID:
    """Add a line; the very same again within :data:`SAME_PRESS` is the same line.

    Raises :class:`Refused` once the grant takes no more, for an item that is not in it, or when
    :data:`MOST_UNREAD` of that side wait already.
    """
    side = sides.hold(work, side)
    if not side.speaks:
        raise Refused(CLOSED)
    if what.about and what.about not in side.titles:
        raise Refused(UNSEEN, "about")
    what = _titled(side, what)
    if there := _just_said(work, side, what):
        return there
    _check_room(work, side)
    row = rows.Comment(
        grant_id=side.grant_id,
        id=new_id(),
        author_id=work.actor.account_id,
        place=blind(side.key, what.about),
        created_at=work.now,
    )
    row.box = sealed(side.key, row, what)
    work.session.add(row)
    journal.write(work, side.portfolio, "comment.written", grant_id=side.grant_id)
    return row.id


def is_said(work: Work, side: Side, what: Comment) -> bool:
    """Whether the very same was just written, so that saying it is not saying it again."""
    return _just_said(work, side, _titled(side, what)) is not None


def read(work: Work, side: Side, *, page: int = 1, about: UUID | None = None) -> Thread:
    """A page of the thread, or of what is *about* one item; what it shows is read from now on.

    A structure that reads leaves a line in the owner's journal.
    """
    which = rows.Comment.grant_id == side.grant_id
    if about:
        which &= rows.Comment.place == blind(side.key, about)
    page = max(page, 1)
    found, total = _page(work, which, page)
    pages = max(1, -(-total // PAGE))
    if page > pages:
        page, (found, _) = pages, _page(work, which, pages)
    lines = tuple(_read(row, side) for row in found)
    _mark(work, side, [line.id for line in lines if line.fresh])
    if not side.by_owner:
        journal.write(work, side.portfolio, "comment.read", grant_id=side.grant_id)
    return Thread(lines, total, page, pages)


def every(work: Work, side: Side) -> Iterator[Line]:
    """All of the thread, the first line first; nothing is marked as read by that."""
    which = rows.Comment.grant_id == side.grant_id
    asked = _query(which).order_by(None).order_by(rows.Comment.created_at, rows.Comment.id)
    return (_read(row, side) for row in work.session.execute(asked))


def one(work: Work, side: Side, comment_id: UUID) -> Line:
    """One line of the thread."""
    which = (rows.Comment.grant_id == side.grant_id) & (rows.Comment.id == comment_id)
    for row in work.session.execute(_query(which)):
        return _read(row, side)
    raise NotFound


def remove(work: Work, grant_id: UUID, comment_id: UUID) -> None:
    """Take a line away for both sides, whoever wrote it and whether the grant runs or not."""
    portfolio = boxes.portfolio_of(work)
    theirs = select(Grant.id).where(Grant.portfolio_id == portfolio.id, Grant.id == grant_id)
    gone = work.session.execute(
        delete(rows.Comment).where(rows.Comment.grant_id.in_(theirs), rows.Comment.id == comment_id)
    )
    if gone.rowcount != 1:  # type: ignore[attr-defined]  # a DELETE's cursor counts
        raise NotFound
    journal.write(work, portfolio, "comment.removed", grant_id=grant_id)
    tombstones.bury(work.session, tombstones.Kind.COMMENT, comment_id, work.now)


def blind(key: bytes, about: UUID | None) -> bytes:
    """What lines about the same thing have in common, under one grant's key."""
    return derive(key, "comment-about", about or b"")[:16]


def _titled(side: Side, what: Comment) -> Comment:
    """*what* with the title, of today, of the item that it is about."""
    title = side.titles.get(what.about, "") if what.about else ""
    return what.model_copy(update={"title": title})


def _just_said(work: Work, side: Side, what: Comment) -> UUID | None:
    recent = (
        (rows.Comment.grant_id == side.grant_id)
        & (rows.Comment.author_id == work.actor.account_id)
        & (rows.Comment.created_at >= work.now - SAME_PRESS)
    )
    found = work.session.execute(_query(recent)).all()
    return next((row.id for row in found if _read(row, side).what == what), None)


def _check_room(work: Work, side: Side) -> None:
    waiting = (
        (rows.Comment.grant_id == side.grant_id) & _of_side(side) & rows.Comment.read_at.is_(None)
    )
    counted = select(func.count()).select_from(rows.Comment).where(waiting)
    if work.session.execute(counted).scalar_one() >= MOST_UNREAD:
        raise Refused(TOO_MANY, most=MOST_UNREAD)


def _page(
    work: Work, which: ColumnElement[bool], page: int
) -> tuple[Sequence[Row[*tuple[Any, ...]]], int]:
    """The rows of a page, with how many there are in all; past the last one, none of them."""
    query = _query(which).add_columns(func.count().over().label("total"))
    if found := work.session.execute(query.limit(PAGE).offset((page - 1) * PAGE)).all():
        return found, found[0].total
    counted = select(func.count()).select_from(rows.Comment).where(which)
    return found, (work.session.scalar(counted) or 0) if page > 1 else 0


def _of_side(side: Side) -> ColumnElement[bool]:
    author = rows.Comment.author_id
    return author == side.owner_id if side.by_owner else author != side.owner_id


def _mark(work: Work, side: Side, ids: list[UUID]) -> None:
    if ids:
        these = (rows.Comment.grant_id == side.grant_id) & rows.Comment.id.in_(ids)
        work.session.execute(update(rows.Comment).where(these).values(read_at=work.now))


def _query(which: ColumnElement[bool]) -> Any:
    return (
        select(*rows.Comment.__table__.columns, Member.name.label("author"))
        .join(Grant, Grant.id == rows.Comment.grant_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id)
            & (Member.account_id == rows.Comment.author_id),
        )
        .where(which)
        .order_by(rows.Comment.created_at.desc(), rows.Comment.id)
    )


def sealed(key: bytes, row: rows.Comment, what: Comment) -> bytes:
    """The box of a line."""
    return seal(key, what.model_dump_json().encode(), _place(row))


def opened(key: bytes, row: rows.Comment | Row[Any]) -> Comment:
    """What a line says; :class:`Tampered` when it is not as written."""
    try:
        what = Comment.model_validate_json(unseal(key, row.box, _place(row)))
    except Unsealable as why:
        raise Tampered from why
    if row.place != blind(key, what.about):
        raise Tampered
    return what


def _read(row: Row[Any], side: Side) -> Line:
    what = opened(side.key, row)
    by_owner = row.author_id == side.owner_id
    fresh = row.read_at is None and by_owner != side.by_owner
    author = row.author or ""
    who = (by_owner, author, row.author_id)
    return Line(row.id, what, *who, row.created_at, row.read_at, fresh)


def _place(row: rows.Comment | Row[Any]) -> bytes:
    """The author and the moment are part of what opens the box: neither can be changed."""
    return context("comment", row.grant_id, row.id, row.author_id, row.created_at)
