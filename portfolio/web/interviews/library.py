"""Ideas to propose, found by words or by theme, which fill a form, no more.

Sentences of ours, and before them what the structure keeps ready in its bank.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from portfolio.domain import searching
from portfolio.domain.bank import AnyReady, ReadyAction, ReadyDocument, ReadyObjective, Sort
from portfolio.domain.entries.objective import Theme
from portfolio.domain.errors import NotFound
from portfolio.domain.suggestions import ACTIONS, DOCUMENTS, OBJECTIVES
from portfolio.services import banked
from portfolio.services.banked import Listing
from portfolio.services.work import Work
from portfolio.web.templating import say

KINDS = frozenset({"action", "objective", "document"})
"""What there are ideas of."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A sentence in the reader's language, and the answers of a form that it fills."""

    id: str
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


def ready(work: Work, kind: str, question: str, page: int) -> Listing:
    """What the bank of the actor's structure has ready of a *kind*, by the same words."""
    return banked.choices(work, Sort(kind), question, page=page)


def from_bank(work: Work, kind: str, item_id: str) -> dict[str, str]:
    """The answers that one of the bank fills; :class:`NotFound` for what is not ready there."""
    try:
        return _fills(banked.one_ready(work, UUID(item_id), Sort(kind)).what)
    except ValueError as why:
        raise NotFound from why


def filled(kind: str, idea_id: str) -> dict[str, str]:
    """The answers that one of ours fills; :class:`NotFound` for what is none."""
    for theme in Theme:
        for idea in _ideas(kind, theme):
            if idea.id == idea_id:
                return idea.fills
    raise NotFound


def _fills(what: AnyReady) -> dict[str, str]:
    """When to propose an objective is for the professional alone: it fills nothing."""
    match what:
        case ReadyAction():
            return {"what": what.title, "place": what.place, "note": what.why}
        case ReadyObjective():
            return {"title": what.title, "theme": what.theme or ""}
        case ReadyDocument():
            return {
                "title": what.title,
                "link": what.link,
                "paper": what.place,
                "why": what.why,
            }
    raise NotFound


def _is_about(idea: Idea, theme: Theme, terms: tuple[str, ...]) -> bool:
    return searching.holds_all([idea.words, say(theme.label)], terms)


def _ideas(kind: str, theme: Theme) -> Iterator[Idea]:
    """Those of a theme, under ids that an address may hold: they repeat none of the words."""
    for number, (words, fills) in enumerate(_sentences(kind, theme)):
        yield Idea(f"{list(Theme).index(theme)}-{number}", words, fills)


def _sentences(kind: str, theme: Theme) -> Iterator[tuple[str, dict[str, str]]]:
    if kind == "document":
        for title, link in DOCUMENTS.get(theme, ()):
            yield say(title), {"title": say(title), "link": link}
    elif kind == "objective":
        for title in OBJECTIVES.get(theme, ()):
            first = "\n".join(say(action) for action in ACTIONS.get(theme, ()))
            yield say(title), {"title": say(title), "theme": theme.value, "first": first}
    else:
        for what in ACTIONS.get(theme, ()):
            yield say(what), {"what": say(what)}
