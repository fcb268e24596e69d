"""The whole story as people live it: with scripts and without, in two languages."""

import csv
import io
import json
import re
from collections.abc import Callable

import icalendar
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e import people
from tests.samples import shared

CV = "jsonresume/fr-jean-dupont.json"
PLACE = "Mission locale des Trois-Vallées"
COUNSELLOR = "helene@demo.example"
SECTIONS = ["path", "skills", "plan"]
FORMATS = ("pdf", "ics", "csv", "json")
GOAL = "Trouver une formation"
PLANNED = {
    "Appeler le centre de formation": "12/03/2027",
    "Refaire mon CV": "04/2027",
    "Visiter un atelier": "2028",
}
PROPOSED = "Aller à la réunion d’information"
REFUSED = "Déménager à Paris"
AGREED = {*PLANNED, PROPOSED}


@pytest.mark.parametrize(
    ("scripts", "locale", "width"),
    [(True, "fr-FR", 1280), (False, "en-GB", 390)],
    ids=["scripts", "no-scripts-english-on-a-telephone"],
)
def test_the_story(visit: Callable[..., Page], scripts: bool, locale: str, width: int) -> None:
    """B-01 E-03 F-02 F-08 F-11 G-01 J-05 L-01: record, share, meet, export, take back."""
    at_home = {"width": width, "height": 844}
    citizen = visit(java_script_enabled=scripts, locale=locale, viewport=at_home)
    counsellor = visit(java_script_enabled=scripts, locale=locale)

    people.register(citizen, "Jeanne Dupont")
    expect(citizen.locator("html")).to_have_attribute("lang", locale[:2])
    expect(citizen.locator("main .btn-primary")).to_have_count(1)  # one next step, no more

    brings_her_cv(citizen)
    writes_by_hand(citizen)
    reads_her_thread(citizen)
    grant = shares(citizen)
    interview = meets(counsellor, grant)
    answers(citizen)
    both_take_the_plan_home(citizen, counsellor, interview)
    sees_who_looked(citizen)
    stops(citizen, grant)
    is_refused(counsellor, interview)


def brings_her_cv(page: Page) -> None:
    people.bring(page, shared(CV))
    page.goto("/portfolio")
    expect(page.locator("main")).to_contain_text("Développeur")
    page.go_back()
    page.locator("a[href$='/undo']").first.click()
    page.locator("main form[action$='/undo'] button").click()
    page.goto("/portfolio")
    expect(page.locator("main")).not_to_contain_text("Développeur")
    people.bring(page, shared(CV))


def writes_by_hand(page: Page) -> None:
    people.add(page, "job", title="Vendeuse", employer="Boulangerie", when_start="1998")
    people.add(page, "training", title="CAP Vente", when_end="05/1998", outcome="certified")
    people.add(page, "certificate", title="Certificat CléA", issued="12/05/2017")
    people.add(page, "language", title="Portugais", listening="B2", writing="A1")
    people.add(page, "skill", title="Conseiller une cliente", level="3")
    people.add(page, "interest", title="Travailler dehors", card="like")
    people.add(page, "project", title="Devenir fleuriste", target="2028")
    people.plan(page, "objective", title=GOAL)
    for title, due in PLANNED.items():
        people.act(page, GOAL, title, due)


def reads_her_thread(page: Page) -> None:
    page.goto("/thread")
    expect(page.locator(".fil-thread > li.is-event").first).to_be_visible()
    expect(page.locator(".fil-thread > li.is-today")).to_have_count(1)
    expect(page.locator(".fil-thread .t-dash").first).to_be_attached()
    page.goto("/thread/list")
    job = page.locator("main li, main tr").filter(has_text="Vendeuse").first
    expect(job).to_contain_text("1998")
    expect(job).not_to_contain_text(re.compile("janvier|January"))


def shares(page: Page) -> str:
    people.share(
        page,
        PLACE,
        SECTIONS,
        purpose="project",
        mode="suivi",
        rights=["propose", "export"],
    )
    page.locator("a[href$='/preview']").click()
    previewed = page.locator("#record").text_content() or ""  # what is folded, too
    assert "Vendeuse" in previewed
    assert "Travailler dehors" not in previewed  # interests were not ticked
    page.go_back()
    people.agree(page)
    page.goto("/shares")
    expect(page.locator(".fil-share")).to_have_count(1)
    link = page.locator(".fil-share a[href*='/stop']").get_attribute("href") or ""
    grant = link.split("/")[-2]
    page.goto(f"/shares/{grant}/receipt")
    expect(page.locator("main")).to_contain_text(PLACE)
    return grant


def meets(page: Page, grant: str) -> str:
    people.sign_in(page, COUNSELLOR)
    page.goto("/desk")
    page.locator(f"a[href$='/interviews/{grant}']").first.click()
    expect(page.locator("h1")).to_have_text("Jeanne Dupont")
    expect(page.locator("#record")).to_contain_text("Vendeuse")
    expect(page.locator("#record")).not_to_contain_text("Travailler dehors")
    interview = f"/interviews/{grant}"
    for what in (PROPOSED, REFUSED):
        page.goto(interview)
        people.fill(page, what=what, due="08/12/2027")
        page.locator("form[action$='/actions'] [type=submit]").click()
    page.goto(interview)
    people.fill(page, said="Elle veut apprendre un métier.", decided="Se renseigner.")
    page.locator("form[action$='/synthesis'] details > summary").last.click()
    page.locator("form[action$='/synthesis'] .btn-secondary").click()
    expect(page.locator("#brought li")).to_have_count(3)
    return interview


def answers(page: Page) -> None:
    page.goto("/plan")
    expect(page.locator("main")).not_to_contain_text(REFUSED)
    for text, answer in (
        (PROPOSED, "yes"),
        (REFUSED, "no"),
        ("Elle veut apprendre un métier.", "yes"),
    ):
        page.goto("/shares/proposals")
        one = page.locator("main li[id^=proposal]").filter(has_text=text)
        one.locator(f"button[name=answer][value={answer}]").click()
    page.goto("/plan")
    expect(page.locator("main")).to_contain_text(PROPOSED)


def both_take_the_plan_home(citizen: Page, counsellor: Page, interview: str) -> None:
    mine = {kind: taken(citizen, f"/plan/export.{kind}") for kind in FORMATS}
    theirs = {kind: taken(counsellor, f"{interview}/plan.{kind}") for kind in FORMATS}
    for files in (mine, theirs):
        assert (
            from_json(files["json"]) == from_csv(files["csv"]) == from_ics(files["ics"]) == AGREED
        )
        paper = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)
        assert all(words(title) in words(paper) for title in AGREED)
        assert "Déménager" not in paper


def sees_who_looked(page: Page) -> None:
    page.goto("/shares/journal")
    expect(page.locator("main tbody tr").first).to_contain_text("Hélène Grandidier")
    expect(page.locator("main")).to_contain_text(PLACE)


def stops(page: Page, grant: str) -> None:
    page.goto(f"/shares/{grant}/stop")
    page.locator(f"form[action$='/shares/{grant}/stop'] button").first.click()
    page.goto("/shares")
    expect(page.locator(".fil-share a[href*='/stop']")).to_have_count(0)


def is_refused(page: Page, interview: str) -> None:
    page.locator("form[action$='/actions'] [type=submit]")  # the page is still open
    for address in (interview, *(f"{interview}/plan.{kind}" for kind in FORMATS)):
        answer = page.request.get(address)
        assert answer.status == 404
        assert "Jeanne" not in answer.text()
    page.goto("/desk")
    expect(page.locator("main")).not_to_contain_text("Jeanne Dupont")


def taken(page: Page, address: str) -> bytes:
    answer = page.request.get(address)
    assert answer.ok, address
    assert "attachment" in answer.headers["content-disposition"]
    return answer.body()


def words(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def from_json(content: bytes) -> set[str]:
    plan = json.loads(content)
    return {action["what"] for goal in plan["objectives"] for action in goal["actions"]}


def from_csv(content: bytes) -> set[str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return {row["action"] for row in rows}


def from_ics(content: bytes) -> set[str]:
    tasks = icalendar.Calendar.from_ical(content).walk("VTODO")
    return {str(task["summary"]) for task in tasks} - {GOAL}
