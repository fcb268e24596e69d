"""Deleting one's account: what it does and when, the tick that asks for it, and keeping it."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from portfolio.domain.access import Permission
from portfolio.domain.erasure import DELAY
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.services import archives, devices, erasures
from portfolio.web import letters, responses, signin
from portfolio.web.accounts import mailing
from portfolio.web.accounts.desk import bp
from portfolio.web.calendar import day
from portfolio.web.erasures import asked
from portfolio.web.forms import Form
from portfolio.web.forms.answers import filled
from portfolio.web.templating import say, say_with

KEEP = Permission.KEEP_PORTFOLIO
ASKED = N_(
    "C’est demandé. Vos partages sont arrêtés, et vos autres appareils déconnectés. "
    "Jusqu’au %(day)s, vous pouvez garder votre compte."
)
KEPT = N_("Votre compte reste. Vos partages sont arrêtés : rouvrez ceux que vous voulez.")


class Erasure(Form):
    """Know what it does; the proof of who one is comes apart."""

    agreed = BooleanField(
        N_("J’ai lu ce qui va se passer, et je demande la suppression de mon compte."),
        [filled(N_("Lisez ce qui va se passer, puis cochez cette case."))],
    )


@bp.get("/erasure", permission=KEEP)
def erasure() -> str:
    """What will happen, what stays elsewhere, and first of all how to take everything home."""
    return _page(Erasure(None))


@bp.post("/erasure", permission=KEEP, fresh=Fresh.PROOF)
def erase() -> ResponseReturnValue:
    """All that others may open stops; the rest goes in a month."""
    form, work = Erasure(), signin.work()
    if not form.validate():
        return _page(form), responses.UNPROCESSABLE
    again = asked() is not None
    goes = erasures.ask(work)
    if not again:
        devices.revoke_others(work, signin.renew())
        link = letters.link("accounts.erasure")
        mailing.tell("erasure", ends=goes, link=link)
        flash(say_with(ASKED, day=day(goes)), "ok")
    return responses.see_other("accounts.erasure")


@bp.post("/stay", permission=KEEP)
def stay() -> ResponseReturnValue:
    """The account stays; shares do not come back."""
    if asked():
        erasures.take_back(signin.work())
        flash(say(KEPT), "ok")
    return responses.see_other("accounts.show")


def _page(form: Erasure) -> str:
    work = signin.work()
    return render_template(
        "accounts/erasure.html",
        form=form,
        taken=archives.last_taken(work),
        goes=asked() or work.now + DELAY,
    )
