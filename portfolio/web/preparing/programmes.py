"""A démarche that somebody follows: ticked, answered, read over, sent back or stopped."""

from collections.abc import Iterator
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Conflict
from portfolio.domain.preparing import Followed
from portfolio.domain.programmes import Question
from portfolio.domain.words import N_
from portfolio.services import following, handing, handouts
from portfolio.services.handouts import Kept
from portfolio.web import transaction
from portfolio.web.preparing import forms
from portfolio.web.preparing.desk import SHARE, bp
from portfolio.web.preparing.forms import FollowForm
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

SAVED = N_("C’est enregistré, pour vous seulement. Rien n’est envoyé.")
SENT = N_("Vos réponses sont envoyées. Seule cette structure peut les lire.")
BACK = N_("Vos réponses sont reprises. La structure ne peut plus les lire.")
STOPPED = N_("C’est arrêté. La structure n’en lit rien, et n’en saura pas la raison.")
RESUMED = N_("Vous pouvez continuer.")
MOVED = N_(
    "Cette démarche a changé dans une autre fenêtre. Vos réponses sont encore là : "
    "vérifiez-les, puis enregistrez de nouveau."
)

Difference = tuple[Question, tuple[str, ...]]


@bp.route("/programmes/<uuid:handout_id>", methods=["GET", "POST"], permission=SHARE)
def programme(handout_id: UUID) -> ResponseReturnValue:
    """Its tasks and its questions, in any order, or none."""
    kept = _one(handout_id)
    form = forms.following(kept.what, kept.rev)
    if not form.validate_on_submit():
        return form_page("preparing/programme.html", form, **_page(kept))
    try:
        following.answer(work(), kept, form.reply, rev=form.read_rev)
    except Conflict:
        return _meanwhile(kept, form), 409
    if request.form.get("then") == "send":
        return see_other("preparing.preview", handout_id=handout_id)
    flash(say(SAVED), "ok")
    return see_other("preparing.programme", handout_id=handout_id)


@bp.get("/programmes/<uuid:handout_id>/send", permission=SHARE)
def preview(handout_id: UUID) -> str:
    """Exactly what would travel."""
    kept = _one(handout_id)
    page = _page(kept) | {"told": following.as_sent(kept.what)}
    return render_template("preparing/preview.html", **page)


@bp.post("/programmes/<uuid:handout_id>/send", permission=SHARE)
def send(handout_id: UUID) -> ResponseReturnValue:
    """The structure reads the answers that the page showed."""
    sent = request.form.get("rev", "")
    rev = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < len("1000000000") else -1
    following.send(work(), _one(handout_id), rev=rev)
    flash(say(SENT), "ok")
    return see_other("preparing.programme", handout_id=handout_id)


@bp.post("/programmes/<uuid:handout_id>/take-back", permission=SHARE)
def take_back(handout_id: UUID) -> ResponseReturnValue:
    """The structure reads them no more."""
    following.take_back(work(), _one(handout_id))
    transaction.erase()
    flash(say(BACK), "ok")
    return see_other("preparing.programme", handout_id=handout_id)


@bp.post("/programmes/<uuid:handout_id>/stop", permission=SHARE)
def stop(handout_id: UUID) -> ResponseReturnValue:
    """No further, without a reason."""
    following.stop(work(), _one(handout_id))
    transaction.erase()
    flash(say(STOPPED), "info")
    return see_other("preparing.index")


@bp.post("/programmes/<uuid:handout_id>/resume", permission=SHARE)
def resume(handout_id: UUID) -> ResponseReturnValue:
    """On with it."""
    following.resume(work(), _one(handout_id))
    flash(say(RESUMED), "ok")
    return see_other("preparing.programme", handout_id=handout_id)


def _one(handout_id: UUID) -> Kept[Followed]:
    return handouts.read(work(), Followed, handout_id)


def _page(kept: Kept[Followed]) -> dict[str, object]:
    shown = handing.shown_at(work(), [kept.id]).get(kept.id)
    way = handing.way(work(), kept.what)
    return {"kept": kept, "what": kept.what, "shown": shown, "way": way}


def _meanwhile(kept: Kept[Followed], form: FollowForm) -> str:
    """What was typed, still in the form, and what another window kept where it is not the same."""
    form.form_errors.append(say(MOVED))
    form.rev.data = form.rev.raw_data = None
    form.rev.process_data(kept.rev)
    elsewhere = list(_elsewhere(kept.what, form))
    return render_template(
        "preparing/programme.html", form=form, elsewhere=elsewhere, **_page(kept)
    )


def _elsewhere(what: Followed, form: FollowForm) -> Iterator[Difference]:
    typed = form.reply.answers
    for place, question in enumerate(what.what.questions):
        if what.said(place) and what.said(place) != typed[place]:
            yield question, what.said(place)
