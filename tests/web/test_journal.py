"""Who looked, and when: the journal that a citizen reads, sifts and takes away."""

import csv
import io
import re

import pytest
from flask import Flask

from portfolio.domain.contributions import ProposedAction
from portfolio.domain.structures import Office
from portfolio.services import contributions, grants
from portfolio.services.invitations import Guest
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.page import Page
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def rows(page: Page) -> list[list[str]]:
    """The lines, cell by cell."""
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("main tbody tr")
    ]


def look(app: Flask, met: Meeting, times: int) -> None:
    """The counsellor opens the grant again and again."""
    for _ in range(times):
        with at_work(app, met.counsellor, met.structure_id) as work:
            grants.open_(work, met.grant_id)


def test_l_01_who_looked_says_person_structure_section_time_and_grant(
    app: Flask, met: Meeting
) -> None:
    met.counsellor.get(met.url)
    for address in ("/shares", "/shares/journal"):
        page = met.citizen.get(address)
        ((when, who, where, what, _),) = rows(page)
        assert re.fullmatch(r"\d+ \w+ \d{4}, \d+ h \d\d", when)
        assert (who, where) == ("Hélène Grandjean", "CIDFF des Vosges")
        assert what == "A lu : Mes compétences et mes langues, Mon plan d’action"
        assert page.value_of("main tbody a", "href") == f"/shares/{met.grant_id}"
        assert page.one("main tbody time")["datetime"]


def test_l_01_lines_stay_when_the_share_has_ended_and_the_person_has_left(
    app: Flask, met: Meeting, browsers: Browsers
) -> None:
    guest = Guest("Sonia Mougel", Office.COUNSELLOR)
    colleague = meetings.colleague(app, browsers, met.counsellor, guest)
    colleague.get(met.url)
    meetings.revoke(app, met.citizen, met.grant_id)
    assert "Sonia Mougel" in met.citizen.get("/shares/journal").said


def test_every_act_is_told_in_words(app: Flask, met: Meeting) -> None:
    look(app, met, 1)
    with at_work(app, met.counsellor, met.structure_id) as work:
        contributions.propose(work, met.grant_id, ProposedAction(what="Appeler"))
        grants.open_(work, met.grant_id, act="plan.exported")
    met.citizen.submit("/shares/proposals", button=("answer", "yes"))
    met.citizen.submit(f"/shares/{met.grant_id}/stop")
    page = met.citizen.get("/shares/journal?mine=yes")
    told = [what for _, _, _, what, _ in rows(page)]
    assert told[:6] == [
        "A arrêté un partage",
        "A ajouté un élément",
        "A accepté une action proposée",
        "A téléchargé le plan d’action",
        "A proposé une action",
        "A lu : Mes compétences et mes langues, Mon plan d’action",
    ]
    assert not [words for words in told if "Acte noté" in words]


def test_ones_own_acts_are_shown_when_asked_for(met: Meeting) -> None:
    assert "Aucune ligne" in met.citizen.get("/shares/journal").said
    page = met.citizen.get("/shares/journal?mine=yes")
    assert {who for _, who, _, _, _ in rows(page)} == {"Vous"}
    assert "checked" in page.one("#mine").attrib


def test_lines_are_sifted_by_structure_and_period(
    app: Flask, met: Meeting, browsers: Browsers, clock: Clock
) -> None:
    other = arrivals.a_professional(app, browsers(), name="Fongecif Lorraine")
    place = meetings.structure_of(app, other)
    grant_id = meetings.give(app, met.citizen, place)
    look(app, met, 1)
    clock.forward(days=40)
    with at_work(app, other, place) as work:
        grants.open_(work, grant_id)
    arrivals.sign_in(met.citizen, met.citizen.login)

    def places(query: str) -> list[str]:
        return [where for _, _, where, _, _ in rows(met.citizen.get(f"/shares/journal{query}"))]

    assert places("") == ["Fongecif Lorraine", "CIDFF des Vosges"]
    assert places("?period=30") == ["Fongecif Lorraine"]
    assert places("?period=365") == ["Fongecif Lorraine", "CIDFF des Vosges"]
    assert places(f"?structure={met.structure_id}") == ["CIDFF des Vosges"]
    assert places(f"?structure={met.structure_id}&period=30") == []
    for wrong in ("?structure=zzz", "?period=-1", "?period=9e99", "?page=-3", "?page=zzz"):
        assert len(places(wrong)) == 2


def test_a_long_journal_is_paged(app: Flask, met: Meeting) -> None:
    look(app, met, 30)
    first = met.citizen.get("/shares/journal?period=30")
    assert "30 lignes" in first.said
    assert len(rows(first)) == 25
    (onward,) = first.select(".fil-pager a[rel=next]")
    assert "period=30" in str(onward["href"])
    assert len(rows(met.citizen.get(str(onward["href"])))) == 5
    assert len(rows(met.citizen.get("/shares?page=9"))) == 5
    assert len(rows(met.citizen.get("/shares/journal?page=99"))) == 5


def downloaded(browser: Browser, query: str = "") -> list[list[str]]:
    """The journal as a spreadsheet reads it."""
    answer = browser._ask("GET", f"/shares/journal.csv{query}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_the_journal_is_taken_away_whole(app: Flask, met: Meeting) -> None:
    look(app, met, 30)
    table = downloaded(met.citizen)
    assert table[0] == ["Quand", "Qui", "Structure", "A fait quoi", "Partage"]
    assert len(table) == 31
    assert table[1][1:3] == ["Hélène Grandjean", "CIDFF des Vosges"]
    assert table[1][4] == str(met.grant_id)
    assert len(downloaded(met.citizen, "?mine=yes")) > 31


def test_a_name_cannot_be_a_formula_in_the_table(
    app: Flask, met: Meeting, browsers: Browsers
) -> None:
    guest = Guest("=HYPERLINK(1)", Office.COUNSELLOR)
    meetings.colleague(app, browsers, met.counsellor, guest).get(met.url)
    assert downloaded(met.citizen)[1][1] == "'=HYPERLINK(1)"


def test_nobody_reads_somebody_elses_journal(met: Meeting, browsers: Browsers) -> None:
    met.counsellor.get(met.url)
    stranger = arrivals.a_citizen(browsers(), name="Samir")
    assert "Aucune ligne" in stranger.get(f"/shares/journal?structure={met.structure_id}").said
    assert len(downloaded(stranger)) == 1
    met.counsellor.get("/shares/journal", status=404)
    met.counsellor.get("/shares/journal.csv", status=404)


def test_lines_are_sifted_by_what_they_are_about(app: Flask, met: Meeting) -> None:
    look(app, met, 2)
    with at_work(app, met.counsellor, met.structure_id) as work:
        grants.open_(work, met.grant_id, act="plan.exported")

    def told(query: str) -> list[str]:
        return [what for _, _, _, what, _ in rows(met.citizen.get(f"/shares/journal{query}"))]

    assert told("?what=copied") == ["A téléchargé le plan d’action"]
    assert len(told("?what=read")) == 2
    assert told("?what=brought") == []
    assert told("?what=shared&mine=yes")[0].startswith("A ouvert un partage")
    assert len(told("?what=<b>")) == 3


def test_m_01_what_is_new_is_told_at_home_until_its_owner_says_it_is_seen(
    app: Flask, met: Meeting
) -> None:
    """Acceptance M-01: once, with who, what and when."""
    met.counsellor.get(met.url)
    home = met.citizen.get("/thread")
    (theirs,) = home.texts("[aria-labelledby=h-news] li")
    assert "Hélène Grandjean" in theirs and "CIDFF des Vosges" in theirs
    assert "A lu : Mes compétences et mes langues" in theirs

    met.citizen.press("C’est vu")
    assert not met.citizen.get("/thread").select("[aria-labelledby=h-news]")
    met.counsellor.get(met.url)
    assert len(met.citizen.get("/thread").select("[aria-labelledby=h-news] li")) == 1
