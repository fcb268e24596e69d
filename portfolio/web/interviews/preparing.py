"""What the person prepared and shows, and the démarches that the structure sends them."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from portfolio.domain.access import Permission
from portfolio.domain.bank import ReadyProgramme, Sort
from portfolio.domain.contributions import ProposedProgramme
from portfolio.domain.entries.shapes import clean_prose
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import banked, brought, contributions, grants, handing, journal
from portfolio.services.grants import OpenGrant
from portfolio.web import sought, transaction
from portfolio.web.forms import Form
from portfolio.web.forms.answers import at_most
from portfolio.web.interviews.desk import bp
from portfolio.web.paging import number_in
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import now, work
from portfolio.web.templating import say

USE = Permission.USE_DESK
SENT = N_("La démarche est envoyée. La personne dit oui ou non, et la fait comme elle veut.")
LONGEST = 2000


class SendForm(Form):
    """A word that goes with a démarche."""

    message = TextAreaField(
        N_("Un mot pour la personne"),
        [at_most(LONGEST)],
        filters=[lambda text: clean_prose(text or "")],
        description=N_("Par exemple : pourquoi vous y avez pensé pour elle."),
    )


@bp.get("/<uuid:grant_id>/preparations", permission=USE, writes=True)
def preparations(grant_id: UUID) -> str:
    """What the person wants of the meeting, on a sheet to print."""
    opened = grants.reach(work(), grant_id, Right.READ)
    handed = handing.of_grant(work(), opened)
    _note(opened, "preparation.read")
    page = {"opened": opened, "found": handed.preparations, "now": now()}
    return render_template("interviews/preparations.html", **page)


@bp.get("/<uuid:grant_id>/programmes", permission=USE)
def programmes(grant_id: UUID) -> str:
    """What was sent and where it stands, and what the bank has ready."""
    opened = grants.reach(work(), grant_id, Right.PROPOSE)
    words = sought.words()
    listing = banked.choices(work(), Sort.PROGRAMME, words, page=number_in(request.args))
    sent = _sent(opened)
    progress = handing.of_grant(work(), opened).progress if sent else {}
    page = {"opened": opened, "listing": listing, "words": words}
    return render_template("interviews/programmes.html", sent=sent, progress=progress, **page)


@bp.route("/<uuid:grant_id>/programmes/new/<uuid:item_id>", methods=["GET", "POST"], permission=USE)
def send_programme(grant_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """One of the bank, read over, with a word; it waits for the person's yes."""
    opened = grants.reach(work(), grant_id, Right.PROPOSE)
    kept, form = banked.one_ready(work(), item_id, Sort.PROGRAMME), SendForm()
    if form.validate_on_submit() and _proposed(opened, kept, form):
        flash(say(SENT), "ok")
        return see_other("interviews.programmes", grant_id=grant_id)
    return form_page("interviews/send_programme.html", form, opened=opened, kept=kept)


@bp.get("/<uuid:grant_id>/programmes/<uuid:brought_id>", permission=USE, writes=True)
def answers(grant_id: UUID, brought_id: UUID) -> str:
    """What came back."""
    opened = grants.reach(work(), grant_id, Right.READ)
    found = handing.one(work(), opened, brought_id)
    _note(opened, "programme.read")
    page = {"opened": opened, "told": found, "what": found.what, "now": now()}
    return render_template("interviews/answers.html", **page)


def _sent(opened: OpenGrant) -> list[brought.Brought]:
    found = brought.to_grant(work(), opened)
    return [one for one in found if isinstance(one.what, ProposedProgramme)]


def _proposed(opened: OpenGrant, kept: banked.Kept, form: SendForm) -> bool:
    if not isinstance(kept.what, ReadyProgramme):
        raise NotFound
    what = ProposedProgramme(
        programme=kept.what.programme,
        message=form.message.data or "",
        item_id=kept.id,
        version=kept.version,
    )
    try:
        contributions.propose(work(), opened.id, what)
    except Refused as why:
        form.refuse(why)
        return False
    return True


def _note(opened: OpenGrant, act: str) -> None:
    """Leave a line in the person's journal."""
    journal.write(work(), opened.portfolio, act, grant_id=opened.id)
    transaction.keep()
