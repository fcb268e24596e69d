"""What a request opened leaves the process with it: nobody's life waits for a collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from portfolio.domain.entries import Entry
from portfolio.services.keyring import Keyring
from portfolio.services.sessions import Live
from portfolio.services.work import Work
from portfolio.web.sessions import ServerSession
from tests.browser import Browser

KEYS = (Keyring, Live, ServerSession, Work)
"""What holds a key of somebody."""


@contextmanager
def leftovers() -> Iterator[list[object]]:
    """What only the collector would have freed of what happened meanwhile, once it is over."""
    left: list[object] = []
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield left
        gc.collect()
        left += gc.garbage
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def test_entries_leave_with_the_page_that_shows_them(citizen: Browser) -> None:
    """Neither what a portfolio says nor a key of it outlives a page."""
    citizen.submit("/portfolio/add/skill", title="Souder à l’arc")
    with leftovers() as left:
        assert "Souder à l’arc" in citizen.get("/portfolio").said

    assert not [type(one).__name__ for one in left if isinstance(one, (Entry, *KEYS))]


def test_keys_leave_with_the_request_that_writes(citizen: Browser) -> None:
    """A form ties what was typed in a ring of its library's; no key is in it."""
    with leftovers() as left:
        citizen.submit("/portfolio/add/skill", title="Lire un plan")

    assert left
    assert not [type(one).__name__ for one in left if isinstance(one, KEYS)]
