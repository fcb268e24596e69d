"""What professionals propose, and what the person answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from portfolio.domain.contributions import ProposedAction, Synthesis
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import Action
from portfolio.domain.sharing import day_of
from portfolio.services import contributions, entries
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


# What comes back -----------------------------------------------------------------------------


def propose(app: Flask, met: Meeting, **changes: Any) -> UUID:
    """An action that the counsellor brings."""
    what = {"what": "Obtenir un accord écrit", "due": PartialDate(2027, 3, 5)} | changes
    with at_work(app, met.counsellor, met.structure_id) as work:
        return contributions.propose(work, met.grant_id, ProposedAction(**what))


def due_of(brought: UUID) -> str:
    """The name of the date asked for on a proposal."""
    return f"p{brought.hex[:8]}-due"


def actions(app: Flask, met: Meeting) -> dict[str, Action]:
    """The citizen's actions, by title."""
    with at_work(app, met.citizen) as work:
        found = (one.entry for one in entries.read_all(work))
        return {one.title: one for one in found if isinstance(one, Action)}


def test_a_proposal_says_what_who_and_when_and_is_accepted(app: Flask, met: Meeting) -> None:
    propose(app, met)
    assert "Une proposition attend votre réponse" in met.citizen.get("/shares").said
    page = met.citizen.get("/shares/proposals")
    assert "Obtenir un accord écrit" in page.said
    assert "Hélène Grandjean" in page.said
    assert "CIDFF des Vosges" in page.said
    yes, no = page.select("main form button")
    assert {"btn"} <= set(yes["class"].split()) & set(no["class"].split())
    page = met.citizen.submit(button=("answer", "yes"))
    assert "Aucune proposition n’attend" in page.said
    kept = actions(app, met)["Obtenir un accord écrit"]
    assert kept.due == PartialDate(2027, 3, 5)
    assert kept.provenance.structure == "CIDFF des Vosges"


def test_a_proposal_is_accepted_for_another_day(app: Flask, met: Meeting) -> None:
    brought = propose(app, met)
    another: dict[str, Any] = {due_of(brought): "04/2027"}
    met.citizen.submit("/shares/proposals", button=("answer", "yes"), **another)
    assert actions(app, met)["Obtenir un accord écrit"].due == PartialDate(2027, 4)


def test_a_day_that_is_none_is_said_on_its_own_proposal(app: Flask, met: Meeting) -> None:
    propose(app, met, what="Une autre action")
    brought = propose(app, met)
    wrong: dict[str, Any] = {due_of(brought): "2014-19-39"}
    page = met.citizen.submit("/shares/proposals", status=422, button=("answer", "yes"), **wrong)
    assert page.texts(".invalid-feedback") == [page.text_of(f"#{due_of(brought)}-error")]
    assert "Obtenir un accord écrit" not in actions(app, met)


def test_a_proposal_is_declined_and_nothing_is_added(app: Flask, met: Meeting) -> None:
    propose(app, met)
    page = met.citizen.submit("/shares/proposals", button=("answer", "no"))
    assert "Rien n’est ajouté à votre fil" in page.said
    assert "Obtenir un accord écrit" not in actions(app, met)
    assert "Refusée" in met.citizen.get(f"/shares/{met.grant_id}").said


def test_a_proposal_is_answered_once(app: Flask, met: Meeting) -> None:
    brought = propose(app, met)
    met.citizen.submit("/shares/proposals", button=("answer", "no"))
    for answer in ("yes", "no"):
        met.citizen.post(f"/shares/proposals/{brought}", {"answer": answer})
        assert "déjà répondu" in met.citizen._arrive(200).said
    assert "Obtenir un accord écrit" not in actions(app, met)


def test_an_answer_comes_back_to_the_page_it_was_given_on(app: Flask, met: Meeting) -> None:
    brought = propose(app, met)
    data = {"answer": "no", "next": "/thread"}
    assert met.citizen.post(f"/shares/proposals/{brought}", data).location == "/thread"
    other = propose(app, met)
    data = {"answer": "no", "next": "https://elsewhere.example/"}
    answer = met.citizen.post(f"/shares/proposals/{other}", data)
    assert answer.location == "/shares/proposals"


def test_a_synthesis_is_read_and_accepted(app: Flask, met: Meeting) -> None:
    with at_work(app, met.counsellor, met.structure_id) as work:
        page = Synthesis(said="L’employeur hésite.", decided="Écrire.", met_on=day_of(work.now))
        contributions.propose(work, met.grant_id, page)
    shown = met.citizen.get("/shares/proposals")
    assert "L’employeur hésite." in shown.said
    assert not shown.select("main form input:not([type=hidden])")
    met.citizen.submit(button=("answer", "yes"))
    with at_work(app, met.citizen) as work:
        assert "synthesis" in {one.entry.kind for one in entries.read_all(work)}


def test_somebody_elses_proposal_is_the_same_as_none(
    app: Flask, met: Meeting, browsers: Callable[..., Browser]
) -> None:
    brought = propose(app, met)
    stranger = arrivals.a_citizen(browsers(), name="Samir")
    for answer in ("yes", "no"):
        for proposal in (brought, uuid4()):
            sent = stranger.post(f"/shares/proposals/{proposal}", {"answer": answer})
            assert sent.status_code == 404
    assert "Obtenir un accord écrit" in met.citizen.get("/shares/proposals").said
