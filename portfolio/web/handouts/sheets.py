"""Closing sheets that came back with an archive: read, printed, given up."""

from uuid import UUID

from flask import Response, render_template

from portfolio.domain.keepsakes import ClosingSheet
from portfolio.services import boxes, handouts, journal
from portfolio.web import meetings
from portfolio.web.handouts import keeping
from portfolio.web.handouts.desk import KEEP, bp
from portfolio.web.signin import work


@bp.get("/sheets/<uuid:handout_id>", permission=KEEP)
def sheet(handout_id: UUID) -> str:
    """One, word for word as its PDF."""
    kept = handouts.read(work(), ClosingSheet, handout_id)
    paper = meetings.paper_of(kept.what)
    return render_template("handouts/sheet.html", kept=kept, paper=paper)


@bp.get("/sheets/<uuid:handout_id>/sheet.pdf", permission=KEEP, writes=True)
def sheet_file(handout_id: UUID) -> Response:
    """The same to print."""
    kept = handouts.read(work(), ClosingSheet, handout_id)
    journal.write(work(), boxes.portfolio_of(work()), "handout.exported", detail="sheet")
    return meetings.printed(kept.what)


@bp.post("/sheets/<uuid:handout_id>/remove", permission=KEEP)
def removed_sheet(handout_id: UUID) -> Response:
    """It goes to the trash."""
    return keeping.thrown_away(handouts.read(work(), ClosingSheet, handout_id))
