"""What was asked, what came back, and what becomes of it: shown, kept, thrown away."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.services import endorsements
from portfolio.services.boxes import Opened
from portfolio.services.endorsements import Asked
from portfolio.web import qr, responses, signin, transaction
from portfolio.web.endorsements.asking import LINKS
from portfolio.web.endorsements.desk import bp
from portfolio.web.endorsements.forms import Remark
from portfolio.web.paging import cut, number_in
from portfolio.web.templating import say, say_with

SHARE = Permission.SHARE
SHOWN = N_("Ce témoignage s’affiche maintenant avec « %(title)s ».")
HIDDEN = N_("Ce témoignage ne s’affiche plus. Personne d’autre que vous ne le lit.")
DRAWN = N_("Le même lien, à suivre avec un téléphone")
DROPPED = N_("C’est effacé. Le lien, s’il en restait un, ne sert plus à rien.")


@bp.get("/endorsements", permission=SHARE)
def index() -> str:
    """Everything that was asked, the latest first."""
    shown = cut(endorsements.mine(signin.work()), number_in(request.args))
    return render_template("endorsements/index.html", shown=shown)


@bp.get("/endorsements/<uuid:endorsement_id>", permission=SHARE)
def show(endorsement_id: UUID) -> str:
    """One request, its answer, and what can be done."""
    work = signin.work()
    asked = endorsements.one(work, endorsement_id)
    opened = endorsements.entry_of(work, asked)
    form = Remark(formdata=None, reply=_reply(asked, opened))
    return _page(asked, opened, form)


@bp.post("/endorsements/<uuid:endorsement_id>/show", permission=SHARE)
def publish(endorsement_id: UUID) -> ResponseReturnValue:
    """Show it with the entry."""
    work, form = signin.work(), Remark()
    asked = endorsements.one(work, endorsement_id)
    if not form.validate_on_submit():
        opened = endorsements.entry_of(work, asked)
        return _page(asked, opened, form), responses.UNPROCESSABLE
    try:
        endorsements.publish(work, endorsement_id, form.reply.data or "")
    except Refused as refused:
        transaction.release()
        flash(say_with(refused.message, **refused.values), "warn")
        return responses.see_other("endorsements.show", endorsement_id=endorsement_id)
    flash(say_with(SHOWN, title=asked.request.title), "ok")
    return responses.see_other("entries.show", entry_id=asked.entry_id)


@bp.post("/endorsements/<uuid:endorsement_id>/hide", permission=SHARE)
def hide(endorsement_id: UUID) -> ResponseReturnValue:
    """Keep it to oneself again."""
    showed = endorsements.hide(signin.work(), endorsement_id)
    flash(say(HIDDEN), "ok")
    if showed:
        return responses.see_other("entries.show", entry_id=showed)
    return responses.see_other("endorsements.show", endorsement_id=endorsement_id)


@bp.get("/endorsements/<uuid:endorsement_id>/drop", permission=SHARE)
def dropping(endorsement_id: UUID) -> str:
    """The question, as a page."""
    asked = endorsements.one(signin.work(), endorsement_id)
    return render_template("endorsements/drop.html", asked=asked)


@bp.post("/endorsements/<uuid:endorsement_id>/drop", permission=SHARE)
def drop(endorsement_id: UUID) -> ResponseReturnValue:
    """Take it back, or throw it away."""
    endorsements.drop(signin.work(), endorsement_id)
    transaction.erase()
    flash(say(DROPPED), "ok")
    return responses.see_other("endorsements.index")


def _page(asked: Asked, opened: Opened | None, form: Remark) -> str:
    link = signin.current().get(LINKS, {}).get(str(asked.id)) if asked.waiting else None
    shown = endorsements.is_shown(asked, opened)
    there = {"asked": asked, "opened": opened, "link": link, "shown": shown}
    code = qr.drawn(link, say(DRAWN)) if link else ""
    return render_template("endorsements/show.html", form=form, drawn=code, **there)


def _reply(asked: Asked, opened: Opened | None) -> str:
    """The remark that stands beside the words today."""
    shown = opened.entry.confirmed if opened else ()
    return next((each.reply for each in shown if each.id == asked.id), "")
