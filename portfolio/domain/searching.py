"""Finding one's own words: case, accents and plurals do not matter, a beginning is enough.

Signs are words where there are no others: an emoji is found, and dots or dashes are not in the way.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

LONGEST = 100
"""Characters of a question that are looked at."""
MOST_TERMS = 8
AROUND = 70
"""Characters shown on each side of the first word found."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
"""Accents, points and vowels written apart from their letters: Latin, Hebrew, Arabic."""
_WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+(?:\+\+|#(?!\w))?")  # C++ and C# are not C
_TONES = "\ufe0f\U0001f3fb-\U0001f3ff"
"""What changes the look of an emoji and not what it says."""
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_SIGN = re.compile(rf"{_FLAG}|[^\w\s{_TONES}][{_TONES}]*(?:\u200d[^\w\s][{_TONES}]*)*")
_UNSAID = re.compile(f"[{_TONES}]")
_LETTERS = {ord("œ"): "oe", ord("æ"): "ae"}
_SHORT = 4
"""The length from which a last letter may be the mark of a plural."""

Marked = list[tuple[str, bool]]
"""A text cut where words were found: each part, and whether it is one of them."""


def fold(text: str) -> str:
    """*text* without case or accents: the form in which words are compared."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))


def terms_of(question: str) -> tuple[str, ...]:
    """The words somebody looks for, each once, folded."""
    asked = _plain(question[:LONGEST])
    found = _WORD.findall(asked) or _SIGN.findall(asked)
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def holds_all(texts: Sequence[str], terms: Sequence[str]) -> bool:
    """Whether every one of *terms* is the beginning of some word of *texts*."""
    words = set(_cut_up(terms).findall(_plain("\n".join(texts))))
    return all(any(_is(word, term) for word in words) for term in terms)


def holds_any(text: str, terms: Sequence[str]) -> bool:
    """Whether *text* says one of *terms*."""
    return any(True for _ in _places(text, terms))


def marked(text: str, terms: Sequence[str]) -> Marked:
    """The whole of *text*, cut around the words that *terms* found."""
    parts, end = [], 0
    for start, stop in _places(text, terms):
        parts += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [(part, hit) for part, hit in (*parts, (text[end:], False)) if part]


def excerpt(text: str, terms: Sequence[str]) -> Marked:
    """What stands around the first word found, on one line."""
    line = " ".join(text.split())
    first = next(_places(line, terms), (0, 0))
    start = _cut(line, max(0, first[0] - AROUND), forwards=True)
    stop = _cut(line, min(len(line), first[1] + AROUND), forwards=False)
    shown = marked(line[start:stop], terms)
    before, after = (start > 0), (stop < len(line))
    return [*([("…", False)] * before), *shown, *([("…", False)] * after)]


def _cut(line: str, place: int, *, forwards: bool) -> int:
    """The nearest place between two words, so that none is shown in part."""
    if place in {0, len(line)}:
        return place
    found = line.find(" ", place) if forwards else line.rfind(" ", 0, place)
    return place if found < 0 or abs(found - place) > AROUND // 2 else found


def _places(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    for word in _cut_up(terms).finditer(text):
        folded = _plain(word.group())
        if any(_is(folded, term) for term in terms):
            yield word.span()


def _plain(text: str) -> str:
    return _UNSAID.sub("", fold(text))


def _cut_up(terms: Sequence[str]) -> re.Pattern[str]:
    """What a text is cut into to find *terms*: words, or signs if these are no words."""
    return _SIGN if terms and not terms[0][0].isalnum() else _WORD


def _is(word: str, term: str) -> bool:
    return word.startswith(term) or _root(word) == _root(term)


def _root(word: str) -> str:
    """A folded word without the mark of its plural: travaux and travail have one root."""
    if len(word) < _SHORT:
        return word
    if word.endswith("eaux"):
        return word[:-1]
    for ending in ("aux", "ail", "al"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + "a"
    return word[:-1] if word[-1] in "sx" else word
