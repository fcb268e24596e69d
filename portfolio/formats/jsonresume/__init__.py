"""JSON Resume (jsonresume.org), every version met in the wild: v0.0.x to v1.2.1."""

from collections.abc import Callable, Iterator
from typing import Any

from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.formats.base import Draft, Reading, Report, reads
from portfolio.formats.jsonresume import abilities, history, person
from portfolio.formats.jsonresume.becoming import FORMAT
from portfolio.formats.jsonresume.item import Item, Tray, as_text, is_blank
from portfolio.formats.jsonresume.sentences import (
    NO_PLACE,
    NOT_A_LIST,
    NOT_A_RESUME,
    NOT_AN_OBJECT,
    TOO_MANY_ITEMS,
    UNKNOWN_SECTION,
)
from portfolio.formats.untrusted_json import parse

MOST_ITEMS = 2000
"""In one file; the longest career met has 60."""

SECTIONS: dict[str, Callable[[Item], Draft | None]] = {
    "basics": person.identity,
    "work": history.job,
    "volunteer": history.volunteering,
    "education": history.training,
    "certificates": history.certificate,
    "certifications": history.certificate,
    "awards": history.award,
    "skills": abilities.skill,
    "languages": abilities.language,
    "interests": abilities.interest,
    "projects": history.project,
}
WITHOUT_A_PLACE = ("publications", "references")
ABOUT_THE_FILE = ("$schema", "meta")
NAMED_BY = {"skills": "name", "interests": "name", "languages": "language", "awards": "title"}
"""What a bare text in these lists stands for."""


@reads(
    FORMAT,
    label=N_("CV au format JSON Resume"),
    suffixes=(".json",),
    media_types=("application/json",),
)
def read(content: bytes) -> Reading:
    """Drafts of everything a résumé says, in the order of the file, and what it could not say.

    Raises `Refused` for what is not JSON, or is JSON about something else. Nothing else in a
    file refuses it: a wrong field costs that field, with a sentence that names its place.
    """
    parsed = parse(content)
    if not isinstance(parsed.value, dict) or not _is_resume(parsed.value):
        raise Refused(NOT_A_RESUME)
    tray = Tray(Report(list(parsed.remarks)))
    drafts: list[Draft] = []
    for place, (section, path, value) in enumerate(_values(parsed.value, tray)):
        if place == MOST_ITEMS:
            tray.report.note(path, TOO_MANY_ITEMS, limit=MOST_ITEMS)
            break
        item = _item(section, path, value, tray)
        if item and (draft := SECTIONS[section](item)):
            drafts.append(draft)
    return Reading(tuple(drafts), tray.report, tray.extra)


def _is_resume(root: dict[str, Any]) -> bool:
    known = {*SECTIONS, *WITHOUT_A_PLACE, *ABOUT_THE_FILE}
    return not root or any(name in known for name in root)


def _values(root: dict[str, Any], tray: Tray) -> Iterator[tuple[str, str, Any]]:
    """Section, path and value of everything that may become an entry."""
    for name, value in root.items():
        if name not in SECTIONS:
            _put_aside(name, value, tray)
        elif name == "basics":
            yield name, name, value
        else:
            for place, each in enumerate(_listed(name, value, tray)):
                yield name, f"{name}[{place}]", each


def _put_aside(name: str, value: Any, tray: Tray) -> None:
    """Keep a section that becomes no entry, and say so, unless it only speaks of the file."""
    if is_blank(value):
        return
    tray.extra[name] = value
    if name in WITHOUT_A_PLACE:
        for place, each in enumerate(_listed(name, value, tray)):
            tray.report.note(f"{name}[{place}]", NO_PLACE, as_text(each))
    elif name not in ABOUT_THE_FILE:
        tray.report.note(name, UNKNOWN_SECTION, as_text(value), name=name)


def _listed(name: str, value: Any, tray: Tray) -> list[Any]:
    if isinstance(value, list):
        return value
    if value is not None and value != "":
        tray.report.note(name, NOT_A_LIST, as_text(value))
        tray.extra[name] = value
    return []


def _item(section: str, path: str, value: Any, tray: Tray) -> Item | None:
    if isinstance(value, str) and section in NAMED_BY and not is_blank(value):
        value = {NAMED_BY[section]: value}
    if isinstance(value, dict):
        return None if is_blank(value) else Item(value, path, tray)
    if value is not None and value != "":
        tray.report.note(path, NOT_AN_OBJECT, as_text(value))
        tray.extra[path] = value
    return None
