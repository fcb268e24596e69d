"""Files that people bring: which ones are taken, under what name they are given back."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.words import N_

LONGEST_NAME = 120
NAMELESS = "document"
_NEVER_IN_A_NAME = re.compile(r'[\\/:*?"<>|]')


class Weight(int):
    """A number of bytes to be told to people: pages write it as they say it."""


@dataclass(frozen=True, slots=True)
class Family:
    """A type of file that is taken: what people call it, its type, and how its names end."""

    label: str
    media_type: str
    suffixes: tuple[str, ...]
    picture: bool = False
    office: bool = False

    @property
    def suffix(self) -> str:
        """The ending it is given when it came with another one."""
        return self.suffixes[0]


_OPEN = "application/vnd.oasis.opendocument."
_MICROSOFT = "application/vnd.openxmlformats-officedocument."

FAMILIES: tuple[Family, ...] = (
    Family("PDF", "application/pdf", ("pdf",)),
    Family(N_("Photo JPEG"), "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), picture=True),
    Family(N_("Image PNG"), "image/png", ("png",), picture=True),
    Family(N_("Image WebP"), "image/webp", ("webp",), picture=True),
    Family(N_("Texte Word"), f"{_MICROSOFT}wordprocessingml.document", ("docx",), office=True),
    Family(N_("Tableau Excel"), f"{_MICROSOFT}spreadsheetml.sheet", ("xlsx",), office=True),
    Family(
        N_("Présentation PowerPoint"),
        f"{_MICROSOFT}presentationml.presentation",
        ("pptx",),
        office=True,
    ),
    Family(N_("Texte OpenDocument"), f"{_OPEN}text", ("odt",), office=True),
    Family(N_("Tableau OpenDocument"), f"{_OPEN}spreadsheet", ("ods",), office=True),
    Family(N_("Présentation OpenDocument"), f"{_OPEN}presentation", ("odp",), office=True),
    Family(N_("Son MP3"), "audio/mpeg", ("mp3",)),
    Family(N_("Son M4A"), "audio/mp4", ("m4a",)),
    Family(N_("Son Ogg"), "audio/ogg", ("ogg", "oga")),
    Family(N_("Vidéo MP4"), "video/mp4", ("mp4", "m4v")),
    Family(N_("Texte"), "text/plain", ("txt",)),
)
BY_TYPE = {family.media_type: family for family in FAMILIES}
BY_SUFFIX = {suffix: family for family in FAMILIES for suffix in family.suffixes}
TAKEN = N_("PDF, photo (JPEG, PNG, WebP), texte, tableau ou présentation, son MP3, vidéo MP4")
OPAQUE = Family(N_("Fichier"), "application/octet-stream", ("bin",))


class FileFacts(BaseModel):
    """What is sealed beside a file: its name, its type, its length, a fingerprint of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str = ""

    @property
    def family(self) -> Family:
        """What people call it; a type that is not taken any more is a file like any other."""
        return BY_TYPE.get(self.media_type, OPAQUE)


class KeyedFile(FileFacts):
    """The same with the key that opens it, in hexadecimal: for boxes only.

    *blob* is where its bytes lie since they were given a new key.
    """

    key: str = Field(repr=False)
    blob: UUID | None = None

    @property
    def place(self) -> UUID:
        """Under what id its bytes lie in a store."""
        return self.blob or self.id

    def named(self, stem: str) -> Self:
        """The same file under another name, whose ending stays."""
        return self.model_copy(update={"name": f"{stem}.{suffix_of(self.name)}"})

    @property
    def facts(self) -> FileFacts:
        """What may be written down elsewhere: all of it but the key."""
        return FileFacts(**self.model_dump(exclude={"key", "blob"}))


def suffix_of(name: str) -> str:
    """How a name ends, in small letters, without the dot."""
    return PurePosixPath(name).suffix[1:].lower()


def file_name(given: str, family: Family) -> str:
    """A name that any machine takes: in one line, short, nothing hidden, the ending of its type.

    Directions of writing are taken out: they can show ``fdp.exe`` where there is ``exe.pdf``.
    """
    last = re.split(r"[\\/]", given)[-1]
    clean = _NEVER_IN_A_NAME.sub("", clean_line(unicodedata.normalize("NFC", last))).strip(". ")
    stem, dot, _ending = clean.rpartition(".")
    ended = dot and suffix_of(clean) in family.suffixes
    kept = clean if ended else f"{(stem if dot else clean) or NAMELESS}.{family.suffix}"
    stem, _, ending = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
