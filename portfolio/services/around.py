"""Everything that lies around one grant, gathered with one statement whatever there is.

The page of an interview reads it all here. An arm is declared where its rows are known and
listed below: ``docs/how-to/add-a-tool.md``.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Row, Select, select, union_all

from portfolio.services import arms, brought, counting, handing, held, meetings, relays
from portfolio.services.arms import Arm, Rows
from portfolio.services.grants import OpenGrant
from portfolio.services.work import Work
from portfolio.storage.structures import Member

T = TypeVar("T")

ARMS: tuple[Arm[Any], ...] = (
    held.ARM,
    counting.COMMENTS,
    brought.ARM,
    handing.ARM,
    counting.JOINT,
    meetings.ARM,
    relays.ARM,
)


@dataclass(frozen=True, slots=True)
class Around:
    """What was found, arm by arm; read when it is asked for, by the arm or by its name."""

    opened: OpenGrant
    rows: dict[str, Rows] = field(repr=False)

    def of(self, arm: Arm[T]) -> T:
        """What that arm makes of its rows."""
        return arm.read(self.rows.get(arm.name, ()), self.opened)

    def __getitem__(self, name: str) -> Any:
        """The same, for a template."""
        return self.of(next(arm for arm in ARMS if arm.name == name))


def gather(work: Work, opened: OpenGrant) -> Around:
    """What lies around a grant that the actor just opened; one statement."""
    here = {"grant": opened.id, "me": work.actor.account_id, "now": work.now}
    here["place"] = opened.standing.structure_id
    found: dict[str, list[Row[Any]]] = {}
    for row in work.session.execute(_query(), here):
        found.setdefault(row.arm, []).append(row)
    return Around(opened, dict(found))


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """Every arm, each row with its author's name; the latest first within an arm."""
    found = union_all(*(arms.named(arm.name, arm.ask()) for arm in ARMS)).subquery("around")
    theirs = (Member.structure_id == arms.PLACE) & (Member.account_id == found.c.author_id)
    return (
        select(*found.c, Member.name.label("author"))
        .outerjoin_from(found, Member, theirs)
        .order_by(found.c.at.desc(), found.c.id)
    )
