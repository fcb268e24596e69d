"""The thread as a list: whole, for paper and for whoever prefers words to drawings."""

from typing import Any

from portfolio.domain import plan
from portfolio.domain.thread import Order
from portfolio.services import entries, given
from portfolio.services.work import Work
from portfolio.web.thread import home, weaving


def page(work: Work, order: Order, *, hidden: bool) -> dict[str, Any]:
    """Every step in order; *hidden* leaves out what the person keeps to themselves."""
    everything = entries.read_all(work)
    opened = [one for one in everything if not (hidden and one.entry.private)]
    steps = plan.Plan.of((one.id, one.entry) for one in opened)
    goal = home.goal(opened, steps)
    woven = weaving.weave(opened, given.mine(work), goal, order, work.now)
    return {
        "name": home.greeted(opened),
        "items": [weaving.worded(woven, row) for row in woven.plan.rows],
        "undated": woven.undated,
        "order": order,
        "today": home.local_day(work.now),
        "hidden": hidden,
        "personal": any(one.entry.private for one in everything),
    }
