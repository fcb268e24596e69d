"""French spacing, put in when a sentence is shown, so that sources keep plain spaces.

The rules are those of the *Lexique* of the Imprimerie nationale: a narrow no-break space
(U+202F) before ``; ? !`` and inside « », a no-break space (U+00A0) before a colon, between
a number and its unit, inside dates, hours and telephone numbers. Nothing is ever inserted
where there was no space: an address such as ``page?a=b`` stays what it is.
"""

import re
from functools import lru_cache
from typing import TypeVar

from markupsafe import Markup

Text = TypeVar("Text", bound=str)

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_SPACE = f"[ {NO_BREAK}{NARROW}]"
_NUMBER = r"(?:\d|%\(\w+\)[sd])"  # a digit, or the place where a number will be written
_UNIT = (
    r"h|min|s|an|ans|jour|jours|semaine|semaines|mois|heure|heures|minute|minutes"
    r"|[KMG]?o|[kcm]?m|[kmc]g|€|%%?|°C"
)
_MONTH = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|%\(month\)s"
)

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"{_SPACE}+([;?!»])", rf"{NARROW}\1"),
        (rf"«{_SPACE}+", f"«{NARROW}"),
        (rf"{_SPACE}+:(?!\S)", f"{NO_BREAK}:"),
        (rf"({_NUMBER}){_SPACE}({_UNIT})(?![\w(])", rf"\1{NO_BREAK}\2"),
        (rf"({NO_BREAK}h){_SPACE}({_NUMBER})", rf"\1{NO_BREAK}\2"),
        (rf"\b(\d\d?|1er){_SPACE}({_MONTH})(?!\w)", rf"\1{NO_BREAK}\2"),
        (rf"\b(MM?\.|M[ml]e|Mmes|Dr|n°|page|article){_SPACE}(?=[\w%])", rf"\1{NO_BREAK}"),
        (rf"(?<=\d){_SPACE}(sur){_SPACE}(?=\d)", rf"{NO_BREAK}\1{NO_BREAK}"),
    )
)
_TELEPHONE = re.compile(rf"(?:\+33{_SPACE}\d|\b0\d)(?:{_SPACE}\d\d){{4}}\b")
_THOUSANDS = re.compile(rf"(?<![\d.,\u00a0\u202f])(?<!\d )\d{{1,3}}(?:{_SPACE}\d{{3}})+(?![\d.])")
_SPACES = re.compile(_SPACE)
_KEPT = re.compile(  # tags, comments, and the elements whose text is not prose
    r"(<!--.*?-->|<(script|style|pre|code|textarea)\b.*?</\2\s*>|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>)",
    re.DOTALL | re.IGNORECASE,
)


def _space(prose: str) -> str:
    for rule, replacement in _RULES:
        prose = rule.sub(replacement, prose)
    prose = _TELEPHONE.sub(lambda found: _SPACES.sub(NO_BREAK, found[0]), prose)
    return _THOUSANDS.sub(lambda found: _SPACES.sub(NARROW, found[0]), prose)


def french_prose(text: Text) -> Text:
    """Return *text* with French spacing; apply it twice and nothing more changes.

    ``Markup`` comes back as ``Markup`` with its tags and attributes untouched. Nothing is
    remembered: this is the one to use on what a person wrote.
    """
    if not isinstance(text, Markup):
        return type(text)(_space(text))
    pieces = _KEPT.split(text)
    # split() gives prose, kept markup, and the name captured for \2, in turn
    spaced = (
        _space(piece) if place % 3 == 0 else piece if place % 3 == 1 else ""
        for place, piece in enumerate(pieces)
    )
    return type(text)("".join(piece or "" for piece in spaced))


@lru_cache(maxsize=4096, typed=True)
def french(text: str) -> str:
    """Return a sentence of the interface with French spacing, and remember the answer.

    The memory is shared by everybody, so what a person wrote goes to ``french_prose``.
    """
    return french_prose(text)
