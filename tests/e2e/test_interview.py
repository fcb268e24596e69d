"""A whole interview: found on the desk, read, proposed, written together, agreed to by both."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e import people

PLACE = "Mission locale des Trois-Vallées"
GOAL, STEP = "Venir travailler sans voiture", "Visiter l’atelier"
SAID, CHANGED = "Elle veut travailler près de chez elle.", "Je veux travailler près de chez moi."


def test_a_whole_interview(visit: Callable[..., Page]) -> None:
    """H-03: what the counsellor notes is seen by the citizen, changed, then final for both."""
    citizen, counsellor = visit(viewport={"width": 390, "height": 844}), visit()
    people.sign_in(counsellor, "helene@demo.example")
    mine = lives_and_shares(citizen)
    meeting = opens_it_from_the_desk(counsellor)
    reads_it_with_keys(counsellor)
    finds_a_word(counsellor)
    proposes_from_the_library(counsellor)
    proposes_an_action(counsellor)
    writes_together(counsellor)
    answers(citizen)
    changes_the_words(citizen, mine)
    agrees(counsellor)
    both_keep_it(citizen, counsellor, meeting)
    meets_again(counsellor, citizen, meeting, mine)


def lives_and_shares(page: Page) -> str:
    """Some of a life, given with the right to propose; where she follows the share."""
    people.register(page, "Nadia Perrin")
    people.add(page, "job", title="Couturière", employer="La Vologne", when_start="2019")
    people.add(page, "job", title="Vendeuse", employer="Au bon marché", when_start="2012")
    people.add(page, "skill", title="Piquer à la machine", level="4")
    people.plan(page, "objective", title="Retrouver un emploi")
    sections = ["path", "skills", "plan"]
    rights = ["comment", "propose"]
    people.share(page, PLACE, sections, purpose="guidance", mode="suivi", rights=rights)
    people.agree(page)
    return f"/shares/{page.url.split('/')[-2]}"


def opens_it_from_the_desk(page: Page) -> str:
    page.goto("/desk/")
    people.follow(page, page.get_by_role("link", name="Nadia Perrin").first)
    expect(page.locator("#record-brief")).to_contain_text("Couturière")
    expect(page.locator("#record-brief")).to_contain_text("Piquer à la machine")
    return page.url


def reads_it_with_keys(page: Page) -> None:
    page.keyboard.press("2")
    expect(page.locator("#record-skills")).to_be_focused()
    page.keyboard.press("b")
    expect(page.locator("#record-brief")).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator(".fil-tools a").first).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator("#said")).to_be_focused()
    page.keyboard.type("ab1")  # a key is a letter while one writes
    expect(page.locator("#said")).to_have_value("ab1")
    page.locator("#said").fill("")
    page.locator("#said").blur()


def finds_a_word(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#record-q")).to_be_focused()
    page.keyboard.type("vologn")
    rows = page.locator("#record-path tbody tr")
    expect(rows.filter(has_text="Vendeuse")).to_be_hidden()
    expect(rows.filter(has_text="Couturière")).to_be_visible()
    page.locator("#record-q").fill("")
    expect(rows.filter(has_text="Vendeuse")).to_be_visible()


def proposes_from_the_library(page: Page) -> None:
    people.follow(page, page.locator("#panel a[href$='/propose/objective']"))
    page.locator("#q").fill("rendre")
    people.follow(page, page.locator("main [role=search] button"))
    people.follow(page, page.locator("main section li a").first)
    expect(page.locator("#title")).to_have_value("Pouvoir me rendre au travail")
    people.fill(page, title=GOAL)
    people.go_on(page)
    expect(page.locator("#brought")).to_contain_text(GOAL)


def proposes_an_action(page: Page) -> None:
    page.locator("h1").click()  # nothing is being written
    page.keyboard.press("a")
    expect(page.locator("#what")).to_be_focused()
    page.keyboard.type(STEP)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#brought")).to_contain_text(STEP)


def writes_together(page: Page) -> None:
    people.fill(page, said=SAID)
    people.follow(page, page.locator("#panel button[name=together]"))
    expect(page.locator("main")).to_contain_text(SAID)


def answers(page: Page) -> None:
    """She takes the objective with its first actions, and leaves the action."""
    page.goto("/shares/proposals")
    card = page.locator("main li").filter(has=page.locator("form"), has_text=GOAL)
    expect(card).to_contain_text("Hélène")
    people.follow(page, card.locator("button[value=yes]"))
    card = page.locator("main li").filter(has=page.locator("form"), has_text=STEP)
    people.follow(page, card.locator("button[value=no]"))
    page.goto("/plan")
    expect(page.locator("main")).to_contain_text(GOAL)
    expect(page.locator("main")).not_to_contain_text(STEP)


def changes_the_words(page: Page, mine: str) -> None:
    page.goto(f"{mine}/syntheses")
    people.follow(page, page.locator("main .fil-list a").first)
    expect(page.locator("main")).to_contain_text("écrite par Hélène")
    people.fill(page, said=CHANGED)
    people.follow(page, page.locator("main form[action*='/syntheses/'] .btn-secondary").last)
    expect(page.locator("main section").first).to_contain_text(CHANGED)


def agrees(page: Page) -> None:
    page.reload()
    expect(page.locator("main section").first).to_contain_text(CHANGED)
    people.follow(page, page.locator("main form[action$='/agree'] button"))
    expect(page.locator("main")).to_contain_text(re.compile("Validée par vous deux"))


def both_keep_it(citizen: Page, counsellor: Page, meeting: str) -> None:
    """Final for both: hers to keep with both names, nothing left to change."""
    citizen.reload()
    people.follow(citizen, citizen.locator("main form[action$='/keep'] button"))
    expect(citizen.locator("main")).to_contain_text(CHANGED)
    expect(counsellor.locator("main textarea")).to_have_count(0)
    counsellor.goto(meeting)
    expect(counsellor.locator("#brought")).to_contain_text("Acceptée")
    expect(counsellor.locator("#brought")).to_contain_text("Refusée")
    expect(counsellor.locator("#record-plan")).to_contain_text(GOAL)


def meets_again(counsellor: Page, citizen: Page, meeting: str, mine: str) -> None:
    """The next appointment: proposed in the room, confirmed on her telephone."""
    people.follow(counsellor, counsellor.locator("#appointments a"))
    day = datetime.now(UTC).date() + timedelta(days=14)
    people.fill(counsellor, day=day.isoformat(), at="10:00", place="12 rue Thiers")
    people.go_on(counsellor)
    citizen.goto(f"{mine}/appointments")
    people.follow(citizen, citizen.locator("main a[href*='/appointments/']").first)
    people.follow(citizen, citizen.locator("main form[action$='/confirm'] button").first)
    counsellor.goto(meeting)
    expect(counsellor.locator("#appointments")).to_contain_text("10")
