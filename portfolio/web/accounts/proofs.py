"""The page on which one shows who one is: the second factor, else the passphrase."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.services import factors, profiles
from portfolio.services.unlocking import Wrong
from portfolio.web import attempts, devices, proving, responses, signin
from portfolio.web.accounts import showing
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.entering import PhraseProof, StepProof
from portfolio.web.accounts.keeping import NOT_YOURS
from portfolio.web.forms import fail
from portfolio.web.templating import say

Proof = PhraseProof | StepProof


@bp.route("/prove", methods=["GET", "POST"], permission=Permission.OWN_ACCOUNT)
def prove() -> ResponseReturnValue:
    """Show it; then go on with what was asked for."""
    target = responses.safe_next(request.args.get("next")) or url_for("accounts.show")
    holder = signin.current().holder
    form: Proof = (StepProof if holder and holder.factored else PhraseProof)()
    sent = "proof-sent" in request.form
    if not sent or not form.validate() or not _is_proved(form):
        status = responses.UNPROCESSABLE if sent else 200
        return _page(form, request.form.get("proof-target") or ""), status
    signin.renew(proved=True)
    return _onward(target)


def _onward(target: str) -> ResponseReturnValue:
    """Where the person was going: at once, unless a form or a file waits there."""
    to = request.form.get("proof-target") or ""
    if not to and "." not in target.rpartition("/")[2]:
        return redirect(target, 303)
    page = {"target": to or target, "kept": proving.carried(request.form), "sends": bool(to)}
    return render_template("accounts/proved.html", **page)


def _is_proved(form: Proof) -> bool:
    if isinstance(form, StepProof):
        return showing.shown(form, signin.work()) is not None
    try:
        attempts.by_phrase(profiles.read(signin.work()).login, form.phrase.data)
    except Wrong:
        fail(form.phrase, say(NOT_YOURS))
        return False
    return True


def _page(form: Proof, to: str) -> str:
    work = signin.work()
    held, options = factors.held(work), devices.request_of(work)
    kept = proving.carried(request.form)
    return render_template(
        "accounts/prove.html", form=form, held=held, options=options, target=to, kept=kept
    )
