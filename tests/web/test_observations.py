"""What a counsellor saw of a skill stands beside its owner's words, never over them."""

from typing import Any

import pytest
from flask import Flask

from portfolio.domain.entries.skill import Mastery, Seen, Skill
from portfolio.services import entries
from tests.arrivals import at_work
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

SEEN = "A calmé une famille pendant la visite du 12 novembre."


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    """A meeting about somebody who says that they do it with help."""
    met = meetings.meeting(app, browsers)
    met.citizen.submit(f"/portfolio/{met.ids['skill']}/edit", level="2")
    return met


def observe(met: Meeting, **changes: Any) -> None:
    given: dict[str, Any] = {"skill": str(met.ids["skill"]), "text": SEEN, "level": "3"} | changes
    met.counsellor.submit(f"{met.url}/observations", **given)


def skill(app: Flask, met: Meeting) -> Skill:
    with at_work(app, met.citizen) as work:
        entry = entries.read(work, met.ids["skill"]).entry
    assert isinstance(entry, Skill)
    return entry


def test_c_06_both_statements_stand_side_by_side_with_author_and_date(
    app: Flask, met: Meeting
) -> None:
    """Acceptance C-06: the citizen's own statement is not overwritten."""
    own = skill(app, met)
    observe(met)
    assert skill(app, met) == own, "nothing changes before the person agrees"

    page = met.citizen.get("/shares/proposals")
    assert "Vu de votre compétence « Informer et rassurer »" in page.said and SEEN in page.said
    met.citizen.submit(button=("answer", "yes"))

    kept = skill(app, met)
    assert kept.changed(observed=()) == own and kept.level is Mastery.HELPED
    [seen] = kept.observed
    assert (seen.person, seen.structure) == ("Hélène Grandjean", "CIDFF des Vosges")
    assert (seen.text, seen.level) == (SEEN, Seen.ALONE)
    page = met.citizen.get(f"/portfolio/{met.ids['skill']}")
    mine, theirs = page.texts("section[aria-labelledby=h-observed] li")
    assert mine.startswith("Vous ") and "Je fais avec de l’aide" in mine
    assert seen.on is not None and f"{seen.on.day}" in theirs and f"{seen.on.year}" in theirs
    assert theirs.startswith("Hélène Grandjean, CIDFF des Vosges") and "Fait sans aide" in theirs
    assert SEEN in met.counsellor.get(met.url).said


def test_an_observation_can_be_refused_and_leaves_nothing(app: Flask, met: Meeting) -> None:
    own = skill(app, met)
    observe(met)
    met.citizen.get("/shares/proposals")
    met.citizen.submit(button=("answer", "no"))
    assert skill(app, met) == own


def test_its_owner_takes_it_away_whenever_they_like(app: Flask, met: Meeting) -> None:
    observe(met)
    met.citizen.get("/shares/proposals")
    met.citizen.submit(button=("answer", "yes"))
    address = f"/portfolio/{met.ids['skill']}"
    [seen] = skill(app, met).observed
    met.citizen.submit(address, form="form[action*=observations]")
    assert not skill(app, met).observed
    assert met.citizen.post(f"{address}/observations/{seen.id}/remove").status_code == 404


def test_an_observation_of_a_skill_that_is_gone_is_told_so(app: Flask, met: Meeting) -> None:
    observe(met)
    with at_work(app, met.citizen) as work:
        entries.remove(work, [met.ids["skill"]])
    met.citizen.get("/shares/proposals")
    page = met.citizen.submit(button=("answer", "yes"))
    assert "Cette compétence n’est plus dans votre fil." in page.said
    met.citizen.submit(button=("answer", "no"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": "  "}, "Cette réponse est nécessaire"),
        ({"text": "x" * 2001}, "2000 signes au plus"),
        ({"level": "9"}, "Choisissez une des réponses"),
        ({"skill": "nothing"}, "Choisissez une des réponses"),
        ({"skill": "00000000-0000-0000-0000-000000000000"}, "une compétence que cette personne"),
    ],
)
def test_a_wrong_observation_is_explained_and_kept(
    met: Meeting, wrong: dict[str, str], said: str
) -> None:
    given: dict[str, Any] = {"skill": str(met.ids["skill"]), "text": SEEN, "level": ""} | wrong
    page = met.counsellor.submit(f"{met.url}/observations", status=422, **given)
    assert said in page.said
    assert not met.citizen.get("/shares/proposals").select("main form button")


def test_c_03_two_jobs_and_a_document_each_show_the_skill(app: Flask, met: Meeting) -> None:
    """Acceptance C-03: removing one link keeps the others."""
    citizen, skill_id = met.citizen, met.ids["skill"]
    citizen.submit("/portfolio/add/job", title="Aide à domicile")
    with at_work(app, citizen) as work:
        jobs = [str(one.id) for one in entries.read_all(work) if one.entry.kind == "job"]
    assert len(jobs) == 2
    citizen.submit(f"/portfolio/{skill_id}/edit", linked=jobs)
    citizen.submit(f"/evidence/add?for={skill_id}", title="Attestation de stage")
    with at_work(app, citizen) as work:
        [paper] = [one for one in entries.read_all(work) if one.entry.kind == "evidence"]

    def show() -> list[str]:
        pages = (*jobs, str(paper.id))
        said = {page: citizen.get(f"/portfolio/{page}").said for page in pages}
        return [page for page in pages if "Informer et rassurer" in said[page]]

    assert show() == [*jobs, str(paper.id)]
    assert "Attestation de stage" in citizen.get(f"/portfolio/{skill_id}").said
    citizen.submit(f"/portfolio/{skill_id}/edit", linked=jobs[:1])
    assert show() == [jobs[0], str(paper.id)]
