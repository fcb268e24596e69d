"""From what a person types to 32 bytes: NFKC (UAX #15), then Argon2id (RFC 9106), queued."""

import math
import os
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import BoundedSemaphore

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from portfolio.domain.errors import Overloaded, Refused
from portfolio.domain.words import N_

LONGEST = 1024
SALT_SIZE = 16
ROOT_SIZE = 32
# OWASP Password Storage Cheat Sheet, the equal-strength pairs (KiB, iterations) we accept.
_FLOORS = ((46 * 1024, 1), (19 * 1024, 2))
# A stored cost comes from the database: a forged one must not take the machine down.
_MOST_MEMORY, _MOST_ITERATIONS, _MOST_LANES = 2 * 1024 * 1024, 64, 16
_SECONDS_EACH = 0.3
_NICENESS = 10  # nice(7): ten steps behind whatever shows pages


@dataclass(frozen=True, slots=True)
class Cost:
    """What one derivation takes; it travels with the slot it made.

    Raises `ValueError` outside RFC 9106's bounds (8 KiB per lane) and our own ceiling.
    """

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        fits = (
            1 <= self.lanes <= _MOST_LANES
            and 1 <= self.iterations <= _MOST_ITERATIONS
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY
        )
        if not fits:
            raise ValueError("an Argon2id cost out of bounds")

    @property
    def is_strong_enough(self) -> bool:
        """Whether it reaches the OWASP floor: 46 MiB once, or 19 MiB twice."""
        return any(
            self.memory_kib >= memory and self.iterations >= times for memory, times in _FLOORS
        )


def normalise(phrase: str) -> bytes:
    """Return *phrase* as the bytes to derive from: NFKC in UTF-8, never trimmed or cut.

    The same text typed on two systems gives the same bytes. Raises `Refused` above 1024 bytes
    (counted before normalisation), for U+0000, and for text that UTF-8 cannot carry.
    """
    try:
        size = len(phrase.encode())
    except UnicodeEncodeError:
        raise Refused(N_("Cette phrase de passe contient un signe illisible."), "phrase") from None
    if size > LONGEST:
        raise Refused(N_("Cette phrase de passe est trop longue."), "phrase")
    if "\0" in phrase:
        raise Refused(N_("Cette phrase de passe contient un signe illisible."), "phrase")
    return unicodedata.normalize("NFKC", phrase).encode()


class Stretcher:
    """A door in front of Argon2id: *at_once* derivations run, *waiting* more queue, no others.

    Safe to share between threads. One per process: each derivation holds its memory cost.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        """Set the places; `ValueError` when *at_once* < 1 or *waiting* < 0."""
        if at_once < 1 or waiting < 0:
            raise ValueError("a stretcher needs one running place and no negative queue")
        self._running = ThreadPoolExecutor(at_once, "argon2id", initializer=_step_back)
        self._inside = BoundedSemaphore(at_once + waiting)
        self._retry_after = math.ceil(_SECONDS_EACH * (at_once + waiting) / at_once)

    def stretch(self, phrase: str, salt: bytes, cost: Cost) -> bytes:
        """Return the 32-byte root of *phrase* with *salt* (16 bytes), waiting for a turn.

        Raises `Refused` as `normalise` does, and `Overloaded` at once when the queue is full.
        """
        typed = normalise(phrase)
        if not self._inside.acquire(blocking=False):
            raise Overloaded(self._retry_after)
        try:
            return self._running.submit(_argon2id, typed, salt, cost).result()
        finally:
            self._inside.release()


def _step_back() -> None:
    """Let pages go first. In threads of their own: what stepped back may not come forward again."""
    if sys.platform == "linux":  # elsewhere this would be said of the whole process
        os.nice(_NICENESS)


def _argon2id(typed: bytes, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(
        salt=salt,
        length=ROOT_SIZE,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(typed)
