"""Canaries in every place where the domain keeps words, kind by kind, field by field."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, get_args
from uuid import uuid4

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.action import Action, Comment
from portfolio.domain.entries.action_plan import Edition, Kept
from portfolio.domain.entries.activity import Activity
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.lead import Enquiry
from portfolio.domain.entries.shapes import Text
from tests.security.canaries import Flock

Make = Callable[[], str]


def makers(flock: Flock) -> Mapping[str, Make]:
    """How to write a canary where a form asks for a line, a text, an address, a number."""
    return {
        "line": flock.word,
        "prose": lambda: f"D’abord {flock.word()}.\n\nEnsuite **{flock.word()}**.",
        "email": lambda: f"{flock.plain()}@example.org",
        "url": lambda: f"https://{flock.plain()}.example.org/{flock.plain()}?q={flock.plain()}",
        "tel": flock.plain,
    }


def an_edition(flock: Flock) -> dict[str, Any]:
    """A plan as it was: an action, what was said of it, a word."""
    action = Action(title=flock.word(), comments=(Comment(text=flock.word()),))
    return {"on": date(2026, 11, 20), "kept": (Kept.of(uuid4(), action, flock.word()),)}


PARTS: dict[Any, Callable[[Flock], dict[str, Any]]] = {
    Activity: lambda flock: {"id": uuid4(), **texts(Activity, flock)},
    Enquiry: lambda flock: texts(Enquiry, flock),
    Comment: lambda flock: texts(Comment, flock),
    Edition: an_edition,
}
"""How to write canaries in the parts of entries."""


def texts(kind: type[BaseModel], flock: Flock) -> dict[str, Any]:
    """A canary for every text, or list of texts, of *kind*, by field."""
    make = makers(flock)
    written: dict[str, Any] = {}
    for name, info in kind.model_fields.items():
        if text := _text(info.metadata):
            written[name] = make[text.asked]()
        elif text := _text(_inner(info)):
            written[name] = (make[text.asked](), make[text.asked]())
        elif made := next((PARTS[one] for one in get_args(info.annotation) if one in PARTS), None):
            written[name] = (made(flock),)
    return written


def answers(kind: type[Entry], flock: Flock) -> dict[str, str]:
    """The same for those that a form asks, in the shape of a form."""
    fields = kind.model_fields
    return {
        name: value if isinstance(value, str) else "\n".join(value)
        for name, value in texts(kind, flock).items()
        if not asked(fields[name]).never
    }


def everything(flock: Flock) -> Iterator[Entry]:
    """An entry of every kind, canaries in all of it, provenance and leftovers included."""
    for kind in KINDS.values():
        names = ("source", "source_id", "structure", "person")
        provenance = {"how": "imported"} | {name: flock.word() for name in names}
        extra = {flock.word(): [flock.word(), {flock.word(): flock.word()}]}
        yield kind.model_validate(
            texts(kind, flock) | {"provenance": provenance, "extra": extra, "private": False}
        )


def resume(flock: Flock, length: int) -> dict[str, Any]:
    """A JSON Resume whose every word is a canary, some of them in no place we know."""
    word, plain = flock.word, flock.plain
    item = {"name": word(), "position": word(), "summary": word(), "highlights": [word()]}
    dated = {"startDate": "2014-03", "endDate": "2014-19-39"}
    return {
        "basics": {
            "name": f"{word()} {word()}",
            "label": word(),
            "email": f"{plain()}@example.org",
            "phone": plain(),
            "summary": word(),
            "location": {"city": word(), "address": word()},
            "profiles": [{"network": word(), "username": word()}],
            "image": "x" * length,
        },
        "work": [item | dated | {"keyNobodyKnows": word()}],
        "volunteer": [{"organization": word(), "position": word()}],
        "education": [{"institution": word(), "area": word(), "courses": [word()]}],
        "skills": [{"name": word(), "level": word(), "keywords": [word()]}],
        "languages": [{"language": word(), "fluency": word()}],
        "interests": [{"name": word(), "keywords": [word()]}],
        "references": [{"name": word(), "reference": word()}],
        "sectionNobodyKnows": [word()],
    }


def _text(notes: Any) -> Text | None:
    return next((note for note in notes if isinstance(note, Text)), None)


def _inner(info: FieldInfo) -> list[Any]:
    """What annotates the members of a field that is a list."""
    return [note for one in get_args(info.annotation) for note in getattr(one, "__metadata__", ())]
