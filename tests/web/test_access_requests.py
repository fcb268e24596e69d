"""A structure asks, by its pages; the person answers as she likes, by hers."""

import re
from typing import Any

import pytest
from flask import Flask

from tests import arrivals
from tests.browser import Browser
from tests.clock import Clock
from tests.page import Page
from tests.security.world import MANAGER
from tests.web import meetings
from tests.web.meetings import Browsers
from tests.web.sharers import SIGN, Sharer, a_sharer

SENT = "Si une personne correspond, elle verra votre demande."
NEVER = "renard-galet-1000"


@pytest.fixture
def sharer(app: Flask, browsers: Browsers) -> Sharer:
    return a_sharer(app, browsers)


def asks(counsellor: Browser, whom: str, status: int = 200, **fields: Any) -> Page:
    given: dict[str, Any] = {
        "sections": ["skills", "plan"],
        "purpose": "guidance",
        "reason": "Préparer notre rendez-vous <b>de jeudi</b>.",
        "days": "30",
    }
    return counsellor.submit("/desk/requests/new", status=status, whom=whom, **given | fields)


def alike(page: Page, *whom: str) -> str:
    """What a page says, without what was typed in it."""
    said = page.said
    for each in whom:
        said = said.replace(each, "…")
    return said


def test_f_06_asked_accepted_in_part_and_the_structure_is_told_that_alone(sharer: Sharer) -> None:
    """Acceptance F-06, the yes: prefilled, each box hers to change, signed like any share."""
    citizen, counsellor = sharer.browser, sharer.counsellor
    assert SENT in asks(counsellor, citizen.login).said
    assert "Une demande vous attend" in citizen.get("/thread").said
    assert all("CIDFF" not in each for each in citizen.page.texts(".fil-note"))  # type: ignore[union-attr]
    page = citizen.get("/shares/requests")
    assert "Demandé par Hélène Grandjean" in page.said and "<b>de jeudi</b>" in page.said
    page = citizen.press("Choisir ce que je montre à CIDFF des Vosges")
    ticked = [each["value"] for each in page.select("[name=sections][checked]")]
    assert ticked == ["skills", "plan"]
    page = citizen.submit(sections=["plan"])
    assert "Préparer notre rendez-vous" in page.said
    citizen.submit(**SIGN)
    (given,) = sharer.grants()
    assert [section.value for section in given.terms.sections] == ["plan"]
    assert (given.ends_at - given.starts_at).days in {29, 30}
    page = counsellor.get("/desk/requests")
    assert "Accordé" in page.said and "Pas accordé à ce jour" not in page.said
    counsellor.get(str(page.one("a[href^='/interviews/']")["href"]))
    assert "Personne ne vous demande d’accès" in citizen.get("/shares/requests").said
    assert "A demandé un accès" in citizen.get("/shares/journal").said


def test_f_01_f_06_refused_never_answered_and_never_there_read_the_same(
    app: Flask, browsers: Browsers, sharer: Sharer, clock: Clock
) -> None:
    """Acceptance F-01 and F-06, the no: the same pages, whatever happened."""
    citizen, counsellor = sharer.browser, sharer.counsellor
    silent = arrivals.a_citizen(browsers(), name="Awa")
    whom = (citizen.login, silent.login, NEVER)
    assert len({alike(asks(counsellor, each), *whom) for each in whom[:1]}) == 1
    for each in whom[1:]:
        assert SENT in asks(counsellor, each).said
    citizen.get("/shares/requests")
    assert (
        "La structure n’en saura rien"
        in citizen.press("Refuser la demande de CIDFF des Vosges").said
    )
    rows = counsellor.get("/desk/requests").select("tbody tr")
    assert len({alike(Page(str(row)), *whom) for row in rows}) == 1
    told = {alike(asks(counsellor, each, status=422), *whom) for each in whom}
    assert len(told) == 1 and "Vous pourrez demander de nouveau le" in told.pop()


def test_a_code_on_a_screen_leads_to_its_owner_and_is_shown_big(sharer: Sharer) -> None:
    citizen, counsellor = sharer.browser, sharer.counsellor
    citizen.get("/shares/requests")
    page = citizen.press("Montrer un code")
    code = " ".join(page.texts(".fil-code li"))
    assert re.fullmatch(r"[0-9A-Z]{4} [0-9A-Z]{4}", code)
    assert SENT in asks(counsellor, code.lower()).said
    assert "Préparer notre rendez-vous" in citizen.get("/shares/requests").said
    assert citizen.get("/shares/requests/code").texts(".fil-code li") == code.split()


def test_a_code_leaves_the_screen_when_its_minutes_are_over(sharer: Sharer, clock: Clock) -> None:
    sharer.browser.get("/shares/requests/code")
    sharer.browser.press("Montrer un code")
    clock.forward(minutes=15)
    assert "Aucun code en ce moment" in sharer.browser.get("/shares/requests/code").said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"whom": "  "}, "Écrivez l’identifiant ou le code."),
        ({"sections": []}, "Cochez au moins une partie"),
        ({"purpose": ""}, "Choisissez"),
        ({"purpose": "marketing"}, "Choisissez"),
        ({"reason": " \u200b "}, "Écrivez en quelques mots pourquoi"),
        ({"reason": "x" * 301}, "300"),
        ({"days": "3650"}, "Choisissez une durée dans la liste."),
        ({"days": "toujours"}, ""),
    ],
)
def test_what_is_missing_is_said_beside_its_question_and_the_rest_is_kept(
    sharer: Sharer, changes: dict[str, Any], sentence: str
) -> None:
    given = {"whom": sharer.browser.login} | changes
    page = asks(sharer.counsellor, str(given.pop("whom")), status=422, **given)
    assert sentence in " ".join(page.texts(".invalid-feedback"))
    assert page.select("[name=sections][value=plan][checked]") or changes.get("sections") == []
    assert "n’avez rien demandé" in sharer.counsellor.get("/desk/requests").said


def test_any_words_are_only_words(sharer: Sharer) -> None:
    words = "🧶 مرحبا <script>alert(1)</script>"
    asks(sharer.counsellor, sharer.browser.login, reason=words)
    assert words in sharer.browser.get("/shares/requests").said
    assert SENT in asks(sharer.counsellor, words).said
    assert words in sharer.counsellor.get("/desk/requests").said


def test_a_stranger_s_answer_finds_nothing(app: Flask, browsers: Browsers, sharer: Sharer) -> None:
    asks(sharer.counsellor, sharer.browser.login)
    page = sharer.browser.get("/shares/requests")
    action = str(page.select("form[action$='/refuse']")[0]["action"])
    stranger = arrivals.a_citizen(browsers())
    assert stranger.post(action).status_code == 404
    assert stranger.post(action.replace("/refuse", "/accept")).status_code == 404
    assert "Choisir ce que je montre" in sharer.browser.get("/shares/requests").said


def test_an_account_manager_asks_nothing(app: Flask, browsers: Browsers, sharer: Sharer) -> None:
    manager = meetings.colleague(app, browsers, sharer.counsellor, MANAGER)
    manager.get("/desk/requests", status=404)
    manager.get("/desk/requests/new", status=404)


def test_in_english_too(sharer: Sharer) -> None:
    asks(sharer.counsellor, sharer.browser.login)
    sharer.browser.post("/language", {"locale": "en"})
    page = sharer.browser.get("/shares/requests")
    assert "would like to see" in page.said.lower() and "Voudrait" not in page.said
