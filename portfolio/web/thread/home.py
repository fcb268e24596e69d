"""A citizen's first page: what it says of their entries and grants, and what waits."""

from typing import Any

from portfolio.domain.sharing import day_of
from portfolio.domain.thread import Order
from portfolio.services import boxes, given, journal, waiting
from portfolio.services.work import Work
from portfolio.web.thread.front import front

NEWS = 3  # lines of the journal that wait to be seen


def page(work: Work, order: Order, number: int) -> dict[str, Any]:
    """All that the page shows; entries and grants are opened only when something changed."""
    return {
        "front": front(work, given.shut(work), order, number),
        "order": order,
        "today": day_of(work.now),
        "news": journal.news(work, boxes.portfolio_of(work), NEWS),
        "waiting": waiting.count(work),
    }
