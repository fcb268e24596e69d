"""Printed sheets: our Typst templates, filled with data that can never be read as Typst."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import typst

TEMPLATES = Path(__file__).parent / "typst"
"""The compiler's whole world: templates of ours and nothing else; packages are looked for in it."""

_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")
_SHAPELESS = re.compile(
    "[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_PICTURES = re.compile("[\U0001f000-\U0001faff]")

Standard = Literal["ua-1"] | None
Compile = Callable[[Any, Standard, datetime], bytes]


def typeset(template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """A PDF of *template* (`plan`, `recovery`, `receipt`) filled with *data*, dated *at* (aware).

    PDF/UA-1 (ISO 14289-1), tagged, with the fonts inside Typst. Letters they lack are set with
    the machine's fonts; emoji that the machine lacks become □. Where a whole script is missing
    the sheet comes out with boxes and without the PDF/UA mark rather than not at all.
    """
    shown = _each_text(data, _shown)
    plain = _each_text(shown, lambda text: _PICTURES.sub("□", text))
    for machine_fonts, kept in ((False, shown), (True, shown), (True, plain)):
        try:
            return _compiler(template, machine_fonts=machine_fonts)(kept, "ua-1", at)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
    return _compiler(template, machine_fonts=True)(shown, None, at)


@lru_cache
def _compiler(template: str, *, machine_fonts: bool) -> Compile:
    """One warm compiler a process, for one thread at a time: Typst refuses a second borrower."""
    engine = typst.Compiler(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        ignore_system_fonts=not machine_fonts,
        package_path=TEMPLATES,
        package_cache_path=TEMPLATES,
    )
    turn = Lock()

    def compile_(data: Any, standard: Standard, at: datetime) -> bytes:
        inputs = {"data": json.dumps(data)}
        with turn:
            made = engine.compile(
                sys_inputs=inputs, pdf_standards=standard, timestamp=at.replace(microsecond=0)
            )
        return cast("bytes", made)

    return compile_


def _shown(text: str) -> str:
    """*text* with what has no shape on paper made visible: NUL as ␀, bidi overrides as U+FFFD."""
    text = _BREAKS.sub("\n", text)
    text = _CONTROLS.sub(lambda found: chr(0x2400 + ord(found[0])), text)
    return _SHAPELESS.sub("\ufffd", text)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each_text(item, change) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value
