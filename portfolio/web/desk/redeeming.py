"""A code that somebody shows or reads out, typed at the desk: a share opens, and the code dies."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.services import bearing
from portfolio.web import bearing as trying
from portfolio.web import places, responses, signin, transaction
from portfolio.web.desk.desk import bp
from portfolio.web.templating import say

OPENED = N_("Le code est accepté. Il ne servira plus : ce partage est ouvert à votre structure.")


@bp.route("/code", methods=["GET", "POST"], permission=Permission.USE_DESK)
def redeem() -> ResponseReturnValue:
    """One code, for the structure one acts for."""
    standing = places.here(signin.work())
    if standing is None or not standing.office.reads:
        raise NotFound
    form = trying.Code(code=request.args.get("code", "")[:100])
    if not form.validate_on_submit():
        return responses.form_page("desk/code.html", form, standing=standing)
    try:
        grant_id = trying.attempt(form.code.data or "", bearing.redeem)
    except NotFound:
        return render_template("desk/dead_code.html"), 404
    transaction.erase()
    flash(say(OPENED), "ok")
    return responses.see_other("interviews.show", grant_id=grant_id)
