"""What a format is: a reader of foreign files, a writer of ours, and the report between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from portfolio.domain.registry import Registry
from portfolio.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from portfolio.domain.entries import Entry
    from portfolio.formats.words import Words

    Knows = Callable[[bytes], bool]
    Read = Callable[[bytes], "Reading"]
    Write = Callable[[Any, Words], bytes]

ReadT = TypeVar("ReadT", bound="Callable[[bytes], Reading]")
WriteT = TypeVar("WriteT", bound="Callable[[Any, Words], bytes]")

MOST_REMARKS = 1000
LONGEST_FOUND = 500
AND_MORE = N_("D’autres remarques du même genre ne sont pas montrées.")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing in a file that was not taken as it stood.

    *path* is where, as the file writes it (`work[2].startDate`, empty for the whole file);
    *what* is a French sentence, also the catalogue's key, whose `%(name)s` are *values*;
    *found* is what stood there, so that nothing disappears without being shown.
    """

    path: str
    what: str
    values: Mapping[str, object] = field(default_factory=dict)
    found: str = ""

    def __str__(self) -> str:
        return self.what % self.values if self.values else self.what


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry proposed by a file, before the person has said what to do with it.

    *source_key* is the same for the same item of the same file, so a second import adds nothing.
    """

    entry: Entry
    source_key: str
    path: str
    notes: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Report:
    """What a reader could not take, in the order it was met; at most 1000 remarks."""

    remarks: list[Remark] = field(default_factory=list)

    def note(self, path: str, what: str, found: object = "", **values: object) -> None:
        """Add a remark; *found* is shortened to 500 characters."""
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(Remark(path, what, values, str(found)[:LONGEST_FOUND]))
        elif len(self.remarks) == MOST_REMARKS:
            self.remarks.append(Remark("", AND_MORE))

    def under(self, path: str) -> tuple[Remark, ...]:
        """The remarks about *path* or anything inside it."""
        inside = (f"{path}.", f"{path}[")
        return tuple(r for r in self.remarks if r.path == path or r.path.startswith(inside))

    def __iter__(self) -> Iterator[Remark]:
        return iter(self.remarks)

    def __len__(self) -> int:
        return len(self.remarks)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of one file: drafts to choose from, and the report to show beside them.

    *extra* is what no entry could hold, as the file had it, by place.
    """

    drafts: tuple[Draft, ...]
    report: Report
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """A registered way in."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    knows: Knows
    read: Read


@dataclass(frozen=True, slots=True)
class Writer:
    """A registered way out; *subject* is the type that `write(subject, words)` takes."""

    name: str
    label: str
    media_type: str
    suffix: str
    subject: type
    write: Write


READERS: Registry[Reader] = Registry()
WRITERS: Registry[Writer] = Registry()


def reads(
    name: str,
    *,
    label: str,
    suffixes: tuple[str, ...],
    media_types: tuple[str, ...],
    knows: Knows = bool,
) -> Callable[[ReadT], ReadT]:
    """Register the decorated function as the reader called *name*.

    *knows* tells its files from others at a glance; by default it takes what nobody else does.
    """

    def register(read: ReadT) -> ReadT:
        READERS.add(name, Reader(name, label, suffixes, media_types, knows, read))
        return read

    return register


def writes(
    name: str, *, subject: type, label: str, media_type: str, suffix: str
) -> Callable[[WriteT], WriteT]:
    """Register the decorated function as the writer called *name* for things of type *subject*."""

    def register(write: WriteT) -> WriteT:
        WRITERS.add(name, Writer(name, label, media_type, suffix, subject, write))
        return write

    return register


def reader_of(content: bytes) -> Reader:
    """Who reads a file: people know what they hold, not what its format is called."""
    picky = [reader for reader in READERS.values() if reader.knows is not bool]
    rest = [reader for reader in READERS.values() if reader.knows is bool]
    return next(reader for reader in (*picky, *rest) if reader in rest or reader.knows(content))


def writers_of(subject: type) -> tuple[Writer, ...]:
    """Every writer that takes a *subject*, in the order they registered."""
    return tuple(writer for writer in WRITERS.values() if writer.subject is subject)
