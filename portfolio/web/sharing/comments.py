"""What the person and the structure write to each other about a share."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import comments, forgetting, given, sides
from portfolio.web import exchanges, presses, reporting, transaction, unsaved
from portfolio.web.responses import UNPROCESSABLE, see_other
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import work
from portfolio.web.templating import say

SHARE = Permission.SHARE
SENT = N_("C’est envoyé. Cette structure seule peut le lire.")
REMOVED = N_("C’est effacé, pour vous et pour la structure.")


@bp.get("/<uuid:grant_id>/comments", endpoint="comments", permission=SHARE, writes=True)
@presses.once
def thread(grant_id: UUID) -> str:
    """The thread, or what is said of one item; what is shown is read from now on."""
    side = sides.of_owner(work(), grant_id, Right.COMMENT)
    return _page(side, exchanges.form_of(side, sent=False))


@bp.post("/<uuid:grant_id>/comments", permission=SHARE)
def comment(grant_id: UUID) -> ResponseReturnValue:
    """One more line."""
    side = sides.of_owner(work(), grant_id, Right.COMMENT)
    form = exchanges.form_of(side)
    if not exchanges.said(side, form):
        return _page(side, form), UNPROCESSABLE
    flash(say(SENT), "ok")
    return see_other("sharing.comments", grant_id=grant_id)


@bp.get("/<uuid:grant_id>/comments/<uuid:comment_id>/remove", permission=SHARE)
def uncomment(grant_id: UUID, comment_id: UUID) -> str:
    """The question, as a page."""
    side = sides.of_owner(work(), grant_id, Right.COMMENT)
    line = comments.one(work(), side, comment_id)
    return render_template("sharing/uncomment.html", grant_id=grant_id, line=line)


@bp.post("/<uuid:grant_id>/comments/<uuid:comment_id>/remove", permission=SHARE)
def uncommented(grant_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Gone for both sides, whoever wrote it."""
    comments.remove(work(), grant_id, comment_id)
    transaction.erase()
    flash(say(REMOVED), "ok")
    return see_other("sharing.comments", grant_id=grant_id)


def _page(side: sides.Side, form: exchanges.CommentForm) -> str:
    one = given.one(work(), side.grant_id)
    page = {"one": one, "form": form, "typed": unsaved.words()}
    return render_template("sharing/comments.html", **page, **exchanges.page_of(side))


@bp.post("/<uuid:grant_id>/proposals/<uuid:brought_id>/remove", permission=SHARE)
def forget(grant_id: UUID, brought_id: UUID) -> ResponseReturnValue:
    """What the structure proposed is gone for both sides, answered or not."""
    forgetting.remove(work(), grant_id, brought_id)
    transaction.erase()
    flash(say(REMOVED), "ok")
    return see_other("sharing.show", grant_id=grant_id)


@bp.route("/<uuid:grant_id>/report", methods=["GET", "POST"], permission=SHARE)
def report(grant_id: UUID) -> ResponseReturnValue:
    """Tell the platform, and nobody else, of what the structure wrote."""
    return reporting.page(sides.of_owner(work(), grant_id, Right.READ), "sharing")
