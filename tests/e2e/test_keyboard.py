"""Acceptance P-01: with a keyboard only, where the focus is always seen and never held."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import people
from tests.e2e.keys import Keys

PLACE = "Mission locale des Trois-Vallées"
FULL = (
    "/thread",
    "/portfolio/add/job",
    "/portfolio/skills",
    "/plan",
    "/shares",
    "/account/",
    "/search",
    "/start/2",
)


def test_a_job_is_recorded_shared_and_taken_back_with_the_keyboard(
    visit: Callable[..., Page],
) -> None:
    page = visit(reduced_motion="reduce")  # the focus is in sight at once, not after a slide
    people.register(page, "Jeanne Dupont")
    keys = Keys(page)
    records_a_job(keys)
    shares_it(keys)
    stops(keys)


def records_a_job(keys: Keys) -> None:
    page = keys.page
    page.goto("/portfolio/add")
    keys.go("main a[href$='/portfolio/add/job']")
    keys.type("[name=town]", "Épinal")
    keys.go("main .btn-primary[type=submit]")
    expect(page.locator("main .fil-errors")).to_be_focused()  # what is wrong is read first
    keys.to("main .fil-errors a")
    page.keyboard.press("Enter")
    expect(page.locator("[name=title]")).to_be_focused()
    page.keyboard.type("Vendeuse")
    keys.type("[name=when_start]", "1998")
    keys.tick("[name=when_ongoing]")
    keys.to("details:not([open]) > summary")
    page.keyboard.press("Space")
    keys.to("[name=contract]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=contract]")).not_to_have_value("")
    keys.go("main .btn-primary[type=submit]")
    expect(page.locator("main")).to_contain_text("Vendeuse")


def shares_it(keys: Keys) -> None:
    page = keys.page
    keys.go("header nav a[href$='/shares']")
    keys.go("main a[href$='/shares/new']")
    keys.type("#q", PLACE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.tick("[name=structure]")
    keys.go("main form .btn-primary[type=submit]")
    keys.tick("[name=sections][value=path]")
    keys.go("main form .btn-primary[type=submit]")
    keys.to("[name=purpose]")
    page.keyboard.press("ArrowDown")
    keys.to("[name=mode]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=mode][value=suivi]")).to_be_checked()
    keys.go("main form .btn-primary[type=submit]")
    keys.tick("[name=agreed]")
    keys.go("button[name=answer][value=yes]")
    expect(page.locator("main")).to_contain_text(PLACE)


def stops(keys: Keys) -> None:
    page = keys.page
    keys.go("header nav a[href$='/shares']")
    way_in = "main .fil-share a[href$='/stop']"
    keys.to(way_in)
    page.keyboard.press("Space")
    question = page.locator("[role=dialog]:popover-open")
    expect(question).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(page.locator(way_in)).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_be_focused()
    keys.go("[role=dialog] form[action$='/stop'] [type=submit]:not([popovertarget])")
    expect(page.locator(way_in)).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_way_past_the_header_leads_to_the_page(
    visit: Callable[..., Page], scripts: bool
) -> None:
    page = visit(java_script_enabled=scripts)
    page.goto("/help")
    page.keyboard.press("Tab")
    skip = page.locator(".fil-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_two_keys_find_and_explain_unless_one_writes_or_says_no(visit: Callable[..., Page]) -> None:
    page = visit()
    people.sign_in(page, "claire@demo.example")
    page.goto("/plan")
    listens(page)
    with page.expect_navigation():
        page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("?/fer")  # letters like any others, while one writes
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main mark").first).to_be_visible()
    listens(page)
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("?")
    expect(page.locator("main kbd").first).to_be_visible()
    people.follow(page, page.locator("main form[action$='/keyboard'] button"))
    page.keyboard.press("/")
    page.keyboard.press("?")
    expect(page).to_have_url(re.compile("/keyboard$"))


def listens(page: Page) -> None:
    """The script has come: the search says by which key it is reached."""
    expect(page.locator(".fil-top-search")).to_have_attribute("aria-keyshortcuts", "/")


def test_the_keyboard_goes_through_every_page_and_out_again(visit: Callable[..., Page]) -> None:
    visitor, citizen, counsellor = (visit(reduced_motion="reduce") for _ in range(3))
    goes_round(visitor, "/", "/account/new", "/account/sign-in", "/structures")
    people.sign_in(citizen, "claire@demo.example")
    goes_round(citizen, *FULL)
    citizen.set_viewport_size({"width": 390, "height": 700})  # where a bar lies over the page
    goes_round(citizen, "/thread", "/portfolio/add/job")
    people.sign_in(counsellor, "helene@demo.example")
    goes_round(counsellor, "/desk/", "/team")
    people.follow(counsellor, counsellor.locator("header a[href$='/desk/']").last)
    people.follow(counsellor, counsellor.locator("main a[href*='/interviews/']").first)
    goes_round(counsellor, counsellor.url)


def goes_round(page: Page, *addresses: str) -> None:
    """Each page is left by its end, having shown where the focus was at every stop."""
    for address in addresses:
        page.goto(address)
        stops = Keys(page).round()
        reachable = page.locator("main").locator("a[href], button, input, select, textarea")
        assert len(stops) >= reachable.locator("visible=true").count() / 2
