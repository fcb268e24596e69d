"""What somebody without an account reads with a code: once, in one browser, for a time."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission, Role
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.services import bearing, codes
from portfolio.web import bearing as trying
from portfolio.web import responses, signin, transaction
from portfolio.web.codes.desk import bp
from portfolio.web.codes.forms import Typed
from portfolio.web.templating import say

VISIT = Permission.VISIT
COOKIE = "__Host-lecture"
"""A cookie of its own: a reading is no session, and no session opens a reading."""
SHORTEST, LONGEST = 40, 50
LEFT = N_("La lecture est finie. Ce code n’ouvre plus rien.")


@bp.route("/open", methods=["GET", "POST"], permission=VISIT)
def bear() -> ResponseReturnValue:
    """The code, and the figures given apart."""
    if signin.actor().role is Role.PROFESSIONAL:
        code = request.args.get("code", "")[:100]
        return responses.see_other("desk.redeem", code=code or None)
    form = Typed(code=request.args.get("code", "")[:100])
    if not form.validate_on_submit():
        return responses.form_page("codes/open.html", form)
    figures = codes.figures_in(form.figures.data or "")
    try:
        token, ends = trying.attempt(
            form.code.data or "",
            lambda work, root: bearing.open_once(work, root, figures),
        )
    except NotFound:
        return dead()
    transaction.erase()
    answer = responses.see_other("codes.reading")
    left = int((ends - signin.now()).total_seconds())
    answer.set_cookie(
        COOKIE, token, max_age=left, secure=True, httponly=True, samesite="Lax", path="/"
    )
    return answer


@bp.get("/open/reading", permission=VISIT, writes=True)
def reading() -> ResponseReturnValue:
    """What was shared, and nothing else; each visit is a line in its owner's journal."""
    try:
        found = bearing.read(signin.work(), _token())
    except NotFound:
        return dead()
    return render_template("codes/reading.html", reading=found, view=found.view)


@bp.post("/open/leave", permission=VISIT)
def leave() -> ResponseReturnValue:
    """End it before its time, on a computer that others use."""
    bearing.leave(signin.work(), _token())
    transaction.erase()
    flash(say(LEFT), "ok")
    answer = responses.see_other("codes.bear")
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
    return answer


def dead() -> ResponseReturnValue:
    """One page for every code that opens nothing, whatever became of it."""
    return render_template("codes/dead.html"), 404


def _token() -> str:
    token = request.cookies.get(COOKIE, "")
    return token if SHORTEST < len(token) < LONGEST and token.isascii() else ""
