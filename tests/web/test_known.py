"""The account page, and what the service says it knows."""

from collections.abc import Callable

from flask import Flask

from portfolio.services import profiles
from portfolio.storage import Base
from portfolio.web.accounts.known_words import WORDS
from tests.arrivals import at_work
from tests.browser import Browser
from tests.web import meetings


def test_the_page_says_what_is_kept_and_how_much(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    met = meetings.meeting(app, browsers)
    page = met.citizen.get("/account/known")

    rows = {row.split(" le dernier")[0]: row for row in page.texts("tbody tr")}
    assert any("Vos partages" in row and row.endswith(" 1") for row in rows.values())
    assert any("actions" in row and row.endswith(" 6") for row in rows.values())
    assert "Autre (table" not in page.said
    assert "Agente de service" not in page.said
    assert page.select("a[href='/shares/journal']")


def test_every_table_that_leads_to_somebody_is_told_in_words() -> None:
    owners = {"account", "portfolio", "access_grant"}
    told = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name in owners for key in table.foreign_keys)
    }
    assert set(WORDS) == told


def test_a_professional_reads_theirs(professional: Browser) -> None:
    page = professional.get("/account/known")

    assert "Les structures où vous travaillez" in page.said
    assert not page.select("a[href='/shares/journal']")


def test_a_pseudonym_is_said_once_and_leaves_no_name_in_files(app: Flask, citizen: Browser) -> None:
    page = citizen.submit("/account/name", name="Fil d’Ariane", masked=True)

    assert "Pseudonyme" in page.said and "Fil d’Ariane" in page.said
    with at_work(app, citizen) as work:
        assert profiles.read(work).masked
        assert profiles.name_for_files(work) == ""
    citizen.submit("/account/name", name="Sandrine", masked=False)
    with at_work(app, citizen) as work:
        assert profiles.name_for_files(work) == "Sandrine"
