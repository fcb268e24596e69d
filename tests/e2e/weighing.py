"""What a page weighs for somebody who counts their megabytes, compressed as servers send it."""

import gzip
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Response

KB = 1000
FIRST, LATER = 120 * KB, 25 * KB
PAINTED = """() => new Promise(done => new PerformanceObserver(
  list => done(Math.round(list.getEntries().at(-1).startTime)))
  .observe({type: "largest-contentful-paint", buffered: true}))"""


class Scale:
    """Weighs what each page needs; a file that browsers may keep is weighed once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: set[str] = set()
        self.kept: set[str] = set()
        self.weights: dict[str, int] = {}
        page.on("request", self._note)

    def weigh(self, answer: Response | None) -> int:
        """Bytes of the page that *answer* brought, and of all that it needs and nobody has."""
        assert answer is not None
        weight = len(gzip.compress(answer.body(), 6))
        weight += sum(self._fetched(address) for address in self.asked - self.kept)
        self.weights[urlsplit(answer.url).path] = weight
        return weight

    def _note(self, request: Request) -> None:
        if request.resource_type != "document":
            self.asked.add(request.url)

    def _fetched(self, address: str) -> int:
        answer = self.page.request.get(address)
        assert answer.ok, address
        if "immutable" not in answer.headers["cache-control"]:
            known = {"If-None-Match": answer.headers["etag"]}
            assert self.page.request.get(address, headers=known).status == 304
        self.kept.add(address)
        return len(gzip.compress(answer.body(), 6))

    def too_heavy(self) -> dict[str, int]:
        """The pages that weigh more than one of a visit should."""
        return {path: weight for path, weight in self.weights.items() if weight > LATER}

    def heaviest(self) -> str:
        """The five heaviest pages so far, for people to read."""
        most = sorted(self.weights.items(), key=lambda one: -one[1])[:5]
        return ", ".join(f"{path} {weight}" for path, weight in most)
