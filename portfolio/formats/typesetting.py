"""Printed sheets: our Typst templates, filled with data that can never be read as Typst."""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, cast

import fontpkg_amiri
import fontpkg_noto_sans

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "typst"
"""The compiler's whole world: templates of ours and nothing else; packages are looked for in it."""

FONTS = [str(package.ROOT) for package in (fontpkg_noto_sans, fontpkg_amiri)]
"""Faces for Latin, Greek, Cyrillic, Arabic; with those inside Typst, the only ones there are.

Amiri and not Noto's Arabic, which draws dots apart from their letters: copied, it reads wrong.
"""

_ENDLESS = re.compile(r"\S{400}(?=\S)")
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SHAPELESS = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_STRANGE = re.compile(
    "[^\0-\u052f\u0590-\u06ff\u0750-\u077f\u08a0-\u097f\u1ab0-\u1aff\u1c80-\u1c8f\u1d00-\u2bff"
    "\u2c60-\u2c7f\u2de0-\u2e7f\ua640-\ua69f\ua700-\ua7ff\ufb00-\ufe0f\ufe20-\ufe2f\ufe70-\ufefe"
    "\ufffc\ufffd]+(?:[\u200d\ufe0f]+[^\0-\u1fff])*"
)
"""Runs of letters of the scripts and pictures that no face has any of; the rest is tried."""
_UNSET = re.compile(r'the text `"(.+?)"` could not be displayed')
_WRITTEN = re.compile(r"\\u\{([0-9a-f]+)\}")
ROUNDS = 4
AGE = 10
"""Typst remembers what it made for as many compilations: 25 MB for a portfolio of thirty pages."""
BOX = "□"

Standard = Literal["ua-1"] | None
Compile = Callable[[Any, Standard, datetime], bytes]


def typeset(template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """A PDF of *template* (`plan`, `recovery`, `receipt`) filled with *data*, dated *at* (aware).

    PDF/UA-1 (ISO 14289-1), tagged, the same on every machine. What no face has a letter for (an
    emoji, a script we have no font of) is set as □, and *data*'s ``boxed`` sentence says so;
    should boxes not be enough, the sheet comes out without the PDF/UA mark rather than not at all.
    """
    try:
        return _set(template, data, at)
    finally:
        _forget()


def _set(template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    import typst

    note = data.get("boxed", "")
    shown = _each_text({**data, "boxed": ""}, _shown)
    kept = _each_text(shown, lambda text: _STRANGE.sub(BOX, text))
    kept["boxed"] = note if kept != shown else ""
    compile_ = _compiler(template)
    for _ in range(ROUNDS):
        try:
            return compile_(kept, "ua-1", at)
        except typst.TypstError as error:
            unset = _unset(error)
            if not unset:
                raise
            kept = {**_each_text(kept, _boxing(unset)), "boxed": note}
    return compile_(kept, None, at)


def _unset(error: typst.TypstError) -> set[str]:
    """Every letter that *error* says no face has."""
    found = _UNSET.findall(f"{error.message}\n{error.diagnostic}")
    return set("".join(_WRITTEN.sub(lambda code: chr(int(code[1], 16)), text) for text in found))


def _boxing(unset: set[str]) -> Callable[[str], str]:
    """Set each run of letters that cannot be set as one box."""
    run = re.compile(f"[{re.escape(''.join(sorted(unset)))}\u200d\ufe0f]+")
    return lambda text: run.sub(lambda found: BOX if set(found[0]) & unset else found[0], text)


@lru_cache
def _compiler(template: str) -> Compile:
    """One warm compiler a process, for one thread at a time: Typst refuses a second borrower."""
    engine, turn = _engine(TEMPLATES / f"{template}.typ"), Lock()

    def compile_(data: Any, standard: Standard, at: datetime) -> bytes:
        inputs = {"data": json.dumps(data)}
        with turn:
            made = engine.compile(
                sys_inputs=inputs, pdf_standards=standard, timestamp=at.replace(microsecond=0)
            )
        return cast("bytes", made)

    return compile_


def _forget() -> None:
    """Let go of what was set, as of any page once it is answered, and give its memory back."""
    _blank()()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # glibc alone keeps what is free
        trim(0)


@lru_cache
def _blank() -> Callable[[], None]:
    """So many empty sheets that whatever was set before them is too old to be remembered."""
    engine, turn = _engine(), Lock()

    def compile_() -> None:
        with turn:
            for _ in range(AGE):
                engine.compile(input=b" ")

    return compile_


def _engine(template: Path | None = None) -> typst.Compiler:
    import typst

    return typst.Compiler(
        template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=TEMPLATES,
        package_cache_path=TEMPLATES,
    )


@lru_cache
def _fonts() -> Any:
    """Read once a process: every compiler sets with the same faces."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=FONTS)


def _shown(text: str) -> str:
    """*text* with what has no shape on paper made visible: controls, bidi overrides as U+FFFD.

    What goes on without a space takes time by the square of its length, so it goes on below.
    """
    visible = _SHAPELESS.sub("\ufffd", _BREAKS.sub("\n", text))
    return _ENDLESS.sub(lambda found: f"{found[0]}\n", visible)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each_text(item, change) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value
