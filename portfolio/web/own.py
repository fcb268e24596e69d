"""What every document is made from: a person's own entries, their name, the day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import TypeVar
from uuid import UUID

from flask import Response, current_app
from flask_babel import gettext

from portfolio.domain.dates import Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.identity import Identity
from portfolio.domain.sharing import day_of
from portfolio.domain.showing import shown_name
from portfolio.formats.base import WRITERS
from portfolio.formats.sheets import Letterhead
from portfolio.services import boxes, entries, journal, profiles
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.settings import Settings
from portfolio.web import calendar, takeaway
from portfolio.web.responses import download
from portfolio.web.templating import locale, site_name

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Own:
    """Somebody's portfolio as they read it themselves; *masked* when their name is a pseudonym."""

    opened: tuple[Opened, ...]
    called: str
    masked: bool
    now: datetime

    @classmethod
    def of(cls, work: Work) -> "Own":
        """Whoever acts."""
        profile = profiles.read(work)
        return cls(tuple(entries.read_all(work)), profile.name, profile.masked, work.now)

    @property
    def today(self) -> date:
        """The day it is where people live."""
        return day_of(self.now)

    @cached_property
    def identity(self) -> Identity | None:
        """How they present themself, if they do."""
        return next(iter(self.all(Identity)), None)

    @cached_property
    def name(self) -> str:
        """The name on paper: the one they present, else the account's."""
        return shown_name((one.entry for one in self.opened), self.called)

    @property
    def name_for_files(self) -> str:
        """What may stand in the name of a file and in its properties: nothing when masked."""
        return "" if self.masked else self.name

    @cached_property
    def titles(self) -> dict[UUID, str]:
        """What each entry is called, for the ones that point to it."""
        return {one.id: one.entry.title for one in self.opened}

    def all(self, kind: type[E]) -> list[E]:
        """Every entry of a kind, the oldest written first."""
        return [one.entry for one in self.opened if isinstance(one.entry, kind)]

    def of_kind(self, name: str) -> list[Opened]:
        """Every entry of the kind called *name*: what goes on, then the latest; undated last."""
        return latest_first(one for one in self.opened if one.entry.kind == name)


def latest_first(opened: Iterable[Opened]) -> list[Opened]:
    """By date, what goes on and is recent first; what has none at the end, as it was written."""
    ages = [(_age(one.entry.period), one) for one in opened]
    return [one for _, one in sorted(ages, key=itemgetter(0), reverse=True)]


def _age(period: Period | None) -> tuple[bool, tuple[int, ...]]:
    anchor = period.anchor if period else None
    return bool(period and period.ongoing), anchor.parts if anchor else ()


def span(period: Period | None) -> str:
    """``mars 2019 – aujourd’hui`` on paper that leaves its page; no end is ever made up."""
    if period is None or period.end or not (period.ongoing and period.start):
        return calendar.period(period)
    return str(gettext("%(start)s – aujourd’hui", start=calendar.partial(period.start)))


def letterhead(own: Own, title: str, *, kicker: str = "") -> Letterhead:
    """What goes around a document of *own*: when it was made, and where to see it again."""
    settings: Settings = current_app.extensions["settings"]
    day = calendar.day(own.today)
    return Letterhead(
        site=site_name(),
        lang=locale(),
        title=title,
        exported=gettext("Imprimé le %(day)s\npar %(name)s", day=day, name=own.name),
        mark=" ".join(
            filter(
                None, (gettext("Pour le revoir : %(site)s", site=site_name()), settings.base_url)
            )
        ),
        at=own.now,
        kicker=kicker,
    )


def take(work: Work, own: Own, sheet: object, what: str, name: str) -> Response:
    """*sheet* as a file called *name*, with its line in the journal; *what* is what it notes."""
    writer = next(one for one in WRITERS.values() if one.subject is type(sheet))
    content = writer.write(sheet, takeaway.words())
    journal.write(work, boxes.portfolio_of(work), "handout.exported", detail=what)
    return download(content, file_name(own, name, writer.suffix), writer.media_type)


def file_name(own: Own, name: str, suffix: str) -> str:
    """What a file of *own* is called once it travels: no sign that a machine would refuse."""
    parts = (name, own.name_for_files, own.today.isoformat())
    named = "-".join(filter(None, (re.sub(r"[\W_]+", "-", part).strip("-") for part in parts)))
    return f"{named}.{suffix}"
