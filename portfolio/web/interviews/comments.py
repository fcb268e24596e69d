"""What the structure and the person write to each other about a share."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import sides
from portfolio.web import exchanges, presses, reporting, transaction
from portfolio.web.interviews.desk import bp
from portfolio.web.responses import UNPROCESSABLE, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

USE = Permission.USE_DESK
SENT = N_("C’est envoyé. La personne le lit dans ses partages, et votre équipe ici.")


@bp.get("/<uuid:grant_id>/comments", endpoint="comments", permission=USE, writes=True)
@presses.once
def thread(grant_id: UUID) -> str:
    """The thread, or what is said of one item; what is shown is read from now on."""
    side = sides.of_structure(work(), grant_id, Right.COMMENT)
    return _page(side, exchanges.form_of(side, sent=False))


@bp.post("/<uuid:grant_id>/comments", permission=USE)
def comment(grant_id: UUID) -> ResponseReturnValue:
    """One more line."""
    side = sides.of_structure(work(), grant_id, Right.COMMENT)
    form = exchanges.form_of(side)
    if not exchanges.said(side, form):
        page = _page(side, form)
        transaction.keep()  # what was read is a line in the person's journal, refusal or not
        return page, UNPROCESSABLE
    flash(say(SENT), "ok")
    return see_other("interviews.comments", grant_id=grant_id)


def _page(side: sides.Side, form: exchanges.CommentForm) -> str:
    return render_template("interviews/comments.html", form=form, **exchanges.page_of(side))


@bp.route("/<uuid:grant_id>/report", methods=["GET", "POST"], permission=USE)
def report(grant_id: UUID) -> ResponseReturnValue:
    """Tell the platform, and nobody else, of what the person wrote or shares."""
    return reporting.page(sides.of_structure(work(), grant_id, Right.READ), "interviews")
