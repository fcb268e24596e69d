"""What a file is, by what is in it: its name only says what to look for first.

Nothing is unpacked: of an office document only the list of its parts is read.
"""

import re
from io import BytesIO
from stat import S_ISLNK
from zipfile import BadZipFile, ZipFile, ZipInfo

from portfolio.domain.errors import Refused
from portfolio.domain.files import BY_SUFFIX, FAMILIES, Family, suffix_of
from portfolio.domain.words import N_

EMPTY = N_("« %(name)s » est vide.")
NOT_TAKEN = N_("« %(name)s » n’est pas d’un genre que nous gardons, ou n’est pas ce qu’il dit.")
HEIC = N_(
    "« %(name)s » est une photo HEIC, que nous ne savons pas lire. "
    "Enregistrez-la en JPEG, ou envoyez-la depuis le téléphone lui-même."
)
UNSOUND = N_("« %(name)s » semble abîmé ou dangereux : nous ne le gardons pas.")
MACROS = N_("« %(name)s » contient des macros. Enregistrez-le sans macros, ou en PDF.")

PARTS, UNPACKED, RATIO = 2_000, 200 * 1024 * 1024, 100
_ZIP, _CONTROLS = b"PK\x03\x04", re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_LIKE_A_PAGE = re.compile(rb"\s*(<!doctype|<html|<svg|<\?xml|<script|<\?php|#!)", re.IGNORECASE)
_PACKED = re.compile(r"\.(zip|jar|rar|7z|gz|tar|docm|xlsm|pptm|exe|dll|js|vbs|bat)$", re.IGNORECASE)
_MACRO = re.compile(r"vbaproject|(^|/)basic/|(^|/)scripts/", re.IGNORECASE)
_MARKS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


def recognise(name: str, head: bytes, tail: bytes) -> Family:
    """The family of a file that begins with *head* and ends with *tail* (both, if short, are all).

    Raises :class:`Refused` for what is empty, damaged, not taken or not what any name says.
    """
    if not head:
        raise Refused(EMPTY, name=name)
    if head.startswith(_ZIP):
        return _office(name, tail)
    endings = _endings(head)
    if endings & {"heic", "heif"}:
        raise Refused(HEIC, name=name)
    asked = BY_SUFFIX.get(suffix_of(name))
    likely = ([asked] if asked else []) + [each for each in FAMILIES if not each.office]
    for family in likely:
        if endings & set(family.suffixes) or (family.media_type == "text/plain" == _text(head)):
            return _asked_as(name, family)
    raise Refused(NOT_TAKEN, name=name)


def _endings(head: bytes) -> set[str]:
    """How the names of files that begin like that may end."""
    import puremagic

    try:
        return {match.extension.lstrip(".") for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _text(head: bytes) -> str:
    """``text/plain`` for words, however they are encoded, that no browser takes for a page."""
    return "" if _CONTROLS.search(head) or _LIKE_A_PAGE.match(head) else "text/plain"


def _asked_as(name: str, family: Family) -> Family:
    """Words have no signature: only a name that says so makes a text of them."""
    if family.media_type == "text/plain" and suffix_of(name) not in family.suffixes:
        raise Refused(NOT_TAKEN, name=name)
    return family


def _office(name: str, tail: bytes) -> Family:
    """Which office document a package is, by the list of its parts."""
    try:
        with ZipFile(BytesIO(tail)) as package:
            parts = package.infolist()
    except (BadZipFile, ValueError, OverflowError, UnicodeDecodeError, NotImplementedError):
        raise Refused(UNSOUND, name=name) from None
    names = [part.filename for part in parts]
    if any(_MACRO.search(each) for each in names):
        raise Refused(MACROS, name=name)
    family = _of_parts(suffix_of(name), names)
    if family is None:
        raise Refused(NOT_TAKEN, name=name)
    if len(parts) > PARTS or _swells(parts) or any(map(leads_astray, parts)):
        raise Refused(UNSOUND, name=name)
    return family


def _of_parts(suffix: str, names: list[str]) -> Family | None:
    if "[Content_Types].xml" in names:
        marks = {_MARKS[mark] for mark in _MARKS if any(each.startswith(mark) for each in names)}
        return BY_SUFFIX[marks.pop()] if len(marks) == 1 else None
    asked = BY_SUFFIX.get(suffix)
    opened = asked and asked.office and suffix not in _MARKS.values()
    return asked if opened and {"mimetype", "content.xml"} <= set(names) else None


def _swells(parts: list[ZipInfo]) -> bool:
    """Whether unpacking would give far more than what came (42.zip and the like)."""
    inside = sum(part.file_size for part in parts)
    return inside > UNPACKED or inside > RATIO * max(1, sum(part.compress_size for part in parts))


def leads_astray(part: ZipInfo) -> bool:
    """A part that would land elsewhere, a link, another package, or one that is locked."""
    path = part.filename
    link = S_ISLNK(part.external_attr >> 16)
    outside = path.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", path)
    return link or outside or bool(part.flag_bits & 1) or bool(_PACKED.search(path))
