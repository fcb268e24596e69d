"""What either side does about an appointment: propose, confirm, move, cancel; and how it went.

A move is a new proposal, which the other side confirms. Whoever acts names the step they read:
two tabs never undo one another.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portfolio.crypto.tokens import new_id
from portfolio.domain.appointments import Act, Plan, Presence, Stage, Step
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.sharing import Audience
from portfolio.domain.words import N_
from portfolio.services import appointed, appointments, journal, sides
from portfolio.services.appointed import Appointment
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import appointments as rows
from portfolio.storage.sharing import Grant

OVER = N_("Ce partage est terminé : ce rendez-vous ne peut plus changer ici.")
GONE = N_("Ce rendez-vous est annulé ou passé : il ne peut plus changer.")
THEIRS = N_("C’est à l’autre de confirmer ce rendez-vous. Vous pouvez encore le déplacer.")
TOO_MANY = N_("%(most)s rendez-vous sont déjà prévus avec cette personne. Déplacez-en un plutôt.")
NOT_YET = N_("Ce rendez-vous n’a pas encore commencé.")
MOST_AHEAD = 10
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody does about one that they read at *step*."""

    id: UUID
    step: int


def propose(work: Work, side: Side, plan: Plan) -> UUID:
    """Propose one; the very same that is there already is that one."""
    grant = _grant(work, sides.hold(work, side))
    plan.check(work.now, grant.ends_at)
    ahead = [one for one in appointed.of_grant(work, side) if one.ahead(work.now)]
    for one in ahead:
        if one.plan == plan:
            return one.id
    if len(ahead) >= MOST_AHEAD:
        raise Refused(TOO_MANY, most=MOST_AHEAD)
    row = rows.Appointment(
        grant_id=side.grant_id,
        id=new_id(),
        step=0,
        with_id=grant.read_by if side.by_owner else None,
        created_at=work.now,
    )
    _proposed(work, side, row, plan, Act.PROPOSED)
    return row.id


def move(work: Work, side: Side, change: Change, plan: Plan) -> None:
    """Propose another moment or place instead; what is there already changes nothing."""
    row, one = _hold(work, side, change)
    if plan == one.plan:
        return
    plan.check(work.now, _grant(work, side).ends_at)
    _proposed(work, side, row, plan, Act.MOVED)


def confirm(work: Work, side: Side, change: Change) -> None:
    """Say yes to what the other side proposed."""
    row, one = _hold(work, side, change)
    if one.stage is Stage.CONFIRMED:
        return
    if not one.waits_for(owner=side.by_owner):
        raise Refused(THEIRS)
    row.stage = Stage.CONFIRMED
    _write(work, side, row, Step(act=Act.CONFIRMED, plan=one.plan))


def cancel(work: Work, side: Side, change: Change, reason: str = "") -> None:
    """Call it off, with or without a reason."""
    row, one = _hold(work, side, change)
    row.stage = Stage.CANCELLED
    _write(work, side, row, Step(act=Act.CANCELLED, plan=one.plan, reason=reason))


def note(work: Work, side: Side, change: Change, presence: Presence) -> None:
    """Note how one that began went; for the structure. What is noted can be put right."""
    if side.by_owner:
        raise NotFound
    row, one = _held(work, side, change)
    if not one.open:
        raise Refused(GONE)
    if one.plan.starts > work.now:
        raise Refused(NOT_YET)
    if one.presence is not presence:
        row.stage = Stage.HELD
        _write(work, side, row, Step(act=Act.NOTED, plan=one.plan, presence=presence))


def overlapping(work: Work, one: Appointment) -> list[Appointment]:
    """The other ones that the actor, a professional, has at the time of *one*."""
    around = (one.plan.day + timedelta(days=each) for each in (-1, 0, 1))
    found = appointments.on_days(work, around)
    theirs = [each for each in found if each.with_id == work.actor.account_id]
    return [each for each in theirs if each.id != one.id and each.plan.meets(one.plan)]


def _grant(work: Work, side: Side) -> Grant:
    """The row of a grant that somebody of a structure reads, while it takes more."""
    grant = work.session.get_one(Grant, side.grant_id)
    if not side.speaks:
        raise Refused(OVER)
    if grant.structure_id is None or grant.audience == Audience.PARTNER:
        raise NotFound
    return grant


def _hold(work: Work, side: Side, change: Change) -> tuple[rows.Appointment, Appointment]:
    """One that may still change."""
    row, one = _held(work, side, change)
    if not one.ahead(work.now):
        raise Refused(GONE)
    return row, one


def _held(work: Work, side: Side, change: Change) -> tuple[rows.Appointment, Appointment]:
    """One as it is once whoever else was acting is done; :class:`Conflict` if that changed it."""
    _grant(work, sides.hold(work, side))
    one = appointed.one(work, side, change.id)
    if one.step != change.step:
        raise Conflict(one)
    if one.step >= MOST_STEPS:
        raise Refused(GONE)
    key = (side.grant_id, change.id)
    return work.session.get_one(rows.Appointment, key, populate_existing=True), one


def _proposed(work: Work, side: Side, row: rows.Appointment, plan: Plan, act: Act) -> None:
    structure_id = _grant(work, side).structure_id
    assert structure_id  # noqa: S101  # _grant has checked it
    row.stage, row.by_id = Stage.PROPOSED, work.actor.account_id
    row.day = appointments.mark_of(work.keys, structure_id, plan.day)
    _write(work, side, row, Step(act=act, plan=plan))


def _write(work: Work, side: Side, row: rows.Appointment, what: Step) -> None:
    """Add a step; a professional who acts is who it is with from then on."""
    row.step, row.changed_at = row.step + 1, work.now
    if not side.by_owner and what.act is not Act.CANCELLED:
        row.with_id = work.actor.account_id
    step = rows.AppointmentStep(
        grant_id=row.grant_id,
        appointment_id=row.id,
        step=row.step,
        author_id=work.actor.account_id,
        at=work.now,
    )
    step.box = appointed.sealed(side, step, what)
    appointed.vouch(work, row, step.box)
    work.session.add(row)
    work.session.flush()
    work.session.add(step)
    work.session.flush()
    journal.write(work, side.portfolio, f"appointment.{what.act}", grant_id=side.grant_id)
