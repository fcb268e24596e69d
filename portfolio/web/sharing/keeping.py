"""A share that was given: what is in it, its receipt, a sooner end, the end."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.sharing import Audience, Mode, day_of
from portfolio.domain.showing import View
from portfolio.domain.words import N_
from portfolio.services import contributions, given, members, receipts, resealing, sharing
from portfolio.services.given import Given
from portfolio.web import receipts as shown
from portfolio.web import rekeying, transaction
from portfolio.web.calendar import day, moment
from portfolio.web.responses import form_page, see_other
from portfolio.web.sharing import drafts
from portfolio.web.sharing.desk import bp
from portfolio.web.sharing.drafts import Draft
from portfolio.web.sharing.forms import Shorten
from portfolio.web.signin import now, work
from portfolio.web.templating import say, say_with

SHARE = Permission.SHARE
BOTH = ["GET", "POST"]
STOPPED = N_("Le partage avec %(structure)s est arrêté depuis le %(moment)s.")
STOPPED_UNNAMED = N_("Ce partage est arrêté depuis le %(moment)s.")
RENEWED = N_(
    "Les fichiers qu’il montrait ont de nouvelles clés : les anciennes n’ouvrent plus rien."
)
WAITING = N_("Des fichiers attendent encore leur nouvelle clé. Reprenez depuis « Mes documents ».")
SHORT = 50_000
"""Signs of what is shown, as kept, beyond which its page is a click away: phones are slow."""
SHORTENED = N_("Le partage avec %(structure)s finira le %(day)s.")


@bp.get("/<uuid:grant_id>", permission=SHARE)
def show(grant_id: UUID) -> ResponseReturnValue:
    """Everything about one share, and everything in it; what a code opens has its own page."""
    one = given.one(work(), grant_id)
    if one.audience is Audience.BEARER:
        return see_other("codes.show", grant_id=grant_id)
    brought = contributions.of_grant(work(), grant_id)
    view = _view(one)
    folded = view is not None and len(view.to_bytes()) > SHORT and "whole" not in request.args
    about = {"view": view, "folded": folded, "readers": _readers(one), "old": _old(one, view)}
    return render_template("sharing/show.html", one=one, brought=brought, **about)


@bp.get("/<uuid:grant_id>/receipt", permission=SHARE)
def receipt(grant_id: UUID) -> str:
    """The proof of what was agreed to."""
    found = receipts.read(work(), grant_id)
    return render_template("sharing/receipt.html", receipt=found, words=shown.words(found))


@bp.get("/<uuid:grant_id>/receipt.pdf", permission=SHARE)
def receipt_pdf(grant_id: UUID) -> Response:
    """The same, to print."""
    return shown.as_pdf(receipts.read(work(), grant_id))


@bp.get("/<uuid:grant_id>/receipt.json", permission=SHARE)
def receipt_json(grant_id: UUID) -> Response:
    """The same, field by field."""
    return shown.as_json(receipts.read(work(), grant_id))


@bp.get("/<uuid:grant_id>/stop", permission=SHARE)
def stop(grant_id: UUID) -> str:
    """The question, as a page."""
    one = _told(grant_id)
    view = _view(one) if one else None
    count = len(view.files) if view else 0
    return render_template("sharing/stop.html", grant_id=grant_id, one=one, count=count)


@bp.post("/<uuid:grant_id>/stop", permission=SHARE)
def stopped(grant_id: UUID) -> ResponseReturnValue:
    """Stop it, here and now; stopping it again changes nothing, nothing altered prevents it."""
    strong = request.form.get("strong") == "yes" and resealing.mark(work(), grant_id)
    sharing.revoke(work(), grant_id)
    transaction.erase()
    one = _told(grant_id, active=False)
    words = {"structure": one.structure if one else "", "moment": moment(_end_of(one))}
    flash(say_with(STOPPED if one else STOPPED_UNNAMED, **words), "ok")
    if strong:
        transaction.keep()
        flash(say(RENEWED if rekeying.renew() else WAITING), "info")
    return see_other("sharing.index")


@bp.route("/<uuid:grant_id>/change", methods=BOTH, permission=SHARE)
def change(grant_id: UUID) -> ResponseReturnValue:
    """A sooner last day; anything else needs a new agreement."""
    one = _running(grant_id)
    form = Shorten(ends=one.last_day)
    if not form.validate_on_submit() or not _shortened(form, one):
        return form_page("sharing/change.html", form, one=one, today=day_of(now()))
    words = {"structure": one.structure, "day": day(form.ends.data or one.last_day)}
    flash(say_with(SHORTENED, **words), "ok")
    return see_other("sharing.show", grant_id=grant_id)


@bp.post("/<uuid:grant_id>/again", permission=SHARE)
def again(grant_id: UUID) -> ResponseReturnValue:
    """Begin a new share with the answers of this one, to see again and sign."""
    draft = _again(given.one(work(), grant_id))
    return see_other(f"sharing.{_lacking(draft) or 'why'}", draft_id=draft.id)


@bp.post("/<uuid:grant_id>/renew", permission=SHARE)
def renew(grant_id: UUID) -> ResponseReturnValue:
    """Prolong it: a new share in its place with the very same choices, on one page, to sign.

    What is private is ticked anew each time.
    """
    one = _running(grant_id)
    draft = _again(one, former=one.id)
    apart = "what" if one.terms.private else "check"
    return see_other(f"sharing.{_lacking(draft) or apart}", draft_id=draft.id)


@bp.post("/<uuid:grant_id>/also", permission=SHARE)
def also(grant_id: UUID) -> ResponseReturnValue:
    """Begin a share with somebody else: the same choices, to see and sign; no access is copied."""
    draft = drafts.begin(answers=drafts.jsonable(given.one(work(), grant_id).terms))
    return see_other("sharing.who", draft_id=draft.id)


def _again(one: Given, former: UUID | None = None) -> Draft:
    if one.structure_id is None or (former and not one.renewable):
        raise NotFound
    whom = {"audience": one.audience, "members": tuple(one.named), "former": former}
    answers = drafts.jsonable(one.terms)
    return drafts.begin(structure_id=one.structure_id, answers=answers, **whom)


def _lacking(draft: Draft) -> str:
    """The step to see again when whoever was named left, or when a system did."""
    return draft.unanswered if draft.unanswered in {"whom", "system"} else ""


def _running(grant_id: UUID) -> Given:
    one = given.one(work(), grant_id)
    if not one.active:
        raise NotFound
    return one


def _told(grant_id: UUID, *, active: bool = True) -> Given | None:
    """What is known of a grant; None when its owner's copy was altered."""
    try:
        return _running(grant_id) if active else given.one(work(), grant_id)
    except Tampered:
        return None


def _end_of(one: Given | None) -> datetime:
    return (one.ended_at if one else None) or now()


def _readers(one: Given) -> Sequence[str]:
    """Who can open it today, by name."""
    if one.audience is Audience.STRUCTURE and one.structure_id:
        return members.readers(work(), one.structure_id)
    return list(one.named.values())


def _view(one: Given) -> View | None:
    """What the structure sees; None once it ended, or when what was stored was altered."""
    try:
        return given.shown(work(), one.id)
    except (NotFound, Tampered):
        return None


def _old(one: Given, view: View | None) -> bool:
    """Whether it shows a copy that its owner's thread has left behind."""
    if view is None or one.terms.mode is not Mode.PHOTO:
        return False
    with suppress(Tampered):  # stopping a share never waits for a portfolio that was altered
        return given.outgrown(work(), view)
    return False


def _shortened(form: Shorten, one: Given) -> bool:
    try:
        if form.ends.data:
            sharing.shorten(work(), one.id, form.ends.data)
    except Refused as refused:
        transaction.release()
        form.refuse(refused)
        return False
    return True
