"""What the page of situation checks shows: one, beside the one before it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.domain.entries.areas import AREAS
from portfolio.domain.entries.situation import Finding, SituationCheck
from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import day_of
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.web import paging


@dataclass(frozen=True, slots=True)
class Line:
    """One area as it was and as it is: the name it is read by, and both findings."""

    label: str
    before: Finding | None
    now: Finding

    @property
    def changed(self) -> bool:
        """Whether both days spoke of it, and not alike: what is passed over is no change."""
        return bool(self.before and self.now and self.before.hold is not self.now.hold)


def compared(work: Work, asked: Mapping[str, str]) -> dict[str, Any]:
    """The check that is asked for, else the latest, beside the one before; and all of them."""
    checks = _checks(work)
    page = paging.cut(checks, paging.number_in(asked))
    if not checks:
        return {"one": None, "page": page}
    place = _place(checks, asked.get("check", ""))
    one = checks[place]
    former = checks[place + 1] if place + 1 < len(checks) else None
    lines = list(_lines(one, former))
    spoken = {line.label for line in lines}
    unspoken = [area.label for area in AREAS.values() if area.label not in spoken]
    return {"one": one, "former": former, "lines": lines, "unspoken": unspoken, "page": page}


def _lines(one: Opened, former: Opened | None) -> Iterator[Line]:
    told, before = _check(one), _check(former) if former else None
    for name, was, now in told.beside(before):
        yield Line(AREAS[name].label, was, now)


def _check(one: Opened) -> SituationCheck:
    assert isinstance(one.entry, SituationCheck)  # noqa: S101  # they all are
    return one.entry


def _checks(work: Work) -> list[Opened]:
    """Every check, the latest first."""
    found = [one for one in entries.read_all(work) if isinstance(one.entry, SituationCheck)]
    return sorted(found, key=_day, reverse=True)


def _day(one: Opened) -> tuple[date, Any]:
    told = _check(one).checked
    return told.latest if told else day_of(one.created_at), one.created_at


def _place(checks: list[Opened], wanted: str) -> int:
    if not wanted:
        return 0
    for place, one in enumerate(checks):
        if str(one.id) == wanted:
            return place
    raise NotFound
