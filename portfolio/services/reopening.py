"""A portfolio's boxes opened together, and kept as one: opening it again takes one key.

What is kept says of which rows it is, by their lines (:func:`integrity.line`): it serves as well
after a save, which leaves all but one of them as they were, and in a worker that did not see it.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from portfolio.crypto.context import context, extend
from portfolio.crypto.integrity import LINE
from portfolio.crypto.sealing import Opener
from portfolio.services.lines import Line, Lines
from portfolio.services.work import Work

SEAM = b"\0"
"""Between two things that were made: JSON writes no such byte."""
_COUNT = 4  # bytes that say how many there are

Made = dict[bytes, bytes]
"""What was made of rows, by line: the same box in the same place always says the same."""


def payloads(work: Work, key: bytes, known: Lines, shut: Mapping[bytes, Line]) -> list[bytes]:
    """What the boxes of *shut* hold, rows by their line, in order; `Unsealable` if one is altered.

    When they are most of the portfolio, those that the worker opened before are in the one box
    that it made of them, if it still has it.
    """
    if 2 * len(shut) <= len(known.lines):
        return opened(key, known.portfolio_id, shut.values())
    made = recall(work, key, "opened", known)
    anew = {line: row for line, row in shut.items() if line not in made}
    if anew:
        told = opened(key, known.portfolio_id, anew.values())
        made.update(zip(anew, told, strict=True))
        keep(work, key, "opened", known, made)
    return [made[line] for line in shut]


def opened(key: bytes, portfolio_id: UUID, rows: Iterable[Line]) -> list[bytes]:
    """What the boxes of *rows* hold, one after the other."""
    place = context("entry", portfolio_id)
    boxes = ((box, extend(place, row_id, rev)) for row_id, rev, box, _, _ in rows)
    return Opener(key).unseal_all(boxes)


def recall(work: Work, key: bytes, what: str, known: Lines) -> Made:
    """All that the worker still has of *what* it made of a portfolio, of former rows as well."""
    kept = work.cache.take(key, context(what, known.portfolio_id))
    return parted(kept) if kept else {}


def keep(work: Work, key: bytes, what: str, known: Lines, made: Made) -> None:
    """Keep *what* was made, in the place of what was; of the rows that there are, and no other."""
    there = {line: made[line] for line in known.lines.values() if line in made}
    work.cache.renew(key, context(what, known.portfolio_id), _joined(there))


def parted(kept: bytes) -> Made:
    """What was made, out of the one box."""
    end = _COUNT + LINE * int.from_bytes(kept[:_COUNT], "big")
    lines = (kept[at : at + LINE] for at in range(_COUNT, end, LINE))
    return dict(zip(lines, kept[end:].split(SEAM), strict=True))


def _joined(made: Made) -> bytes:
    return b"".join((len(made).to_bytes(_COUNT, "big"), *made, SEAM.join(made.values())))
