"""A meeting prepared and a démarche followed, on the pages of both sides."""

from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from portfolio.domain import bank as domain
from portfolio.domain.preparing import Followed, Preparation, Preparing
from portfolio.services import bank, handouts, imports, journal
from portfolio.services.boxes import portfolio_of
from portfolio.services.proposals import Fate
from tests import arrivals
from tests.arrivals import at_work
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

ASK = "Ai-je droit à une aide pour le permis ?"
AVOID = "Ma séparation"
LONG = "é" * 10_000
SHOW = "form[action$='/show']"


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def prepare(met: Meeting, **said: Any) -> str:
    """She prepares a meeting; the address of its sheet."""
    met.citizen.get("/preparing")
    met.citizen.submit(form="form[action*='/meetings/with/']")
    met.citizen.submit(**{"questions": ASK, "avoid": AVOID} | said)
    return met.citizen.url


def ready(app: Flask, met: Meeting, name: str = "ce-qui-compte") -> UUID:
    """A démarche of ours in the structure's bank."""
    with at_work(app, met.counsellor, met.structure_id) as work:
        return bank.add(work, domain.shipped()[name], ready=True)


def follow(app: Flask, met: Meeting) -> str:
    """The counsellor sends one, she says yes; its address."""
    item = ready(app, met)
    met.counsellor.submit(f"{met.url}/programmes/new/{item}", message="J’ai pensé à vous.")
    met.citizen.submit("/shares/proposals", form="main form", button=("answer", "yes"))
    return met.citizen.url.partition("?")[0]


def acts(app: Flask, met: Meeting) -> set[str]:
    with at_work(app, met.citizen) as work:
        return {line.act for line in journal.read(work, portfolio_of(work), others=False)}


def test_her_questions_are_hers_then_at_the_top_of_the_interview_then_hers_again(
    app: Flask, met: Meeting
) -> None:
    """Acceptance: the preparation is private, shown, and taken back, each time by her choice."""
    sheet = prepare(met)
    assert ASK not in met.counsellor.get(met.url).said
    page = met.citizen.submit(sheet, form=SHOW)
    assert "C’est montré" in page.said
    page = met.counsellor.get(met.url)
    assert ASK in page.text_of("#preparation-shown") and AVOID not in page.said
    page = met.counsellor.get(f"{met.url}/preparations")
    assert ASK in page.said and AVOID not in page.said
    assert {"preparation.shown", "preparation.read"} <= acts(app, met)
    met.citizen.submit(sheet, form="form[action$='/hide']")
    assert ASK not in met.counsellor.get(met.url).said
    assert "ne montre pas" in met.counsellor.get(f"{met.url}/preparations").said


def test_what_is_not_to_be_spoken_of_is_said_only_when_ticked(met: Meeting) -> None:
    sheet = prepare(met, avoid_shown=True, items=[str(met.ids["skill"])])
    met.citizen.submit(sheet, form=SHOW)
    said = met.counsellor.get(met.url).text_of("#preparation-shown")
    assert "À ne pas aborder" in said and AVOID in said and "Informer et rassurer" in said


def test_ten_thousand_signs_and_script_are_kept_as_typed(app: Flask, met: Meeting) -> None:
    sheet = prepare(met, questions=LONG, more="<script>alert(1)</script> 🦊 مرحبا")
    page = met.citizen.get(sheet)
    assert LONG in page.said and "<script>alert(1)</script> 🦊 مرحبا" in page.said
    assert not page.select("main article script")


def test_two_windows_on_a_preparation_show_both_texts(met: Meeting) -> None:
    sheet = prepare(met)
    edit = sheet.removesuffix("/read")
    met.citizen.get(edit)
    other = met.citizen.page
    met.citizen.submit(questions="Une autre question")
    met.citizen.page, met.citizen.url = other, edit
    page = met.citizen.submit(status=409, questions="Et la mienne")
    assert "Une autre question" in page.said and "Et la mienne" in page.said


def test_a_demarche_is_sent_followed_and_answered_when_she_chooses(
    app: Flask, met: Meeting
) -> None:
    """Acceptance: nothing travels before she sends it, and she sees exactly what goes."""
    url = follow(app, met)
    page = met.citizen.get(url)
    assert "J’ai pensé à vous." in page.said
    state = f"{met.url}/programmes"
    assert "Reçue par la personne" in met.counsellor.get(state).said

    page = met.citizen.submit(url, q0="Assez", q7="Au jardin.", done=["0"], tells=True)
    assert "Rien n’est envoyé" in page.said
    assert "Commencée" in met.counsellor.get(state).said
    page = met.citizen.submit(url, form="main form[data-module]", button=("then", "send"))
    assert "Au jardin." in page.said and "Rien n’est encore parti" in page.said
    assert "Au jardin." not in met.counsellor.get(state).said
    met.citizen.submit(form="form[action$='/send']")
    page = met.counsellor.get(state)
    answers = str(page.select("#sent-title + ul a")[0]["href"])
    assert "Au jardin." in met.counsellor.get(answers).said
    assert {"contribution.accepted", "programme.sent", "programme.read"} <= acts(app, met)

    met.citizen.submit(url, form="form[action$='/take-back']")
    met.counsellor.get(answers, status=404)
    met.citizen.submit(url, form="form[action$='/stop']")
    page = met.citizen.submit(url, form="main form[data-module]", q7="Encore ?")
    assert "Vous avez arrêté cette démarche" in page.said
    meetings.revoke(app, met.citizen, met.grant_id)
    met.counsellor.get(state, status=404)
    assert "Au jardin." in met.citizen.get(url).said


def test_two_windows_on_a_demarche_lose_no_answer(app: Flask, met: Meeting) -> None:
    url = follow(app, met)
    met.citizen.get(url)
    other = met.citizen.page
    met.citizen.submit(q7="D’abord ceci")
    met.citizen.page, met.citizen.url = other, url
    page = met.citizen.submit(status=409, q7="Puis cela")
    assert "D’abord ceci" in page.said and page.one("#q7").text.strip() == "Puis cela"
    met.citizen.submit(form="main form[data-module]")
    assert "Puis cela" in met.citizen.get(url).said


def test_an_answer_too_long_or_not_offered_is_not_kept(app: Flask, met: Meeting) -> None:
    url = follow(app, met)
    page = met.citizen.submit(url, status=422, q7="é" * 10_001)
    assert "10 000 signes au plus" in page.text_of(".fil-errors")
    met.citizen.get(url)
    met.citizen.post(url, {"rev": "1", "q0": "Passionnément", "done": "77", "q7": LONG})
    with at_work(app, met.citizen) as work:
        [kept] = handouts.read_all(work, Followed)
    assert kept.what.said(0) == () and kept.what.done == () and kept.what.said(7) == (LONG,)


def test_she_declines_and_nothing_else_happens(app: Flask, met: Meeting) -> None:
    item = ready(app, met)
    met.counsellor.submit(f"{met.url}/programmes/new/{item}", form="main form[data-module]")
    assert "démarche vous est proposée" in met.citizen.get("/preparing").said
    assert "Une proposition attend votre réponse" in met.citizen.get("/thread").said
    met.citizen.submit("/shares/proposals", form="main form", button=("answer", "no"))
    assert "Pas suivie" in met.counsellor.get(f"{met.url}/programmes").said
    with at_work(app, met.citizen) as work:
        assert not handouts.read_all(work, Preparing)


def test_a_share_without_the_right_and_a_draft_send_nothing(app: Flask, browsers: Browsers) -> None:
    """Security test 65: what the share does not allow is as absent as none."""
    met = meetings.meeting(app, browsers, rights=("read",))
    item = ready(app, met)
    met.counsellor.get(met.url)
    for url in (f"{met.url}/programmes", f"{met.url}/programmes/new/{item}"):
        met.counsellor.get(url, status=404)
    assert met.counsellor.post(f"{met.url}/programmes/new/{item}").status_code == 404


def test_k_01_what_she_prepared_comes_back_with_everything_else(
    app: Flask, met: Meeting, browsers: Browsers
) -> None:
    """Acceptance K-01: preparations and démarches leave and come back, word for word."""
    prepare(met)
    url = follow(app, met)
    met.citizen.submit(url, q7="Au jardin.")
    content = bytes(met.citizen._ask("GET", "/take-home/archive.zip").data)
    with at_work(app, met.citizen) as work:
        before = [one.what for one in handouts.read_all(work, Preparing)]
    newcomer = _taken_in(app, browsers, content)
    assert {type(one) for one in before} == {Preparation, Followed}
    told = [one.model_dump(exclude={"items"}) for one in before]
    assert [one.model_dump(exclude={"items"}) for one in newcomer] == told


def _taken_in(app: Flask, browsers: Browsers, content: bytes) -> list[Preparing]:

    other = arrivals.a_citizen(browsers(), name="Sandrine, ailleurs")
    other.submit("/import", files={"file": (BytesIO(content), "tout.zip")})
    with at_work(app, other) as work:
        [batch] = imports.read_past(work)
        count = len(batch.batch.items)
        imports.confirm(work, batch.id, dict.fromkeys(range(count), Fate.ADD))
        return [one.what for one in handouts.read_all(work, Preparing)]
