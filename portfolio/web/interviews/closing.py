"""A share that closes: given up by whoever reads it, or closed already whatever the reason."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Forbidden, NotFound
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import giving_up, grants
from portfolio.web import closed as closed_share
from portfolio.web import responses, signin, transaction
from portfolio.web.interviews.desk import bp
from portfolio.web.templating import say

USE = Permission.USE_DESK
FORMS = tuple(
    f"interviews.{each}"
    for each in (
        *("write", "propose", "observe", "comment", "check", "close_now", "notes"),
        *("offer_action", "offer_objective", "offer_document"),
    )
)
GIVEN_UP = N_("C’est noté : ce partage n’est plus ouvert pour vous. La personne le saura.")


@bp.get("/<uuid:grant_id>/give-up", permission=USE)
def give_up(grant_id: UUID) -> str:
    """The question, as a page."""
    opened = grants.reach(signin.work(), grant_id, Right.READ)
    return render_template("interviews/give_up.html", opened=opened)


@bp.post("/<uuid:grant_id>/give-up", permission=USE)
def given_up(grant_id: UUID) -> ResponseReturnValue:
    """Close it, here and now."""
    giving_up.give_up(signin.work(), grant_id)
    transaction.erase()
    flash(say(GIVEN_UP), "ok")
    return responses.see_other("desk.index")


@bp.errorhandler(NotFound)
@bp.errorhandler(Forbidden)
def closed(_problem: NotFound | Forbidden) -> ResponseReturnValue:
    """One answer, whatever is missing: nothing of the person, and what was typed, to copy."""
    return closed_share.share(*FORMS)
