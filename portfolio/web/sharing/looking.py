"""Who looked, and when: every line of the journal, sifted, page by page, or as one file."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.acts import ACTS, Sort
from portfolio.domain.words import N_
from portfolio.formats.plan_csv import guarded
from portfolio.services import boxes, journal
from portfolio.services.journal import PAGE, Asked, Line
from portfolio.web import acts, responses
from portfolio.web.paging import number_in
from portfolio.web.responses import safe_next
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import now, work
from portfolio.web.templating import say

KEEP = Permission.KEEP_PORTFOLIO
PERIODS = {
    "30": N_("30 derniers jours"),
    "365": N_("12 derniers mois"),
    "": N_("Depuis le début"),
}
COLUMNS = (N_("Quand"), N_("Qui"), N_("Structure"), N_("A fait quoi"), N_("Partage"))
FAR = 100_000  # pages, beyond which nobody looks


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the reader asked to see; anything else in the address counts for nothing."""

    structure: UUID | None
    days: str
    sort: str
    mine: bool

    @classmethod
    def of_request(cls) -> "Sieve":
        """What the address asks for."""
        days, sort = request.args.get("period", ""), request.args.get("what", "")
        return cls(
            request.args.get("structure", type=UUID),
            days if days in PERIODS else "",
            sort if sort in set(Sort) else "",
            request.args.get("mine") == "yes",
        )

    def asked(self, at: datetime) -> Asked:
        """The same, as the journal understands it."""
        since = at - timedelta(days=int(self.days)) if self.days else None
        return Asked(self.structure, since, ACTS[Sort(self.sort)] if self.sort else ())

    @property
    def values(self) -> dict[str, str]:
        """The same, as the links to other pages carry it."""
        values = {"structure": str(self.structure or ""), "period": self.days, "what": self.sort}
        kept = values | {"mine": "yes" if self.mine else ""}
        return {name: value for name, value in kept.items() if value}


@bp.get("/journal", endpoint="journal", permission=KEEP)
def page_of_lines() -> str:
    """A page of lines."""
    sieve, portfolio = Sieve.of_request(), boxes.portfolio_of(work())
    asked = sieve.asked(now())
    total = journal.count(work(), portfolio, others=not sieve.mine, asked=asked)
    pages = max(1, -(-total // PAGE))
    page = min(number_in(request.args), pages)
    lines = journal.read(work(), portfolio, page=page, others=not sieve.mine, asked=asked)
    places = journal.visitors(work(), portfolio)
    about = {"sieve": sieve, "places": places, "periods": PERIODS, "sorts": Sort, "total": total}
    about["sound"] = journal.is_sound(work(), portfolio)
    return render_template("sharing/journal.html", lines=lines, page=page, pages=pages, **about)


@bp.post("/journal/seen", endpoint="seen", permission=KEEP)
def all_seen() -> ResponseReturnValue:
    """What is told once has been told."""
    journal.see(work(), boxes.portfolio_of(work()))
    return redirect(safe_next(request.form.get("next")) or url_for("sharing.journal"), 303)


@bp.get("/journal.csv", endpoint="journal_csv", permission=KEEP)
def all_lines() -> Response:
    """Every line asked for, as a table for a spreadsheet."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow([say(column) for column in COLUMNS])
    table.writerows(map(guarded, _cells(line)) for line in _all(Sieve.of_request()))
    name = say(N_("journal")) + ".csv"
    return responses.download(text.getvalue().encode("utf-8-sig"), name, "text/csv")


def _all(sieve: Sieve) -> Iterator[Line]:
    portfolio = boxes.portfolio_of(work())
    for page in range(1, FAR):
        lines = journal.read(
            work(), portfolio, page=page, others=not sieve.mine, asked=sieve.asked(now())
        )
        yield from lines
        if len(lines) < PAGE:
            return


def _cells(line: Line) -> tuple[str, ...]:
    at = line.at.isoformat(timespec="seconds")
    return at, acts.who(line), line.structure, acts.in_words(line), str(line.grant_id or "")
