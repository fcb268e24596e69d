"""A person does not agree with what was said of them: both voices stand, wherever they go."""

import io
import json
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.entries.skill import Skill
from portfolio.domain.sections import Section
from portfolio.services import entries
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.page import Page
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

SEEN = "A perdu patience pendant la visite."
MINE = "Je suis restée calme : la famille criait."


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    """A skill with an observation, in a share kept up to date."""
    met = meetings.meeting(app, browsers)
    skill = str(met.ids["skill"])
    met.counsellor.submit(f"{met.url}/observations", skill=skill, text=SEEN)
    met.citizen.get("/shares/proposals")
    met.citizen.submit(button=("answer", "yes"))
    return met


def stored(app: Flask, met: Meeting, name: str = "skill") -> Entry:
    with at_work(app, met.citizen) as work:
        return entries.read(work, met.ids[name]).entry


def disputing(page: Page) -> str:
    """Where the way to say that one does not agree leads."""
    [link] = page.select("main a[href*='/disputes/']")
    return str(link["href"])


def disagree(met: Meeting, text: str = MINE, **sent: Any) -> None:
    url = disputing(met.citizen.get(f"/portfolio/{met.ids['skill']}"))
    met.citizen.submit(url, text=text, **sent)


def paper(browser: Browser, url: str) -> str:
    pages = PdfReader(io.BytesIO(browser._ask("GET", url).data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_c_06_a_dispute_stands_beside_the_words_it_disputes_and_overwrites_none(
    app: Flask, met: Meeting
) -> None:
    """Acceptance C-06: the counsellor's words are the same as before, dated words beside them."""
    before = stored(app, met)
    disagree(met)

    after = stored(app, met)
    assert isinstance(before, Skill) and isinstance(after, Skill)
    [seen], [was] = after.observed, before.observed
    assert seen.dispute is not None and seen.dispute.text == MINE and seen.dispute.on is not None
    assert seen.model_copy(update={"dispute": None}) == was
    assert after.changed(observed=before.observed) == before


def test_it_goes_wherever_the_item_goes(app: Flask, met: Meeting) -> None:
    """Share, interview page, native file, whole PDF; a CV carries no observation at all."""
    disagree(met)

    for page in (
        met.citizen.get(f"/portfolio/{met.ids['skill']}"),
        met.counsellor.get(met.url),
        met.citizen.get(f"/shares/{met.grant_id}"),
    ):
        assert SEEN in page.said and MINE in page.said
    told = json.loads(met.citizen._ask("GET", "/portfolio/export").data)
    assert MINE in json.dumps(told, ensure_ascii=False)
    whole = paper(met.citizen, "/take-home/portfolio.pdf")
    assert SEEN in whole and MINE in whole
    met.citizen.get("/take-home")
    met.citizen.submit(form="main form[action$='/cvs']")
    met.citizen.submit(name="Mon CV")
    assert SEEN not in met.citizen.page.said  # type: ignore[union-attr]


def test_taken_back_it_leaves_its_trace_in_the_versions(app: Flask, met: Meeting) -> None:
    disagree(met)
    met.citizen.submit(f"/portfolio/{met.ids['skill']}", form="form[action$='/withdraw']")

    entry = stored(app, met)
    assert isinstance(entry, Skill) and [one.dispute for one in entry.observed] == [None]
    assert SEEN in met.counsellor.get(met.url).said
    assert MINE not in met.counsellor.get(met.url).said
    place = f"/portfolio/{met.ids['skill']}/versions"
    assert "Ce qu’une structure a vu" in met.citizen.get(place).said
    assert MINE in met.citizen.get(f"{place}/3").said


def test_an_older_version_takes_no_voice_away(app: Flask, met: Meeting) -> None:
    disagree(met)
    met.citizen.submit(
        f"/portfolio/{met.ids['skill']}/versions/1", form="main form[action$='/restore']"
    )
    entry = stored(app, met)
    assert isinstance(entry, Skill)
    assert [(one.text, one.dispute and one.dispute.text) for one in entry.observed] == [
        (SEEN, MINE)
    ]


def test_a_synthesis_and_a_testimony_are_disputed_the_same_way(
    app: Flask, browsers: Browsers, met: Meeting
) -> None:
    with at_work(app, met.citizen) as work:
        came = Provenance.proposed("CIDFF des Vosges", "Hélène Grandjean", work.now.date())
        page = Synthesis(title="Entretien", story="Elle renonce.", provenance=came)
        met.ids["page"] = entries.add(work, page)
    url = f"/portfolio/{met.ids['page']}"
    met.citizen.submit(disputing(met.citizen.get(url)), text="Je ne renonce pas.")
    said = met.citizen.get(url).said
    assert "Elle renonce." in said and "Je ne renonce pas." in said

    met.citizen.submit(
        f"/endorsements/new/{met.ids['skill']}", witness="A", person="Sandrine", message="Un mot ?"
    )
    met.citizen.submit(button=("agreed", "yes"))
    place = met.citizen.url
    link = met.citizen.page.text_of(".fil-note .fil-mono")  # type: ignore[union-attr]
    browsers().submit(link.removeprefix(SITE), text="Froide.", name="B", role="Chef")
    met.citizen.get(place)
    met.citizen.press("Afficher avec mon élément")
    [kept] = stored(app, met).confirmed
    skill = met.ids["skill"]
    met.citizen.submit(f"/portfolio/{skill}/disputes/{kept.id}", text="Je ne suis pas froide.")
    met.citizen.submit(place, reply="Une remarque.")
    [kept] = stored(app, met).confirmed
    assert kept.dispute and kept.dispute.text == "Je ne suis pas froide."
    for said in (
        met.counsellor.get(met.url).said,
        paper(met.citizen, "/take-home/portfolio.pdf"),
    ):
        assert "Froide." in said and "Je ne suis pas froide." in said


def test_what_nobody_said_cannot_be_disputed_and_bad_answers_come_back(met: Meeting) -> None:
    skill, job = met.ids["skill"], met.ids["job"]
    for url in (f"/portfolio/{skill}/disputes/{job}", f"/portfolio/{job}/disputes/{job}"):
        met.citizen.get(url, status=404)
        assert met.citizen.post(url, {"text": MINE}).status_code == 404
    url = disputing(met.citizen.get(f"/portfolio/{skill}"))
    long = "Non. " * 400
    page = met.citizen.submit(url, status=422, text=long)
    assert page.one("#text").text.strip() == long.strip()
    met.citizen.submit(status=422, text=" ")


def test_a_share_that_does_not_show_the_skill_does_not_show_the_dispute(
    app: Flask, met: Meeting
) -> None:
    grant = meetings.give(app, met.citizen, met.structure_id, sections=(Section.PLAN,))
    disagree(met)
    assert MINE not in met.counsellor.get(f"/interviews/{grant}").said
