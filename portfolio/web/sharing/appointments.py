"""Appointments with a structure: the person's side, and all of theirs on one page."""

from uuid import UUID

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import Audience, Right
from portfolio.services import appointments as use_cases
from portfolio.services import given, sides
from portfolio.web import booking
from portfolio.web.booking import Desk
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import now, work

SHARE = Permission.SHARE
ONE = "/<uuid:grant_id>/appointments/<uuid:appointment_id>"


@bp.get("/appointments", permission=SHARE)
def my_appointments() -> str:
    """Every one, with whomever: what comes first, then what was."""
    found = use_cases.mine(work())
    ahead = [one for one in found if one.ahead(now())]
    past = [one for one in reversed(found) if one not in ahead]
    places = [one for one in given.mine(work()).open if _meets(one)]
    page = {"ahead": ahead, "past": past, "places": places, "now": now()}
    return render_template("sharing/my_appointments.html", unread=found.altered, **page)


@bp.route("/<uuid:grant_id>/appointments", methods=["GET", "POST"], permission=SHARE)
def appointments(grant_id: UUID) -> ResponseReturnValue:
    """Those of one share, and another one to propose."""
    return booking.listed(_desk(grant_id))


@bp.get(ONE, permission=SHARE)
def appointment(grant_id: UUID, appointment_id: UUID) -> str:
    """One, with all that was done about it."""
    return booking.shown(_desk(grant_id), appointment_id)


@bp.route(f"{ONE}/move", methods=["GET", "POST"], permission=SHARE)
def move_appointment(grant_id: UUID, appointment_id: UUID) -> ResponseReturnValue:
    """Another moment, or another place."""
    return booking.moved(_desk(grant_id), appointment_id)


@bp.post(f"{ONE}/confirm", permission=SHARE)
def confirm_appointment(grant_id: UUID, appointment_id: UUID) -> ResponseReturnValue:
    """Yes to what the structure proposed."""
    return booking.confirmed(_desk(grant_id), appointment_id)


@bp.post(f"{ONE}/cancel", permission=SHARE)
def cancel_appointment(grant_id: UUID, appointment_id: UUID) -> ResponseReturnValue:
    """Call it off."""
    return booking.cancelled(_desk(grant_id), appointment_id)


@bp.get(f"{ONE}/calendar.ics", permission=SHARE)
def appointment_file(grant_id: UUID, appointment_id: UUID) -> Response:
    """For the person's own calendar."""
    return booking.file(_desk(grant_id), appointment_id)


def _desk(grant_id: UUID) -> Desk:
    one = given.one(work(), grant_id)
    if not _meets(one):
        raise NotFound
    return Desk("sharing", sides.of_owner(work(), grant_id, Right.READ), one.structure)


def _meets(one: given.Given) -> bool:
    """Whether a share is with people whom one may meet."""
    return one.structure_id is not None and one.audience is not Audience.PARTNER
