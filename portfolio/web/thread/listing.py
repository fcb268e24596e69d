"""The thread as a list: whole, for paper and for whoever prefers words to drawings."""

from typing import Any

from flask_login import current_user

from portfolio.domain import plan
from portfolio.domain.sharing import day_of
from portfolio.domain.thread import Order
from portfolio.services import entries, given
from portfolio.services.given import Mine
from portfolio.services.work import Work
from portfolio.web import fragments
from portfolio.web.thread import front, weaving


def page(work: Work, order: Order, *, hidden: bool) -> str:
    """Every step in order; *hidden* leaves out what the person keeps to themselves."""
    shut = given.shut(work)
    told = (order, str(hidden), current_user.profile.name, shut.mark)
    return fragments.page(
        work, "thread/list_.html", told, lambda: _steps(work, shut.open(), order, hidden=hidden)
    )


def _steps(work: Work, mine: Mine, order: Order, *, hidden: bool) -> dict[str, Any]:
    everything = entries.read_all(work)
    opened = [one for one in everything if not (hidden and one.entry.private)]
    steps = plan.Plan.of((one.id, one.entry) for one in opened)
    woven = weaving.weave(opened, mine, weaving.goal(opened, steps), order, work.now)
    return {
        "name": front.greeted(opened),
        "items": [weaving.worded(woven, row) for row in woven.plan.rows],
        "undated": woven.undated,
        "order": order,
        "today": day_of(work.now),
        "hidden": hidden,
        "personal": any(one.entry.private for one in everything),
    }
