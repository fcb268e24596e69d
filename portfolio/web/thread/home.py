"""A citizen's first page: what it says of their entries, what waits, who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portfolio.domain.sharing import day_of
from portfolio.domain.thread import Order
from portfolio.services import boxes, given, journal, waiting
from portfolio.services.given import Given
from portfolio.services.work import Work
from portfolio.web.thread.front import front

NEWS = 3  # lines of the journal that wait to be seen


@dataclass(frozen=True, slots=True)
class Visit:
    """The last time somebody read a part of the thread."""

    who: str
    at: datetime


def page(work: Work, order: Order, number: int) -> dict[str, Any]:
    """All that the page shows; entries are read only when something changed."""
    mine = given.mine(work)
    return {
        "front": front(work, mine, order, number),
        "order": order,
        "today": day_of(work.now),
        "grants": mine.active,
        "open": len(mine.open),
        "news": journal.news(work, boxes.portfolio_of(work), NEWS),
        "visit": visit(mine.active),
        "waiting": waiting.count(work),
    }


def visit(active: Sequence[Given]) -> Visit | None:
    """The last reading under a grant that still runs."""
    read = [(one.read_at, one) for one in active if one.read_at]
    if not read:
        return None
    at, last = max(read, key=lambda pair: pair[0])
    return Visit(", ".join(filter(None, (last.read_by, last.structure))), at)
