"""The sheets that the person left interviews with: their side, share over or not."""

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.sharing import Right
from portfolio.services import given, sides
from portfolio.web import meetings
from portfolio.web.meetings import Desk
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import work

SHARE = Permission.SHARE


@bp.get("/<uuid:grant_id>/meetings", endpoint="meetings", permission=SHARE)
def listed(grant_id: UUID) -> ResponseReturnValue:
    """Those of one share."""
    return meetings.listed(_desk(grant_id))


@bp.get("/<uuid:grant_id>/meetings/<uuid:meeting_id>", permission=SHARE, writes=True)
def meeting(grant_id: UUID, meeting_id: UUID) -> ResponseReturnValue:
    """One sheet, seen from now on."""
    return meetings.shown(_desk(grant_id), meeting_id)


@bp.get("/<uuid:grant_id>/meetings/<uuid:meeting_id>/sheet.pdf", permission=SHARE, writes=True)
def meeting_file(grant_id: UUID, meeting_id: UUID) -> Response:
    """The same to print."""
    return meetings.file(_desk(grant_id), meeting_id)


def _desk(grant_id: UUID) -> Desk:
    side = sides.of_owner(work(), grant_id, Right.READ)
    return Desk("sharing", side, given.one(work(), grant_id).structure)
