"""How an item becomes the draft of an entry: field by field, a refused one never costs the rest."""

import json
import re
from hashlib import sha256
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portfolio.domain.entries import Entry, Provenance
from portfolio.formats.base import Draft
from portfolio.formats.jsonresume.item import Item, as_text, is_blank
from portfolio.formats.jsonresume.sentences import (
    KEPT,
    NO_NAME,
    NO_ROOM,
    NOT_TAKEN,
    NOT_UNDERSTOOD,
    SHORTENED,
    TOO_LONG,
    TOO_MANY,
)

FORMAT = "jsonresume"
LONGEST_TITLE = 200
_ATTEMPTS = 5
_BUILT_IN = {"string_too_long": TOO_LONG, "too_long": TOO_MANY}


def become(item: Item, kind: type[Entry]) -> Draft | None:
    """The draft of an entry of *kind*; None, and the item set aside, when it cannot be one."""
    key = source_key(item)
    said = Provenance.imported(FORMAT, key)
    for _ in range(_ATTEMPTS):
        if not item.values.get("title"):
            break
        left = remains(item)
        extra = {FORMAT: left} if left else {}
        try:
            entry = kind.model_validate({**item.values, "provenance": said, "extra": extra})
        except ValidationError as error:
            for each in reversed(error.errors()):
                _give_up(item, each)
        else:
            _name_remains(item)
            return Draft(entry, key, item.path, item.tray.report.under(item.path))
    set_aside(item, NOT_UNDERSTOOD if item.values.get("title") else NO_NAME)
    return None


def set_aside(item: Item, what: str) -> None:
    """Keep the whole item, as the file had it, out of the portfolio."""
    if not is_blank(item.data):
        item.tray.report.note(item.path, what, as_text(item.data))
        item.tray.extra[item.path] = item.data


def source_key(item: Item) -> str:
    """The same for the same content, wherever it stands in whichever file."""
    section = re.sub(r"\[\d+\]", "", item.path)
    canonical = json.dumps(item.data, sort_keys=True, ensure_ascii=False)
    return f"{section}:{sha256(canonical.encode()).hexdigest()[:32]}"


def remains(item: Item) -> dict[str, Any]:
    """What nothing took, in the shape of the file."""
    parts = {name: left for name, part in item.parts.items() if (left := remains(part))}
    return {**item.left, **parts}


def _name_remains(item: Item) -> None:
    names = [name for name in item.left if name not in item.quiet]
    for name, part in item.parts.items():
        names += [f"{name}.{inner}" for inner in part.left if inner not in part.quiet]
    if names:
        found = {name: value for name, value in remains(item).items() if name not in item.quiet}
        item.tray.report.note(item.path, KEPT, as_text(found), names=", ".join(names))


def _give_up(item: Item, error: ErrorDetails) -> None:
    """Take out of the values what the model refused, say why, and leave it as the file had it.

    Pydantic's own errors carry a url and no French; those without one are the domain's.
    """
    name, place = _where(error)
    if name == "extra":
        item.tray.report.note(item.path, NO_ROOM, as_text(remains(item)))
        item.tray.extra[item.path] = item.data
        for each in (item, *item.parts.values()):
            each.left = {}
    elif name == "title":
        _shorten(item)
    elif name in item.sources:
        _refuse(item, name, place, error)
    else:
        item.values.pop(name, None)


def _where(error: ErrorDetails) -> tuple[str, int | None]:
    """The field an error is about, and the place in it when it is a list."""
    location = error["loc"] or (error.get("ctx", {}).get("field", ""),)
    place = location[1] if len(location) > 1 else None
    return str(location[0]), place if isinstance(place, int) else None


def _shorten(item: Item) -> None:
    title = item.values["title"]
    item.values["title"] = ""
    if len(title) > LONGEST_TITLE:
        source = item.sources["title"]
        source.item.note(source.names[0], SHORTENED, title)
        _put_back(source.item, source.names)
        item.values["title"] = f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _refuse(item: Item, name: str, place: int | None, error: ErrorDetails) -> None:
    source = item.sources[name]
    what = _BUILT_IN.get(error["type"], NOT_TAKEN) if "url" in error else error["msg"]
    context = {key: str(value) for key, value in error.get("ctx", {}).items()}
    where = source.names[0] if place is None else f"{source.names[0]}[{place}]"
    source.item.note(where, what, error["input"], **context)
    _put_back(source.item, source.names)
    lines = item.values[name]
    if place is not None:
        item.values[name] = lines[:place] + lines[place + 1 :]
    elif error["type"] == "too_long":
        item.values[name] = lines[: error["ctx"]["max_length"]]
    else:
        del item.values[name]


def _put_back(item: Item, names: tuple[str, ...]) -> None:
    item.left.update({name: item.data[name] for name in names})
