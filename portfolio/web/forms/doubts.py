"""Words that a form would rather not keep without asking: shown, with others to say it by."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import request
from pydantic import BaseModel
from wtforms import Field, FormField, StringField

from portfolio.domain import wording
from portfolio.domain.wording import Found, Matter
from portfolio.web.forms.inputs import Lines

KEPT = "wording"  # the name of the button that says: my words are the right ones


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word, the question it answers, and what it is about."""

    field: Field
    found: Found


def doubts(form: Iterable[Field], former: BaseModel | None, *, private: bool) -> tuple[Doubt, ...]:
    """What the answers say that they need not, unless *former* said it already.

    Of what is kept *private*, only a national number is asked about.
    """
    told = tuple(_doubts(form, former))
    return tuple(one for one in told if not private or one.found.matter is Matter.NUMBER)


def mark(doubted: Iterable[Doubt]) -> str:
    """What stands for these words and no others, whoever sends it back keeps them."""
    said = sorted(f"{one.found.matter} {one.found.word}" for one in doubted)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def settled(doubted: Iterable[Doubt]) -> bool:
    """Whether there is nothing to ask, or the person has just said to keep their words."""
    asked = tuple(doubted)
    return not asked or mark(asked) in request.form.getlist(KEPT)


def _doubts(
    form: Iterable[Field], former: BaseModel | None, *, within: bool = False
) -> Iterator[Doubt]:
    before = tuple(_texts(former)) if former else ()
    for field in form:
        if isinstance(field, FormField):
            yield from _doubts(field.form, getattr(former, field.short_name, None), within=True)
        elif isinstance(field, (StringField, Lines)):
            given = field.data or ""
            text = "\n".join(given) if isinstance(given, list) else str(given)
            words = wording.added(text, before, of_anybody=within)
            yield from (Doubt(field, each) for each in words)


def _texts(entry: BaseModel) -> Iterator[str]:
    """Every text of an entry, lists of texts included."""
    for _, value in entry:
        lines = value if isinstance(value, tuple) else (value,)
        yield from (line for line in lines if isinstance(line, str))
