"""A first visit is light; other pages are weighed as they are looked at (test_accessibility)."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.weighing import FIRST, LATER, PAINTED, Scale


def test_a_first_visit_is_light(visit: Callable[..., Page]) -> None:
    page = visit()
    scale = Scale(page)
    first = scale.weigh(page.goto("/", wait_until="networkidle"))
    painted = page.evaluate(PAINTED)
    later = scale.weigh(page.goto("/help"))
    print(f"first visit: {first} bytes in {len(scale.kept) + 1} files, painted in {painted} ms")
    assert first <= FIRST
    assert later <= LATER
