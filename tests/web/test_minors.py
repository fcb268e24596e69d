"""Under fifteen, nothing is opened without an adult; at fifteen, everything is, by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portfolio.services import boxes, journal, profiles
from tests import arrivals
from tests.arrivals import PHRASE, at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.mailbox import Mailbox
from tests.page import Page
from tests.web import meetings
from tests.web.sharers import SIGN, Sharer, facts

YOUNG: dict[str, Any] = {"younger": True, "adult": "Nadia Ferry", "agreed": True}


@pytest.fixture
def month(clock: Clock) -> str:
    """A month in two years, in which somebody will be fifteen."""
    return f"{clock().month:02d}/{clock().year + 2}"


@pytest.fixture
def young(app: Flask, browsers: Callable[..., Browser], month: str) -> Sharer:
    """Somebody of thirteen, and the structure that Hélène founded."""
    counsellor = arrivals.a_professional(app, browsers())
    citizen = arrivals.a_citizen(browsers(), fifteen=month, **YOUNG)
    meetings.live(app, citizen)
    return Sharer(app, citizen, counsellor, meetings.structure_of(app, counsellor))


def opens(browser: Browser, **answers: Any) -> Page:
    given: dict[str, Any] = {"name": "Inès", "phrase": PHRASE, "read": True} | answers
    return browser.submit("/account/new", status=422, **given)


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("fifteen", "Écrivez le mois de vos 15 ans"),
        ("adult", "Écrivez le nom du parent"),
        ("agreed", "Un parent ou un tuteur coche cette case"),
    ],
)
def test_no_account_is_opened_without_the_joint_step(
    browser: Browser, month: str, without: str, sentence: str
) -> None:
    """Security test 91."""
    answers = YOUNG | {"fifteen": month}
    page = opens(browser, **{name: it for name, it in answers.items() if name != without})
    assert sentence in page.text_of(f"#{without}-error")
    assert page.value_of("#name") == "Inès"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1998", "Écrivez le mois"),
        ("demain", "Écrivez le mois"),
        ("05/2001", "Ce mois est passé"),
        ("05/2099", "Vérifiez l’année"),
        ("9" * 10_000, "40 signes au plus"),
    ],
)
def test_a_month_that_cannot_be_is_explained(browser: Browser, typed: str, sentence: str) -> None:
    page = opens(browser, **YOUNG, fifteen=typed)
    assert sentence in page.text_of("#fifteen-error")


def test_who_names_an_adult_and_forgets_to_tick_is_asked_for_the_rest(browser: Browser) -> None:
    page = opens(browser, adult="Nadia Ferry")
    assert page.text_of("#fifteen-error")


def test_nothing_is_shared_without_the_adult_s_own_tick(young: Sharer) -> None:
    """Security test 91, for shares."""
    letter = young.letter()
    assert "Je suis Nadia Ferry, son parent ou son tuteur" in letter.said
    page = young.browser.submit(status=422, **SIGN)
    assert page.text_of("#agreed_jointly-error")
    assert young.grants() == []
    receipt = young.browser.submit(**SIGN, agreed_jointly=True)
    assert "a donné son accord aussi" in facts(receipt)["Avant 15 ans"]
    assert len(young.grants()) == 1


def test_a_code_too_asks_for_the_adult(young: Sharer) -> None:
    young.browser.submit("/codes/new", whom="desk", sections=["plan"], purpose="guidance")
    page = young.browser.submit(status=422, **SIGN)
    assert page.text_of("#agreed_jointly-error")
    assert young.grants() == []


def test_at_fifteen_nobody_else_is_asked(young: Sharer, clock: Clock) -> None:
    clock.forward(days=800)
    arrivals.sign_in(young.browser, young.browser.login)
    letter = young.letter()
    assert not letter.select("[name=agreed_jointly]")
    young.browser.submit(**SIGN)
    assert len(young.grants()) == 1


def test_an_age_is_corrected_downward_only_and_with_notice(
    app: Flask, letters: Mailbox, citizen: Browser, clock: Clock
) -> None:
    """Security test 91, for the age band."""
    year = clock().year
    citizen.submit("/account/age", fifteen=f"06/{year + 3}", adult="Nadia Ferry", agreed=True)
    with at_work(app, citizen) as work:
        assert profiles.read(work).is_under_age(clock().date())
        acts = [one.act for one in journal.read(work, boxes.portfolio_of(work), others=False)]
    assert "minor.agreed" in acts
    sooner = citizen.submit(
        "/account/age", status=422, fifteen=f"06/{year + 2}", adult="Nadia Ferry", agreed=True
    )
    assert "ne peut pas être avancée" in sooner.text_of("#fifteen-error")
    citizen.submit("/account/age", fifteen=f"07/{year + 3}", adult="Nadia Ferry", agreed=True)
    assert "Moins de 15 ans" in citizen.get("/account/").said


def test_a_professional_is_not_asked(
    professional: Browser, browsers: Callable[..., Browser]
) -> None:
    assert not browsers().get("/account/new/professional").select("[name=younger]")
    professional.get("/account/age", 404)
