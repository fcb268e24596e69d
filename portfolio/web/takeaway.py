"""Files to take home: the reader's language given to the formats, and a name for the file."""

from collections.abc import Iterable
from uuid import UUID

from flask import Response, current_app
from flask_babel import get_locale, gettext

from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound
from portfolio.formats import (  # noqa: F401  # they register
    plan_csv,
    plan_ics,
    plan_json,
    plan_pdf,
    plan_xlsx,
)
from portfolio.formats.base import Writer, writers_of
from portfolio.formats.plan import Export, PlanSheet, plan_of
from portfolio.formats.words import Words
from portfolio.settings import Settings
from portfolio.web import calendar
from portfolio.web.responses import download
from portfolio.web.signin import now


def words() -> Words:
    """The language of this request, as formats take it."""
    return Words(
        str(get_locale()),
        gettext,
        calendar.partial,
        calendar.moment,
    )


def plan_writers() -> tuple[Writer, ...]:
    """The ways a plan can be taken home."""
    return writers_of(PlanSheet)


def plan_writer(suffix: str) -> Writer:
    """The one that writes ``.suffix``; :class:`NotFound` when none does."""
    for writer in plan_writers():
        if writer.suffix == suffix:
            return writer
    raise NotFound


def export(person: str, exported_by: str, structure: str = "") -> Export:
    """Who takes the plan out, now, from this site."""
    settings: Settings = current_app.extensions["settings"]
    return Export(person, exported_by, now(), settings.site_name, structure, settings.base_url)


def plan_file(suffix: str, items: Iterable[tuple[UUID, Entry]], whose: Export) -> Response:
    """The agreed plan among *items* as a file to keep."""
    writer = plan_writer(suffix)
    content = plan_bytes(writer, items, whose)
    name = gettext("plan-d-action-%(day)s", day=now().date().isoformat())
    return download(content, f"{name}.{writer.suffix}", writer.media_type)


def plan_bytes(writer: Writer, items: Iterable[tuple[UUID, Entry]], whose: Export) -> bytes:
    """The same as bytes, for a file that holds several."""
    return writer.write(plan_of(items, whose), words())
