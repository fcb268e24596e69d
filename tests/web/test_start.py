"""The guided start: short, left and taken up at will, real entries at each step, never twice."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portfolio.services import entries
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock


@pytest.fixture
def ada(browsers: Callable[..., Browser]) -> Browser:
    """Somebody who has just arrived."""
    return arrivals.a_citizen(browsers(), name="Ada")


def kept(app: Flask, browser: Browser) -> list[tuple[str, str]]:
    with at_work(app, browser) as work:
        return [(one.entry.kind, one.entry.title) for one in entries.read_all(work)]


def test_five_short_steps_make_real_entries(app: Flask, ada: Browser) -> None:
    ada.get("/thread")
    ada.get("/start")
    assert ada.url == "/start/1"
    assert ada.page and ada.page.value_of("#name") == "Ada"
    ada.submit(name="Ada K.", town="Épinal")
    ada.submit(what="training", done="CAP cuisine", when="juin 1998")
    ada.submit(able="Rassurer")
    page = ada.submit(like="Le calme", want="Travailler dehors")

    assert sorted(kept(app, ada)) == [
        ("identity", "Ada K."),
        ("interest", "Le calme"),
        ("project", "Travailler dehors"),
        ("skill", "Rassurer"),
        ("training", "CAP cuisine"),
    ]
    assert ada.url == "/start/5" and len(page.select("main .fil-list")[0].select("li")) == 5
    ada.press("Voir mon fil")
    ada.get("/start")  # once it is over, its end is shown again
    assert ada.url == "/start/5"
    ada.get("/thread")
    assert ada.url == "/thread"
    assert ada.page is not None
    assert "CAP cuisine" in ada.page.said


def test_nothing_is_required(app: Flask, ada: Browser) -> None:
    ada.submit("/start/1", name="")
    for _ in range(3):
        ada.submit()

    assert ada.url == "/start/5"
    assert kept(app, ada) == []
    assert "Rien n’est encore écrit" in (ada.page.said if ada.page else "")


def test_an_answer_that_leans_on_another_is_not_lost_for_want_of_it(
    app: Flask, ada: Browser
) -> None:
    page = ada.submit("/start/1", name="", town="Épinal", status=422)
    assert "effacez la ville" in page.text_of("#name-error") and page.value_of("#town") == "Épinal"
    page = ada.submit("/start/2", when="2019", status=422)
    assert "effacez la date" in page.text_of("#done-error") and page.value_of("#when") == "2019"
    ada.submit(done="Caissière", when="2019")

    assert kept(app, ada) == [("job", "Caissière")]


def test_each_page_asks_one_or_two_things_and_lets_one_leave(ada: Browser) -> None:
    for number in range(1, 5):
        page = ada.get(f"/start/{number}")
        assert len(page.select("main form .fil-field")) <= 3
        assert f"Étape {number} sur 5" in page.said
        assert "Plus tard" in page.texts("main form a[href='/thread']")


def test_one_comes_back_where_one_was(ada: Browser) -> None:
    ada.submit("/start/1", name="Ada")
    ada.submit(done="Vendeuse")
    page = ada.get("/thread")
    assert "Reprendre à l’étape 3 sur 5" in page.said
    ada.get("/start")
    assert ada.url == "/start/3"


def test_going_back_changes_what_was_made_and_adds_nothing(app: Flask, ada: Browser) -> None:
    ada.submit("/start/2", what="job", done="Vendeuse", when="1998")
    page = ada.get("/start/2")
    assert page.value_of("#done") == "Vendeuse" and page.value_of("#when") == "1998"
    ada.submit(done="Vendeuse en librairie")
    ada.get("/start/2")
    ada.submit(what="volunteering")

    assert kept(app, ada) == [("volunteering", "Vendeuse en librairie")]


def test_the_same_step_sent_twice_makes_one_entry(app: Flask, ada: Browser) -> None:
    ada.get("/start/3")
    for _ in range(2):
        assert ada.post("/start/3", {"able": "Conduire"}).status_code == 303

    assert kept(app, ada) == [("skill", "Conduire")]


def test_a_presentation_that_exists_is_completed(app: Flask, ada: Browser) -> None:
    ada.submit("/portfolio/add/identity", title="A. Kowalski", phone="06 00 00 00 00")
    assert ada.get("/start/1").value_of("#name") == "A. Kowalski"
    ada.submit(town="Metz")

    assert kept(app, ada) == [("identity", "A. Kowalski")]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"done": "Vendeuse", "when": "98"}, "4 chiffres"),
        ({"done": "Vendeuse", "when": "2015-2018"}, "une seule date : 2015 ou 2018"),
        ({"done": "x" * 201}, "200 signes au plus"),
        ({"done": "Vendeuse", "when": "31/02/1998"}, "n’existe pas"),
    ],
)
def test_a_refused_answer_is_kept_and_explained(
    app: Flask, ada: Browser, answers: dict[str, Any], said: str
) -> None:
    page = ada.submit("/start/2", status=422, **answers)

    assert said in page.text_of("main .has-error .invalid-feedback")
    assert page.value_of("#done") == answers["done"]
    assert kept(app, ada) == []


def test_hostile_answers_are_only_words(app: Flask, ada: Browser) -> None:
    ada.submit("/start/3", able="<script>alert(1)</script> 👩‍🍳 مطبخ")
    ada.post("/start/2", {"done": "Rien", "what": "unicorn"})

    assert ("skill", "<script>alert(1)</script> 👩‍🍳 مطبخ") in kept(app, ada)
    assert ("job", "Rien") in kept(app, ada)
    for number in (0, 6, 99):
        ada.get(f"/start/{number}", 404)


def test_b11_what_was_put_aside_is_not_proposed_for_a_while(
    browsers: Callable[..., Browser], clock: Clock
) -> None:
    """Acceptance B-11: one step at a time, and "not now" is heard."""
    browser = arrivals.a_citizen(browsers(), name="Ada")
    browser.submit("/portfolio/add/job", title="Vendeuse")
    idea = "main section[aria-label='Une idée pour avancer']"
    first = browser.get("/thread").text_of(f"{idea} a")
    browser.press("Pas maintenant")
    assert browser.page and browser.page.text_of(f"{idea} a") != first
    clock.forward(days=31)
    arrivals.sign_in(browser, browser.login)
    assert browser.get("/thread").text_of(f"{idea} a") == first
    assert browser.post("/thread/later", {"what": "unicorn"}).status_code == 404
    assert browser.post("/thread/later").status_code == 404


def test_an_answer_that_is_wiped_out_goes_to_the_trash_and_can_come_back(
    app: Flask, ada: Browser
) -> None:
    ada.submit("/start/4", like="Le calme", want="Jardiner")
    assert ada.get("/start/4").value_of("#want") == "Jardiner"

    page = ada.submit(want="")

    assert kept(app, ada) == [("interest", "Le calme")]
    assert "« Jardiner » est dans la corbeille." in page.text_of(".fil-flashes")
    ada.press("Annuler « Jardiner » est dans la corbeille.")
    assert ("project", "Jardiner") in kept(app, ada)
    assert ada.get("/start/4").value_of("#want") == "Jardiner"


def test_a_page_that_showed_no_answer_wipes_none_out(app: Flask, ada: Browser) -> None:
    """Another tab, opened before: its empty question says nothing."""
    ada.get("/start/3")
    ada.post("/start/3", {"able": "Conduire"})

    ada.submit(able="")

    assert kept(app, ada) == [("skill", "Conduire")]


def test_a_part_of_an_answer_is_wiped_out_alone(app: Flask, ada: Browser) -> None:
    ada.submit("/start/1", name="Ada K.", town="Épinal")
    ada.submit("/start/1", town="")
    ada.submit("/start/2", done="Vendeuse", when="2001")
    ada.submit("/start/2", when="")

    assert ada.get("/start/1").value_of("#town") == ""
    assert ada.get("/start/2").value_of("#when") == ""
    assert kept(app, ada) == [("identity", "Ada K."), ("job", "Vendeuse")]


def test_what_was_told_elsewhere_since_stays(app: Flask, ada: Browser) -> None:
    ada.submit("/start/2", done="Vendeuse", when="2001")
    with at_work(app, ada) as work:
        [one] = entries.read_all(work)
    ada.submit(f"/portfolio/{one.id}/edit", when_end="2009")

    ada.submit("/start/2", when="2002")

    with at_work(app, ada) as work:
        [one] = entries.read_all(work)
    assert one.entry.period is not None
    assert (str(one.entry.period.start), str(one.entry.period.end)) == ("2002", "2009")


def test_a_presentation_that_says_more_is_not_wiped_out_with_its_name(
    app: Flask, ada: Browser
) -> None:
    ada.submit("/start/1", name="Ada K.")
    ada.get("/portfolio/add/identity")
    ada.submit(phone="06 00 00 00 00")

    page = ada.submit("/start/1", name="", status=422)

    assert "dit aussi autre chose" in page.text_of("#name-error")
    assert kept(app, ada) == [("identity", "Ada K.")]
