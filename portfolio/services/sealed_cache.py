"""What a worker made of sealed things, kept in its memory sealed: opened again, not made again."""

from threading import Lock

from cachetools import LRUCache

from portfolio.crypto.context import context
from portfolio.crypto.sealing import derive, seal, unseal
from portfolio.domain.errors import Unsealable


class SealedCache:
    """Boxes by name, as many as *most* bytes hold: those that were asked for last.

    Each is sealed under the key of what it was made of, which no worker keeps: between two
    requests nobody can read it. A name says everything that it was made of, so what is found
    under one is never out of date.
    """

    def __init__(self, most: int) -> None:
        """Begin empty; *most* is in bytes, zero to keep nothing."""
        self._boxes: LRUCache[bytes, bytes] = LRUCache(most, getsizeof=len)
        self._turn = Lock()

    def take(self, key: bytes, name: bytes) -> bytes | None:
        """What was kept under *name* and the 32-byte *key*; None when it is not there any more."""
        with self._turn:
            box = self._boxes.get(name)
        try:
            return unseal(derive(key, "cache"), box, context("cache", name)) if box else None
        except Unsealable:
            return None

    def keep(self, key: bytes, name: bytes, data: bytes) -> None:
        """Keep *data*, unless it is larger than everything that may be kept."""
        box = seal(derive(key, "cache"), data, context("cache", name))
        with self._turn:
            if len(box) <= self._boxes.maxsize:
                self._boxes[name] = box


NOTHING_KEPT = SealedCache(0)
"""For whoever works without one."""
