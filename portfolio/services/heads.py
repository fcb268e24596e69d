"""The row of a portfolio while it is written: taken, one writer at a time, and put a head in.

It writes a table, not an object, as the journal does: the unit of work takes twice as long.
"""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm.attributes import set_committed_value

from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio

_PORTFOLIOS = cast("Table", Portfolio.__table__)
_ONE = update(_PORTFOLIOS).where(_PORTFOLIOS.c.id == bindparam("portfolio"))
_TAKEN = _ONE.values(head_rev=_PORTFOLIOS.c.head_rev).returning(_PORTFOLIOS)
_HEADED = _ONE.values(head=bindparam("over"), head_rev=bindparam("at"))


def take(work: Work, portfolio: Portfolio) -> None:
    """Hold the row until the transaction ends, by an UPDATE that changes nothing; read it anew."""
    work.session.flush()
    taken = work.session.execute(_TAKEN, {"portfolio": portfolio.id}).one()
    _note(portfolio, taken._asdict())


def put(work: Work, portfolio: Portfolio, head: bytes, rev: int) -> None:
    """Write a new head, and what is pending with it."""
    work.session.flush()
    work.session.execute(_HEADED, {"portfolio": portfolio.id, "over": head, "at": rev})
    _note(portfolio, {"head": head, "head_rev": rev})


def _note(portfolio: Portfolio, told: Mapping[str, Any]) -> None:
    for name, value in told.items():
        set_committed_value(portfolio, name, value)
