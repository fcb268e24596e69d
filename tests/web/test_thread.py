"""The first page of a citizen: a thread drawn from what they wrote, and nothing they did not."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.entries.certificate import Certificate
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.moment import Moment
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.entries.training import Training
from portfolio.domain.entries.volunteering import Volunteering
from portfolio.domain.sections import Section
from portfolio.services import entries
from portfolio.web.thread import weaving
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.page import words
from tests.web import meetings

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
NOTHING = "Rien de prévu pour l’instant."


@pytest.fixture
def sandrine(app: Flask, browsers: Callable[..., Browser], clock: Clock) -> Browser:
    """Somebody at her browser, on 20 November 2026."""
    clock.moment = NOON
    return arrivals.a_citizen(browsers(), name="Sandrine Thiébaut")


def live(app: Flask, browser: Browser, *life: Entry) -> None:
    with at_work(app, browser) as work:
        entries.add_all(work, life)


def a_job(title: str, **when: object) -> Job:
    return Job.model_validate({"title": title, "when": when})


def an_action(title: str, due: str = "", **more: object) -> Action:
    return Action.model_validate({"title": title, "due": due or None, **more})


def titles(browser: Browser, url: str = "/thread") -> list[str]:
    return browser.get(url).texts(".fil-thread h3")


def test_a_stranger_is_asked_to_sign_in(browser: Browser) -> None:
    browser.get("/thread")

    assert browser.url.startswith("/account/sign-in")


def test_b11_an_empty_thread_proposes_one_small_step(sandrine: Browser) -> None:
    """B-11: one next step, where to take it, and no picture of emptiness."""
    page = sandrine.get("/thread")

    [step] = page.select("main a.btn-primary")
    assert step["href"] == "/start"
    assert page.one("main .fil-state a[href='/import']") and page.one(
        "main a[href='/portfolio/add']"
    )
    assert page.text_of("h1") == "Bonjour Sandrine Thiébaut"
    assert not page.select(".fil-thread")


def test_b11_an_empty_thread_leads_to_what_was_written_beside_it(
    app: Flask, sandrine: Browser
) -> None:
    links = "main a[href='/portfolio'], main a[href='/plan']"
    assert not sandrine.get("/thread").select(links)

    live(app, sandrine, an_action("Appeler"))

    page = sandrine.get("/thread")
    assert "Votre fil commence ici" in page.said
    assert [str(one["href"]) for one in page.select(links)] == ["/portfolio", "/plan"]


def test_the_thread_is_drawn_from_what_was_written(app: Flask, sandrine: Browser) -> None:
    live(
        app,
        sandrine,
        a_job("Couturière", start="2004", end="2016"),
        Moment.model_validate(
            {"title": "L’atelier ferme", "nature": "transition", "when": {"end": "2016-10"}}
        ),
        Certificate(title="CléA", issued=PartialDate(2017, 5)),
        Moment.model_validate({"title": "Congé", "nature": "family", "when": {"start": "2009"}}),
        Project(title="Devenir soignante", target=PartialDate(2028)),
        an_action("Entrer en formation", "2027-09-06"),
    )

    page = sandrine.get("/thread")

    kinds = [row["class"].split() for row in page.select(".fil-thread > li")]
    assert kinds == [
        ["is-goal"],
        ["is-action"],
        ["is-today"],
        ["is-bead"],
        ["is-loop"],
        ["is-event"],
        ["is-small"],
        ["is-origin"],
    ]
    assert page.text_of(".is-bead .is-mira") == "Certificat"
    assert page.text_of(".is-action time") == "6 septembre 2027"
    assert page.value_of(".is-action time", "datetime") == "2027-09-06"
    assert "Votre fil compte 4 étapes." in page.said


def test_the_drawing_says_nothing_and_the_list_says_everything(
    app: Flask, sandrine: Browser
) -> None:
    live(app, sandrine, a_job("Couturière", start="2004", end="2016"))

    page = sandrine.get("/thread")

    for drawing in page.select(".fil-svg svg"):
        assert drawing["aria-hidden"] == "true" and not words(drawing)
    assert page.one("ol.fil-thread")["aria-label"]


def test_the_oldest_may_come_first(app: Flask, sandrine: Browser) -> None:
    live(app, sandrine, a_job("Une", start="2001"), a_job("Deux", start="2012"))

    assert titles(sandrine) == ["Deux", "Une"]
    assert titles(sandrine, "/thread?order=oldest") == ["Une", "Deux"]
    assert sandrine.page is not None and sandrine.page.select(".is-origin_start")
    assert titles(sandrine, "/thread?order=nonsense") == ["Deux", "Une"]


def test_what_has_no_date_yet_waits_beside_the_thread(app: Flask, sandrine: Browser) -> None:
    live(app, sandrine, Volunteering(title="Distribution", organisation="Secours populaire"))

    page = sandrine.get("/thread")

    assert "Distribution" in page.text_of("section[aria-labelledby=h-undated]")
    assert "Votre fil compte 1 étape." in page.said


def test_a_gap_is_never_flagged(app: Flask, sandrine: Browser) -> None:
    """B-05: between two jobs nothing is said, counted or drawn."""
    live(
        app,
        sandrine,
        a_job("Une", start="2001", end="2002"),
        a_job("Deux", start="2019", end="2020"),
    )

    page = sandrine.get("/thread")

    rows = [row["class"].split() for row in page.select(".fil-thread > li")]
    assert rows == [["is-today"], ["is-event"], ["is-event"], ["is-origin"]]
    assert not any(word in page.said for word in ("trou", "manque", "inactiv"))


def test_the_next_three_actions_come_first(app: Flask, sandrine: Browser) -> None:
    live(
        app,
        sandrine,
        an_action("Plus tard", "2027-09"),
        an_action("Demander l’accord", "2026-11-27", who=Who.STRUCTURE, who_name="Fongecif"),
        an_action("Immersion", "2026-12-07"),
        an_action("Dossier", "2027-01-15"),
        an_action("Déjà fait", "2026-10", status=ActionStatus.DONE),
        an_action("Oublié", "2026-11-01"),
    )

    page = sandrine.get("/thread")

    assert page.texts(".fil-next a") == ["Oublié", "Demander l’accord", "Immersion"]
    assert page.texts(".fil-next .fil-due") == [
        "dimanche 1er novembre (en retard)",
        "vendredi 27 novembre",
        "lundi 7 décembre",
    ]
    assert len(page.select(".fil-due.is-soon")) == 2
    assert "Fongecif" in page.texts(".fil-next li")[1]
    assert page.value_of("progress", "max") == "6"


def test_without_a_plan_nothing_is_asked(app: Flask, sandrine: Browser) -> None:
    live(app, sandrine, a_job("Une", start="2001"))

    page = sandrine.get("/thread")

    assert NOTHING in page.said and not page.select("progress")


def test_what_is_dropped_or_paused_does_not_pull_the_thread(app: Flask, sandrine: Browser) -> None:
    live(
        app,
        sandrine,
        Project(title="En pause", status=ProjectStatus.PAUSED),
        an_action("Laissée", "2027-01", status=ActionStatus.DROPPED, dropped_reason="Trop loin"),
        a_job("Une", start="2001"),
    )

    assert titles(sandrine) == ["Une"]


def test_a_long_life_is_read_page_by_page_and_nothing_is_skipped(
    app: Flask, sandrine: Browser
) -> None:
    jobs = [a_job(f"Mission {n}", start=f"{1990 + n // 12}-{1 + n % 12:02}") for n in range(130)]
    live(app, sandrine, *jobs)

    pages = [titles(sandrine, f"/thread?page={number}") for number in (1, 2, 3)]

    assert [len(each) for each in pages] == [weaving.PAGE, weaving.PAGE, 10]
    assert pages[0] + pages[1] + pages[2] == [f"Mission {n}" for n in reversed(range(130))]
    first, last = sandrine.get("/thread"), sandrine.get("/thread?page=3")
    assert first.select(".is-today") and not first.select(".is-origin")
    assert last.select(".is-origin") and not last.select(".is-today")
    assert first.one("a[rel=next]")["href"] == "/thread?order=recent&page=2"


@pytest.mark.parametrize("page", ["0", "-4", "99", "x", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(
    app: Flask, sandrine: Browser, page: str
) -> None:
    live(app, sandrine, a_job("Une", start="2001"))

    assert titles(sandrine, f"/thread?page={page}") == ["Une"]


def test_the_list_is_the_thread_in_words(app: Flask, sandrine: Browser) -> None:
    live(
        app,
        sandrine,
        a_job("Couturière", start="1998", end="1998"),
        Moment.model_validate({"title": "Congé", "private": True, "when": {"start": "2009"}}),
        Volunteering(title="Distribution"),
    )

    page = sandrine.get("/thread/list")

    assert page.texts("article h2")[:2] == ["Congé", "Couturière"]
    assert "1998" in page.said and "Distribution" in page.said
    assert "Aujourd’hui, 20 novembre 2026" in page.said.replace("\u00a0", " ")
    assert not page.select("article .fil-svg")
    without = sandrine.get("/thread/list?private=without")
    assert "Congé" not in without.said and "Couturière" in without.said


def test_who_sees_what_is_on_the_first_page(app: Flask, browsers: Callable[..., Browser]) -> None:
    met = meetings.meeting(app, browsers, sections=(Section.PATH, Section.PLAN))
    met.counsellor.get(met.url)

    page = met.citizen.get("/thread")

    assert page.texts("#h-seen ~ ul h3") == ["CIDFF des Vosges"]
    assert "Mon parcours, Mon plan d’action" in page.said
    assert "Dernière visite : Hélène Grandjean, CIDFF des Vosges" in page.said.replace(
        "\u00a0", " "
    )
    assert "Vu par CIDFF des Vosges" in page.text_of("li.is-event")
    assert "CIDFF des Vosges" in page.text_of("li.is-strand")


def test_what_a_structure_was_not_given_is_not_marked_as_seen(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    met = meetings.meeting(app, browsers, sections=(Section.SKILLS,))

    assert "Vu par" not in met.citizen.get("/thread").text_of("li.is-event")


def test_a_share_that_ended_leaves_its_strand_and_no_reader(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    met = meetings.meeting(app, browsers, sections=(Section.PATH,))
    meetings.revoke(app, met.citizen, met.grant_id)

    page = met.citizen.get("/thread")

    assert "a vu une partie de votre fil" in page.text_of("li.is-strand")
    assert "Personne d’autre que vous ne peut lire votre fil." in page.said
    assert "Vu par" not in page.said


def test_somebody_elses_life_is_nowhere(
    app: Flask, sandrine: Browser, browsers: Callable[..., Browser]
) -> None:
    live(app, sandrine, a_job("Couturière", start="2004"))
    karim = arrivals.a_citizen(browsers(), name="Karim")

    for url in ("/thread", "/thread/list", "/portfolio", "/portfolio/skills"):
        assert "Couturière" not in karim.get(url).said


def test_what_was_gained_is_named_for_what_it_is(app: Flask, sandrine: Browser) -> None:
    live(
        app,
        sandrine,
        Certificate.model_validate({"title": "BEP", "level": 3, "issued": "2003"}),
        Certificate(title="Prix", distinction=True, issued=PartialDate(2002)),
        Training.model_validate({"title": "CAP", "outcome": "certified", "when": {"end": "2001"}}),
    )

    tags = sandrine.get("/thread").texts(".is-bead .is-mira")

    assert tags == ["Diplôme", "Distinction", "Diplôme ou titre obtenu"]


def test_a_long_story_is_begun_here_and_read_on_its_page(app: Flask, sandrine: Browser) -> None:
    job = a_job("Agente", start="2001")
    live(app, sandrine, job.changed(story="Un mot après l’autre. " * 60))

    page = sandrine.get("/thread")

    assert page.texts("li.is-event p")[1].endswith("…")
    link = page.one("li.is-event h3 a")
    assert sandrine.get(str(link["href"])).said.count("Un mot après l’autre.") == 60
