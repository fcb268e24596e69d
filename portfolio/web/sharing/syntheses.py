"""Syntheses that the person and a structure write together: the person's side."""

from uuid import UUID

from flask import Response, flash
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import cowriting as use_cases
from portfolio.services import given, profiles, sides
from portfolio.web import cowriting
from portfolio.web.cowriting import Desk
from portfolio.web.responses import see_other
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import work
from portfolio.web.templating import say

SHARE = Permission.SHARE
AGREED = N_("Vous avez validé ce texte.")
KEPT = N_("Vous l’avez validée tous les deux : elle est dans votre fil, pour vous.")


@bp.get("/<uuid:grant_id>/syntheses", permission=SHARE)
def syntheses(grant_id: UUID) -> ResponseReturnValue:
    """Those of one share."""
    return cowriting.listed(_desk(grant_id))


@bp.route("/<uuid:grant_id>/syntheses/<uuid:joint_id>", methods=["GET", "POST"], permission=SHARE)
def synthesis(grant_id: UUID, joint_id: UUID) -> ResponseReturnValue:
    """One, and the form to change it."""
    return cowriting.shown(_desk(grant_id), joint_id)


@bp.post("/<uuid:grant_id>/syntheses/<uuid:joint_id>/agree", permission=SHARE)
def agree(grant_id: UUID, joint_id: UUID) -> ResponseReturnValue:
    """Agree to the text of the page; once both do, it is kept."""
    desk = _desk(grant_id)
    try:
        kept = use_cases.agree(work(), desk.side, joint_id, rev=cowriting.sent_rev())
    except (Conflict, Refused) as moved:
        return cowriting.agreed(desk, moved)
    flash(say(KEPT if kept else AGREED), "ok")
    return see_other("sharing.synthesis", grant_id=grant_id, joint_id=joint_id)


@bp.post("/<uuid:grant_id>/syntheses/<uuid:joint_id>/keep", permission=SHARE)
def keep(grant_id: UUID, joint_id: UUID) -> ResponseReturnValue:
    """Keep one that the structure was the last to agree to."""
    entry_id = use_cases.keep(work(), _desk(grant_id).side, joint_id)
    flash(say(KEPT), "ok")
    return see_other("entries.show", entry_id=entry_id)


@bp.get("/<uuid:grant_id>/syntheses/<uuid:joint_id>/paper.pdf", permission=SHARE)
def synthesis_file(grant_id: UUID, joint_id: UUID) -> Response:
    """The same to print."""
    return cowriting.file(_desk(grant_id), joint_id, profiles.read(work()).name)


def _desk(grant_id: UUID) -> Desk:
    side = sides.of_owner(work(), grant_id, Right.PROPOSE)
    return Desk("sharing", side, given.one(work(), grant_id).structure)
