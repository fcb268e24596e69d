"""An interview is closed on one sheet: the professional's side."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.dates import PartialDate
from portfolio.domain.errors import Forbidden, Refused
from portfolio.domain.meetings import Ending
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, day_of
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.formats import onepage_pdf
from portfolio.services import grants, journal, sides
from portfolio.services import meetings as use_cases
from portfolio.services.grants import OpenGrant
from portfolio.web import meetings, onepage, papers, responses, signin, takeaway, transaction
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.interviews.desk import bp
from portfolio.web.meetings import Desk
from portfolio.web.templating import locale, say

USE = Permission.USE_DESK
PAGE = "interviews/close.html"
FORM = form_for(Ending)
FILE = N_("fil-rouge")
CLOSED = N_("L’entretien est clos. La personne a la même fiche, mot pour mot.")


@bp.get("/<uuid:grant_id>/meetings", endpoint="meetings", permission=USE, writes=True)
def listed(grant_id: UUID) -> str:
    """The sheets of one share."""
    opened = grants.reach(signin.work(), grant_id, Right.READ)
    side = sides.of_opened(opened)
    return meetings.listed(Desk("interviews", side, side.person), tuple(_papers(opened)))


@bp.get("/<uuid:grant_id>/meetings/new", permission=USE, writes=True)
def close(grant_id: UUID) -> str:
    """What is left to say before it is closed; a visit like any other."""
    work = signin.work()
    opened = grants.open_(work, grant_id)
    today = day_of(work.now)
    begun = {"met_on": PartialDate(today.year, today.month, today.day)}
    begun |= use_cases.suggested(work, opened)
    typed = {name: getattr(said, "typed", said) for name, said in begun.items()}
    return render_template(PAGE, form=FORM(**typed), opened=opened)


@bp.post("/<uuid:grant_id>/meetings/new", permission=USE)
def close_now(grant_id: UUID) -> ResponseReturnValue:
    """Close it, for both."""
    form = FORM()
    made = form.validate_on_submit() and _closed(grant_id, form)
    if not made:
        return _again(grants.open_(signin.work(), grant_id), form)
    flash(say(CLOSED), "ok")
    return responses.see_other("interviews.meeting", grant_id=grant_id, meeting_id=made)


@bp.get("/<uuid:grant_id>/meetings/<uuid:meeting_id>", permission=USE, writes=True)
def meeting(grant_id: UUID, meeting_id: UUID) -> str:
    """One sheet."""
    return meetings.shown(_desk(grant_id), meeting_id)


@bp.get(
    "/<uuid:grant_id>/meetings/<uuid:meeting_id>/sheet.pdf",
    permission=USE,
    writes=True,
    fresh=Fresh.PROOF,
)
def meeting_file(grant_id: UUID, meeting_id: UUID) -> Response:
    """The same to print."""
    return meetings.file(_desk(grant_id), meeting_id)


@bp.get("/<uuid:grant_id>/page.pdf", permission=USE, writes=True, fresh=Fresh.PROOF)
def page_file(grant_id: UUID) -> Response:
    """The thread on one page, of what the person shows, where they let it be printed."""
    work = signin.work()
    opened = grants.reach(work, grant_id, Right.EXPORT)
    if not opened.view.terms.allow(Right.THREAD):
        raise Forbidden("the thread is not shown")
    head = papers.head_of(say(onepage.TITLE), papers.counsellor(opened))
    content = onepage_pdf.write(onepage.page_of(papers.owner_of(opened), head), takeaway.words())
    journal.write(work, opened.portfolio, "page.printed", grant_id=grant_id)
    name = f"{say(FILE)}-{work.now.date().isoformat()}.pdf"
    return responses.download(content, name, "application/pdf")


def _papers(opened: OpenGrant) -> Iterator[tuple[str, str]]:
    """What else may be printed of a grant, as far as it goes."""
    terms = opened.view.terms
    if terms.allow(Right.EXPORT) and Section.PLAN in opened.view.sections:
        url = url_for("interviews.export", grant_id=opened.id, suffix="pdf")
        yield url, say(N_("Le plan d’action"))
    if terms.allow(Right.EXPORT) and terms.allow(Right.THREAD):
        yield url_for("interviews.page_file", grant_id=opened.id), say(N_("Le fil en une page"))
    yield (
        url_for("interviews.receipt_file", grant_id=opened.id, suffix="pdf"),
        say(N_("Le reçu du partage : quoi, jusqu’à quand, comment l’arrêter")),
    )


def _closed(grant_id: UUID, form: ModelForm[Ending]) -> UUID | None:
    try:
        return use_cases.close(signin.work(), grant_id, form.value, locale())
    except Refused as why:
        form.refuse(why)
        return None


def _again(opened: OpenGrant, form: Any) -> ResponseReturnValue:
    transaction.keep()  # a refusal keeps nothing, but the line in the person's journal
    return responses.form_page(PAGE, form, opened=opened)


def _desk(grant_id: UUID) -> Desk:
    side = sides.of_structure(signin.work(), grant_id, Right.READ)
    return Desk("interviews", side, side.person)
