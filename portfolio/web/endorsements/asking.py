"""Asking: one entry, one message, exactly what will be seen, then a link to hand over."""

from datetime import timedelta
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.endorsements import LIFE, may_be_confirmed
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.words import N_
from portfolio.services import addresses, endorsements, entries, profiles
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.web import letters, responses, signin
from portfolio.web.endorsements.desk import bp
from portfolio.web.endorsements.forms import Ask
from portfolio.web.templating import say

SAME_PRESS = timedelta(minutes=1)
"""How long the very same request is taken for the same press of a button."""
LINKS = "endorsement-links"  # where the session keeps the links it made, for as long as it lasts
READY = N_("Votre demande est prête. Remettez le lien à cette personne.")
SENT = N_("Votre demande est partie par courrier électronique.")
UNSENT = N_("Trop de messages sont déjà partis à cette adresse : remettez le lien vous-même.")


@bp.route("/endorsements/new/<uuid:entry_id>", methods=["GET", "POST"], permission=Permission.SHARE)
def ask(entry_id: UUID) -> ResponseReturnValue:
    """The form, then the page as the witness would see it, then the link."""
    work = signin.work()
    opened = entries.read(work, entry_id)
    if not may_be_confirmed(opened.entry):
        raise NotFound
    form = Ask.about(opened.entry, profiles.read(work).name)
    page = {"one": opened, "letters": letters.is_open()}
    if not form.validate_on_submit():
        return responses.form_page("endorsements/ask.html", form, **page)
    if "again" in request.form:
        return render_template("endorsements/ask.html", form=form, **page)
    if "agreed" not in request.form:
        asked = form.request(opened.entry)
        return render_template("endorsements/check.html", form=form, asked=asked, **page)
    return _asked(form, opened)


def _asked(form: Ask, opened: Opened) -> ResponseReturnValue:
    work = signin.work()
    if there := _just_asked(work, form, opened):
        return responses.see_other("endorsements.show", endorsement_id=there)
    try:
        made, token = endorsements.ask(
            work, opened.id, form.request(opened.entry), form.witness.data
        )
    except Refused as refused:
        form.refuse(refused)
        page = {"one": opened, "letters": letters.is_open()}
        return responses.form_page("endorsements/ask.html", form, **page)
    link = letters.link("endorsements.witness", token=token)
    signin.current()[LINKS] = signin.current().get(LINKS, {}) | {str(made): link}
    flash(say(_send(form.email.data or "", link)), "ok")
    return responses.see_other("endorsements.show", endorsement_id=made)


def _just_asked(work: Work, form: Ask, opened: Opened) -> UUID | None:
    """The very same request, made a moment ago: a button pressed twice writes to nobody twice."""
    said = (opened.id, form.request(opened.entry), form.witness.data)
    lately = (one for one in endorsements.mine(work) if work.now - one.created_at < SAME_PRESS)
    same = (one for one in lately if (one.entry_id, one.request, one.witness) == said)
    return next((one.id for one in same if one.waiting), None)


def _send(email: str, link: str) -> str:
    """Write to the witness if there is an address, which is kept nowhere; says what was done."""
    if not (email and letters.is_open()):
        return READY
    if not addresses.may_write(signin.work(), email):
        return UNSENT
    letters.write("witness", email, link=link, days=LIFE.days)
    return SENT
