"""Syntheses that a professional and the person write together: the professional's side."""

from uuid import UUID

from flask import Response, flash
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.contributions import Synthesis
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.joint import JointSynthesis, begun
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.services import joint, profiles, sides
from portfolio.web import cowriting
from portfolio.web.cowriting import Desk
from portfolio.web.interviews.desk import bp
from portfolio.web.responses import see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

USE = Permission.USE_DESK
BEGUN = N_("La synthèse est commencée. La personne la lit dès maintenant, et peut la changer.")
AGREED = N_("Vous avez validé ce texte. Quand la personne l’aura validé aussi, il sera définitif.")


@bp.get("/<uuid:grant_id>/syntheses", permission=USE, writes=True)
def syntheses(grant_id: UUID) -> ResponseReturnValue:
    """Those of one share."""
    return cowriting.listed(_desk(grant_id))


@bp.route(
    "/<uuid:grant_id>/syntheses/<uuid:joint_id>",
    methods=["GET", "POST"],
    permission=USE,
    writes=True,
)
def synthesis(grant_id: UUID, joint_id: UUID) -> ResponseReturnValue:
    """One, and the form to change it."""
    return cowriting.shown(_desk(grant_id), joint_id)


@bp.post("/<uuid:grant_id>/syntheses/<uuid:joint_id>/agree", permission=USE)
def agree(grant_id: UUID, joint_id: UUID) -> ResponseReturnValue:
    """Agree to the text of the page."""
    desk = _desk(grant_id)
    try:
        joint.agree(work(), desk.side, joint_id, rev=cowriting.sent_rev())
    except (Conflict, Refused) as moved:
        return cowriting.agreed(desk, moved)
    flash(say(AGREED), "ok")
    return see_other("interviews.synthesis", grant_id=grant_id, joint_id=joint_id)


@bp.get(
    "/<uuid:grant_id>/syntheses/<uuid:joint_id>/paper.pdf",
    permission=USE,
    writes=True,
    fresh=Fresh.PROOF,
)
def synthesis_file(grant_id: UUID, joint_id: UUID) -> Response:
    """The same to print, with who printed it and when."""
    desk = _desk(grant_id)
    return cowriting.file(desk, joint_id, profiles.read(work()).name)


def begun_with(grant_id: UUID, typed: Synthesis) -> ResponseReturnValue:
    """Begin one with what was *typed* in the panel of the interview, and go and write it."""
    desk = _desk(grant_id)
    words = typed.model_dump(exclude={"kind", "met_on"})
    what = JointSynthesis(met_on=begun(typed.met_on), **words)
    try:
        joint_id = joint.begin(work(), desk.side, what)
    except Refused as refused:
        flash(say_with(refused.message, **refused.values), "warn")
        return see_other("interviews.syntheses", grant_id=grant_id)
    flash(say(BEGUN), "ok")
    return see_other("interviews.synthesis", grant_id=grant_id, joint_id=joint_id)


def _desk(grant_id: UUID) -> Desk:
    side = sides.of_structure(work(), grant_id, Right.PROPOSE)
    return Desk("interviews", side, side.person)
