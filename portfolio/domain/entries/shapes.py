"""The shapes that answers take: a line, prose, an address; cleaned when they come in.

From Python (forms, importers) a text is cleaned. In JSON it was written by us, or by a
program that can be told: what would have been cleaned is refused there, at Rust's speed.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, GetCoreSchemaHandler, JsonValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import (
    json_or_python_schema,
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
# The same escapes are read by Python, by Rust and by JSON Schema.
_NEVER = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_BREAKS = r"\x0b\x0c\r\x85\u2028\u2029"
_STRIPPED = re.compile(rf"[{_NEVER}\ud800-\udfff]")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
IN_A_LINE = rf"^[^\t\n{_BREAKS}{_NEVER}]*$"
IN_PROSE = rf"^[^{_BREAKS}{_NEVER}]*$"


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
    """What a kind of text may be: *least* to *most* characters, cleaned by *clean*.

    *asked* is how a form asks for it: line, prose, url, email or tel. *pattern* is what JSON
    must match.
    """

    asked: str
    most: int
    clean: Callable[[str], str] = clean_line
    least: int = 0
    pattern: str = IN_A_LINE

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """One check in JSON, a cleaning first from Python."""
        least, most = self.least, self.most
        return json_or_python_schema(
            str_schema(
                min_length=least, max_length=most, strip_whitespace=True, pattern=self.pattern
            ),
            no_info_before_validator_function(
                self._cleaned, str_schema(min_length=least, max_length=most)
            ),
        )

    def _cleaned(self, value: object) -> object:
        return self.clean(value) if isinstance(value, str) else value


Line = Annotated[str, Text("line", 200)]
Title = Annotated[str, Text("line", 200, least=1)]
Point = Annotated[str, Text("line", 1000)]
Prose = Annotated[str, Text("prose", 20_000, clean_prose, pattern=IN_PROSE)]
Phone = Annotated[str, Text("tel", 40)]
Email = Annotated[str, Text("email", 254, clean_email, pattern=r"^([^@\s]+@[^@\s]+)?$")]
Url = Annotated[str, Text("url", 2000, clean_url, pattern=r"^(https?://[^\s<>]+)?$")]

Lines = Annotated[tuple[Line, ...], Field(max_length=100)]
Points = Annotated[tuple[Point, ...], Field(max_length=100)]
Urls = Annotated[tuple[Url, ...], Field(max_length=20)]

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


Extra = Annotated[dict[str, JsonValue], AfterValidator(_bounded)]
