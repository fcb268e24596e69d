"""Pages for everyone."""

import pytest

from tests.browser import Browser


@pytest.mark.parametrize("page", ["/", "/help", "/privacy", "/accessibility", "/legal"])
def test_a_page_for_everyone_opens_without_an_account(browser: Browser, page: str) -> None:
    browser.get(page)

