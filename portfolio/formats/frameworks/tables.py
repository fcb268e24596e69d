"""Rows of a published table, within bounds, by the names of their columns."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from portfolio.formats.frameworks.fiches import fiches, is_xml
from portfolio.formats.frameworks.files import File, Line, Table, Unreadable

LARGEST = 100 * 1024 * 1024
"""Bytes of one table. The largest of those we read is under 10 MB."""
LONGEST_CELL = 1_000_000
DELIMITERS = ",;|\t"
READ = (".csv", ".xml")
"""How the files are named that are read of an archive; the rest of it is left alone."""


def tables(file: File) -> Iterator[Table]:
    """The tables in *file*, or those of the archive that it is."""
    with file.open() as stream:
        if stream.read(4) == b"PK\x03\x04":
            yield from _unpacked(file.name, stream)
        else:
            yield from _part(file.name, stream, file.size)


def _unpacked(name: str, stream: IO[bytes]) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(stream) as archive:
            for part in archive.infolist():
                if part.filename.lower().endswith(READ):
                    with archive.open(part) as packed:
                        yield from _part(part.filename, packed, part.file_size)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as why:
        raise Unreadable(f"{name}: this archive does not open ({why}).") from why


def _part(name: str, stream: IO[bytes], size: int) -> Iterator[Table]:
    """The fiches of an XML file, one after the other; of any other file, the table it is."""
    stream.seek(0)
    head = stream.read(64)
    stream.seek(0)
    if is_xml(head):
        yield from fiches(name, stream)
    else:
        _check_size(name, size)
        yield _table(name, stream.read(LARGEST + 1))


def _table(name: str, content: bytes) -> Table:
    _check_size(name, len(content))
    text = _text(name, content)
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(rows, [])]
        lines = tuple(_lines(name, rows, columns))
    except csv.Error as why:
        raise Unreadable(f"{name}, line {rows.line_num}: not a table ({why}).") from why
    return Table(name, frozenset(columns), lines)


def _lines(name: str, rows: Iterator[list[str]], columns: list[str]) -> Iterator[Line]:
    for place, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) != len(columns):
            found = f"{len(row)} cells under {len(columns)} headings: not a table, or a damaged one"
            raise Unreadable(f"{name}, row {place}: {found}.")
        yield dict(zip(columns, (" ".join(cell.split(" ")).strip() for cell in row), strict=True))


def _check_size(name: str, size: int) -> None:
    if size > LARGEST:
        most = LARGEST // 1024 // 1024
        raise Unreadable(f"{name}: {size // 1024 // 1024} MB, and {most} MB is the most we read.")


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = content.count(b"\n", 0, why.start) + 1
        raise Unreadable(
            f"{name}, line {line}: not UTF-8. Take the UTF-8 edition of this file."
        ) from why
    if not text.strip():
        raise Unreadable(f"{name}: this file is empty.")
    return text.replace("\0", "")
