"""What a first visit fetches, all of it, compressed as any proxy would: a phone on slow 3G."""

import gzip
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser import SITE, Browser

FIRST_VISIT = 120_000  # bytes, page and assets
COMPRESSED_ALREADY = (".woff2", ".png", ".jpg", ".webp")
FETCHED = "link[rel~=stylesheet][href], link[rel~=icon][href], script[src], img[src], use[href]"
INSIDE = re.compile(rb"""url\(["']?([^"')]+)|(?:from|import) ?["']([^"']+)""")


def weigh(browser: Browser, page: str) -> dict[str, int]:
    """The compressed weight of *page* and of everything it asks for, each address once."""
    addresses = [
        str(each.get("href") or each.get("src")) for each in browser.get(page).select(FETCHED)
    ]
    assert browser.response is not None
    weights = {page: len(gzip.compress(browser.response.data, 6))}
    waiting = [urljoin(page, address) for address in addresses]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address not in weights and not address.startswith("data:"):
            content = fetched(browser, address)
            small = address.partition("?")[0].endswith(COMPRESSED_ALREADY)
            weights[address] = len(content) if small else len(gzip.compress(content, 6))
            found = (one or other for one, other in INSIDE.findall(content))
            waiting += [urljoin(address, each.decode()) for each in found]
    return weights


def fetched(browser: Browser, address: str) -> bytes:
    """A file of ours: nobody else is ever asked."""
    assert not urlsplit(address).netloc, address
    with browser.client.get(address, base_url=SITE) as answer:
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        content: bytes = answer.data
    return content


@pytest.mark.parametrize("page", ["/", "/account/sign-in", "/account/new"])
def test_a_first_visit_is_light(browser: Browser, page: str) -> None:
    weights = weigh(browser, page)
    assert len(weights) > 5  # the sheets and scripts were found
    assert sum(weights.values()) <= FIRST_VISIT, weights


def test_a_later_page_asks_only_for_itself(browser: Browser) -> None:
    """Every file's address changes with its content, so that browsers may keep it for long."""
    weights = weigh(browser, "/")
    for address in set(weights) - {"/"}:
        with browser.client.get(address, base_url=SITE) as answer:
            kept, mark = answer.headers.get("Cache-Control", ""), answer.headers.get("ETag")
        assert "immutable" in kept or mark, f"{address}: {kept}"
