"""Pages of what is taken home: all of it at a glance, then each document read or downloaded."""

from collections.abc import Iterable
from uuid import UUID

from flask import Response, render_template, request

from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.errors import NotFound
from portfolio.domain.handouts import Cv, Handout
from portfolio.domain.keepsakes import ClosingSheet
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.services import archives, boxes, entries, handouts, journal
from portfolio.services.handouts import Kept
from portfolio.services.paged import Page
from portfolio.web import onepage, own, papers, takeaway
from portfolio.web.handouts import archive, keeping, sheets, whole
from portfolio.web.handouts.desk import KEEP, bp
from portfolio.web.own import Own
from portfolio.web.paging import cut, number_in
from portfolio.web.signin import work
from portfolio.web.templating import say

__all__ = ["bp", "keeping", "sheets"]

PAGE, WHOLE = N_("Mon fil rouge"), N_("Mon portfolio")
SYNTHESIS = N_("synthese-d-entretien")


@bp.get("", permission=KEEP)
def index() -> str:
    kept, taken = handouts.read_all(work(), Handout), archives.last_taken(work())
    return render_template(
        "handouts/index.html",
        cvs=[one for one in kept if isinstance(one.what, Cv)],
        sheets=_sheets(kept),
        writers=takeaway.plan_writers(),
        taken=taken,
    )


def _sheets(kept: Iterable[Kept[Handout]]) -> Page[Kept[Handout]]:
    """A page of closing sheets, the latest interview first."""
    found = [(one.what.at, one) for one in kept if isinstance(one.what, ClosingSheet)]
    latest = [one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True)]
    return cut(latest, number_in(request.args, "sheets"))


@bp.get("/page", permission=KEEP)
def page() -> str:
    mine = Own.of(work())
    return render_template("handouts/page.html", sheet=onepage.page_of(mine), own=mine)


@bp.get("/page.pdf", permission=KEEP, writes=True)
def page_file() -> Response:
    mine = Own.of(work())
    return own.take(work(), mine, onepage.page_of(mine), "page", say(PAGE))


@bp.get("/syntheses/<uuid:entry_id>.pdf", permission=KEEP, writes=True)
def synthesis_file(entry_id: UUID) -> Response:
    entry = entries.read(work(), entry_id).entry
    if not isinstance(entry, Synthesis):
        raise NotFound
    journal.write(work(), boxes.portfolio_of(work()), "handout.exported", detail="synthesis")
    return papers.file(papers.of_synthesis(entry, Own.of(work()).name), say(SYNTHESIS))


@bp.get("/portfolio", permission=KEEP)
def portfolio() -> str:
    mine = Own.of(work())
    sheet, shown = whole.part_of(whole.sheet_of(mine), number_in(request.args))
    return render_template("handouts/portfolio.html", sheet=sheet, shown=shown, own=mine)


@bp.get("/portfolio.pdf", permission=KEEP, writes=True, fresh=Fresh.PROOF)
def portfolio_file() -> Response:
    mine = Own.of(work())
    return own.take(work(), mine, whole.sheet_of(mine), "portfolio", say(WHOLE))


@bp.get("/archive", endpoint="archive", permission=KEEP)
def everything() -> str:
    return render_template("handouts/archive.html", **archive.of_page(work()))


@bp.get("/archive.zip", permission=KEEP, writes=True, fresh=Fresh.PROOF)
def archive_file() -> Response:
    return archive.take(work(), Own.of(work()))
