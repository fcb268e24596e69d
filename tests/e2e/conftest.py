"""A served product and browsers that notice what goes wrong behind a page."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import machine
from tests.e2e.site import Site, served

LEFT_OUT = (
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "SpareRendererForSitePerProcess",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
"""What Playwright keeps out of a test, and what would make each new context a process or two of
the browser's own: half of what a context costs. This list takes the place of Playwright's."""
ARGS = (
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EXPECTED = ("the server responded with a status of", "net::ERR_INTERNET_DISCONNECTED")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share a served product: those who look and those who act, a worker each."""
    for item in items:
        if "tests/e2e" in str(item.path):
            looks = item.path.stem == "test_accessibility"
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.xdist_group("e2e-looks" if looks else "e2e-acts"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with its demonstration network, in a process of its own."""
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; its absence is an error, said by its name."""
    path = machine.chromium()
    assert path, "no Chromium on this machine: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


class Visits:
    """Opens contexts that fail the test for a console error or a request to anybody else."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def __call__(self, **options: object) -> Page:
        """A page in a context of its own: its own cookies, its own settings."""
        given = {"base_url": self.site.address, "locale": "fr-FR"} | options
        context = self.browser.new_context(**given)  # type: ignore[arg-type]  # Playwright's own names
        self.contexts.append(context)
        context.on("request", lambda request: self._check(request.url))
        context.on("console", lambda message: self._note(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        return context.new_page()

    def _check(self, address: str) -> None:
        if urlsplit(address).netloc not in {urlsplit(self.site.address).netloc, ""}:
            self.complaints.append(f"a request to {address}")

    def _note(self, kind: str, text: str) -> None:
        # the browser itself reports each refused page, and a network that a test cut, as errors
        if kind == "error" and not any(each in text for each in EXPECTED):
            self.complaints.append(text)


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody new; nothing may go wrong behind any of them."""
    visits = Visits(chromium, site)
    yield visits
    for context in visits.contexts:
        context.close()
    assert not visits.complaints
