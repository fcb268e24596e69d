"""Ideas to propose, found by words or by theme: sentences of ours, which fill a form, no more."""

from collections.abc import Iterator
from dataclasses import dataclass

from portfolio.domain import searching
from portfolio.domain.entries.objective import Theme
from portfolio.domain.suggestions import ACTIONS, DOCUMENTS, OBJECTIVES
from portfolio.web.templating import say

KINDS = frozenset({"action", "objective", "document"})
"""What there are ideas of."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A sentence in the reader's language, and the answers of a form that it fills."""

    words: str
    fills: dict[str, str]


Shelf = tuple[Theme, list[Idea]]


def shelves(kind: str, question: str, theme: str = "") -> list[Shelf]:
    """The ideas of a *kind* that say every word of the *question*, theme by theme."""
    terms = searching.terms_of(question)
    found = []
    for each in Theme:
        if theme in ("", each.value):
            kept = [it for it in _ideas(kind, each) if _is_about(it, each, terms)]
            found += [(each, kept)] if kept else []
    return found


def _is_about(idea: Idea, theme: Theme, terms: tuple[str, ...]) -> bool:
    return searching.holds_all([idea.words, say(theme.label)], terms)


def _ideas(kind: str, theme: Theme) -> Iterator[Idea]:
    if kind == "document":
        for title, link in DOCUMENTS.get(theme, ()):
            yield Idea(say(title), {"title": say(title), "link": link})
    elif kind == "objective":
        for title in OBJECTIVES.get(theme, ()):
            first = "\n".join(say(action) for action in ACTIONS.get(theme, ()))
            yield Idea(say(title), {"title": say(title), "theme": theme.value, "first": first})
    else:
        for what in ACTIONS.get(theme, ()):
            yield Idea(say(what), {"what": say(what)})
