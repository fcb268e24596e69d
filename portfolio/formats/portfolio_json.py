"""A whole portfolio as JSON: everything, as it is, for its owner to take home."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError
from pydantic.json_schema import models_json_schema

from portfolio.domain import keepsakes, preparing  # noqa: F401  # more kinds of handouts
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import Refused
from portfolio.domain.files import FileFacts
from portfolio.domain.handouts import HANDOUTS, Handout
from portfolio.domain.words import N_
from portfolio.formats.base import Draft, Reading, Report, reads, writes
from portfolio.formats.untrusted_json import parse
from portfolio.formats.words import Words

FORMAT = "portfolio"
LARGEST = 20 * 1024 * 1024
"""Bytes; a thousand entries with long stories are 5 MB."""
SCHEMA_ID: Literal["/api/v1/schemas/portfolio"] = "/api/v1/schemas/portfolio"
NOT_OURS = N_("Ce fichier n’est pas un portfolio exporté d’ici, ou il a été abîmé.")
WITHOUT = ("trash", "versions", "drafts", "shares", "journal", "file-contents")
"""What a portfolio has around it and the file does not carry, so that nobody takes it for lost."""
FROM_LATER = N_("Ce fichier vient d’une version plus récente du service : « %(kind)s ».")


Model = type[Entry] | type[Handout]


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry and what its row knows of it; times are aware."""

    id: UUID
    entry: Entry
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptHandout:
    """A CV or a booklet: choices among the entries, by their ids."""

    id: UUID
    what: Handout
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PortfolioSheet:
    """Every entry of a portfolio at one instant, private ones included, and what is made of them.

    Its *files* are named, not carried: they are downloaded one by one.
    """

    site: str
    exported_at: datetime
    entries: tuple[Kept, ...]
    files: tuple[FileFacts, ...] = ()
    handouts: tuple[KeptHandout, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class EntryFile(_File):
    """One entry: its kind, the version of that kind's fields, the fields."""

    id: UUID
    kind: str
    version: int
    created_at: AwareDatetime
    changed_at: AwareDatetime
    data: dict[str, JsonValue]


class HandoutFile(_File):
    """One CV or booklet: its kind, the version of that kind's fields, the fields."""

    id: UUID
    kind: str
    version: int
    changed_at: AwareDatetime
    data: dict[str, JsonValue]


class PortfolioFile(_File):
    """A whole portfolio. Within version 1 fields may be added, never removed or renamed."""

    schema_: Literal["/api/v1/schemas/portfolio"] = Field(alias="$schema")
    version: Literal[1]
    site: str
    exported_at: AwareDatetime
    entries: tuple[EntryFile, ...]
    files: tuple[FileFacts, ...] = ()
    handouts: tuple[HandoutFile, ...] = ()
    without: tuple[str, ...] = ()


@writes(
    "portfolio-json",
    subject=PortfolioSheet,
    label=N_("Tout mon portfolio (JSON)"),
    media_type="application/json",
    suffix="json",
)
def write(sheet: PortfolioSheet, words: Words) -> bytes:  # noqa: ARG001  # codes, not sentences
    """*sheet* as UTF-8 JSON with two spaces of indent; ids are kept, so links hold."""
    file = PortfolioFile.model_validate(
        {
            "$schema": SCHEMA_ID,
            "version": 1,
            "site": sheet.site,
            "exported_at": sheet.exported_at,
            "entries": tuple(map(_written, sheet.entries)),
            "files": sheet.files,
            "handouts": tuple(map(_written_handout, sheet.handouts)),
            "without": WITHOUT,
        }
    )
    return file.model_dump_json(by_alias=True, indent=2).encode()


def is_one(content: bytes) -> bool:
    """Whether a file says near its beginning that it is one of ours."""
    return SCHEMA_ID.encode() in content[:200]


@reads(
    FORMAT,
    label=N_("Votre portfolio, emporté d’ici ou d’un autre service Fil rouge"),
    suffixes=(".zip", ".json"),
    media_types=("application/zip", "application/json"),
    knows=is_one,
)
def drafts(content: bytes) -> Reading:
    """Every entry of a file of ours, under the id that it has there."""
    kept = read(content).entries
    return Reading(tuple(Draft(one.entry, str(one.id), "") for one in kept), Report())


def read(content: bytes) -> PortfolioSheet:
    """The portfolio in a file of ours, checked like anything that comes from outside.

    Entries of older versions are brought up to date. Raises `Refused` with the sentence to show.
    """
    try:
        file = PortfolioFile.model_validate(parse(content, largest=LARGEST).value)
        entries = tuple(map(_read, file.entries))
        handouts = tuple(map(_read_handout, file.handouts))
    except (ValidationError, KeyError, TypeError) as why:
        raise Refused(NOT_OURS) from why
    return PortfolioSheet(file.site, file.exported_at, entries, file.files, handouts)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file, with one definition per kind of entry and handout."""
    several: dict[str, list[Model]] = {
        "EntryFile": list(KINDS.values()),
        "HandoutFile": list(HANDOUTS.values()),
    }
    models = [each for kinds in several.values() for each in kinds]
    names, definitions = models_json_schema([(each, "validation") for each in models])
    envelope = PortfolioFile.model_json_schema(by_alias=True)
    parts = envelope.pop("$defs")
    for name, kinds in several.items():
        one = parts.pop(name)
        told = [_of_kind(one, each, names[each, "validation"]) for each in kinds]
        parts[name] = {"oneOf": told}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **envelope,
        "$defs": {**parts, **definitions["$defs"]},
    }


def _of_kind(one: dict[str, Any], kind: Model, data: dict[str, Any]) -> dict[str, Any]:
    told = {"kind": {"const": kind.kind}, "version": {"const": kind.version}, "data": data}
    return {**one, "title": kind.__name__, "properties": {**one["properties"], **told}}


def _written(kept: Kept) -> EntryFile:
    return EntryFile(
        id=kept.id,
        kind=kept.entry.kind,
        version=kept.entry.version,
        created_at=kept.created_at,
        changed_at=kept.changed_at,
        data=kept.entry.model_dump(mode="json"),
    )


def _read(file: EntryFile) -> Kept:
    model = KINDS.get(file.kind)
    if model is None or file.version > model.version:
        raise Refused(FROM_LATER, kind=file.kind)
    data = dict(file.data)
    if file.version < model.version:
        data = model.upgrade(data, file.version)
    return Kept(file.id, model.model_validate(data), file.created_at, file.changed_at)


def _written_handout(kept: KeptHandout) -> HandoutFile:
    return HandoutFile(
        id=kept.id,
        kind=kept.what.kind,
        version=kept.what.version,
        changed_at=kept.changed_at,
        data=kept.what.model_dump(mode="json"),
    )


def _read_handout(file: HandoutFile) -> KeptHandout:
    model = HANDOUTS.get(file.kind)
    if model is None or file.version > model.version:
        raise Refused(FROM_LATER, kind=file.kind)
    return KeptHandout(file.id, model.model_validate(file.data), file.changed_at)
