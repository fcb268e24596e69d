"""Five short steps for whoever has just arrived: left at any time, taken up where one was."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portfolio.domain.access import Permission
from portfolio.domain.guide import LAST
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import entries, starting
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.start import answers, pages
from portfolio.web.start.forms import STEPS
from portfolio.web.templating import say

bp = Desk("start", __name__, url_prefix="/start")
KEEP = Permission.KEEP_PORTFOLIO


@bp.get("", permission=KEEP)
def index() -> ResponseReturnValue:
    return pages.at(current_user.profile.guide.next)


@bp.route(f"/<int(min=1, max={LAST - 1}):number>", methods=("GET", "POST"), permission=KEEP)
def step(number: int) -> ResponseReturnValue:
    form = STEPS[number](data=pages.again(work()))
    if not form.validate_on_submit() or not pages.kept(number, form):
        return form_page("start/step.html", form, number=number, labels=pages.labels())
    return pages.at(number + 1)


@bp.get(f"/{LAST}", permission=KEEP)
def next_() -> str:
    guide, opened = current_user.profile.guide, entries.read_all(work())
    made = answers.made(guide, opened)
    return render_template(
        "start/next.html", number=LAST, labels=pages.labels(), made=made, begun=bool(opened)
    )


@bp.post(f"/{LAST}", permission=KEEP)
def end() -> ResponseReturnValue:
    starting.keep(work(), LAST, [])
    flash(say(N_("C’est un beau début. Vous pourrez tout changer.")), "ok")
    return see_other("thread.index")
