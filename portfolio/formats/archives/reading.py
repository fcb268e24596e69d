"""An archive that comes back: a ZIP that nobody vouches for, read in place within its bounds.

Only its list of members is believed, and only once it is short, honest and harmless; then no more
is unpacked than the portfolio in it names, and than there is room for.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import SEEK_END, BytesIO
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.formats import portfolio_json
from portfolio.formats.archives import PORTFOLIO, SEAL, member_of
from portfolio.formats.portfolio_json import PortfolioSheet
from portfolio.formats.recognising import PARTS, leads_astray

PIECE = 64 * 1024
LIST = 256 * 1024
SEAL_MOST = 200
MARK = b"PK\x03\x04"
UNSOUND = N_("Ce fichier ZIP semble abîmé ou dangereux : nous ne l’avons pas ouvert.")
LOCKED = N_("Ce fichier ZIP est protégé par un mot de passe. Enlevez-le, et réessayez.")
NOT_OURS = N_("Ce fichier ZIP n’est pas un portfolio complet : il n’y a pas « portfolio.json ».")
_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)


@dataclass(frozen=True)
class Archive:
    """What is in one: the portfolio, the proof beside it, and the bytes of files on demand."""

    sheet: PortfolioSheet
    content: bytes = field(repr=False)
    proof: str
    _package: ZipFile = field(repr=False)
    _members: dict[str, ZipInfo] = field(repr=False)

    def member(self, file_id: UUID) -> ZipInfo | None:
        """Where a file's bytes are: on the way, its name may have suffered and its id has not."""
        start = member_of(file_id)
        return next((one for name, one in self._members.items() if name.startswith(start)), None)

    def pieces(self, member: ZipInfo) -> Iterator[bytes]:
        """The bytes of one member, never more of them than the list of members says."""
        return _pieces(self._package, member)


def is_one(head: bytes) -> bool:
    """Whether a file that begins like that is a ZIP."""
    return head.startswith(MARK)


def open_(source: IO[bytes]) -> Archive:
    """The archive that *source* holds; `Refused`, with the sentence to show, for anything else."""
    try:
        with ZipFile(BytesIO(_end_of(source))) as listed:
            _members(listed.infolist())
        package = ZipFile(source)
    except _BROKEN:
        raise Refused(UNSOUND) from None
    members = _members(package.infolist())
    content = _whole(package, members[PORTFOLIO], portfolio_json.LARGEST)
    proof = _whole(package, members[SEAL], SEAL_MOST) if SEAL in members else b""
    sheet = portfolio_json.read(content)
    return Archive(sheet, content, proof.decode(errors="replace").strip(), package, members)


def _end_of(source: IO[bytes]) -> bytes:
    """Where the whole list of members must be: a longer one is not even read."""
    size = source.seek(0, SEEK_END)
    source.seek(max(0, size - LIST))
    return source.read()


def _members(listed: list[ZipInfo]) -> dict[str, ZipInfo]:
    """What there is by name, out of the folder that unpacking and packing again puts it in."""
    if any(one.flag_bits & 1 for one in listed):
        raise Refused(LOCKED)
    if len(listed) > PARTS or any(map(_is_unsound, listed)):
        raise Refused(UNSOUND)
    names = [one.filename for one in listed]
    homes = [name.removesuffix(PORTFOLIO) for name in names if _is_portfolio(name)]
    if not homes:
        raise Refused(NOT_OURS)
    home = min(homes, key=len)
    return {one.filename.removeprefix(home): one for one in listed if one.filename.startswith(home)}


def _is_unsound(member: ZipInfo) -> bool:
    return leads_astray(member) or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}


def _is_portfolio(name: str) -> bool:
    folder, _, last = name.rpartition("/")
    return last == PORTFOLIO and "/" not in folder and folder != "__MACOSX"


def _whole(package: ZipFile, member: ZipInfo, most: int) -> bytes:
    if member.file_size > most:
        raise Refused(UNSOUND)
    return b"".join(_pieces(package, member))


def _pieces(package: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    try:
        with package.open(member) as source:
            while piece := source.read(PIECE):
                yield piece
    except _BROKEN:
        raise Refused(UNSOUND) from None
