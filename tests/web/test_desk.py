"""The desk: who shares with the structure one acts for, and which structure that is."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portfolio.domain.contributions import ProposedAction
from portfolio.domain.sections import Section
from portfolio.domain.sharing import day_of
from portfolio.domain.structures import Invitation, Office
from portfolio.services import contributions, members, profiles
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
    soon = day_of(datetime.now(UTC)) + timedelta(days=3)
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


def test_h01_thirty_people_each_once_newest_first_with_what_is_left_and_new(
    app: Flask, browsers: Browsers
) -> None:
    """Acceptance H-01: thirty citizens, two pages, each of them once."""
    met = meetings.meeting(app, browsers)
    for number in range(29):
        other = arrivals.a_citizen(browsers(), name=f"Personne {number:02}")
        meetings.give(app, other, met.structure_id)
    met.counsellor.get(met.url)
    first = met.counsellor.get("/desk/")
    second = met.counsellor.get("/desk/?page=2")
    names = first.texts("tbody th") + second.texts("tbody th")

    assert names == [f"Personne {number:02}" for number in reversed(range(29))] + [
        "Sandrine Thiébaut"
    ]
    assert len(first.select(".fil-tag.is-mira")) == 25
    assert "Rien de nouveau" in second.said and "Encore" in second.said
    assert "Toutes (30)" in first.said and "Du nouveau (29)" in first.said


def test_i01_a_citizen_of_another_structure_is_not_there(app: Flask, browsers: Browsers) -> None:
    """Acceptance I-01: by address or by a ticked box, an id of B's is nothing to A's."""
    met = meetings.meeting(app, browsers)
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    other.get(met.url, 404)
    other.get("/desk/structure")
    other.post("/desk/selection", {"who": str(met.grant_id), "act": "take"})
    page = other.get("/desk/?among=mine")

    assert "Sandrine" not in page.said


def test_i09_no_number_that_identifies_is_shown(app: Flask, browsers: Browsers) -> None:
    """Acceptance I-09: neither the desk nor the interview shows an id, a login or a number."""
    met = meetings.meeting(app, browsers)
    shown = [met.counsellor.get(url).said for url in ("/desk/", met.url, "/desk/proposals")]

    with at_work(app, met.citizen) as work:
        login = profiles.read(work).login
    assert not any(login in said or str(met.grant_id) in said for said in shown)


@pytest.mark.parametrize("words", ["thiéb", "SAND", "thiebaut sandrine", "ndri"])
def test_somebody_is_found_by_a_part_of_their_name_and_no_address_says_it(
    app: Flask, browsers: Browsers, words: str
) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.get("/desk/")
    page = met.counsellor.submit(words=words)

    assert page.texts("tbody th") == ["Sandrine Thiébaut"]
    assert met.counsellor.url.startswith("/desk/search")
    assert words.casefold() not in met.counsellor.url.casefold()


@pytest.mark.parametrize("words", ["", "%", "_", "🌻", "a" * 10_000])
def test_words_that_no_name_holds_are_said_to_be_so(
    app: Flask, browsers: Browsers, words: str
) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.get("/desk/")
    page = met.counsellor.submit(words=words, status=422)

    assert page.select(".invalid-feedback")


@pytest.mark.parametrize("words", ["محمد", "<script>", "Zzz", "' OR 1=1"])
def test_a_name_that_nobody_has_finds_nobody(app: Flask, browsers: Browsers, words: str) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.get("/desk/")

    assert "Personne pour" in met.counsellor.submit(words=words).said


def test_a_share_that_stopped_is_not_found(app: Flask, browsers: Browsers) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.get("/desk/")
    met.counsellor.submit(words="sandrine")
    meetings.revoke(app, met.citizen, met.grant_id)
    page = met.counsellor.get("/desk/search")

    assert "Thiébaut" not in page.said


def test_people_who_are_ticked_become_mine_and_are_left_again(
    app: Flask, browsers: Browsers
) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.get("/desk/")
    page = met.counsellor.submit(who=str(met.grant_id), button=("act", "take"))
    assert "Mes personnes (1)" in page.said
    page = met.counsellor.get("/desk/?among=mine")
    assert page.texts("tbody th") == ["Sandrine Thiébaut Vous l’accompagnez"]
    page = met.counsellor.submit(who=str(met.grant_id), button=("act", "leave"))
    assert "Mes personnes (0)" in page.said
    met.counsellor.get("/desk/")
    assert "Cochez d’abord" in met.counsellor.submit(who="x", button=("act", "take")).said


def test_what_was_proposed_waits_in_a_list_with_its_age(
    app: Flask, browsers: Browsers, clock: Clock
) -> None:
    met = meetings.meeting(app, browsers)
    with at_work(app, met.counsellor, met.structure_id) as work:
        contributions.propose(work, met.grant_id, ProposedAction(what="Téléphoner"))
    assert "1 proposition attend une réponse" in met.counsellor.get("/desk/").said
    page = met.counsellor.get("/desk/proposals")

    assert "Action : Téléphoner" in page.said and "Sandrine Thiébaut" in page.said
    assert "Téléphoner" in met.counsellor.get("/desk/proposals?whose=mine").said
