"""Pages where a structure's members find what is ready, write it, and read it as others will."""

from typing import Any
from uuid import UUID

from flask import render_template, request

from portfolio.domain.bank import Sort, Standing
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.words import N_
from portfolio.services import banked
from portfolio.web.bank import shelving, writing
from portfolio.web.bank.desk import USE, bp
from portfolio.web.paging import number_in
from portfolio.web.signin import work

__all__ = ["bp", "shelving", "writing"]

LONGEST = 100
STANDINGS = {
    Standing.DRAFT: N_("Brouillons"),
    Standing.READY: N_("À disposition"),
    Standing.ARCHIVED: N_("Archivés"),
}


@bp.get("", permission=USE)
def index() -> str:
    asked = _asked()
    listing = banked.search(
        work(),
        asked["q"],
        sort=asked["sort"],
        standing=asked["state"],
        page=number_in(request.args),
    )
    page = {"listing": listing, "asked": asked, "sorts": Sort, "standings": STANDINGS}
    values = {name: value for name, value in asked.items() if value}
    return render_template("bank/index.html", values=values, **page)


@bp.get("/<uuid:item_id>", permission=USE)
def show(item_id: UUID) -> str:
    kept = banked.read(work(), item_id)
    place = banked.place_of(work())
    formers = banked.formers(work(), item_id) if kept.version > 1 else []
    page = {"kept": kept, "what": kept.what, "place": place, "formers": formers}
    return render_template("bank/show.html", standings=STANDINGS, **page)


def _asked() -> dict[str, Any]:
    """What the address asks for; anything else in it counts for nothing."""
    sort, state = request.args.get("sort", ""), request.args.get("state", "")
    return {
        "q": clean_line(request.args.get("q", ""))[:LONGEST],
        "sort": Sort(sort) if sort in set(Sort) else None,
        "state": Standing(state) if state in set(Standing) else None,
    }
