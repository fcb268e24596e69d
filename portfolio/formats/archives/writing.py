"""The archive, piece by piece as it is sent: it is never whole, in memory or on a disk."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED

from zipstream import ZipStream

from portfolio.domain.errors import Problem
from portfolio.domain.files import FileFacts
from portfolio.formats.archives import MANIFEST, MISSING, member_of

SAID = """\
Ces fichiers n'ont pas pu être lus le jour de l'export. Réessayez, ou écrivez au service.
These files could not be read on the day of the export. Try again, or write to the service.

"""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the archive that is at hand: some words, a table."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Long:
    """A part that is kept elsewhere until its turn comes, since it may be of any length."""

    name: str
    open: Callable[[], Iterator[bytes]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that is opened when its turn comes; opening one that is damaged raises `Problem`."""

    facts: FileFacts
    open: Callable[[], Iterator[bytes]] = field(repr=False)


def pieces(pages: Iterable[Page | Long], carried: Iterable[Carried]) -> Iterator[bytes]:
    """The ZIP. A file that does not open costs itself, and is named at the end."""
    stream, sums, missing = ZipStream(compress_type=ZIP_STORED), list[str](), list[str]()
    for page in pages:
        told = sha256()
        stream.add(_summed(page, told), page.name, compress_type=ZIP_DEFLATED)
        yield from stream.file()
        sums.append(f"{told.hexdigest()}  {page.name}\n")
    for one in carried:
        name = member_of(one.facts.id, one.facts.name)
        try:
            content = one.open()
        except Problem:
            missing.append(f"{name}\n")
            continue
        stream.add(content, name, size=one.facts.size)
        yield from stream.file()
        sums.append(f"{one.facts.sha256}  {name}\n")
    if missing:
        yield from _page(stream, Page(MISSING, (SAID + "".join(missing)).encode()))
    yield from _page(stream, Page(MANIFEST, "".join(sums).encode()))
    yield from stream.footer()


def _summed(page: Page | Long, told: Any) -> Iterator[bytes]:
    for piece in page.open() if isinstance(page, Long) else [page.content]:
        told.update(piece)
        yield piece


def _page(stream: ZipStream, page: Page) -> Iterator[bytes]:
    stream.add(page.content, page.name, compress_type=ZIP_DEFLATED)
    yield from stream.file()
