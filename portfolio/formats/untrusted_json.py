"""Reading a JSON file that nobody vouches for, within bounds fixed before it is parsed."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NoReturn

from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.formats.base import Remark

LARGEST = 5 * 1024 * 1024
"""Bytes. A résumé of a long life is under 100 kB; ten times the largest seen is 150 kB."""
DEEPEST = 64
"""Objects and lists inside one another. Résumés use six."""
MOST = 100_000
"""Objects and lists in all: each costs Python some 120 bytes however few the file spent on it."""
LONGEST_NUMBER = 30
"""Digits; a longer number is kept as text."""

TOO_LARGE = N_("Ce fichier est trop lourd : %(size)s Mo, pour %(limit)s Mo au plus.")
TOO_DEEP = N_("Ce fichier est trop imbriqué pour être lu.")
TOO_MANY = N_("Ce fichier contient trop d’éléments pour être lu.")
EMPTY = N_("Ce fichier est vide.")
NOT_JSON = N_("Ce fichier n’est pas du JSON lisible (ligne %(line)s, caractère %(column)s).")
COMMENTED = N_("Ce fichier contient un commentaire à la ligne %(line)s. Retirez-le et réessayez.")
NO_NUMBER = N_(
    "Ce fichier contient « %(found)s » à la place d’un nombre. Corrigez-le et réessayez."
)
TWICE = N_("« %(name)s » est écrit deux fois au même endroit. La dernière valeur a été gardée.")
OTHER_ENCODING = N_("Ce fichier n’est pas en UTF-8. Vérifiez les accents.")

# Possessive, and the closing quote is optional, so that no input makes the scan go back.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_ALL_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = [1 if byte in b"[{" else -1 for byte in range(256)]
_ESCAPED = re.compile(r"\0|\\u(?:0000|[dD][89a-fA-F])")
"""What the source must hold for the parsed texts to need a look."""
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The value of a JSON file and what was odd about it."""

    value: Any
    remarks: tuple[Remark, ...]


def parse(content: bytes, *, largest: int = LARGEST) -> Parsed:
    """Parse at most *largest* bytes of JSON (RFC 8259), or raise `Refused` with a sentence.

    A byte order mark is skipped, text that is not UTF-8 is read as Windows-1252 and said so,
    line breaks inside strings are let through; NUL and lone surrogates become U+FFFD.
    """
    if len(content) > largest:
        raise Refused(TOO_LARGE, size=_megabytes(len(content)), limit=_megabytes(largest))
    text, remarks = _decoded(content)
    if not text.strip():
        raise Refused(EMPTY)
    _check_shape(text.encode())
    value = _loaded(text, remarks)
    return Parsed(_storable(value) if _ESCAPED.search(text) else value, tuple(remarks))


def _megabytes(size: int) -> int:
    return math.ceil(size / 1024 / 1024)


def _decoded(content: bytes) -> tuple[str, list[Remark]]:
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), [Remark("", OTHER_ENCODING)]


def _check_shape(content: bytes) -> None:
    """Refuse depth and number before the parser meets them: one linear pass, no recursion."""
    brackets = _STRING.sub(b"", content).translate(None, _ALL_BUT_BRACKETS)
    if len(brackets) > 2 * MOST:
        raise Refused(TOO_MANY)
    if max(accumulate(map(_STEP.__getitem__, brackets)), default=0) > DEEPEST:
        raise Refused(TOO_DEEP)


def _loaded(text: str, remarks: list[Remark]) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            remarks.extend(_repeated(items))
        return found

    try:
        return json.loads(
            text,
            strict=False,
            object_pairs_hook=pairs,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        sentence = COMMENTED if text.startswith(("//", "/*", "#"), error.pos) else NOT_JSON
        raise Refused(sentence, line=error.lineno, column=error.colno) from None


def _repeated(items: list[tuple[str, Any]]) -> Iterator[Remark]:
    kept = {name: place for place, (name, _) in enumerate(items)}
    for place, (name, value) in enumerate(items):
        if kept[name] != place:
            key = _storable(name)
            found = _storable(json.dumps(value, ensure_ascii=False))
            yield Remark(key, TWICE, {"name": key}, found[:500])


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _decimal(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _no_number(name: str) -> NoReturn:
    raise Refused(NO_NUMBER, found=name)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(item) for name, item in value.items()}
    return value
