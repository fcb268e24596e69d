"""A skill in one's own words, then the name that others give it, proposed as one types."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import people
from tests.e2e.inspecting import Inspector


def test_a_skill_is_told_then_classed_with_the_keyboard(visit: Callable[..., Page]) -> None:
    """Acceptance C-01 and C-02 in a browser: with the frameworks that come with the product."""
    page = visit(bypass_csp=True, reduced_motion="reduce")
    people.register(page, "Jeanne Dupont")
    inspector = Inspector(page)
    page.goto("/portfolio/add/skill")
    people.fill(page, title="Ranger des fichiers", level="3", again="yes")
    tells_three_situations(page)
    people.go_on(page)
    expect(page.locator("h1")).to_have_text("Ranger des fichiers")
    inspector.look("a skill and what others call it")
    people.follow(page, page.locator("a[href$='/classes']"))
    looks_up(page, "partag doc")
    inspector.look("propositions under the field")
    looks_up(page, "partag doc")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    inspector.look("what a search found")
    people.follow(page, page.locator("main .fil-list form button").first)
    expect(page.locator("section[aria-labelledby=h-classes]")).to_contain_text("Partager")
    for way in ("level", "framework"):
        page.goto(f"/portfolio/skills?by={way}")
        inspector.look(f"skills by {way}")
    inspector.report()


def tells_three_situations(page: Page) -> None:
    """Two sets of questions are there; a button adds a third, ready to be typed in."""
    people.fill(page, **{"situations-0-context": "Au bureau"})
    page.locator("[data-module=add-part] > button").click()
    third = page.locator("[name='situations-2-context']")
    expect(third).to_be_focused()
    third.fill("Chez moi")


def looks_up(page: Page, words: str) -> None:
    """Type, and wait for what is proposed."""
    page.locator("#q").fill(words)
    expect(page.locator("#q-found [role=option]")).to_have_count(1)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
