"""The page of a structure's figures, as whoever manages names reads it."""

from flask import Flask

from portfolio.domain.structures import Office
from portfolio.services.invitations import Guest
from tests import arrivals
from tests.browser import Browser
from tests.web import meetings
from tests.web.meetings import Browsers

MANAGER = Guest("Nadia Ferry", Office.ACCOUNT_MANAGER)
URL = "/team/figures"


def shared(app: Flask, browsers: Browsers, professional: Browser, count: int) -> None:
    """More people share with the professional's structure."""
    place = meetings.structure_of(app, professional)
    for number in range(count):
        citizen = arrivals.a_citizen(browsers(), name=f"Personne Discrète {number}")
        meetings.live(app, citizen)
        meetings.give(app, citizen, place)


def test_a_manager_reads_counts_and_none_under_five(
    app: Flask, browsers: Browsers, professional: Browser
) -> None:
    """Acceptance I-03: four people are no number at all, six are « de 5 à 9 », nobody is named."""
    manager = meetings.colleague(app, browsers, professional, MANAGER)
    shared(app, browsers, professional, 4)
    page = manager.get(URL)
    assert page.texts("main dd") == ["moins de 5"] * 7
    assert "zéro compris" in page.said
    shared(app, browsers, professional, 2)
    page = manager.get(URL)
    assert page.texts("main dd") == ["de 5 à 9"] * 3 + ["moins de 5"] * 4
    assert "Discrète" not in page.said and "Hélène" not in page.said


def test_the_team_page_leads_there_for_whoever_manages_names_alone(
    app: Flask, browsers: Browsers, professional: Browser
) -> None:
    """Acceptance I-03: to a counsellor there is no such page."""
    counsellor = meetings.colleague(app, browsers, professional)
    assert professional.get("/team").select(f"main a[href='{URL}']")
    assert not counsellor.get("/team").select(f"main a[href='{URL}']")
    counsellor.get(URL, status=404)
