"""The skills that a person's own sentences name, proposed once and never written for them."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from portfolio.domain import verbs
from portfolio.domain.entries.activity import Experience

E = TypeVar("E", bound=Experience)

LONGEST = 200
"""Characters of a skill's title."""
_FIRST = re.compile(r"^I\s+(?=\w)")


def skill_in(sentence: str) -> str:
    """The skill that *sentence* names: « Je range la réserve. » gives « Ranger la réserve »."""
    able = _FIRST.sub("", verbs.able(" ".join(sentence.split()))).rstrip(" .;,!…")
    return (able[:1].upper() + able[1:])[:LONGEST].rstrip()


def named(entry: Experience) -> tuple[str, ...]:
    """The skills that *entry* names, each once, in the order they are told."""
    found: dict[str, str] = {}
    for sentence in _sentences(entry):
        skill = skill_in(sentence)
        found.setdefault(skill.casefold(), skill)
    return tuple(found.values())


def proposed(entry: Experience, known: Iterable[str]) -> tuple[str, ...]:
    """Those not weighed yet and that no skill of the entry, by the titles *known*, says."""
    past = {title.casefold() for title in (*entry.weighed, *known)}
    return tuple(skill for skill in named(entry) if skill.casefold() not in past)


def weighed(entry: E, skills: Iterable[str]) -> E:
    """*entry*, remembering that *skills* were answered; what it names no more is forgotten."""
    answered = {skill.casefold() for skill in (*entry.weighed, *skills)}
    return entry.changed(weighed=[one for one in named(entry) if one.casefold() in answered])


def _sentences(entry: Experience) -> Iterator[str]:
    yield from getattr(entry, "tasks", ())
    yield from (activity.what for activity in entry.activities)
