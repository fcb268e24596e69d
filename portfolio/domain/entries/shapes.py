"""The shapes that answers take: a line, prose, an address; cleaned when they come in.

What comes from Python (forms, importers, somebody's JSON once parsed) is cleaned and measured.
What Pydantic reads as JSON is what we sealed: it was cleaned then, and a rule that is tightened
tomorrow must not make yesterday's words unreadable, so only its type is checked, at Rust's speed.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, JsonValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import (
    any_schema,
    dict_schema,
    json_or_python_schema,
    no_info_after_validator_function,
    no_info_before_validator_function,
    str_schema,
)

from portfolio.domain.refusals import refusal
from portfolio.domain.words import N_

NO_EMAIL = N_("Cette adresse ne semble pas complète. Exemple : prenom.nom@exemple.fr")
NO_URL = N_("Cette adresse de site ne semble pas complète. Exemple : https://exemple.fr")
TOO_MUCH = N_("Les informations importées avec cet élément prennent trop de place.")

# Bidirectional controls can make a text read otherwise than it is written (UTR 36); the
# others are invisible, break XML, or both. Joiners stay: emoji and several scripts need them.
_NEVER = (
    "\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
_STRIPPED = re.compile(f"[{_NEVER}]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def in_one_line(*parts: str) -> str:
    """The *parts* that are known, separated by commas."""
    return ", ".join(part for part in parts if part)


def _seen(text: str) -> str:
    """*text*, or nothing when no character of it shows."""
    return text if any(char.isprintable() and not char.isspace() for char in text) else ""


def clean_prose(text: str) -> str:
    """Line feeds for line breaks, no control character, no space around; composed (NFC)."""
    kept = _STRIPPED.sub("", _BREAK.sub("\n", text))
    return _seen(unicodedata.normalize("NFC", kept).strip())


def clean_line(text: str) -> str:
    """Like :func:`clean_prose`, on one line, with single spaces."""
    return _seen(" ".join(clean_prose(text).split()))


def clean_email(text: str) -> str:
    """An address somebody may be written to, or nothing; raises a refusal otherwise."""
    line = clean_line(text)
    try:
        return line and validate_email(line, check_deliverability=False).normalized
    except EmailNotValidError as why:
        raise refusal("email", NO_EMAIL) from why


def clean_url(text: str) -> str:
    """An address of a web page, or nothing; ``https://`` is added when only a site is typed."""
    line = clean_line(text)
    if not line:
        return ""
    url = line if re.match("[a-z][a-z0-9+-]*:", line, re.IGNORECASE) else f"https://{line}"
    if not _is_web(url):
        raise refusal("url", NO_URL)
    return url


def _is_web(url: str) -> bool:
    """Http or https, a host with a dot, and no name and password to be fooled by."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return (
            parts.scheme in {"http", "https"}
            and "." in host.strip(".")
            and "@" not in parts.netloc
            and parts.port != 0
            and not re.search(r"[\s<>\"\\^`{|}]", url)
        )
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Text:
    """What a kind of text may be: *least* to *most* characters once cleaned by *clean*.

    *asked* is how a form asks for it: line, prose, url, email or tel.
    """

    asked: str
    most: int
    clean: Callable[[str], str] = clean_line
    least: int = 0

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Any text when we wrote it, a clean one of the right length otherwise."""
        measured = str_schema(strict=True, min_length=self.least, max_length=self.most)
        return json_or_python_schema(
            str_schema(), no_info_before_validator_function(self._cleaned, measured)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "minLength": self.least, "maxLength": self.most}

    def _cleaned(self, value: object) -> object:
        return self.clean(value) if isinstance(value, str) else value


Line = Annotated[str, Text("line", 200)]
Title = Annotated[str, Text("line", 200, least=1)]
Point = Annotated[str, Text("line", 1000)]
Prose = Annotated[str, Text("prose", 20_000, clean_prose)]
Phone = Annotated[str, Text("tel", 40)]
Email = Annotated[str, Text("email", 254, clean_email)]
Url = Annotated[str, Text("url", 2000, clean_url)]


class _Said:
    """Of several texts, those that say something."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        texts = handler(source)
        return json_or_python_schema(texts, no_info_after_validator_function(cls._of, texts))

    @staticmethod
    def _of(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(None, texts))


Lines = Annotated[tuple[Line, ...], Field(max_length=100), _Said]
Points = Annotated[tuple[Point, ...], Field(max_length=100), _Said]
Urls = Annotated[tuple[Url, ...], Field(max_length=20), _Said]

EXTRA_BYTES = 16 * 1024
EXTRA_DEPTH = 6


def _bounded(extra: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Refuse what an importer kept beyond 16 kB or six levels, or that JSON cannot carry."""
    if not extra:
        return extra
    try:
        size = len(json.dumps(extra, ensure_ascii=False, allow_nan=False).encode())
    except (ValueError, RecursionError) as why:
        raise refusal("extra", TOO_MUCH) from why
    if size > EXTRA_BYTES or _depth(extra) > EXTRA_DEPTH:
        raise refusal("extra", TOO_MUCH)
    return extra


def _depth(value: JsonValue) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0


class _Bounded:
    """A mapping of JSON values; see :func:`_bounded` for its bounds."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        measured = no_info_after_validator_function(_bounded, handler(source))
        return json_or_python_schema(dict_schema(str_schema(), any_schema()), measured)


Extra = Annotated[dict[str, JsonValue], _Bounded]
