"""A professional's desk: which people it lists, and how a name is found among thousands."""

from collections.abc import Sequence
from datetime import timedelta

from portfolio.domain.entries.choices import Choice
from portfolio.domain.structures import folded
from portfolio.domain.words import N_

SOON = timedelta(days=30)
"""How long before its end a share is among those that end soon."""
LONGEST = 100
"""Characters of a search that are looked at."""
MOST_TERMS = 8


class Among(Choice):
    """Which of the people who share with a structure a professional looks at."""

    ALL = "all", N_("Toutes")
    MINE = "mine", N_("Mes personnes")
    NEW = "new", N_("Du nouveau")
    ENDING = "ending", N_("Bientôt fermés")


def terms_of(words: str) -> tuple[str, ...]:
    """The parts of a name that somebody looks for, each once, as names are compared."""
    return tuple(dict.fromkeys(folded(words[:LONGEST]).split()))[:MOST_TERMS]


def rank(name: str, terms: Sequence[str]) -> int | None:
    """How well a folded *name* answers: 0 where each term begins a word, 1 inside words, or None.

    Spaces and hyphens do not count: « annemarie » finds « Anne-Marie ».
    """
    words = name.split()
    joined = "".join(words)
    if all(joined.startswith(term) or any(w.startswith(term) for w in words) for term in terms):
        return 0
    return 1 if all(term in joined for term in terms) else None
