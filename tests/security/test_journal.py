"""The journal under attack: lines removed, changed, cut off, put back; and what a thief reads."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from portfolio.extensions import db
from portfolio.services import boxes, entries
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine
from tests import arrivals
from tests.arrivals import at_work
from tests.clock import Clock
from tests.services.people import a_skill
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

WHOLE = "aucune ligne n’a été changée ni effacée"
TOUCHED = "Ce journal a été touché"


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    met = meetings.meeting(app, browsers)
    met.counsellor.get(met.url)
    return met


def journal(app: Flask, *args: str) -> tuple[int, str]:
    """What ``flask journal`` answers."""
    with app.app_context():
        db.session.remove()
    told = app.test_cli_runner().invoke(args=["journal", *args])
    return told.exit_code, told.output


def harm(app: Flask, met: Meeting, *statements: Any) -> None:
    """What somebody with the database does."""
    with at_work(app, met.citizen) as work:
        for statement in statements:
            work.session.execute(statement.execution_options(synchronize_session=False))


def lines(app: Flask, met: Meeting) -> list[Any]:
    """The rows as they lie, column by column."""
    with at_work(app, met.citizen) as work:
        mine = JournalLine.portfolio_id == boxes.portfolio_of(work).id
        query = select(*JournalLine.__table__.columns).where(mine).order_by(JournalLine.seq)
        return list(work.session.execute(query))


def cut(last: Any) -> tuple[Any, ...]:
    """Take away what follows *last*, and say on the portfolio that it is the last."""
    mine = Portfolio.id == last.portfolio_id
    return (
        delete(JournalLine).where(JournalLine.seq > last.seq),
        update(Portfolio).where(mine).values(journal_count=last.seq, journal_tail=last.mac),
    )


Harm = Callable[[list[Any]], Sequence[Any]]
HARMS: dict[str, Harm] = {
    "a line is removed": lambda _: [delete(JournalLine).where(JournalLine.seq == 2)],
    "a line is changed": lambda _: [
        update(JournalLine).where(JournalLine.seq == 2).values(act="plan.read")
    ],
    "a detail is changed": lambda found: [update(JournalLine).values(box=found[-1].box)],
    "a detail is taken away": lambda _: [update(JournalLine).values(box=None)],
    "the last lines are cut off": lambda found: cut(found[2])[:1],
    "and the anchor is moved to match": lambda found: cut(found[2]),
    "every line goes, and the anchor": lambda _: [
        delete(JournalLine),
        update(Portfolio).values(journal_count=0, journal_tail=b"", journal_seal=None),
    ],
}


@pytest.mark.parametrize("harmed", HARMS)
def test_148_a_journal_that_was_touched_says_so_on_its_page_and_to_the_operator(
    app: Flask, met: Meeting, harmed: str
) -> None:
    assert WHOLE in met.citizen.get("/shares/journal").said
    assert journal(app, "verify")[0] == 0

    harm(app, met, *HARMS[harmed](lines(app, met)))

    page = met.citizen.get("/shares/journal")
    assert TOUCHED in page.said and WHOLE not in page.said
    code, said = journal(app, "verify")
    assert code == 1 and "a line was removed, changed or cut off" in said


def test_148_a_whole_portfolio_put_back_from_a_backup_is_found_by_a_list_kept_elsewhere(
    app: Flask, met: Meeting, tmp_path: Path
) -> None:
    """What was put back agrees with itself: only what was written down since tells."""
    with at_work(app, met.citizen) as work:
        before = boxes.portfolio_of(work)
        anchor = {
            name: getattr(before, name)
            for name in ("journal_count", "journal_tail", "journal_seal")
        }
    met.counsellor.get(met.url)
    kept = tmp_path / "anchors"
    kept.write_text(journal(app, "anchor")[1])
    assert journal(app, "verify", str(kept)) == (
        0,
        "Every journal is whole. 1 former ends were found again.\n",
    )

    late = JournalLine.seq > anchor["journal_count"]
    harm(app, met, delete(JournalLine).where(late), update(Portfolio).values(anchor))

    assert WHOLE in met.citizen.get("/shares/journal").said
    assert journal(app, "verify")[0] == 0
    assert journal(app, "verify", str(kept))[0] == 1
    kept.write_text("nonsense\n")
    assert "not a list of anchors" in journal(app, "verify", str(kept))[1]


def test_a_stolen_database_does_not_say_which_parts_were_read(app: Flask, met: Meeting) -> None:
    found = lines(app, met)
    at_rest = repr(found).encode()
    assert b"skills" not in at_rest and b"plan," not in at_rest
    assert len({len(line.box) for line in found if line.box}) == 1
    assert "A lu : Mes compétences" in met.citizen.get("/shares/journal").said


def test_l_02_what_the_service_did_to_a_portfolio_is_in_the_same_journal_in_the_same_words(
    app: Flask, met: Meeting, clock: Clock
) -> None:
    """Acceptance L-02: a command run by whoever keeps the service leaves its line."""
    with at_work(app, met.citizen) as work:
        entries.remove(work, [entries.add(work, a_skill("Coudre"))])
    clock.forward(days=31)
    told = app.test_cli_runner().invoke(args=["nightly", "sweep"])
    assert told.exit_code == 0, told.output
    clock.forward(seconds=1)
    arrivals.sign_in(met.citizen, met.citizen.login)

    page = met.citizen.get("/shares/journal?period=30")
    assert "Le service" in page.said and "A effacé un élément pour toujours" in page.said
    assert WHOLE in page.said
