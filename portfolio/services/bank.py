"""What the members of a structure do in its bank: write, let be proposed, archive, copy.

What was ready once is never rewritten: a change makes the next version, and what was sent to
somebody is a copy of the version of that day.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select

from portfolio.crypto.tokens import new_id
from portfolio.domain import bank
from portfolio.domain.bank import AnyReady, Standing
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.words import N_
from portfolio.services import banked
from portfolio.services.work import Work
from portfolio.storage.bank import BankItem, BankVersion

MOST = 500
MOST_VERSIONS = 100
SAME_PRESS = timedelta(minutes=1)
"""How long the very same text is taken for the same press of a button."""
FULL = N_("Votre banque contient déjà %(most)s textes. Modifiez-en un, ou supprimez un brouillon.")
WORN = N_("Ce texte a déjà beaucoup changé. Dupliquez-le pour continuer.")
PUT_AWAY = N_("Ce texte est archivé. Une personne référente peut le remettre à disposition.")


def add(work: Work, what: AnyReady, *, ready: bool = False) -> UUID:
    """Keep one more, as a draft unless it is *ready*.

    The same words again from the same person within :data:`SAME_PRESS` are the same text.
    """
    structure_id = banked.place_of(work).structure_id
    if there := _just_added(work, structure_id, what):
        return there
    here = BankItem.structure_id == structure_id
    count = work.session.scalar(select(func.count()).select_from(BankItem).where(here))
    if (count or 0) >= MOST:
        raise Refused(FULL, most=MOST)
    row = BankItem(structure_id=structure_id, id=new_id(), sort=what.sort, version=1)
    row.standing = Standing.READY if ready else Standing.DRAFT
    row.created_at = work.now
    _tell(work, row, what)
    work.session.add(row)
    work.session.flush()
    _write(work, row, what)
    return row.id


def change(work: Work, item_id: UUID, what: AnyReady, *, rev: str) -> None:
    """Write it otherwise, if it still is as it was at *rev*; else :class:`Conflict`.

    What is ready gets a next version, a draft is written over. The same words change nothing.
    """
    row, kept = _row(work, item_id), banked.read(work, item_id)
    if row.sort != what.sort:
        raise NotFound
    if what == kept.what:
        return
    if row.standing == Standing.ARCHIVED or row.version >= MOST_VERSIONS:
        raise Refused(PUT_AWAY if row.standing == Standing.ARCHIVED else WORN)
    if rev != kept.changed_at.isoformat():
        raise Conflict(kept)
    row.version += row.standing == Standing.READY
    _tell(work, row, what)
    _write(work, row, what)


def publish(work: Work, item_id: UUID) -> None:
    """Let a draft be proposed from now on."""
    row = _row(work, item_id)
    if row.standing == Standing.ARCHIVED:
        raise Refused(PUT_AWAY)
    row.standing = Standing.READY
    work.session.flush()


def archive(work: Work, item_id: UUID, *, back: bool = False) -> None:
    """Take it out of what may be proposed, or put it *back*; for referents."""
    banked.place_of(work).keep_keys()
    row = _row(work, item_id)
    row.standing = Standing.READY if back else Standing.ARCHIVED
    work.session.flush()


def drop(work: Work, item_id: UUID) -> None:
    """Destroy a draft, which nobody was ever sent."""
    row = _row(work, item_id)
    if row.standing != Standing.DRAFT:
        raise NotFound
    here = (BankVersion.structure_id == row.structure_id) & (BankVersion.item_id == row.id)
    work.session.execute(delete(BankVersion).where(here))
    work.session.delete(row)
    work.session.flush()


def duplicate(work: Work, item_id: UUID, title: str) -> UUID:
    """A draft that says the same under another *title*."""
    return add(work, banked.read(work, item_id).what.model_copy(update={"title": title}))


def _just_added(work: Work, structure_id: UUID, what: AnyReady) -> UUID | None:
    version = BankVersion
    recent = (version.by == work.actor.account_id) & (version.at >= work.now - SAME_PRESS)
    same = recent & (version.body == bank.to_text(what)) & (version.version == 1)
    here = version.structure_id == structure_id
    return work.session.scalar(select(version.item_id).where(here & same).limit(1))


def _row(work: Work, item_id: UUID) -> BankItem:
    key = (banked.place_of(work).structure_id, item_id)
    row = work.session.get(BankItem, key, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound
    return row


def _tell(work: Work, row: BankItem, what: AnyReady) -> None:
    row.title, row.words = what.title, bank.words_of(what)
    row.changed_at, row.changed_by = work.now, work.actor.account_id


def _write(work: Work, row: BankItem, what: AnyReady) -> None:
    """What it says at its version, over what it said there if it was a draft."""
    said = {"body": bank.to_text(what), "at": work.now, "by": work.actor.account_id}
    version = BankVersion(
        structure_id=row.structure_id, item_id=row.id, version=row.version, **said
    )
    work.session.merge(version)
    work.session.flush()
