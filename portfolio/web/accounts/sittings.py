"""Beginning and ending the time of a scribe: by the citizen, who has the passphrase."""

from flask import flash
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.scribes import LASTS, Sitting
from portfolio.domain.words import N_
from portfolio.services import profiles, scribes
from portfolio.services.unlocking import Wrong
from portfolio.web import attempts, responses, signin
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.forms import Proof, Scribe
from portfolio.web.accounts.keeping import NOT_YOURS
from portfolio.web.forms import fail
from portfolio.web.templating import say

BOTH = ["GET", "POST"]
MINUTES = int(LASTS.total_seconds() // 60)


@bp.route("/scribe", methods=BOTH, permission=Permission.KEEP_PORTFOLIO)
def begin_sitting() -> ResponseReturnValue:
    """Somebody beside me will type."""
    form = Scribe()
    if not form.validate_on_submit():
        return responses.form_page("accounts/begin_sitting.html", form, minutes=MINUTES)
    scribes.note(signin.work(), "begun")
    signin.sit(Sitting.begun(form.name.data, signin.now()))
    return responses.see_other("scribe.index")


@bp.route("/scribe/end", methods=BOTH, permission=Permission.WRITE_FOR)
def end_sitting() -> ResponseReturnValue:
    """The citizen takes their session back, with their passphrase."""
    form = Proof()
    if not form.validate_on_submit() or not _is_the_citizen(form):
        return responses.form_page("accounts/end_sitting.html", form)
    scribes.note(signin.work(), "ended")
    signin.sit(None)
    flash(say(N_("C’est de nouveau votre session. Relisez ce qui a été écrit.")), "ok")
    return responses.see_other("scribe.review")


def _is_the_citizen(form: Proof) -> bool:
    """Whether the passphrase is the account's own; the form says it when it is not."""
    login = profiles.read(signin.work()).login
    try:
        attempts.by_phrase(login, form.phrase.data)
    except Wrong:
        fail(form.phrase, say(NOT_YOURS))
        return False
    return True
