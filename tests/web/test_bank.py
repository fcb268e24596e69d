"""The bank through its pages: written by whoever meets people, kept whatever is typed."""

from typing import Any

import pytest
from flask import Flask

from portfolio.domain.bank import Sort
from portfolio.services import banked
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.web import meetings
from tests.web.meetings import Browsers

HELENE = "/bank/new/programme"
LINES = "Le calme\nLe bruit"


@pytest.fixture
def helene(app: Flask, browsers: Browsers) -> Browser:
    return arrivals.a_professional(app, browsers())


def written(app: Flask, browser: Browser, sort: Sort = Sort.PROGRAMME) -> list[banked.Kept]:
    with at_work(app, browser, meetings.structure_of(app, browser)) as work:
        return list(banked.search(work, sort=sort, standing=None).found)


def a_task(text: str, link: str) -> dict[str, Any]:
    return {"tasks-0-text": text, "tasks-0-link": link}


def a_question(number: int, **changes: Any) -> dict[str, Any]:
    given = {"text": "Que préférez-vous ?", "ask": "one", "answers": LINES} | changes
    return {f"questions-{number}-{name}": said for name, said in given.items()}


def test_a_demarche_is_written_read_over_and_let_be_proposed(app: Flask, helene: Browser) -> None:
    page = helene.submit(
        HELENE,
        title="Faire le tour de mes envies",
        why="Pour savoir par où commencer.",
        **a_task("Relire mon CV", "exemple.fr/cv"),
        **a_question(0),
    )
    assert "C’est enregistré comme brouillon" in page.said
    assert "https://exemple.fr/cv" in page.said and "Le calme, Le bruit" in page.said
    page = helene.press("Mettre à disposition de l’équipe")
    assert not page.select("form[action$='/publish']")
    [one] = written(app, helene)
    assert (one.version, one.standing) == (1, "ready")

    helene.get(f"/bank/{one.id}/edit")
    page = helene.submit(title="Le tour de mes envies")
    assert "Version 2" in page.said and "Version 1" in page.said


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"tasks-0-text": "Lire", "tasks-0-link": "javascript:alert(1)"}, "adresse de site"),
        ({"tasks-0-text": "Lire", "tasks-0-link": "http://exemple.fr"}, "https://"),
        ({"tasks-0-text": "x" * 10_000}, "200 signes au plus"),
        (a_question(0, answers="Une seule"), "de 2 à 12 réponses"),
        (a_question(0, ask=""), "nécessaire"),
        ({}, "au moins une tâche ou une question"),
    ],
)
def test_what_is_refused_says_why_beside_it_and_stays_typed(
    app: Flask, helene: Browser, fields: dict[str, Any], told: str
) -> None:
    page = helene.submit(HELENE, status=422, title="Ma démarche <script>", **fields)
    assert told in page.text_of(".fil-errors") and page.value_of("#title") == "Ma démarche <script>"
    assert not written(app, helene)


def test_five_hundred_questions_are_refused_and_nothing_is_written(
    app: Flask, helene: Browser
) -> None:
    helene.get(HELENE)
    many = {name: said for n in range(500) for name, said in a_question(n).items()}
    answer = helene.post(HELENE, {"title": "Trop"} | many)
    assert answer.status_code in {413, 422}
    assert not written(app, helene)


def test_two_colleagues_who_write_at_once_lose_nothing(
    app: Flask, helene: Browser, browsers: Browsers
) -> None:
    sonia = meetings.colleague(app, browsers, helene)
    helene.submit("/bank/new/document", title="Plan des bus", place="Accueil")
    [one] = written(app, helene, Sort.DOCUMENT)
    edit = f"/bank/{one.id}/edit"
    sonia.get(edit)
    helene.submit(edit, place="Hall")
    page = sonia.submit(status=409, place="Étagère")
    assert "Étagère" in str(page.one("#place")["value"]) and "Hall" in page.said
    sonia.submit(form="main form")
    [one] = written(app, helene, Sort.DOCUMENT)
    assert one.what.place == "Étagère"  # type: ignore[union-attr]  # a document has a place


def test_one_of_ours_is_copied_and_then_is_the_structure_s(app: Flask, helene: Browser) -> None:
    helene.get("/bank/shipped")
    page = helene.submit(form="form[action$='/premier-rendez-vous']")
    assert page.value_of("#title") == "Préparer mon premier rendez-vous"
    helene.submit(title="Notre premier rendez-vous")
    assert [one.what.title for one in written(app, helene)] == ["Notre premier rendez-vous"]
    assert "Notre premier" in helene.get("/bank?q=premier+notre").said
    assert "Rien ne correspond" in helene.get("/bank?q=zzz&sort=nimporte&page=-3").said


def test_a_counsellor_does_not_archive_a_referent_does(
    app: Flask, helene: Browser, browsers: Browsers
) -> None:
    sonia = meetings.colleague(app, browsers, helene)
    sonia.submit("/bank/new/action", title="Téléphoner")
    sonia.press("Mettre à disposition de l’équipe")
    [one] = written(app, helene, Sort.ACTION)
    page = sonia.get(f"/bank/{one.id}")
    assert not page.select("form[action$='/archive']")
    assert sonia.post(f"/bank/{one.id}/archive").status_code == 404
    helene.get(f"/bank/{one.id}")
    assert "C’est archivé" in helene.press("Archiver").said
    assert not written(app, helene, Sort.ACTION)
    assert "Téléphoner" in helene.get("/bank?state=archived").said


def test_another_structure_s_bank_is_as_absent_as_none(
    app: Flask, helene: Browser, browsers: Browsers
) -> None:
    """Security test 64: every address of it answers as for an id that never was."""
    helene.submit("/bank/new/action", title="Téléphoner")
    [one] = written(app, helene, Sort.ACTION)
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    other.get("/bank")
    for url in (f"/bank/{one.id}", f"/bank/{one.id}/edit", f"/bank/{one.id}/drop"):
        other.get(url, status=404)
    for act in ("publish", "archive", "back", "duplicate", "drop"):
        assert other.post(f"/bank/{one.id}/{act}").status_code == 404
