"""Showing once more who one is, before what matters most."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from portfolio.domain.access import Permission
from portfolio.doors import fresh, permission_of
from portfolio.settings import Settings
from tests import arrivals
from tests.arrivals import PHRASE
from tests.browser import Browser
from tests.clock import Clock
from tests.mailbox import Mailbox
from tests.web import meetings
from tests.web.meetings import Browsers

ARCHIVE = "/take-home/archive.zip"
ASKED = "Est-ce bien vous ?"


@pytest.fixture
def hasty(app: Flask) -> Iterator[None]:
    """A site where two shares an hour, and three a day, are all that one person opens."""
    former: Settings = app.extensions["settings"]
    app.extensions["settings"] = former.model_copy(update={"shares_an_hour": 2, "shares_a_day": 3})
    yield
    app.extensions["settings"] = former


def proves(browser: Browser, **answer: Any) -> Any:
    """Answer the page that asks."""
    return browser.submit(**(answer or telephone(browser)))


def telephone(browser: Browser) -> dict[str, Any]:
    """What the telephone shows."""
    return browser.telephone.answer(arrivals.now(browser))


def test_what_matters_most_asks_for_a_proof(app: Flask) -> None:
    """Security test 55, ASVS: the list an auditor reads; protected acts are never skipped."""
    asking = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if permission_of(app, rule.endpoint) is not Permission.VISIT and fresh(app, rule.endpoint)
    }
    assert asking == {
        *("accounts.email", "accounts.detach", "accounts.phrase", "accounts.recovery_code"),
        *("accounts.telephone", "accounts.passkeys", "accounts.new_spare_codes"),
        *("accounts.remove_factor", "accounts.erase"),
        *("entries.export", "handouts.archive_file", "handouts.portfolio_file"),
        *("interviews.export", "interviews.download", "desk.take"),
        *("interviews.meeting_file", "interviews.page_file", "interviews.synthesis_file"),
        *("structures.invite", "structures.confirm", "structures.rotate", "structures.office"),
        *("structures.removal", "structures.remove"),
        *("structures.departure", "structures.leave", "structures.rescue"),
        *("structures.print_sheet", "structures.sheet", "structures.sheet_pdf"),
        "structures.cancel_sheet",
    }


def test_after_five_minutes_a_page_asks_and_comes_back(clock: Clock, professional: Browser) -> None:
    """Security test 55: the session alone does not let anybody in to the team."""
    professional.get("/team/invite")
    clock.forward(minutes=5)
    page = professional.get("/team/invite")
    assert page.text_of("h1") == ASKED
    assert "pas le bon code" in professional.submit(status=422, figures="000000").said
    proves(professional)
    assert professional.url == "/team/invite"


def test_what_was_typed_waits_behind_the_proof(clock: Clock, professional: Browser) -> None:
    professional.get("/team/invite")
    clock.forward(minutes=6)
    page = professional.submit(name="Sonia Mougel", status=403)
    assert "ce que vous avez écrit est gardé" in page.said
    professional.press("Montrer que c’est moi")
    proves(professional)
    page = professional.press("Confirmer ma demande")
    assert "Sonia Mougel" in page.said


def test_a_citizen_without_a_factor_shows_their_phrase_for_the_whole_archive(
    clock: Clock, citizen: Browser
) -> None:
    clock.forward(minutes=6)
    citizen.get(ARCHIVE)
    assert citizen.page is not None and citizen.page.text_of("h1") == ASKED
    citizen.submit(status=422, phrase="not the right phrase")
    page = citizen.submit(phrase=PHRASE)
    assert "Votre fichier est prêt" in page.said
    answer = citizen._ask("GET", str(page.one("main .btn-primary")["href"]))
    assert answer.mimetype == "application/zip"


def test_a_plan_leaves_an_interview_once_its_reader_has_shown_who_they_are(
    app: Flask, clock: Clock, browsers: Browsers
) -> None:
    """Security test 55: the link names no file, so that a browser shows the page that asks."""
    met = meetings.meeting(app, browsers)
    clock.forward(minutes=6)
    link = met.counsellor.get(met.url).one("a[href$='plan.pdf']")
    assert link.get("download") is None
    assert met.counsellor.get(str(link["href"])).text_of("h1") == ASKED
    page = proves(met.counsellor)
    assert "Votre fichier est prêt" in page.said
    taken = met.counsellor._ask("GET", str(page.one("main .btn-primary")["href"]))
    assert taken.mimetype == "application/pdf"


def test_a_proof_does_not_make_a_session_last_longer(clock: Clock, citizen: Browser) -> None:
    """Security test 41: half a day, whatever is shown meanwhile."""
    for _ in range(35):
        clock.forward(minutes=20)
        citizen.get("/account/prove")
        citizen.submit(phrase=PHRASE)
    clock.forward(minutes=21)
    citizen.get("/account/")
    assert citizen.url.startswith("/account/sign-in")


def test_72_one_share_too_many_asks_alerts_and_then_waits(
    app: Flask, clock: Clock, browsers: Browsers, letters: Mailbox, hasty: None
) -> None:
    """Security test 72: step-up and alert, then a clear page; the citizen's journal as ever."""
    met = meetings.meeting(app, browsers)
    others = [
        meetings.give(app, arrivals.a_citizen(browsers(), name=f"Ada {n}"), met.structure_id)
        for n in range(3)
    ]
    clock.forward(seconds=1)
    met.counsellor.get(met.url)
    met.counsellor.get(f"/interviews/{others[0]}")
    clock.forward(seconds=1)
    page = met.counsellor.get(f"/interviews/{others[1]}")
    assert page.text_of("h1") == ASKED
    proves(met.counsellor)
    assert met.counsellor.url == f"/interviews/{others[1]}"
    page = met.counsellor.get(f"/interviews/{others[2]}", status=429)
    assert "C’est assez pour aujourd’hui" in page.said and "24 h" in page.said
    met.counsellor.get(met.url)
    changes = met.counsellor.get("/team/changes").said
    assert "a ouvert beaucoup de partages en une heure" in changes
    assert "a atteint le nombre de partages" in changes
    clock.forward(hours=24, minutes=1)
    arrivals.sign_in(met.counsellor, met.counsellor.login)
    met.counsellor.get(f"/interviews/{others[2]}")
