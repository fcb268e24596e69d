"""The page of a link: what a witness is asked, and their answer, once, without an account."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.endorsements import Answer, Request
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sharing import day_of
from portfolio.services import witnessing
from portfolio.web import attempts, responses, signin, transaction, unsaved
from portfolio.web.endorsements.desk import bp
from portfolio.web.endorsements.forms import Declined, Testimony

VISIT = Permission.VISIT


@bp.get("/witness/thanks", permission=VISIT)
def thanks() -> str:
    """After any answer."""
    return render_template("endorsements/thanks.html")


@bp.get("/witness/<token>", permission=VISIT, writes=True)
def witness(token: str) -> ResponseReturnValue:
    """What is asked; following a link changes nothing, since mail programs do it too."""
    asked = _asked(token)
    if asked is None:
        return _dead()
    return _page(asked, Testimony(formdata=None), Declined.beside(formdata=None)), 200


@bp.post("/witness/<token>", permission=VISIT)
def answer(token: str) -> ResponseReturnValue:
    """Yes with words, or no: sealed to whoever asked, and the link is spent."""
    asked = _asked(token)
    if asked is None:
        return _dead()
    yes, no = Testimony(), Declined.beside()
    declining = request.form.get("answer") == "no"
    if (no if declining else yes).validate_on_submit():
        try:
            witnessing.answer(signin.work(), token, _declined(no) if declining else _given(yes))
            return responses.see_other("endorsements.thanks")
        except NotFound:
            return _dead()
        except Refused as refused:
            yes.refuse(refused)
    return _page(asked, yes, no), responses.UNPROCESSABLE


def _asked(token: str) -> Request | None:
    """What the link opens, or None; refused outright to whoever tried too many."""
    work = signin.work()
    witnessing.wait_turn(work, attempts.place())
    try:
        return witnessing.read(work, token)
    except NotFound:
        return None


def _dead() -> ResponseReturnValue:
    """One page for every link that opens nothing, whatever became of it; words are given back."""
    transaction.release()
    witnessing.count_failure(signin.work(), attempts.place())
    transaction.keep()
    return render_template("endorsements/dead.html", typed=unsaved.words()), 404


def _page(asked: Request, yes: Testimony, no: Declined) -> str:
    return render_template("endorsements/witness.html", asked=asked, form=yes, no=no)


def _given(form: Testimony) -> Answer:
    return Answer(
        accepted=True,
        text=form.text.data,
        name=form.name.data,
        role=form.role.data,
        on=day_of(signin.now()),
    )


def _declined(form: Declined) -> Answer:
    return Answer(accepted=False, reason=form.reason.data, on=day_of(signin.now()))
