"""What is done inside an experience: told in plain questions, named as skills, never lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from portfolio.domain.entries import KINDS
from portfolio.domain.entries.activity import MOST, Activity
from portfolio.domain.entries.job import Job
from portfolio.services import entries
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import Page

LONG = "é" * 10_000


@pytest.fixture
def citizen(browsers: Callable[..., Browser]) -> Browser:
    return arrivals.a_citizen(browsers())


def lives(app: Flask, browser: Browser, **more: Any) -> str:
    """A job of *browser*'s; the address of its page."""
    with at_work(app, browser) as work:
        entry_id = entries.add(work, Job.model_validate({"title": "Cantinière"} | more))
    return f"/portfolio/{entry_id}"


def tell(browser: Browser, address: str, status: int = 200, **answers: Any) -> Page:
    given = {"what": "Je prépare les plateaux"} | answers
    return browser.submit(f"{address}/activities/add", status=status, **given)


def told(page: Page) -> list[str]:
    return page.texts("article h3")


def proposed(page: Page) -> list[str]:
    return [str(each["value"]) for each in page.select("[name=title]")]


def skills(browser: Browser) -> list[str]:
    return browser.get("/portfolio/skills").texts("tbody th a")


def test_an_activity_is_told_question_by_question(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen)
    answers: dict[str, Any] = {
        "volume": "Chaque midi",
        "tools": "Un chariot\nUn four",
        "autonomy": "organising",
        "people": "Des enfants",
        "difficulty": "Une panne.",
        "result": "Tout le monde a mangé.",
        "rules": "L’hygiène",
        "proof": "Le planning",
    }

    page = tell(citizen, address, **answers)

    assert told(page) == ["Je prépare les plateaux"]
    for answer in (
        "Chaque midi",
        "Un four",
        "J’organise aussi le travail des autres",
        "Le planning",
    ):
        assert answer in page.text_of("article")


def test_several_are_told_one_after_the_other(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen)

    citizen.submit(f"{address}/activities/add", button=("answer", "another"), what="Je range")
    assert citizen.url.partition("?")[0].endswith("/activities/add")
    page = citizen.submit(what="Je lave")

    assert told(page) == ["Je range", "Je lave"]


def test_a_line_of_the_entry_can_be_told_further(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen, tasks=["Je range", "Je compte"])

    page = citizen.get(f"{address}/activities/add?line=2")
    assert page.value_of("#what") == "Je compte"
    assert citizen.get(f"{address}/activities/add?line=9").value_of("#what") == ""

    assert told(citizen.submit(f"{address}/activities/add?line=2", result="Juste.")) == [
        "Je compte"
    ]


def test_an_activity_changes_and_the_entry_keeps_the_rest(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen, town="Golbey")
    tell(citizen, address)
    link = citizen.get(address).select("article p a")[0]

    page = citizen.submit(str(link["href"]), what="Je prépare les repas", result="Bon.")

    assert told(page) == ["Je prépare les repas"]
    assert "Golbey" in page.said
    page = citizen.submit(f"{address}/edit", town="Épinal")
    assert told(page) == ["Je prépare les repas"]


def test_a_button_pressed_twice_tells_it_once(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen)
    form = citizen.get(f"{address}/activities/add")
    sent = {"id": form.value_of("[name=id]"), "what": "Je range"}

    for _ in range(2):
        assert citizen.post(f"{address}/activities/add", sent).status_code == 303

    assert told(citizen.get(address)) == ["Je range"]


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"what": "  "}, "what"),
        ({"what": "a" * 201}, "what"),
        ({"result": LONG}, "result"),
        ({"tools": "x\n" * 101}, "tools"),
        ({"autonomy": "alone", "volume": "b" * 201}, "volume"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_question_and_nothing_is_lost(
    app: Flask, citizen: Browser, answers: dict[str, Any], wrong: str
) -> None:
    address = lives(app, citizen)
    mark = citizen.get(f"{address}/activities/add").value_of("[name=id]")

    page = citizen.submit(status=422, **({"what": "Je range", "difficulty": "🧶 عربي"} | answers))

    assert page.text_of(f"#{wrong}-error")
    assert page.text_of("#difficulty") == "🧶 عربي"
    assert page.value_of("[name=id]") == mark
    assert told(citizen.get(address)) == []


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "أطبخ للعائلة", "🧶 Je tricote", "100 % (%(x)s)"]
)
def test_every_script_is_shown_as_it_was_typed(app: Flask, citizen: Browser, words: str) -> None:
    address = lives(app, citizen)

    page = tell(citizen, address, what=words, difficulty=words)

    assert told(page) == [words]
    assert not page.select("main article script")


def test_beyond_the_last_one_the_page_says_so_and_keeps_what_was_typed(
    app: Flask, citizen: Browser
) -> None:
    many = [Activity(id=UUID(int=rank), what=f"Je fais {rank}") for rank in range(MOST - 1)]
    address = lives(app, citizen, activities=many)
    citizen.get(f"{address}/activities/add")
    tab = {"what": "Je range", "result": "Bien."}
    assert citizen.post(f"{address}/activities/add", tab).status_code == 303

    page = citizen.submit(status=422, what="Je lave")

    assert f"{MOST} activités au plus" in page.text_of(".fil-errors")
    assert page.value_of("#what") == "Je lave"
    assert not citizen.get(address).select("a[href$='/activities/add']")


def test_two_tabs_both_texts_are_shown(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen, activities=[Activity(id=UUID(int=1), what="Je range")])
    page = f"{address}/activities/{UUID(int=1)}"
    stale = citizen.get(page).value_of("[name=seen]")
    citizen.submit(page, result="Net.")

    page_ = citizen.submit(page, status=409, seen=stale, what="Je trie", result="")

    assert page_.value_of("#what") == "Je trie"
    assert page_.texts("blockquote") == ["Je range", "Net."]
    assert told(citizen.get(address)) == ["Je range"]
    citizen.submit(page, status=409, seen=stale, what="Je trie", result="")
    citizen.press("Enregistrer")
    assert told(citizen.get(address)) == ["Je trie"]


def test_another_tab_that_changed_the_rest_of_the_entry_disturbs_nobody(
    app: Flask, citizen: Browser
) -> None:
    address = lives(app, citizen, activities=[Activity(id=UUID(int=1), what="Je range")])
    stale = citizen.get(f"{address}/activities/{UUID(int=1)}").value_of("[name=seen]")
    citizen.submit(f"{address}/edit", town="Nancy")

    page = citizen.submit(f"{address}/activities/{UUID(int=1)}", seen=stale, what="Je trie")

    assert told(page) == ["Je trie"] and "Nancy" in page.said


def test_what_was_removed_in_another_tab_comes_back_with_what_was_typed(
    app: Flask, citizen: Browser
) -> None:
    address = lives(app, citizen, activities=[Activity(id=UUID(int=1), what="Je range")])
    page = f"{address}/activities/{UUID(int=1)}"
    seen = citizen.get(page).value_of("[name=seen]")
    assert citizen.post(f"{page}/remove").status_code == 303

    assert citizen.post(page, {"seen": seen, "what": "Je range encore"}).status_code == 303

    assert told(citizen.get(address)) == ["Je range encore"]
    citizen.get(f"{address}/activities/{uuid4()}", status=404)


def test_a_former_telling_is_among_the_versions_in_words(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen, tasks=["Je lave"])
    tell(citizen, address, result="Propre.")
    page = citizen.get(address).select("article p a")[0]
    citizen.submit(str(page["href"]), result="Impeccable.")
    citizen.press("Aucune de ces compétences")

    said = citizen.get(f"{address}/versions").said

    assert "Activités" in said and "Compétences déjà proposées" in said
    assert "weighed" not in said and "rank" not in said
    version = citizen.get(f"{address}/versions/2")
    assert "Qu’est-ce que cela a donné ? Propre." in version.said
    assert "Impeccable." in version.said


def test_an_activity_leaves_after_a_question_that_names_it(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen, activities=[Activity(id=UUID(int=1), what="Je range")])

    page = citizen.get(f"{address}/activities/{UUID(int=1)}/remove")
    assert page.text_of("h1") == "Retirer « Je range » ?"
    page = citizen.press("Retirer")

    assert told(page) == []
    assert "« Je range » est retiré." in page.said


def test_b07_removing_an_entry_names_it_and_says_what_becomes_of_the_rest(
    app: Flask, citizen: Browser
) -> None:
    """Acceptance B-07: the question names the entry, its activities, skills and documents."""
    address = lives(app, citizen, activities=[Activity(id=UUID(int=1), what="Je range")])
    link = address.rsplit("/", 1)[-1]
    for kind, title in (("skill", "Ranger"), ("evidence", "Attestation")):
        with at_work(app, citizen) as work:
            entries.add(work, KINDS[kind].model_validate({"title": title, "linked": [link]}))

    page = citizen.get(f"{address}/remove")

    assert page.text_of("h1") == "Supprimer « Cantinière » ?"
    for told_ in ("L’activité racontée ici", "1 compétence y est reliée", "1 document l’appuie"):
        assert told_ in page.said
        assert told_ in citizen.get(address).text_of("#remove")
    citizen.submit(f"{address}/remove")
    assert "Attestation" in citizen.get("/portfolio").said
    assert skills(citizen) == ["Ranger"]


def test_skills_are_proposed_from_what_was_told_and_none_is_made_alone(
    app: Flask, citizen: Browser
) -> None:
    address = lives(app, citizen, tasks=["Je tiens la caisse"])

    page = tell(citizen, address)

    assert proposed(page) == ["Tenir la caisse", "Préparer les plateaux"]
    assert skills(citizen) == []


def test_a_proposal_becomes_a_linked_skill_in_the_words_its_owner_leaves(
    app: Flask, citizen: Browser
) -> None:
    address = lives(app, citizen, tasks=["Je tiens la caisse", "Je range"])
    citizen.get(address)

    page = citizen.submit(title="Tenir une caisse")

    assert proposed(page) == ["Ranger"]
    assert "Tenir une caisse" in page.text_of("main")
    assert skills(citizen) == ["Tenir une caisse"]
    assert "Cantinière" in citizen.get("/portfolio/skills").text_of("tbody tr")


def test_a_skill_that_exists_is_linked_and_not_doubled(app: Flask, citizen: Browser) -> None:
    one, other = lives(app, citizen, tasks=["Je range"]), lives(app, citizen, tasks=["Je range"])
    for address in (one, other, other):
        citizen.get(address)
        sent = {"name": "Ranger", "title": "Ranger"}
        assert citizen.post(f"{address}/activities/skills", sent).status_code == 303

    assert skills(citizen) == ["Ranger"]
    assert citizen.get(one).texts("#h-linked + ul li") == ["Ranger"]
    assert citizen.get(other).texts("#h-linked + ul li") == ["Ranger"]


def test_words_that_say_more_than_needed_are_asked_about_before_they_are_kept(
    app: Flask, citizen: Browser
) -> None:
    address = lives(app, citizen, tasks=["Je range"])
    citizen.get(address)

    page = citizen.submit(status=422, title="Ranger malgré ma dépression")

    assert page.value_of("#skill-1") == "Ranger malgré ma dépression"
    assert skills(citizen) == []
    citizen.get(address)
    citizen.submit(status=422, title="Ranger malgré ma dépression")
    citizen.press("Garder mes mots")
    assert skills(citizen) == ["Ranger malgré ma dépression"]


@pytest.mark.parametrize("title", [" ", "a" * 201])
def test_a_proposal_that_cannot_be_kept_says_why_and_keeps_the_words(
    app: Flask, citizen: Browser, title: str
) -> None:
    address = lives(app, citizen, tasks=["Je range", "Je lave"])
    citizen.get(address)

    page = citizen.submit(status=422, title=title)

    assert page.text_of("#skill-1-error")
    assert page.value_of("#skill-1") == title
    assert proposed(page)[1] == "Laver"
    assert skills(citizen) == []


def test_all_are_declined_at_once_and_that_is_remembered(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen, tasks=["Je range", "Je lave"])
    citizen.get(address)

    page = citizen.press("Aucune de ces compétences")

    assert proposed(page) == []
    assert skills(citizen) == []
    tell(citizen, address, what="Je range.")
    assert proposed(tell(citizen, address, what="Je compte")) == ["Compter"]
    assert citizen.post(f"{address}/activities/skills/decline").status_code == 303
    citizen.get(address)
    page = citizen.press("Revoir les compétences proposées")
    assert proposed(page) == ["Ranger", "Laver", "Compter"]


def test_one_is_declined_and_the_others_stay(app: Flask, citizen: Browser) -> None:
    address = lives(app, citizen, tasks=["Je range", "Je lave"])

    citizen.post(f"{address}/activities/skills/decline", {"name": "Ranger"})

    assert proposed(citizen.get(address)) == ["Laver"]


@pytest.mark.parametrize(
    "path", ["add", "skills", "skills/decline", "skills/again", str(UUID(int=7))]
)
def test_what_is_not_yours_or_holds_no_activity_is_not_there(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser], path: str
) -> None:
    address = lives(app, citizen)
    stranger = arrivals.a_citizen(browsers(), name="Karim")
    sent = {"what": "Je range", "title": "Ranger", "name": "Ranger"}

    assert stranger.post(f"{address}/activities/{path}", sent).status_code == 404
    citizen.submit("/portfolio/add/certificate", title="CléA")
    links = citizen.get("/portfolio").select("main li a[href^='/portfolio/']")
    [other] = [link for link in links if link.text == "CléA"]
    assert citizen.post(f"{other['href']}/activities/{path}", sent).status_code == 404
    assert told(citizen.get(address)) == []
