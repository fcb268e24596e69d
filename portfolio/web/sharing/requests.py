"""What structures ask to see: answered by a share, prepared as one likes, or refused."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.access_requests import CALLED, DURATIONS
from portfolio.domain.sharing import day_of, latest_end
from portfolio.domain.words import N_
from portfolio.services import requested
from portfolio.services.requested import Requested
from portfolio.web import signin, transaction
from portfolio.web.calendar import clock
from portfolio.web.responses import see_other
from portfolio.web.sharing import drafts
from portfolio.web.sharing.desk import bp
from portfolio.web.sharing.drafts import Answers
from portfolio.web.signin import now, work
from portfolio.web.templating import say

SHARE = Permission.SHARE
PLACE = "meeting-code"  # where the session keeps the code on the screen, and until when
REFUSED = N_("C’est refusé. La structure n’en saura rien : elle lit la même chose sans réponse.")
PREFILLED = N_("Ce qui est demandé est déjà coché. Changez ce que vous voulez, ou arrêtez là.")


@bp.get("/requests", permission=SHARE)
def requests() -> str:
    """What waits for an answer, which nobody has to give."""
    page = {"asked": requested.waiting(work()), "durations": DURATIONS}
    return render_template("sharing/requests.html", **page)


@bp.post("/requests/<uuid:request_id>/accept", permission=SHARE)
def accept_request(request_id: UUID) -> ResponseReturnValue:
    """Prepare a share with what is asked; nothing is shared before it is signed."""
    one = requested.one(work(), request_id)
    draft = drafts.begin(structure_id=one.structure_id, answers=_answers(one))
    flash(say(PREFILLED), "info")
    return see_other("sharing.what", draft_id=draft.id)


@bp.post("/requests/<uuid:request_id>/refuse", permission=SHARE)
def refuse_request(request_id: UUID) -> ResponseReturnValue:
    """No, and that is all."""
    requested.refuse(work(), request_id)
    transaction.erase()
    flash(say(REFUSED), "ok")
    return see_other("sharing.requests")


@bp.get("/requests/code", permission=SHARE)
def meeting_code() -> str:
    """The code to show, as long as it leads to the person."""
    shown = signin.current().get(PLACE) or {"code": "", "until": 0}
    until = datetime.fromtimestamp(shown["until"], UTC)
    code = shown["code"].split() if until > now() else ()
    page = {"code": code, "until": clock(until), "minutes": CALLED.seconds // 60}
    return render_template("sharing/meeting_code.html", **page)


@bp.post("/requests/code", permission=SHARE)
def new_meeting_code() -> ResponseReturnValue:
    """A new one; the former leads nowhere."""
    code, until = requested.show_code(work()), now() + CALLED
    signin.current()[PLACE] = {"code": code, "until": until.timestamp()}
    return see_other("sharing.meeting_code")


def _answers(one: Requested) -> Answers:
    """The answers of the funnel that give exactly what is asked, within what may be agreed to."""
    today = day_of(now())
    ends = min(today + timedelta(days=one.wish.days - 1), latest_end(today))
    asked = one.wish.model_dump(mode="json", include={"sections", "purpose"})
    return asked | {"purpose_text": one.wish.reason, "ends": ends.isoformat()}
