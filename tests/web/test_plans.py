"""Keeping a plan through its pages, and taking it home."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import icalendar
import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.sharing import day_of
from portfolio.formats import plan_json
from portfolio.services import entries
from tests.arrivals import at_work
from tests.browser import SITE, Browser, filled
from tests.factories import an_action
from tests.web import meetings

GOAL = "Financer ma formation"


@pytest.fixture
def planner(citizen: Browser) -> Browser:
    """Somebody with one objective and two actions."""
    citizen.submit("/plan/add/objective", title=GOAL)
    act(citizen, "Appeler le fonds", "12/03/2027")
    act(citizen, "Écrire la lettre", "2027")
    return citizen


def act(browser: Browser, title: str, due: str) -> None:
    [goal] = [
        str(link["href"])
        for link in browser.get("/plan").select("a[href*='objective=']")
        if GOAL in link.get_text()
    ]
    browser.submit(goal, title=title, due=due)


def test_an_empty_plan_says_how_to_begin(citizen: Browser) -> None:
    page = citizen.get("/plan")

    assert page.select("a[href='/plan/add/objective'].btn-primary")
    assert not page.select("a[href^='/plan/export']")


def test_actions_stand_under_their_objective_soonest_first(planner: Browser) -> None:
    page = planner.get("/plan")

    assert page.texts("section.fil-objective h2") == [f"1 {GOAL}"]
    rows = page.texts("section.fil-objective tbody tr")
    assert [row.startswith(start) for row, start in zip(rows, ("Appeler", "Écrire"), strict=True)]
    assert "12 mars 2027" in rows[0]
    assert "2027" in rows[1] and "janvier" not in rows[1]


def test_an_action_done_moves_the_count_and_the_thread(planner: Browser) -> None:
    planner.get("/plan")
    planner.press("C’est fait : Appeler le fonds")

    page = planner.get("/plan")
    assert "1 action faite sur 2" in page.said
    assert len(page.select(".fil-status.is-done")) == 1


def test_a_mistake_is_said_beside_its_question_and_nothing_typed_is_lost(planner: Browser) -> None:
    page = planner.submit(
        "/plan/add/action", status=422, title="Partir", start="2028", due="12/03/2027"
    )

    assert page.value_of("[name=title]") == "Partir"
    assert "avant" in page.text_of("#due-error")


@pytest.mark.parametrize("kind", ["objective", "action"])
def test_a_button_pressed_twice_plans_it_once(app: Flask, citizen: Browser, kind: str) -> None:
    citizen.get(f"/plan/add/{kind}")
    for _ in range(2):
        citizen.post(f"/plan/add/{kind}", {"title": "Appeler l’Afpa", "due_text": "à la rentrée"})

    with at_work(app, citizen) as work:
        assert [one.entry.title for one in entries.read_all(work)] == ["Appeler l’Afpa"]


def test_E_01_several_projects_live_side_by_side_and_one_may_rest(  # noqa: N802  # a case's name
    app: Flask, citizen: Browser
) -> None:
    """Acceptance E-01: target job, conditions and mobility are kept; a paused one is not lost."""
    told: dict[str, Any] = {
        "occupation": "Soudeuse",
        "conditions": "De jour",
        "mobility": "20 km, en bus",
    }
    citizen.submit("/portfolio/add/project", title="Souder", **told)
    with at_work(app, citizen) as work:
        [one] = entries.read_all(work)
        entries.change(work, one.id, one.entry.changed(status="paused"), rev=one.rev)
    citizen.submit("/portfolio/add/project", title="Soigner", occupation="Aide-soignante")

    page = citizen.get("/plan")
    assert page.text_of("h1") == "Soigner"
    assert "Souder En pause" in page.text_of("aside")
    [address] = [str(link["href"]) for link in page.select("aside a") if link.text == "Souder"]
    said = citizen.get(address).said
    assert all(words in said for words in told.values())
    assert citizen.get("/plan").select("aside a[href='/portfolio/add/project']")


def test_a_project_that_rests_says_so_over_its_plan(app: Flask, citizen: Browser) -> None:
    citizen.submit("/portfolio/add/project", title="Souder")
    with at_work(app, citizen) as work:
        [one] = entries.read_all(work)
        entries.change(work, one.id, one.entry.changed(status="paused"), rev=one.rev)

    assert citizen.get("/plan").text_of("p.fil-eyebrow") == "Mon projet, en pause"


@pytest.fixture
def second(citizen: Browser) -> str:
    """The id of the second of somebody's two plans."""
    for name in ("Le premier", "Le second"):
        citizen.submit("/plan/add/plan", title=name)
    [tab] = [one for one in citizen.get("/plan").select("nav a") if "Le second" in one.get_text()]
    return str(tab["href"]).partition("plan=")[2]


def test_actions_of_no_objective_are_joined_by_others(citizen: Browser, second: str) -> None:
    citizen.submit(f"/plan/add/action?plan={second}", title="Appeler", due="2027")

    [more] = citizen.get(f"/plan?plan={second}").select(".fil-objective > a")
    citizen.submit(str(more["href"]), title="Écrire", due_text="à la rentrée")

    rows = citizen.get(f"/plan?plan={second}").texts("tbody tr")
    assert [row.partition(" ")[0] for row in rows] == ["Appeler", "Écrire"]


def test_the_sheet_of_a_plan_leads_to_the_file_of_that_plan(citizen: Browser, second: str) -> None:
    citizen.submit(f"/plan/add/action?plan={second}", title="Appeler")

    [file] = citizen.get(f"/plan/print?plan={second}").select("a[href*='export.pdf']")

    assert file["href"] == f"/plan/export.pdf?plan={second}"


def test_only_plans_objectives_and_actions_are_added_here(citizen: Browser) -> None:
    citizen.get("/plan/add/job", status=404)
    citizen.get("/plan/add/nonsense", status=404)


def test_J_05_four_files_hold_the_same_plan(planner: Browser) -> None:  # noqa: N802  # a case's name
    files = {
        kind: planner.client.get(f"/plan/export.{kind}", base_url="https://localhost").data
        for kind in ("json", "ics", "csv", "pdf")
    }

    plan = plan_json.read(files["json"])
    wanted = [(action.what, str(action.due)) for action in plan.actions]
    assert wanted == [("Appeler le fonds", "2027-03-12"), ("Écrire la lettre", "2027")]
    tasks = icalendar.Calendar.from_ical(files["ics"]).walk("VTODO")
    assert {str(task["summary"]) for task in tasks} == {GOAL, *(what for what, _ in wanted)}
    table = csv.DictReader(StringIO(files["csv"].decode("utf-8-sig")), delimiter=";")
    assert [(row["action"], row["echeance"]) for row in table] == wanted
    paper = PdfReader(BytesIO(files["pdf"])).pages[0].extract_text()
    assert all(what in paper for what, _ in wanted)


def test_a_file_nobody_writes_is_not_found(planner: Browser) -> None:
    planner.get("/plan/export.exe", status=404)


def test_the_sheet_to_print_says_what_is_decided(planner: Browser) -> None:
    page = planner.get("/plan/print")

    assert page.text_of("h1") == "Mon plan d’action"
    assert page.texts("tbody tr:first-child td, tbody tr:first-child th")[1:] == [
        "Appeler le fonds",
        "12 mars 2027",
        "Moi",
    ]
    assert "Pour revoir ce plan : Fil rouge" in page.said


def test_the_published_schema_is_the_one_the_files_obey(planner: Browser) -> None:
    answer = planner.client.get("/api/v1/schemas/action-plan", base_url="https://localhost")

    assert json.loads(answer.data) == plan_json.schema()


def test_E_04_an_action_says_all_that_is_known_of_it(  # noqa: N802  # a case's name
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """Author, structure, date, who acts, due date, status and a stable id: shown and exported."""
    meeting = meetings.meeting(app, browsers)
    meeting.counsellor.submit(
        meeting.url,
        form="form[action$='/actions']",
        what="Aller au forum",
        due="08/12/2027",
        who="counsellor",
    )
    meeting.citizen.get("/shares/proposals")
    meeting.citizen.submit(form="main li form[method=post]", button=("answer", "yes"))

    page = meeting.citizen.get("/plan")
    answer = meeting.citizen.client.get("/plan/export.json", base_url=SITE)
    [action] = [one for one in plan_json.read(answer.data).actions if one.what == "Aller au forum"]
    row = page.text_of(f"#action-{action.id}")

    assert action.author and action.structure and action.proposed_on and action.agreed_on
    assert (action.who, str(action.due), action.status) == ("counsellor", "2027-12-08", "agreed")
    for told in (action.author, action.structure, "8 décembre 2027", "À faire"):
        assert told in row


def test_where_an_action_stands_is_changed_from_the_list(app: Flask, planner: Browser) -> None:
    planner.get("/plan?state=todo")
    page = planner.press("En cours : Appeler le fonds")

    assert planner.url.startswith("/plan?state=todo")
    assert [row.split()[0] for row in page.texts("tbody th")] == ["Écrire"]
    assert "C’est noté" in page.said or "c’est noté" in page.said


def test_what_is_done_ahead_of_its_day_was_done_by_now(app: Flask, citizen: Browser) -> None:
    done = {"status": "done"}
    citizen.get("/plan/add/action")
    citizen.post("/plan/add/action", {"title": "En avance", "due": "2090"} | done)
    citizen.post("/plan/add/action", {"title": "À son heure", "due": "2019"} | done)
    citizen.submit("/plan/add/action", title="Plus tard", due="2090")
    url = f"/portfolio/{address_of(citizen, 'Plus tard')[-36:]}/edit"
    citizen.post(url, {"title": "Plus tard", "due": "2090"} | done)

    with at_work(app, citizen) as work:
        found = {one.entry.title: one.entry for one in entries.read_all(work)}
        today = day_of(work.now).isoformat()
    days = {title: str(getattr(it, "done_on", None) or "") for title, it in found.items()}
    assert days == {"En avance": today, "À son heure": "", "Plus tard": today}


def test_a_slip_of_the_finger_is_undone_where_it_happened(app: Flask, planner: Browser) -> None:
    planner.get("/plan")
    planner.press("C’est fait : Appeler le fonds")
    page = planner.submit(form="main form[action$='/status'].fil-undo, .fil-flashes form")

    assert "1 action faite" not in page.said
    with at_work(app, planner) as work:
        [call] = [e.entry for e in entries.read_all(work) if e.entry.title == "Appeler le fonds"]
    assert isinstance(call, Action)
    assert (call.status, call.done_on) == (ActionStatus.AGREED, None)


def test_two_tabs_that_tell_what_came_of_it_lose_no_text(app: Flask, planner: Browser) -> None:
    planner.get("/plan")
    url = address_of(planner, "Écrire la lettre")
    form = "form[action$='/status']"
    seen = planner.get(url).value_of("[name=seen]")
    planner.submit(form=form, outcome="Écrit ailleurs.")

    given = {"stands": "agreed", "reason": "", "outcome": "Écrit ici.", "seen": seen}
    assert planner.post(f"{url}/status", given).status_code == 422
    page = planner._arrive(422)

    assert "« Écrit ailleurs. »" in page.text_of("#outcome-error")
    assert page.text_of("#outcome") == "Écrit ici."
    planner.submit(form=form, outcome="Écrit ailleurs. Écrit ici.")
    assert "Écrit ailleurs. Écrit ici." in planner.get("/plan").said


def test_a_reason_is_asked_for_what_is_dropped_and_kept_for_what_rests(
    app: Flask, planner: Browser
) -> None:
    planner.get("/plan")
    url = address_of(planner, "Écrire la lettre")

    page = planner.submit(url, form="form[action$='/status']", status=422, stands="dropped")
    assert "pourquoi" in page.text_of("#reason-error")
    planner.submit(form="form[action$='/status']", stands="dropped", reason="Plus utile")
    planner.submit(url, form="form[action$='/status']", stands="paused", reason="En mars")

    rows = planner.get("/plan").texts("tbody tr")
    assert "En mars" in rows[1] and "En pause" in rows[1]


def test_comments_are_dated_kept_in_order_and_said_once(app: Flask, planner: Browser) -> None:
    planner.get("/plan")
    url = address_of(planner, "Écrire la lettre")
    form = "form[action*='/comments?']"
    planner.submit(url, form=form, text="é" * 10_000)
    for _twice in range(2):
        page = planner.submit(url, form=form, text="السلام 🧶 <b>gras</b>")

    said = page.texts("#h-comments ~ ul .fil-prose")
    assert said == ["السلام 🧶 <b>gras</b>", "é" * 10_000]
    assert planner.submit(url, form=form, status=422, text="  ").text_of("#text-error")
    assert "2 remarques" in planner.get("/plan").said


def test_a_comment_is_taken_out_of_those_that_the_page_showed(planner: Browser) -> None:
    planner.get("/plan")
    url = address_of(planner, "Écrire la lettre")
    for text in ("Un", "Deux", "Trois"):
        planner.submit(url, form="form[action*='/comments?']", text=text)
    out = "form[action$='/comments/remove']"
    stale = planner.page.select(out)[0]  # type: ignore[union-attr]

    page = planner.press("Retirer : Deux")

    assert page.texts("#h-comments ~ ul .fil-prose") == ["Trois", "Un"]
    planner.post(f"{url}/comments/remove", filled(stale, {}))
    page = planner.get(url)
    assert page.texts("#h-comments ~ ul .fil-prose") == ["Trois", "Un"]
    assert "rien n’est retiré" in page.said
    at_hand = filled(page.select(out)[0], {}) | {"place": ["7"]}
    assert planner.post(f"{url}/comments/remove", at_hand).status_code == 404


def test_a_comment_taken_out_comes_back_at_a_press(planner: Browser) -> None:
    planner.get("/plan")
    url = address_of(planner, "Écrire la lettre")
    planner.submit(url, form="form[action*='/comments?']", text="Elle rappelle mardi")

    planner.press("Retirer : Elle rappelle mardi")
    planner.press("Annuler Cette remarque est retirée.")

    assert planner.get(url).texts("#h-comments ~ ul .fil-prose") == ["Elle rappelle mardi"]


def test_a_form_that_comes_back_is_helped_with_as_its_page_is(
    planner: Browser,
) -> None:
    planner.get("/plan")
    url = address_of(planner, "Appeler le fonds")
    told = planner.get(url).text_of(".fil-help-words")

    page = planner.submit(url, form="form[action*='/comments?']", status=422, text="")

    assert page.text_of(".fil-help-words") == told


def test_only_an_action_has_such_a_page(app: Flask, planner: Browser) -> None:
    with at_work(app, planner) as work:
        goal = next(one.id for one in entries.read_all(work) if one.entry.title == GOAL)

    planner.get(f"/plan/{goal}", status=404)
    assert planner.post(f"/plan/{goal}/status", {"stands": "done"}).status_code == 404
    planner.get("/plan")
    url = address_of(planner, "Écrire la lettre")
    assert planner.post(f"{url}/status", {"stands": "nonsense"}).status_code == 422
    assert planner.post(f"{url}/status").status_code == 422


def test_two_hundred_actions_are_shown_fifty_at_a_time_and_counted_whole(
    app: Flask, citizen: Browser
) -> None:
    with at_work(app, citizen) as work:
        entries.add_all(work, [an_action(title=f"Action {n}", due=None) for n in range(200)])

    page = citizen.get("/plan?page=4")

    assert len(page.select("tbody tr")) == 50
    assert "200 actions, page 4 sur 4" in page.text_of("[role=status]")
    assert "0 action faite sur 200" in page.text_of("aside")
    assert len(citizen.get("/plan?page=nonsense&state=zzz&who=zzz").select("tbody tr")) == 50


def test_a_date_gone_by_is_told_without_reproach(app: Flask, citizen: Browser) -> None:
    with at_work(app, citizen) as work:
        entries.add_all(work, [an_action(title=f"Action {n}", due="2020") for n in range(6)])

    page = citizen.get("/plan")

    assert "La date de 6 actions est passée. Rien de grave" in page.said
    assert len(citizen.get("/plan?state=late").select("tbody tr")) == 6


def test_E_10_the_printed_plan_says_how_to_see_it_later(  # noqa: N802  # a case's name
    app: Flask, planner: Browser
) -> None:
    """Acceptance E-10: every word of it; the PDF’s 12 points are counted with the formats."""
    long = "Relire ensemble la convention de stage et la faire signer par les trois parties " * 2
    with at_work(app, planner) as work:
        entries.add(work, an_action(title=long.strip(), contact="Mme Colin, 03 53 01 00 10"))

    page = planner.get("/plan/print")

    assert long.strip() in page.said
    assert "Pour revoir ce plan : Fil rouge" in page.text_of(".fil-a4-legal")
    assert "Mme Colin, 03 53 01 00 10" in page.text_of(".fil-a4-foot")


def address_of(browser: Browser, title: str) -> str:
    """The page of an action of the plan at hand."""
    assert browser.page is not None
    [link] = [link for link in browser.page.select("tbody th a") if link.get_text() == title]
    return str(link["href"])


def test_a_day_to_come_is_asked_with_a_day_to_come_as_its_example(citizen: Browser) -> None:
    for address in ("/plan/add/action", "/plan/add/objective", "/portfolio/add/project"):
        assert "05/2030" in citizen.get(address).said
