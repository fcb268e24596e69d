"""When someone leaves a structure: access ends at once, and the key changes.

Whoever removes a member while holding the key changes it in the same request. Somebody who
leaves by themselves, or is removed by an account manager, leaves a rotation due, which the
next key holder to come performs (:func:`portfolio.services.rotations.rotate`). What was given
to them by name closes without a new key: their own wraps go.
"""

from uuid import UUID

from sqlalchemy import delete

from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.structures import Membership
from portfolio.domain.words import N_
from portfolio.services import epochs, recipients, rotations, standings
from portfolio.services.rotations import Rotated
from portfolio.services.work import Work
from portfolio.storage.structures import Member, MemberKey, Structure

LAST_HOLDER = N_(
    "C’est la dernière personne qui garde les clés de la structure. "
    "Confirmez d’abord une autre personne référente."
)


def leave(work: Work) -> None:
    """Leave the structure one acts for; the last key holder cannot."""
    standing = standings.confirmed(work)
    structure = epochs.hold(work, standing.structure_id, to_change=True)
    if _let_go(work, structure, work.actor.account_id):
        structure.rotation_due = True
    work.session.flush()


def remove(work: Work, account_id: UUID) -> Rotated | None:
    """Remove somebody else; returns the rotation when it was done at once."""
    standing = standings.confirmed(work).manage_names()
    if account_id == work.actor.account_id:
        raise Refused(N_("Pour partir vous-même, utilisez « Quitter la structure »."))
    structure = epochs.hold(work, standing.structure_id, to_change=True)
    held_key = _let_go(work, structure, account_id)
    work.session.flush()
    if held_key and standing.office.keeps_keys:
        return rotations.rotate(work)
    structure.rotation_due = structure.rotation_due or held_key
    work.session.flush()
    return None


def _let_go(work: Work, structure: Structure, account_id: UUID) -> bool:
    """End a membership; tells whether the person held the structure's key."""
    row = work.session.get(Member, (structure.id, account_id), populate_existing=True)
    if row is None or row.state == Membership.LEFT:
        raise NotFound
    if not standings.holders(work, structure.id) - {account_id}:
        raise Refused(LAST_HOLDER)
    row.state = Membership.LEFT
    standings.vouch(work, row)
    recipients.forget(work, row)
    keys = delete(MemberKey).where(
        MemberKey.structure_id == structure.id, MemberKey.account_id == account_id
    )
    return bool(work.session.execute(keys).rowcount)  # type: ignore[attr-defined]  # a DELETE's cursor counts
