"""Many things: lists go by pages, choices are looked for, and nothing typed is lost meanwhile."""

import gzip
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.handouts import Cv
from portfolio.domain.scribes import Sitting
from portfolio.services import entries, handouts, imports, scribes
from portfolio.web.forms.seeking import MOST
from tests.arrivals import at_work
from tests.browser import Browser
from tests.factories import (
    a_job,
    a_language,
    a_lead,
    a_skill,
    a_training,
    an_action,
    an_interest,
    volunteering,
)
from tests.perf.long_life import long_story
from tests.perf.test_every_page import LIGHT

Plant = Callable[..., list[UUID]]


@pytest.fixture
def plant(app: Flask, citizen: Browser) -> Plant:
    """Puts *many* of something in the person's portfolio, numbered, and gives their ids."""

    def plant(make: Callable[..., Any], many: int, **fields: Any) -> list[UUID]:
        made = [make(title=f"Chose {number}", **fields) for number in range(many)]
        with at_work(app, citizen) as work:
            return entries.add_all(work, made)

    return plant


def documents(app: Flask, citizen: Browser) -> list[Evidence]:
    """The documents as they are kept."""
    with at_work(app, citizen) as work:
        return [one.entry for one in entries.read_all(work) if isinstance(one.entry, Evidence)]


def looking(question: str, words: str) -> dict[str, Any]:
    """What the button beside a question sends."""
    return {f"{question}-sought": words, f"{question}-look": "1"}


def test_a_few_answers_are_all_shown_without_a_search(plant: Plant, citizen: Browser) -> None:
    plant(a_skill, MOST)

    page = citizen.get("/evidence/add")

    assert len(page.select("[name=linked]")) == MOST
    assert not page.select("[name=linked-sought]")


def test_what_is_looked_for_is_found_and_what_was_typed_and_ticked_stays(
    app: Flask, plant: Plant, citizen: Browser
) -> None:
    ids = plant(a_skill, MOST + 20)
    page = citizen.get("/evidence/add")
    assert len(page.select("[name=linked]")) == MOST

    found = citizen.submit(
        "/evidence/add",
        status=422,
        title="Lettre",
        linked=[str(ids[0])],
        **looking("linked", "chose 55"),
    )

    assert found.value_of("[name=title]") == "Lettre"
    assert [box["value"] for box in found.select("[name=linked]")] == [str(ids[0]), str(ids[55])]
    assert "1 réponse contient ces mots." in found.text_of(".fil-seek [role=status]")
    assert not documents(app, citizen)
    citizen.submit(linked=[str(ids[0]), str(ids[55])])
    assert set(documents(app, citizen)[0].linked) == {ids[0], ids[55]}


def test_a_link_that_is_unticked_goes_and_those_out_of_sight_stay(
    app: Flask, plant: Plant, citizen: Browser
) -> None:
    ids = plant(a_skill, MOST + 20)
    with at_work(app, citizen) as work:
        paper = entries.add(work, Evidence(title="Lettre", linked=(ids[1], ids[58])))

    page = citizen.get(f"/evidence/{paper}/edit")
    ticked = [box["value"] for box in page.select("[name=linked][checked]")]
    assert ticked == [str(ids[1]), str(ids[58])]
    citizen.submit(linked=[str(ids[58])])

    assert documents(app, citizen)[0].linked == (ids[58],)


def test_the_enter_key_looks_when_words_are_new_and_saves_otherwise(
    app: Flask, plant: Plant, citizen: Browser
) -> None:
    plant(a_skill, MOST + 1)
    entered: dict[str, Any] = {"unsaved-entered": "1", "title": "Lettre"}
    words: dict[str, Any] = {"linked-sought": "chose 3"}

    citizen.submit("/evidence/add", status=422, **entered, **words)
    assert not documents(app, citizen)
    citizen.submit("/evidence/add", **entered)
    assert len(documents(app, citizen)) == 1


def test_a_project_s_lead_is_found_among_many(plant: Plant, citizen: Browser) -> None:
    ids = plant(a_lead, MOST + 20)

    page = citizen.submit(
        "/portfolio/add/project",
        status=422,
        title="Ouvrir",
        **looking("lead", "chose 57"),
    )

    assert [each["value"] for each in page.select("[name=lead] option")] == ["", str(ids[57])]
    assert page.select("details[open] [name=lead]")


def test_a_cv_keeps_what_has_no_box_and_what_was_changed_before_looking(
    app: Flask, plant: Plant, citizen: Browser
) -> None:
    ids = plant(a_job, MOST + 20)
    with at_work(app, citizen) as work:
        cv = handouts.add(work, Cv(name="Mon CV"))
    url = f"/take-home/cvs/{cv}"
    shown = [str(box["value"]) for box in citizen.get(url).select("[name=entries]")]
    assert len(shown) == MOST
    away = next(str(row) for row in ids if str(row) not in shown)
    number = ids.index(UUID(away))

    citizen.submit(
        url,
        status=422,
        entries=shown[1:],
        **looking("entries", f"chose {number}"),
    )
    citizen.submit(entries=shown[1:])

    with at_work(app, citizen) as work:
        kept = handouts.read(work, Cv, cv).what
    assert set(kept.left_out) == {UUID(shown[0]), UUID(away)}


def test_leads_go_by_pages(plant: Plant, citizen: Browser) -> None:
    plant(a_lead, 60)

    first, second = citizen.get("/leads"), citizen.get("/leads?page=2")

    assert (len(first.select("tbody tr")), len(second.select("tbody tr"))) == (50, 10)
    assert "60 pistes" in first.text_of("#h-phases ~ ol")


def test_titles_as_long_as_they_may_be_make_more_pages(app: Flask, citizen: Browser) -> None:
    with at_work(app, citizen) as work:
        entries.add_all(work, [a_skill(title=long_story(number)[:200]) for number in range(150)])

    pages = [citizen.get(f"/portfolio?page={number}") for number in (1, 2)]

    assert len(gzip.compress(str(pages[0]).encode(), 6)) <= LIGHT
    assert sum(len(page.select("main .fil-list > li")) for page in pages) == 150


def test_the_whole_portfolio_is_cut_by_what_there_is_to_read(
    plant: Plant, citizen: Browser
) -> None:
    stories = {number: long_story(number) for number in range(8)}
    for story in stories.values():
        plant(a_job, 1, story=story)

    pages = [citizen.get("/take-home/portfolio")]
    while following := pages[-1].select("a[rel=next]"):
        assert citizen.response is not None
        assert len(gzip.compress(citizen.response.data, 6)) <= LIGHT
        pages.append(citizen.get(str(following[0]["href"])))

    assert len(pages) == 4
    for story in stories.values():
        assert sum(story in page.said for page in pages) == 1


def test_what_was_typed_for_somebody_is_read_whole_a_few_at_a_time(
    app: Flask, citizen: Browser
) -> None:
    with at_work(app, citizen) as work:
        for number in range(5):
            scribes.write(work, Sitting.begun("Ada", work.now), a_job(story=long_story(number)))

    first, second = citizen.get("/scribe/review"), citizen.get("/scribe/review?page=2")

    assert (len(first.select("section.fil-sheet")), len(second.select("section.fil-sheet"))) == (
        2,
        2,
    )


def test_an_earlier_plan_goes_by_pages_and_says_each_outcome_whole(
    plant: Plant, citizen: Browser
) -> None:
    plant(an_action, 3, status="done", outcome=long_story(1))
    plant(an_action, 60, status="done")
    citizen.get("/plan/close")
    citizen.submit(text="Bilan")
    pages = [citizen.get(citizen.url)]
    while following := pages[-1].select("main a[rel=next]"):
        pages.append(citizen.get(str(following[0]["href"])))

    assert sum(len(page.select("main .fil-list li")) for page in pages) == 63
    assert sum(page.said.count(long_story(1)) for page in pages) == 3


def test_the_boxes_of_a_cv_with_many_parts_are_shared_out(
    app: Flask, plant: Plant, citizen: Browser
) -> None:
    for make in (a_job, a_skill, a_language, an_interest, a_lead, a_training, volunteering):
        plant(make, MOST)
    with at_work(app, citizen) as work:
        cv = handouts.add(work, Cv(name="Mon CV"))

    page = citizen.get(f"/take-home/cvs/{cv}")

    each = [len(part.select("[name=entries]")) for part in page.select(".fil-part")]
    assert set(each) == {17} and "Et 23 autres" in page.said


def test_what_a_file_brings_is_shown_by_its_beginning_and_taken_whole(
    app: Flask, citizen: Browser
) -> None:
    works = [
        {"name": f"Chez {number}", "summary": long_story(number), "highlights": [long_story(-1)]}
        for number in range(50)
    ]
    with at_work(app, citizen) as work:
        batch = imports.preview(work, json.dumps({"work": works}).encode(), "cv.json")

    page = citizen.get(f"/import/{batch}")

    assert citizen.response is not None
    assert len(gzip.compress(citizen.response.data, 6)) <= LIGHT
    assert page.said.count("La suite sera ajoutée aussi.") == 50
    citizen.submit(form=f"form[action='/import/{batch}']")
    with at_work(app, citizen) as work:
        assert {one.entry.story for one in entries.read_all(work)} >= {long_story(49)}


def test_languages_and_tastes_go_by_pages_of_their_own(plant: Plant, citizen: Browser) -> None:
    plant(a_language, 60)
    plant(an_interest, 60)

    page = citizen.get("/portfolio/skills?languages=2")

    assert len(page.select("[aria-labelledby=h-languages] tbody tr")) == 10
    assert len(page.select("[aria-labelledby=h-interests] .fil-list li")) == 50


def test_closing_a_long_plan_keeps_the_words_of_every_page(
    app: Flask, plant: Plant, citizen: Browser
) -> None:
    ids = plant(an_action, 60)
    page = citizen.get("/plan/close")
    first: dict[str, Any] = {str(page.select("input[name^=word-]")[0]["name"]): "Bien"}
    assert len(page.select("p[id^=step-]")) == 50

    more = citizen.submit(status=422, button=("go", "2"), text="Bilan", **first)
    assert len(more.select("p[id^=step-]")) == 10
    asked = more.select("input[name^=word-]:not([type=hidden])")
    last: dict[str, Any] = {str(asked[0]["name"]): "Presque"}
    citizen.submit(**last)

    with at_work(app, citizen) as work:
        plans = [one.entry for one in entries.read_all(work) if isinstance(one.entry, ActionPlan)]
    words = {each.id: each.word for each in plans[0].editions[-1].kept if each.word}
    assert set(words.values()) == {"Bien", "Presque"} and words.keys() <= set(ids)
