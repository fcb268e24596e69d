"""What a worker made of sealed things, kept in its memory sealed: opened again, not made again."""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from time import monotonic

from cachetools import TTLCache

from portfolio.crypto.context import context
from portfolio.crypto.sealing import derive, seal, unseal
from portfolio.domain.errors import Unsealable

LIFE = 3600.0
"""Seconds that anything is kept: what was erased meanwhile is gone from here as well."""


class SealedCache:
    """Boxes by name, as many as *most* bytes hold: those that were asked for last.

    Each is sealed under the key of what it was made of, which no worker keeps, and found by a
    MAC of its name under that key: between two requests nobody can read it, nor try what it may
    be. A name says everything that it was made of, so what is found is never out of date.
    """

    def __init__(self, most: int, timer: Callable[[], float] = monotonic) -> None:
        """Begin empty; *most* is in bytes, zero to keep nothing; *timer* counts seconds."""
        self._boxes: TTLCache[bytes, bytes] = TTLCache(most, LIFE, timer, getsizeof=len)
        self._turn = Lock()

    def take(self, key: bytes, name: bytes) -> bytes | None:
        """What was kept under *name* and the 32-byte *key*; None when it is not there any more."""
        place = _place(key, name)
        with self._turn:
            box = self._boxes.get(place)
        with suppress(Unsealable):
            return unseal(derive(key, "cache"), box, context("cache", place)) if box else None
        return None

    def keep(self, key: bytes, name: bytes, data: bytes) -> None:
        """Keep *data*, unless it is larger than everything that may be kept."""
        if len(data) >= self._boxes.maxsize:
            return
        place = _place(key, name)
        box = seal(derive(key, "cache"), data, context("cache", place))
        with self._turn, suppress(ValueError):  # too large by what sealing adds
            self._boxes[place] = box

    def renew(self, key: bytes, name: bytes, data: bytes) -> None:
        """Keep *data*, which says itself what it was made of, in the place of what was kept."""
        self.keep(key, name, data)


def _place(key: bytes, name: bytes) -> bytes:
    return derive(key, "cache-name", name)


NOTHING_KEPT = SealedCache(0)
"""For whoever works without one."""
