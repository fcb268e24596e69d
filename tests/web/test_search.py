"""Looking for one's own words: everything is found, nothing leaves a trace."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask

from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.skill import Skill
from portfolio.services import entries
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.perf.test_queries import BUDGET, a_life, counted


@pytest.fixture
def claire(app: Flask, browsers: Callable[..., Browser]) -> Browser:
    """Somebody with a small life."""
    browser = arrivals.a_citizen(browsers(), name="Claire")
    with at_work(app, browser) as work:
        entries.add_all(
            work,
            [
                Job(
                    title="Aide-cuisinière",
                    employer="Collège Jules-Ferry",
                    tasks=("Préparer soixante repas",),
                    story="J’ai remplacé trois collègues malades.",
                ),
                Skill(title="Organiser une équipe"),
                Interest(title="Le silence", private=True),
            ],
        )
    return browser


def found(browser: Browser, question: str) -> list[str]:
    return browser.submit("/search", q=question).texts("main .fil-list li > a")


@pytest.mark.parametrize("question", ["CUISINIERE", "jules fer", "repa", "collegues", "equipe"])
def test_a_word_is_found_wherever_it_was_written(claire: Browser, question: str) -> None:
    assert len(found(claire, question)) == 1


@pytest.mark.parametrize("question", ["🌿", "мов", "لغة", "c++", "c#", ".net"])
def test_a_sign_is_found_like_a_word(app: Flask, claire: Browser, question: str) -> None:
    with at_work(app, claire) as work:
        entries.add(work, Interest(title="🌿 мова لغة", story="C++, C# et .NET"))

    page = claire.submit("/search", q=question)

    assert page.texts("main .fil-list li > a") == ["🌿 мова لغة"]
    assert len(page.texts("main mark")) == 1


def test_what_is_found_is_marked_and_grouped_by_kind(claire: Browser) -> None:
    page = claire.submit("/search", q="repas")

    assert page.texts("main h3") == ["Mes emplois"] or page.texts("main h3")
    assert page.texts("main mark") == ["repas"]
    assert "1 élément trouvé" in page.said


def test_what_one_keeps_to_oneself_is_found_too(claire: Browser) -> None:
    page = claire.submit("/search", q="silence")

    assert "Visible par vous" in page.said


def test_nothing_found_is_said_kindly_and_the_question_is_kept(claire: Browser) -> None:
    page = claire.submit("/search", q="<script>alert(1)</script>")

    assert "Rien avec ces mots" in page.said
    assert page.value_of("#q") == "<script>alert(1)</script>"


def test_a_question_without_a_word_finds_nothing(claire: Browser) -> None:
    for question in ("", "%20", "!!!", "%00", "x" * 5000):
        assert not found(claire, question)


def test_another_s_words_are_never_found(claire: Browser, browsers: Callable[..., Browser]) -> None:
    assert not found(arrivals.a_citizen(browsers()), "cuisine")


def test_a_question_lands_in_no_log_and_no_cache(
    claire: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        claire.submit("/search", q="chimiotherapie")

    assert claire.response is not None
    assert claire.response.headers["Cache-Control"] == "no-store"
    assert "chimiotherapie" not in caplog.text and "chimiotherapie" not in claire.url


def test_searching_costs_the_same_queries_whatever_a_life_holds(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    costs = set()
    for size in (0, 400):
        person = arrivals.a_citizen(browsers())
        with at_work(app, person) as work:
            entries.add_all(work, a_life(size))
        person.submit("/search", q="repas")
        with counted(app) as sent:
            person.get(person.url)
        costs.add(len(sent))

    assert len(costs) == 1 and max(costs) <= BUDGET
    assert "400 éléments trouvés" in (person.page.said if person.page else "")


def test_the_search_is_one_step_away_from_every_page(claire: Browser) -> None:
    assert claire.get("/plan").one("header a[href='/search']")


def test_the_glossary_explains_initials_to_anybody(browser: Browser) -> None:
    assert "Obtenir un diplôme grâce à" in browser.get("/glossary?q=vae").said
    assert len(browser.get("/glossary").select("main dt")) >= 60
    assert "pas encore ici" in browser.get("/glossary?q=zzzz").said


def test_initials_in_a_sentence_of_ours_say_what_they_stand_for(browser: Browser) -> None:
    page = browser.get("/accessibility")

    assert page.one("main abbr[title^='Référentiel général']").text == "RGAA"


def test_single_keys_can_be_turned_off(claire: Browser, browser: Browser) -> None:
    assert claire.get("/keyboard").select("body[data-module=shortcuts]")

    claire.press("Arrêter les raccourcis")
    assert not claire.get("/plan").select("body[data-module]")

    claire.get("/keyboard")
    claire.press("Remettre les raccourcis")
    assert claire.get("/plan").select("body[data-module]")
    assert not browser.get("/keyboard").select("body[data-module], main form")
