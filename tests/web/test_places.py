"""Whoever works in two structures acts for one at a time, and never for the other unknowingly."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from portfolio.domain.structures import Card, Office
from portfolio.services import departures, invitations, members, structures
from portfolio.services.invitations import Guest
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import words
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

SONIA = Guest("Sonia Mougel", Office.COUNSELLOR)


@dataclass(frozen=True, slots=True)
class Both:
    """Sonia works in two structures; a citizen shares with the first alone."""

    meeting: Meeting
    sonia: Browser
    other_id: UUID
    other_host: Browser

    def act_for(self, name: str) -> None:
        """One press, from whatever page."""
        self.sonia.get("/desk/structure")
        self.sonia.press(f"Agir pour {name}")


@pytest.fixture
def both(app: Flask, browsers: Browsers) -> Both:
    meeting = meetings.meeting(app, browsers)
    sonia = meetings.colleague(app, browsers, meeting.counsellor)
    host = arrivals.a_professional(app, browsers(), name="Mission locale")
    other_id = meetings.structure_of(app, host)
    with at_work(app, host, other_id) as work:
        token = invitations.invite(work, SONIA)
    with at_work(app, sonia) as work:
        invitations.take(work, token)
        account_id = work.actor.account_id
    with at_work(app, host, other_id) as work:
        members.confirm(work, account_id)
    return Both(meeting, sonia, other_id, host)


def test_the_header_says_whom_one_acts_for_and_changes_in_one_step(both: Both) -> None:
    page = both.sonia.get("/desk/structure")
    assert "Vous agissez pour CIDFF des Vosges" in words(page.one(".fil-strip"))
    page = both.sonia.press("Agir pour Mission locale")
    assert "Vous agissez pour Mission locale" in words(page.one(".fil-strip"))
    assert "Agir pour CIDFF des Vosges" in words(page.one(".fil-switch"))


def test_68_a_share_of_one_structure_is_nowhere_while_acting_for_the_other(both: Both) -> None:
    """Security test 68: and the page says where it may be, as it would for any address."""
    assert "Sandrine" in both.sonia.get(both.meeting.url).said
    both.act_for("Mission locale")
    page = both.sonia.get(both.meeting.url, status=404)
    assert "Sandrine" not in page.said
    assert "changez de structure" in page.said
    never = both.sonia.get(f"/interviews/{both.other_id}", status=404)
    assert words(page.one("main")) == words(never.one("main"))
    both.act_for("CIDFF des Vosges")
    assert "Sandrine" in both.sonia.get(both.meeting.url).said


def test_68_a_form_left_open_for_one_structure_does_nothing_in_the_other(
    app: Flask, both: Both
) -> None:
    """Security test 68: two tabs, one session; the words typed are given back."""
    page = both.sonia.get(f"{both.meeting.url}/comments")
    form = page.one("main form:has(textarea)")
    token = str(form.select("[name=csrf_token]")[0]["value"])
    name = str(form.select("textarea")[0]["name"])
    both.act_for("Mission locale")
    url = f"{both.meeting.url}/comments"
    sent = {"csrf_token": token, name: "Bonjour Sandrine, à jeudi."}
    headers = {"Referer": f"https://localhost{url}"}
    answer = both.sonia._ask("POST", url, data=sent, headers=headers)
    assert answer.status_code == 400
    page = both.sonia._arrive(400)
    assert "Elle était ouverte pour CIDFF des Vosges" in page.said
    assert page.text_of("#typed") == "Bonjour Sandrine, à jeudi."
    page = both.sonia.press("Agir pour CIDFF des Vosges et rouvrir la page")
    assert both.sonia.url.partition("?")[0] == url
    assert "à jeudi" not in page.said
    again = both.sonia._ask("POST", url, data=sent, headers=headers)
    assert again.status_code == 303  # back where it was made for, the same form does what it says


def test_whoever_is_removed_while_a_page_is_open_keeps_their_words_and_learns_nothing(
    app: Flask, both: Both
) -> None:
    """Acceptance I-01: the words come back, the person's do not; then the desk says why."""
    url = f"{both.meeting.url}/comments"
    page = both.sonia.get(url)
    typed: dict[str, Any] = {str(page.one("main form textarea")["name"]): "À jeudi."}
    sonia_id = meetings.account_of(app, both.sonia)
    with at_work(app, both.meeting.counsellor, both.meeting.structure_id) as work:
        departures.remove(work, sonia_id)
    page = both.sonia.submit(status=404, **typed)
    assert page.text_of("#typed") == "À jeudi."
    assert "Sandrine" not in page.said
    page = both.sonia.get("/desk/")
    assert "Vous n’avez plus accès à CIDFF des Vosges" in page.said
    assert "Mission locale" in words(page.one(".fil-strip"))
    assert not page.select(".fil-switch")


def test_whoever_acts_for_one_structure_only_has_no_choice_to_make(
    app: Flask, professional: Browser
) -> None:
    assert not professional.get("/desk/").select(".fil-switch")
    with at_work(app, professional) as work:
        structures.create(work, Card(name="Relais de Golbey"))
    professional.get("/desk/structure")
    assert professional.get("/desk/").select(".fil-switch")
