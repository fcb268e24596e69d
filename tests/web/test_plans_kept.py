"""Plans with a name: agreed to, closed with the person's word, read again, begun anew, removed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.objective import Objective
from portfolio.services import entries
from portfolio.services.boxes import Opened
from tests.arrivals import at_work
from tests.browser import Browser
from tests.factories import a_plan, an_action, an_objective
from tests.page import Page
from tests.web import meetings

Plant = Callable[..., UUID]


@pytest.fixture
def plant(app: Flask, citizen: Browser) -> Plant:
    """Puts something in the person's portfolio, and gives its id."""

    def plant(make: Callable[..., Any], **fields: Any) -> UUID:
        with at_work(app, citizen) as work:
            return entries.add(work, make(**fields))

    return plant


@pytest.fixture
def goal(plant: Plant) -> UUID:
    """An objective with three actions, one of them done."""
    row = plant(an_objective, title="Financer")
    plant(an_action, title="Appeler", objective=row, status="done", outcome="Ils rappellent.")
    plant(an_action, title="Écrire", objective=row)
    plant(an_action, title="Déposer", objective=row)
    return row


def kept(app: Flask, citizen: Browser) -> dict[str, Opened]:
    """What the portfolio holds, by title."""
    with at_work(app, citizen) as work:
        return {one.entry.title: one for one in entries.read_all(work)}


def action(app: Flask, citizen: Browser, title: str) -> Action:
    """An action as it is kept."""
    entry = kept(app, citizen)[title].entry
    assert isinstance(entry, Action)
    return entry


def plan(app: Flask, citizen: Browser, title: str = "Mon plan d’action") -> tuple[UUID, ActionPlan]:
    """A plan as it is kept."""
    one = kept(app, citizen)[title]
    assert isinstance(one.entry, ActionPlan)
    return one.id, one.entry


def plans(app: Flask, citizen: Browser) -> list[Opened]:
    """Every plan that has a name."""
    return [one for one in kept(app, citizen).values() if isinstance(one.entry, ActionPlan)]


def close(citizen: Browser, **fields: Any) -> Page:
    """Close the plan in progress."""
    return citizen.submit("/plan/close", **fields)


@pytest.mark.usefixtures("goal")
def test_E_07_a_plan_is_closed_with_a_review_that_stays_readable(  # noqa: N802  # a case's name
    app: Flask, citizen: Browser
) -> None:
    """Acceptance E-07: a summary, done, not done, dropped, in the citizen's words, dated."""
    waiting = kept(app, citizen)["Écrire"].id
    page = close(citizen, text="J’ai appris à demander.", **{f"word-{waiting}": "Pas le temps"})

    assert citizen.url.startswith("/plan/earlier/")
    for told in ("1 action faite, 2 non faites, 0 abandonnée", "J’ai appris", "« Pas le temps »"):
        assert told in page.said.replace("\u202f", " ")
    assert "Ils rappellent." in page.said
    index = citizen.get("/plan")
    assert not index.select("section.fil-objective")
    assert "Mon plan d’action" in index.text_of("aside")
    assert action(app, citizen, "Écrire").status is ActionStatus.DROPPED
    assert not index.select("a[href^='/plan/export']")


@pytest.mark.usefixtures("goal")
def test_what_continues_is_in_the_next_plan(app: Flask, citizen: Browser) -> None:
    going = str(kept(app, citizen)["Déposer"].id)
    close(citizen, carried=[going])

    page = citizen.get("/plan")

    assert page.texts("section.fil-objective h2") == ["1 Financer"]
    assert page.texts("tbody th") == ["Déposer"]


@pytest.mark.usefixtures("goal")
def test_two_tabs_that_close_the_same_plan_close_it_once(app: Flask, citizen: Browser) -> None:
    citizen.get("/plan/close")
    assert citizen.page is not None
    seen = citizen.page.value_of("[name=seen]")
    given = {"plan": "", "seen": seen, "title": "Le mien", "text": "Un mot."}
    citizen.post("/plan/close", given)

    answer = citizen.post("/plan/close", given)

    assert answer.status_code == 303 and answer.headers["Location"].endswith("/plan")
    assert "déjà clos" in citizen.get("/plan").said
    assert len(plans(app, citizen)) == 1


@pytest.mark.usefixtures("goal")
def test_a_plan_that_changed_meanwhile_is_read_again_and_no_word_is_lost(
    app: Flask, citizen: Browser, plant: Plant
) -> None:
    citizen.get("/plan/close")
    plant(an_action, title="Venue entre-temps")

    page = citizen.submit(status=422, text="Mon mot.")

    assert "a changé" in page.text_of(".fil-errors")
    assert page.text_of("#text") == "Mon mot." and "Venue entre-temps" in page.said
    assert not plans(app, citizen)
    citizen.submit(text="Mon mot.")
    assert plan(app, citizen)[1].closing == "Mon mot."


def test_there_is_nothing_to_close_in_an_empty_plan(citizen: Browser) -> None:
    citizen.get("/plan/close")

    assert citizen.url == "/plan"


def test_a_plan_is_agreed_to_and_each_version_can_be_read(
    app: Flask, citizen: Browser, plant: Plant
) -> None:
    row = plant(a_plan, title="Le mien", draft=True)
    task = plant(an_action, title="Premier jet", plan=row)
    citizen.get(f"/plan?plan={row}")
    citizen.press("Nous sommes d’accord")
    with at_work(app, citizen) as work:
        one = entries.read(work, task)
        entries.change(work, task, one.entry.changed(title="Mieux dit"), rev=one.rev)
    for _twice in range(2):  # nothing new the second time
        citizen.get("/plan")
        citizen.press("Nous sommes d’accord")

    page = citizen.get(f"/plan/earlier/{row}")
    former = citizen.get(f"/plan/earlier/{row}?edition=1")

    assert "Mieux dit" in page.said and "Premier jet" not in page.said
    assert "Premier jet" in former.said and "Version 1" in former.said
    assert len(plan(app, citizen, "Le mien")[1].editions) == 2
    citizen.get(f"/plan/earlier/{row}?edition=7", status=404)


def test_a_draft_is_in_no_file_and_on_a_page_of_its_own(citizen: Browser, plant: Plant) -> None:
    plant(an_objective, title="De maintenant")
    row = plant(a_plan, title="Un rêve", draft=True)
    plant(an_objective, title="De plus tard", plan=row)

    assert citizen.get("/plan").texts("section.fil-objective h2") == ["1 De maintenant"]
    assert "brouillon" in citizen.get(f"/plan?plan={row}").said
    citizen.get("/plan")
    table = citizen.client.get("/plan/export.json", base_url="https://localhost").text
    assert "De maintenant" in table and "De plus tard" not in table


def test_several_plans_each_have_their_page(citizen: Browser, plant: Plant) -> None:
    first, second = plant(a_plan, title="Travail"), plant(a_plan, title="Logement")
    plant(an_objective, title="Un emploi", plan=first)
    citizen.submit(f"/plan/add/objective?plan={second}", title="Un toit")

    page = citizen.get(f"/plan?plan={second}")

    assert page.texts(".fil-tabs a") == ["Travail", "Logement"]
    assert page.texts("section.fil-objective h2") == ["1 Un toit"]
    assert citizen.get("/plan").texts("section.fil-objective h2") == ["1 Un emploi"]


@pytest.mark.parametrize("asked", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_plan_that_is_not_there_is_not_found(citizen: Browser, asked: str) -> None:
    citizen.get(f"/plan?plan={asked}", status=404)
    citizen.get("/plan/earlier/00000000-0000-4000-8000-000000000000", status=404)


@pytest.mark.usefixtures("goal")
def test_a_closed_plan_can_be_begun_anew_line_by_line(app: Flask, citizen: Browser) -> None:
    close(citizen)
    row, _ = plan(app, citizen)
    page = citizen.get(f"/plan/earlier/{row}/again")
    assert not page.select("main [checked]")
    assert page.one("main .fil-back")["href"] == f"/plan/earlier/{row}"

    citizen.submit(f"/plan/earlier/{row}/again", status=422)
    citizen.submit(picked=["0-1"])

    page = citizen.get("/plan")
    assert page.texts("section.fil-objective h2") == ["1 Financer"]
    assert page.texts("tbody th") == [page.texts("tbody th")[0]]
    assert "Un bilan" not in citizen.get(f"/plan/earlier/{row}").said


def test_a_template_is_shown_first_and_adds_what_stays_ticked_once(
    app: Flask, citizen: Browser
) -> None:
    page = citizen.get("/plan/ideas/vae")
    assert len(page.select("main [name=picked][checked]")) > 5
    assert not kept(app, citizen)

    for _twice in range(2):
        citizen.submit("/plan/ideas/vae", picked=["0", "0-0"])

    assert sorted(kept(app, citizen)) == [
        "Choisir le bon diplôme",
        "Comparer mon travail à la fiche du diplôme",
    ]
    citizen.get("/plan/ideas/nonsense", status=404)


def test_an_idea_fills_a_form_and_adds_nothing_by_itself(app: Flask, citizen: Browser) -> None:
    page = citizen.get("/plan/ideas?theme=mobilite")
    [idea] = [link for link in page.select("main li a") if "permis" in link.get_text()]

    page = citizen.get(str(idea["href"]))

    assert page.value_of("#title") == "Demander une aide pour le permis"
    assert not kept(app, citizen)
    citizen.submit()
    assert action(app, citizen, "Demander une aide pour le permis").theme == "mobilite"


def test_E_09_the_number_of_actions_is_told_before_a_plan_goes_and_it_comes_back(  # noqa: N802  # a case's name
    app: Flask, citizen: Browser, goal: UUID, plant: Plant
) -> None:
    """Acceptance E-09: a confirmation states the number; everything may come back."""
    row = plant(a_plan, title="Le mien")

    page = citizen.get(f"/plan/{row}/remove")
    assert "1 objectif en dépend. 3 actions en dépendent." in page.said
    citizen.press("Supprimer aussi ces 3 actions")
    assert not kept(app, citizen)

    citizen.get("/plan")
    citizen.get("/portfolio/trash")
    citizen.post(f"/portfolio/trash/{row}/restore", {"together": "yes"})
    assert len(kept(app, citizen)) == 5
    assert citizen.get("/plan").texts("section.fil-objective h2") == ["1 Financer"]
    assert kept(app, citizen)["Financer"].id == goal


def test_E_09_an_objective_may_go_without_its_actions(  # noqa: N802  # a case's name
    app: Flask, citizen: Browser, goal: UUID
) -> None:
    """Acceptance E-09: the actions stay when the person says so."""
    assert "3 actions en dépendent." in citizen.get(f"/plan/{goal}/remove").said

    citizen.press("Supprimer, mais garder ce qui en dépend")

    assert citizen.get("/plan").texts("section.fil-objective h2") == ["1 Autres actions"]
    assert len(kept(app, citizen)) == 3
    citizen.get(f"/plan/{kept(app, citizen)['Écrire'].id}/remove", status=404)


def test_a_counsellor_reads_the_name_and_the_review_and_no_former_version(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """A grant on the plan follows: what is closed is no longer to be done."""
    meeting = meetings.meeting(app, browsers)
    citizen = meeting.citizen
    with at_work(app, citizen) as work:
        goal = entries.read(work, meeting.ids["goal"])
        assert isinstance(goal.entry, Objective)
    close(citizen, text="Bilan à partager.", title="Ma première année")
    with at_work(app, citizen) as work:
        entries.add(work, an_action(title="La suite"))

    page = meeting.counsellor.get(meeting.url)

    for told in ("Ma première année", "Bilan à partager.", "La suite"):
        assert told in page.said
    assert "Déposer le dossier" not in page.text_of("#record-plan")
    content = meeting.counsellor.client.get(
        f"{meeting.url}/plan.json", base_url="https://localhost"
    ).text
    assert "La suite" in content and "Déposer le dossier" not in content


@pytest.mark.usefixtures("goal")
def test_a_closed_plan_takes_nothing_more_and_what_is_in_it_stays(
    app: Flask, citizen: Browser
) -> None:
    close(citizen)
    former = kept(app, citizen)["Financer"]
    row, _ = plan(app, citizen)

    page = citizen.get("/plan/add/action")
    assert not page.select("[name=objective], [name=plan]")
    citizen.submit(f"/portfolio/{former.id}/edit", title="Financer autrement")

    goal = kept(app, citizen)["Financer autrement"].entry
    assert isinstance(goal, Objective) and goal.plan == row


@pytest.mark.usefixtures("goal")
def test_a_word_that_is_too_long_is_told_beside_its_action(app: Flask, citizen: Browser) -> None:
    waiting = kept(app, citizen)["Écrire"].id
    given: dict[str, Any] = {"title": " ", f"word-{waiting}": "é" * 300}

    page = close(citizen, status=422, text="é" * 10_000, **given)

    assert page.text_of(f"#word-{waiting}-error") and page.text_of("#title-error")
    assert page.text_of("#text") == "é" * 10_000
    assert not plans(app, citizen)
