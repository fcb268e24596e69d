"""A synthesis that a professional begins and both write: final once both agree to one revision.

Whoever writes a revision agrees to it; the other's agreement was to other words, and is gone.
Asking for a change without making it is nobody's agreement.
"""

from dataclasses import replace
from uuid import UUID

from portfolio.crypto.tokens import new_id
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.joint import JointSynthesis, Stage
from portfolio.domain.words import N_
from portfolio.services import journal, revisions, sides
from portfolio.services.revisions import Joint
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import joint as rows

OVER = N_("Cette synthèse ne peut plus changer : le partage est terminé, ou vous l’avez validée.")
BLANK = N_("Il n’y a encore rien à valider : écrivez d’abord ce qui s’est dit.")
TOO_MANY = N_(
    "%(most)s synthèses attendent déjà d’être validées ensemble. Finissez-en une d’abord."
)
MOST_OPEN = 20
MOST_REVISIONS = 200


def begin(work: Work, side: Side, what: JointSynthesis) -> UUID:
    """Begin one, at its first revision, for the other side to read; for professionals."""
    sides.hold(work, side)
    waiting = [one for one in revisions.of_grant(work, side) if one.open]
    for one in waiting:
        if one.last.what == what and one.last.rev == 1:
            return one.id  # the same press of a button
    if len(waiting) >= MOST_OPEN:
        raise Refused(TOO_MANY, most=MOST_OPEN)
    row = rows.JointSynthesis(
        grant_id=side.grant_id,
        id=new_id(),
        stage=Stage.OPEN,
        rev=0,
        created_at=work.now,
        owner_rev=0,
        structure_rev=0,
    )
    work.session.add(row)
    _write(work, side, row, what, agrees=True)
    journal.write(work, side.portfolio, "joint.begun", grant_id=side.grant_id)
    return row.id


def revise(work: Work, side: Side, joint_id: UUID, what: JointSynthesis, *, rev: int) -> None:
    """Write the next revision over *rev*; raises :class:`Conflict` with what is there otherwise.

    The same words again change nothing.
    """
    row, joint = _hold(work, side, joint_id)
    if what == joint.last.what:
        return
    if rev != joint.last.rev:
        raise Conflict(joint)
    if joint.last.rev >= MOST_REVISIONS:
        raise Refused(OVER)
    _write(work, side, row, what, agrees=not what.alike(joint.last.what))
    journal.write(work, side.portfolio, "joint.revised", grant_id=side.grant_id)


def agree(work: Work, side: Side, joint_id: UUID, *, rev: int) -> Joint:
    """Agree to *rev*, and to no other; once the other side does too, it is final.

    Raises :class:`Conflict` when something was written since, :class:`Refused` for a blank one.
    """
    row, joint = _hold(work, side, joint_id)
    if rev != joint.last.rev:
        raise Conflict(joint)
    if joint.last.what.blank:
        raise Refused(BLANK)
    _agree(work, side, row)
    if row.owner_rev == row.structure_rev == row.rev:
        row.stage = Stage.FINAL
    revisions.vouch(work, row, _box(work, row))
    journal.write(work, side.portfolio, "joint.agreed", grant_id=side.grant_id)
    when = {"owner_at": row.owner_at, "structure_at": row.structure_at}
    stands = {"stage": Stage(row.stage), "structure_by": row.structure_by}
    return replace(joint, mine=True, **stands, **when)  # type: ignore[arg-type]  # as named


def note_reading(work: Work, side: Side) -> None:
    """Leave a line in the owner's journal when it is the structure that reads."""
    if not side.by_owner:
        journal.write(work, side.portfolio, "joint.read", grant_id=side.grant_id)


def settle(work: Work, side: Side, joint: Joint, entry_id: UUID) -> None:
    """Note which of its owner's entries a final one became."""
    row = _row(work, side, joint.id)
    row.stage, row.entry_id = Stage.KEPT, entry_id
    revisions.vouch(work, row, _box(work, row))
    journal.write(work, side.portfolio, "joint.kept", grant_id=side.grant_id)


def _hold(work: Work, side: Side, joint_id: UUID) -> tuple[rows.JointSynthesis, Joint]:
    """One that may still change, as it is once whoever else was writing is done."""
    if not sides.hold(work, side).speaks:
        raise Refused(OVER)
    joint = revisions.one(work, side, joint_id)
    if not joint.open:
        raise Refused(OVER)
    return _row(work, side, joint_id), joint


def _row(work: Work, side: Side, joint_id: UUID) -> rows.JointSynthesis:
    key = (side.grant_id, joint_id)
    return work.session.get_one(rows.JointSynthesis, key, populate_existing=True)


def _write(
    work: Work, side: Side, row: rows.JointSynthesis, what: JointSynthesis, *, agrees: bool
) -> None:
    row.rev, row.changed_at = row.rev + 1, work.now
    revision = rows.JointRevision(
        grant_id=row.grant_id,
        joint_id=row.id,
        rev=row.rev,
        author_id=work.actor.account_id,
        at=work.now,
    )
    revision.box = revisions.sealed(side, revision, what)
    if agrees:
        _agree(work, side, row)
    revisions.vouch(work, row, revision.box)
    work.session.flush()
    work.session.add(revision)
    work.session.flush()


def _agree(work: Work, side: Side, row: rows.JointSynthesis) -> None:
    if side.by_owner:
        row.owner_rev, row.owner_at = row.rev, work.now
    else:
        row.structure_rev, row.structure_at = row.rev, work.now
        row.structure_by = work.actor.account_id


def _box(work: Work, row: rows.JointSynthesis) -> bytes:
    key = (row.grant_id, row.id, row.rev)
    return work.session.get_one(rows.JointRevision, key, populate_existing=True).box
