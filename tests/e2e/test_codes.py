"""A code made by one person, read by another in a browser of their own, stopped."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import people
from tests.e2e.inspecting import Inspector

Visit = Callable[..., Page]
DEAD = "Ce code n’ouvre rien"


def makes(owner: Page) -> tuple[str, str]:
    """Somebody with one skill makes a code that opens it; returns it with its figures."""
    people.register(owner, "Awa Diallo")
    owner.goto("/portfolio/add/skill")
    people.fill(owner, title="Souder à l’arc")
    people.go_on(owner)
    owner.goto("/codes/new")
    people.fill(owner, whom="outside", sections="skills", purpose="guidance", stay="day")
    people.go_on(owner)
    people.fill(owner, agreed="y")
    people.go_on(owner)
    drawing = owner.locator(".fil-codesheet img")
    assert drawing.evaluate("one => one.complete && one.naturalWidth > 0")
    code = " ".join(owner.locator(".fil-code li").all_inner_texts())
    return code, owner.locator(".fil-note .fil-mono").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])
def test_a_code_opens_once_in_one_browser_until_its_owner_stops_it(
    visit: Visit, scripts: bool
) -> None:
    owner, reader, other = (visit(java_script_enabled=scripts) for _ in range(3))
    code, figures = makes(owner)
    reader.goto(f"/open?code={code.replace(' ', '-')}")
    people.fill(reader, figures=figures)
    people.go_on(reader)
    expect(reader).to_have_url(re.compile("/open/reading$"))
    expect(reader.locator("main")).to_contain_text("Souder à l’arc")
    other.goto("/open")
    people.fill(other, code=code, figures=figures)
    people.go_on(other)
    expect(other.locator("h1")).to_have_text(DEAD)
    owner.reload()
    people.follow(owner, owner.locator("main form[action$='/stop'] button").first)
    reader.reload()
    expect(reader.locator("h1")).to_have_text(DEAD)


def test_p_02_the_pages_of_a_code_are_for_everybody(visit: Visit) -> None:
    """Acceptance P-02: those that no walk through the links comes to."""
    owner, reader = visit(bypass_csp=True), visit(bypass_csp=True)
    looking = [Inspector(owner), Inspector(reader)]
    code, figures = makes(owner)
    looking[0].look("a code that waits")
    reader.goto("/open")
    people.fill(reader, code=code, figures=figures)
    people.go_on(reader)
    looking[1].look("a reading")
    assert [one.findings for one in looking] == [[], []]
