"""Appointments with the person: the professional's side."""

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.sharing import Right
from portfolio.services import sides
from portfolio.web import booking
from portfolio.web.booking import Desk
from portfolio.web.interviews.desk import bp
from portfolio.web.signin import work

USE = Permission.USE_DESK
ONE = "/<uuid:grant_id>/appointments/<uuid:appointment_id>"


@bp.route("/<uuid:grant_id>/appointments", methods=["GET", "POST"], permission=USE)
def appointments(grant_id: UUID) -> ResponseReturnValue:
    """Those of one share, and another one to propose."""
    return booking.listed(_desk(grant_id))


@bp.get(ONE, permission=USE)
def appointment(grant_id: UUID, appointment_id: UUID) -> str:
    """One, with all that was done about it."""
    return booking.shown(_desk(grant_id), appointment_id)


@bp.route(f"{ONE}/move", methods=["GET", "POST"], permission=USE)
def move_appointment(grant_id: UUID, appointment_id: UUID) -> ResponseReturnValue:
    """Another moment, or another place."""
    return booking.moved(_desk(grant_id), appointment_id)


@bp.post(f"{ONE}/confirm", permission=USE)
def confirm_appointment(grant_id: UUID, appointment_id: UUID) -> ResponseReturnValue:
    """Yes to what the person proposed."""
    return booking.confirmed(_desk(grant_id), appointment_id)


@bp.post(f"{ONE}/cancel", permission=USE)
def cancel_appointment(grant_id: UUID, appointment_id: UUID) -> ResponseReturnValue:
    """Call it off."""
    return booking.cancelled(_desk(grant_id), appointment_id)


@bp.post(f"{ONE}/presence", permission=USE)
def note_appointment(grant_id: UUID, appointment_id: UUID) -> ResponseReturnValue:
    """How it went."""
    return booking.noted(_desk(grant_id), appointment_id)


@bp.get(f"{ONE}/calendar.ics", permission=USE)
def appointment_file(grant_id: UUID, appointment_id: UUID) -> Response:
    """For the professional's own calendar; it says when and where, and nothing of whom."""
    return booking.file(_desk(grant_id), appointment_id)


def _desk(grant_id: UUID) -> Desk:
    side = sides.of_structure(work(), grant_id, Right.READ)
    return Desk("interviews", side, side.person)
