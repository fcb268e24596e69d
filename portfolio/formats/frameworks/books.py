"""From files to a book: an official framework's tables, or one of ours as JSON."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files as files_of
from typing import Any

from portfolio.domain.frameworks import Book, Concept, Sort
from portfolio.formats.frameworks.files import File, Unreadable
from portfolio.formats.frameworks.sources import SOURCES, Source
from portfolio.formats.frameworks.tables import tables

LONGEST_CODE = 200
LONGEST_LABEL = 2000
LANGUAGES = ("en",)
"""Those our files speak besides French."""
SHIPPED = files_of(__package__).joinpath("shipped")


def official(name: str, given: Sequence[File], version: str = "") -> Book:
    """The framework *name* that the files *given* hold; raises :class:`Unreadable`.

    Its version is *version*, else what a file's name says.
    """
    source = SOURCES[name]
    found: dict[str, Concept] = {}
    for file in given:
        for concept in _concepts(source, file):
            found.setdefault(concept.code, concept)
    if not found:
        raise Unreadable("nothing was found in these files.")
    release = version or _release(source, given)
    concepts = tuple(found.values())
    return Book(name, source.label, release, _digest(given), concepts, source.among(found))


def shipped() -> list[Book]:
    """The frameworks that come with the product, in the order of their names."""
    parts = sorted(SHIPPED.iterdir(), key=lambda part: part.name)
    return [ours(part.read_bytes()) for part in parts if part.name.endswith(".json")]


def ours(content: bytes) -> Book:
    """A framework as we write it: one file, one line of it a concept."""
    told: dict[str, Any] = json.loads(content)
    concepts = tuple(map(_concept, told["concepts"]))
    digest = hashlib.sha256(content).hexdigest()
    return Book(told["name"], told["label"], told["version"], digest, concepts)


@cache
def words(language: str) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Labels and notes of the shipped frameworks in a *language* other than that of their source.

    By framework and code; the framework's own label is under no code, in the source's language too.
    """
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for part in SHIPPED.iterdir():
        told = json.loads(part.read_bytes()) if part.name.endswith(".json") else {}
        if told:
            found[told["name"], ""] = (told.get(language, told["label"]), "")
        if language in told:
            for each in told["concepts"]:
                said = each[language]
                found[told["name"], each["code"]] = (said["label"], said.get("note", ""))
    return found


def _concept(told: dict[str, Any]) -> Concept:
    """A line, found by its names in every language."""
    names = [*told.get("other", ()), *(told[each]["label"] for each in LANGUAGES if each in told)]
    rest = {name: value for name, value in told.items() if name not in LANGUAGES}
    return Concept(**{**rest, "sort": Sort(told["sort"]), "other": tuple(names)})


def _concepts(source: Source, file: File) -> list[Concept]:
    found: list[Concept] = []
    seen: dict[str, None] = {}
    for table in tables(file):
        seen[", ".join(sorted(table.columns))[:200]] = None
        kind = next((each for each in source.shapes if each.needs <= table.columns), None)
        found += kind.concepts(table) if kind else ()
    if not found:
        wanted = " or ".join(" + ".join(sorted(each.needs)) for each in source.shapes)
        raise Unreadable(
            f"{file.name}: no table of {source.label} here. "
            f"Its columns: {'; '.join(seen) or 'none'}. Expected {wanted}."
        )
    for concept in found:
        if len(concept.code) > LONGEST_CODE or len(concept.label) > LONGEST_LABEL:
            raise Unreadable(f"{file.name}: {concept.code[:40]!r} is too long for a code or name.")
    return found


def _release(source: Source, given: Sequence[File]) -> str:
    found = (source.release.search(file.name) for file in given)
    said = next((match.group(1) for match in found if match), "")
    if not said:
        raise Unreadable("these files do not say their version: give it with --release.")
    return said.replace("_", "-")


def _digest(given: Sequence[File]) -> str:
    whole = hashlib.sha256()
    for part in sorted(map(_fingerprint, given)):
        whole.update(part)
    return whole.hexdigest()


def _fingerprint(file: File) -> bytes:
    with file.open() as stream:
        return hashlib.file_digest(stream, "sha256").digest()
