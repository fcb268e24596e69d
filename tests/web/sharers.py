"""A citizen who prepares a share, and what is read off the pages on the way."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask

from portfolio.services import entries, given
from tests import arrivals, worlds
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import Page, words
from tests.web import meetings
from tests.web.meetings import Browsers

RECORD = re.compile(rb'<article id="record".*?</article>', re.DOTALL)
SIGN: dict[str, Any] = {"agreed": True, "button": ("answer", "yes")}


@dataclass(frozen=True, slots=True)
class Sharer:
    """A citizen with a small life, and the structure there is to share it with."""

    app: Flask
    browser: Browser
    counsellor: Browser
    structure_id: UUID

    def begin(self) -> Page:
        """Choose the structure; the second step comes."""
        return self.browser.submit("/shares/new", structure=self.structure_id)

    def begin_by_name(self, *names: str) -> Page:
        """Choose the structure, then people of it by name: all of them when none is said."""
        page = self.browser.submit("/shares/new", structure=self.structure_id, audience="members")
        there = {words(each): each["for"] for each in page.select("#members label")}
        ids = [page.value_of(f"#{there[name]}") for name in names or there]
        return self.browser.submit(members=ids)

    def letter(self, sections: list[str] | None = None, **why: Any) -> Page:
        """Answer the three questions; the letter comes."""
        self.begin()
        self.browser.submit(sections=sections or ["skills", "plan"])
        return self.browser.submit(**{"purpose": "guidance"} | why)

    def grants(self) -> list[given.Given]:
        """Every grant that was given."""
        with at_work(self.app, self.browser) as work:
            mine = given.mine(work)
            return [*mine.active, *mine.ended]

    def add(self, *added: Any) -> None:
        """Keep more entries."""
        with at_work(self.app, self.browser) as work:
            entries.add_all(work, added)


def a_sharer(app: Flask, browsers: Browsers) -> Sharer:
    """Sandrine, and the structure that Hélène founded."""

    def live() -> Sharer:
        counsellor = arrivals.a_professional(app, browsers())
        citizen = arrivals.a_citizen(browsers(), name="Sandrine Thiébaut")
        meetings.live(app, citizen)
        return Sharer(app, citizen, counsellor, meetings.structure_of(app, counsellor))

    return worlds.begun(app, "a sharer", live)


def record(browser: Browser) -> bytes:
    """The bytes of the record on the page at hand."""
    assert browser.response is not None
    found = RECORD.findall(browser.response.data)
    assert len(found) == 1
    return bytes(found[0])


def link(page: Page, begins: str) -> str:
    """Where the link that begins with *begins* leads."""
    found = [each for each in page.select("main a") if words(each).startswith(begins)]
    assert len(found) == 1, f"{len(found)} links say {begins!r}"
    return str(found[0]["href"])


def facts(page: Page) -> dict[str, str]:
    """What a list of terms says, by label."""
    return dict(zip(page.texts("main dl dt"), page.texts("main dl dd"), strict=True))
