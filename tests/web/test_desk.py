"""The desk: who shares with the structure one acts for, and which structure that is."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portfolio.domain.sections import Section
from portfolio.domain.structures import Invitation, Office
from portfolio.services import members, profiles
from portfolio.services.invitations import Guest
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.web import meetings
from tests.web.meetings import Browsers


def test_an_empty_desk_says_how_somebody_comes_to_be_on_it(professional: Browser) -> None:
    page = professional.get("/desk/")
    assert "Personne ne partage" in page.said
    assert "CIDFF des Vosges" in page.text_of(".fil-strip")


def test_h01_each_person_once_newest_change_first_with_what_is_new(
    app: Flask, browsers: Browsers
) -> None:
    met = meetings.meeting(app, browsers)
    other = arrivals.a_citizen(browsers(), name="Aïcha Benali")
    meetings.give(app, other, met.structure_id, sections=(Section.SKILLS,))
    meetings.give(app, met.citizen, met.structure_id, sections=(Section.PATH,))
    page = met.counsellor.get("/desk/")
    names = [each.split(" Autre")[0] for each in page.texts("tbody th")]
    assert names == ["Sandrine Thiébaut", "Aïcha Benali"]
    assert "Autre partage" in page.said
    assert page.said.count("Faire le point et m’orienter") == 2
    assert len(page.select(".fil-tag.is-mira")) == 2
    met.counsellor.get(str(page.select("tbody th a")[0]["href"]))
    page = met.counsellor.get("/desk/")
    assert len(page.select(".fil-tag.is-mira")) == 1
    assert "Rien de nouveau" in page.said


def test_a_share_about_to_end_stands_out(app: Flask, browsers: Browsers) -> None:
    soon = date.today() + timedelta(days=3)  # noqa: DTZ011  # the machine's day will do
    met = meetings.meeting(app, browsers, ends=soon)
    assert "Encore 3 jours" in met.counsellor.get("/desk/").text_of("tbody .fil-soon")


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "99999999999999999999"])
def test_a_page_that_is_not_there_shows_the_first(
    app: Flask, browsers: Browsers, page: str
) -> None:
    met = meetings.meeting(app, browsers)
    assert "Sandrine Thiébaut" in met.counsellor.get(f"/desk/?page={page}").said


def test_pages_of_twenty_five(
    app: Flask, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = meetings.meeting(app, browsers)
    for number in range(25):
        other = arrivals.a_citizen(browsers(), name=f"Personne {number}")
        meetings.give(app, other, met.structure_id)
    page = met.counsellor.get("/desk/")
    assert len(page.select("tbody tr")) == 25
    page = met.counsellor.get(str(page.select(".fil-pager a[rel=next]")[0]["href"]))
    assert page.texts("tbody th") == ["Sandrine Thiébaut"]


def test_who_works_nowhere_is_told_what_to_do(browser: Browser) -> None:
    arrivals.register(browser, "/account/new/professional")
    page = arrivals.keep_code(browser)
    assert "aucune structure" in page.said
    assert "aucune structure" in browser.get("/team").said


def test_an_invitation_by_login_name_is_answered_from_the_list(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    newcomer = browsers()
    arrivals.register(newcomer, "/account/new/professional", name="Sonia")
    arrivals.keep_code(newcomer)
    with at_work(app, newcomer) as work:
        login = profiles.read(work).login
    place = meetings.structure_of(app, professional)
    with at_work(app, professional, place) as work:
        members.invite(work, Invitation(login=login, name="Sonia", office=Office.COUNSELLOR))
    assert "invite" in newcomer.get("/desk/").said
    assert "doit vous confirmer" in newcomer.press("Accepter CIDFF des Vosges").said
    assert newcomer.post(f"/desk/structure/{place}").status_code == 404


def test_a_member_of_two_structures_chooses_and_the_header_says_which(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    met = meetings.meeting(app, browsers)
    with at_work(app, met.counsellor) as work:
        login = profiles.read(work).login
        account_id = work.actor.account_id
    place = meetings.structure_of(app, professional)
    with at_work(app, professional, place) as work:
        guest = Invitation(login=login, name="Hélène", office=Office.COUNSELLOR)
        members.invite(work, guest)
    with at_work(app, met.counsellor) as work:
        members.accept(work, place)
    with at_work(app, professional, place) as work:
        members.confirm(work, account_id)
    assert "Sandrine" in met.counsellor.get("/desk/").said
    met.counsellor.get("/desk/structure")
    page = met.counsellor.press("Agir pour elle CIDFF des Vosges")
    assert "Sandrine" not in page.text_of("main")
    assert met.counsellor.post(f"/desk/structure/{met.grant_id}").status_code == 404


def test_an_account_manager_has_a_team_and_no_desk(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    manager = meetings.colleague(
        app, browsers, professional, Guest("Nadia Ferry", Office.ACCOUNT_MANAGER)
    )
    manager.get("/desk/")
    assert manager.url == "/team"


def test_a_session_left_alone_shows_nothing_any_more(
    app: Flask, browsers: Browsers, clock: Clock
) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.get(met.url)
    clock.forward(minutes=16)
    assert "Sandrine" not in met.counsellor.get(met.url).said
    assert met.counsellor.url.startswith("/account/sign-in")
