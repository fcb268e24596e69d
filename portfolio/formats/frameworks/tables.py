"""Rows of a published table, within bounds, by the names of their columns."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LARGEST = 100 * 1024 * 1024
"""Bytes of one table. The largest of those we read is under 10 MB."""
LONGEST_CELL = 1_000_000
DELIMITERS = ",;|\t"

Line = Mapping[str, str]


class Unreadable(Exception):
    """A file is not what it is said to be; its words are for the operator who loads it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file given by an operator: what it is called, and all it holds."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Table:
    """A table in clear: its columns in small letters, and its lines."""

    name: str
    columns: frozenset[str]
    lines: tuple[Line, ...]


def tables(file: File) -> Iterator[Table]:
    """The table in *file*, or those of the archive that it is."""
    if file.content[:4] == b"PK\x03\x04":
        yield from _unpacked(file)
    else:
        yield _table(file)


def _unpacked(file: File) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            for part in archive.infolist():
                if part.filename.lower().endswith(".csv"):
                    _check_size(part.filename, part.file_size)
                    with archive.open(part) as stream:
                        content = stream.read(LARGEST + 1)
                    yield _table(File(part.filename, content))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as why:
        raise Unreadable(f"{file.name}: this archive does not open ({why}).") from why


def _table(file: File) -> Table:
    _check_size(file.name, len(file.content))
    text = _text(file)
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(rows, [])]
        lines = tuple(_lines(file.name, rows, columns))
    except csv.Error as why:
        raise Unreadable(f"{file.name}, line {rows.line_num}: not a table ({why}).") from why
    return Table(file.name, frozenset(columns), lines)


def _lines(name: str, rows: Iterator[list[str]], columns: list[str]) -> Iterator[Line]:
    for place, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) != len(columns):
            found = f"{len(row)} cells under {len(columns)} headings"
            raise Unreadable(f"{name}, row {place}: {found}.")
        yield dict(zip(columns, (" ".join(cell.split(" ")).strip() for cell in row), strict=True))


def _check_size(name: str, size: int) -> None:
    if size > LARGEST:
        most = LARGEST // 1024 // 1024
        raise Unreadable(f"{name}: {size // 1024 // 1024} MB, and {most} MB is the most we read.")


def _text(file: File) -> str:
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = file.content.count(b"\n", 0, why.start) + 1
        raise Unreadable(
            f"{file.name}, line {line}: not UTF-8. Take the UTF-8 edition of this file."
        ) from why
    if not text.strip():
        raise Unreadable(f"{file.name}: this file is empty.")
    return text.replace("\0", "")
