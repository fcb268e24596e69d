"""When someone leaves a structure: access ends at once, and the key changes in the same request.

The key in hand is the remover's, or the leaver's own: the server opens with it what must be
wrapped anew, and the leaver never sees the new one. When nobody present holds it (an account
manager removes somebody), access ends all the same, and the change is due: the next key holder
to come performs it (:func:`portfolio.services.rotations.rotate`). What was given to the leaver by
name closes without a new key: their own wraps go.
"""

from contextlib import suppress
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.structures import Membership
from portfolio.domain.team import TeamAct
from portfolio.domain.words import N_
from portfolio.services import (
    caseload,
    epochs,
    note_ends,
    note_requests,
    recipients,
    rotations,
    standings,
    team_lines,
    turns,
)
from portfolio.services.epochs import Held
from portfolio.services.rotations import Rotated
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.notes import NoteFolder
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member, MemberKey, Structure

LAST_HOLDER = N_(
    "C’est la dernière personne qui garde les clés de la structure. "
    "Confirmez d’abord une autre personne référente."
)


def leave(work: Work) -> None:
    """Leave the structure one acts for; the last key holder cannot."""
    standing = standings.confirmed(work)
    _hold(work, standing.structure_id, work.actor.account_id)
    note_requests.settle(work)  # nobody else could, afterwards
    _part(work, standing, work.actor.account_id)
    team_lines.write(work, standing.structure_id, TeamAct.LEFT)


def remove(work: Work, account_id: UUID) -> Rotated | None:
    """Remove somebody else; returns the rotation when it was done at once."""
    standing = standings.confirmed(work).manage_names()
    if account_id == work.actor.account_id:
        raise Refused(N_("Pour partir vous-même, utilisez « Quitter la structure »."))
    done = _part(work, standing, account_id)
    team_lines.write(work, standing.structure_id, TeamAct.REMOVED, about=account_id)
    return done


def _part(work: Work, standing: Standing, account_id: UUID) -> Rotated | None:
    structure = _hold(work, standing.structure_id, account_id)
    former = _in_hand(work, standing)
    held_key = _let_go(work, structure, account_id)
    work.session.flush()
    if held_key and former:
        return rotations.renew(work, structure, former)
    structure.rotation_due = structure.rotation_due or held_key
    work.session.flush()
    return None


def _hold(work: Work, structure_id: UUID, account_id: UUID) -> Structure:
    """The structure, then everybody whom a departure tells or answers, all before any of it.

    One by one they would come in the order of what is told, while somebody who takes several
    plans home holds the others.
    """
    structure = epochs.hold(work, structure_id, to_change=True)
    named = select(Grant.portfolio_id).join(GrantWrap, GrantWrap.grant_id == Grant.id)
    named = named.where(Grant.structure_id == structure_id, GrantWrap.recipient_id == account_id)
    noted = NoteFolder.structure_id == structure_id, NoteFolder.reader_id == account_id
    turns.wait_for_these(work, named, select(NoteFolder.portfolio_id).where(*noted))
    return structure


def _in_hand(work: Work, standing: Standing) -> Held | None:
    """The structure's key, if the actor holds one that opens; leaving waits for none."""
    if not standing.office.reads:
        return None
    with suppress(NotFound, Tampered):
        return epochs.held(work, standing.structure_id)
    return None


def _let_go(work: Work, structure: Structure, account_id: UUID) -> bool:
    """End a membership; tells whether the person held the structure's key."""
    row = work.session.get(Member, (structure.id, account_id), populate_existing=True)
    if row is None or row.state == Membership.LEFT:
        raise NotFound
    if not standings.holders(work, structure.id).keys() - {account_id}:
        raise Refused(LAST_HOLDER)
    row.state = Membership.LEFT
    standings.vouch(work, row)
    recipients.forget(work, row)
    caseload.forget(work, row)
    note_ends.forget(work, structure.id, account_id)
    keys = delete(MemberKey).where(
        MemberKey.structure_id == structure.id, MemberKey.account_id == account_id
    )
    return bool(work.session.execute(keys).rowcount)  # type: ignore[attr-defined]  # a DELETE's cursor counts
