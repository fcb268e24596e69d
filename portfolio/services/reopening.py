"""A portfolio's boxes opened together, and kept as one: opening it again takes one key."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from portfolio.crypto.context import context, extend
from portfolio.crypto.sealing import Opener
from portfolio.services.lines import Line, Lines
from portfolio.services.work import Work

SEAM = b"\0"
"""Between two plaintexts: JSON writes no such byte."""


def payloads(work: Work, key: bytes, known: Lines, shut: Mapping[bytes, Line]) -> list[bytes]:
    """What the boxes of *shut* hold, rows by their line, in order; `Unsealable` if one is altered.

    When they are the whole portfolio, as its head vouches for it, they are opened as the one box
    that the last request made of them, if the worker still has it.
    """
    if len(shut) < len(known.lines) or not shut:
        return opened(key, known.portfolio_id, shut.values())
    name, order = context("opened", known.portfolio_id, known.head), sorted(shut)
    if together := work.cache.take(key, name):
        found = dict(zip(order, together.split(SEAM), strict=True))
        return [found[line] for line in shut]
    told = opened(key, known.portfolio_id, shut.values())
    found = dict(zip(shut, told, strict=True))
    work.cache.keep(key, name, SEAM.join([found[line] for line in order]))
    return told


def opened(key: bytes, portfolio_id: UUID, rows: Iterable[Line]) -> list[bytes]:
    """What the boxes of *rows* hold, one after the other."""
    place = context("entry", portfolio_id)
    boxes = ((box, extend(place, row_id, rev)) for row_id, rev, box, *_ in rows)
    return Opener(key).unseal_all(boxes)
