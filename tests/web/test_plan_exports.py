"""Plans of several people taken home at once: as each allows, and nobody left out in silence."""

import csv
import io
import re
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right
from portfolio.services import boxes, journal
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d|\d \w+ 20\d\d, \d+ h \d\d")
"""To the minute, for programs or for people."""
NO_EXPORT = (Right.READ, Right.PROPOSE)


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    """Sandrine allows it; Olga does not, Aïcha shares no plan, Fatou has none yet."""
    met = meetings.meeting(app, browsers)
    for name, changes in (
        ("Olga Petrenko", {"rights": NO_EXPORT}),
        ("Aïcha Benali", {"sections": (Section.SKILLS,)}),
        ("Fatou Diarra", {}),
    ):
        other = arrivals.a_citizen(browsers(), name=name)
        meetings.give(app, other, met.structure_id, **changes)
    return met


def tick_all(counsellor: Browser) -> None:
    page = counsellor.get("/desk/")
    who = [str(each["value"]) for each in page.select("[name=who]")]
    counsellor.post("/desk/plans", {"who": who})


def taken(counsellor: Browser, suffix: str) -> dict[str, bytes]:
    counsellor.get("/desk/plans")
    answer = counsellor.post(f"/desk/plans.{suffix}")
    assert answer.mimetype == "application/zip"
    with ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def words_of(content: bytes, suffix: str) -> str:
    """What a file of a plan says, on one line."""
    if suffix == "pdf":
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif suffix == "xlsx":
        with ZipFile(io.BytesIO(content)) as book:
            text = book.read("xl/sharedStrings.xml").decode()
    else:
        text = content.decode("utf-8-sig").replace("\r\n ", "")  # a calendar folds its lines
    return " ".join(text.split())


def exports(app: Flask, citizen: Browser) -> list[str]:
    with at_work(app, citizen) as work:
        lines = journal.read(work, boxes.portfolio_of(work))
    return [line.detail for line in lines if line.act == "plan.exported"]


def test_who_leaves_and_who_does_not_is_said_first(app: Flask, met: Meeting) -> None:
    tick_all(met.counsellor)
    said = met.counsellor.get("/desk/plans").said

    assert "Un plan sera dans le fichier" in said
    assert "Olga Petrenko La personne n’a pas permis" in said
    assert "Aïcha Benali Le plan d’action ne fait pas partie" in said
    assert "Fatou Diarra Aucune action n’est encore décidée" in said
    assert exports(app, met.citizen) == []


@pytest.mark.parametrize("suffix", ["pdf", "csv", "xlsx", "ics", "json"])
def test_each_plan_is_a_file_marked_with_who_and_when_and_the_list_names_the_others(
    app: Flask, met: Meeting, suffix: str
) -> None:
    tick_all(met.counsellor)
    files = taken(met.counsellor, suffix)
    rows = table(files["liste.csv"])

    [plan] = files.keys() - {"liste.csv", "manifest.sha256"}
    assert plan.endswith(f"Sandrine Thiébaut.{suffix}")
    text = words_of(files[plan], suffix)
    assert "Hélène Grandjean, CIDFF des Vosges" in text
    assert MOMENT.search(text)
    assert {row[0] for row in rows[1:5]} == {
        "Sandrine Thiébaut",
        "Olga Petrenko",
        "Aïcha Benali",
        "Fatou Diarra",
    }
    assert sum(bool(row[2]) for row in rows[1:5]) == 3
    assert "Hélène Grandjean" in rows[5][0] or "CIDFF des Vosges" in rows[5][0]
    assert exports(app, met.citizen) == [f"{suffix}.zip"]


def test_a_share_stopped_between_the_tick_and_the_file_is_refused_and_names_nobody(
    app: Flask, met: Meeting, browsers: Browsers
) -> None:
    other = arrivals.a_citizen(browsers(), name="Zoé Petit")
    meetings.live(app, other)
    meetings.give(app, other, met.structure_id)
    tick_all(met.counsellor)
    meetings.revoke(app, met.citizen, met.grant_id)
    files = taken(met.counsellor, "csv")
    said = b"".join(files.values()).decode("utf-8-sig", "ignore")

    assert "Zoé Petit" in said and "Sandrine" not in said
    assert "Une personne dont le partage n’est plus ouvert" in said
    assert exports(app, met.citizen) == []


def test_ids_of_another_structure_give_nothing(
    app: Flask, met: Meeting, browsers: Browsers
) -> None:
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    other.get("/desk/structure")
    other.post("/desk/plans", {"who": [str(met.grant_id), "x", "1 2 3"]})
    page = other.get("/desk/plans")

    assert "Sandrine" not in page.said and "n’est plus ouvert" in page.said
    assert other.post("/desk/plans.pdf").status_code == 303


def test_everybody_of_a_list_or_of_a_search_is_taken_at_once(met: Meeting) -> None:
    met.counsellor.get("/desk/")
    met.counsellor.post("/desk/plans", {"everybody": "1", "among": "all"})
    assert len(met.counsellor.get("/desk/plans").select("tbody tr")) == 4
    met.counsellor.get("/desk/")
    met.counsellor.submit(words="sandrine")
    met.counsellor.post("/desk/plans", {"everybody": "1", "searching": "1"})

    assert len(met.counsellor.get("/desk/plans").select("tbody tr")) == 1


def test_nobody_ticked_is_said(met: Meeting) -> None:
    met.counsellor.get("/desk/")
    met.counsellor.post("/desk/plans", {})
    assert "Cochez d’abord" in met.counsellor.get("/desk/").said
