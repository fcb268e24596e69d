"""A file on its way in and out, beside the copying of as many bytes in memory."""

import os
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from bench.clocks import interleaved
from bench.rows import Row
from portfolio.crypto import streams
from portfolio.crypto.streams import PIECE
from portfolio.services.spools import Sink, Spool, place
from portfolio.storage.blobs import Folder

SIZE = 20_000_000
ROUNDS = 20
COPIED = 1.67  # as quick as 60 % of copying
MEGABYTE = 1024 * 1024


def rows(home: Path) -> Iterator[Row]:
    """Sealing, opening out of a folder, both passes of a download; what memory the last takes."""
    data, folder = os.urandom(SIZE), Folder(home / "bench-files")
    spool = _spooled(data, home)
    folder.put(spool.id, spool.sealed())
    sealed, elsewhere = b"".join(folder.read(spool.id)), bytearray(SIZE)
    times = interleaved(
        {
            "copy": lambda: _copied(data, elsewhere),
            "seal": lambda: _sealed(data),
            "open": lambda: _drained(streams.opened(spool.key, _cut(sealed), place(spool.id))),
            "download": lambda: _downloaded(folder, spool),
        },
        ROUNDS,
    )
    cost = {name: each.cpu_median for name, each in times.items()}
    what, floor = f"file of {SIZE // MEGABYTE} MiB", cost["copy"]
    yield Row("P8", f"{what}: sealed as it comes (CPU)", cost["seal"], floor, most_ratio=COPIED)
    yield Row("P8", f"{what}: opened (CPU)", cost["open"], floor, most_ratio=COPIED)
    yield Row("P8", f"{what}: read, verified, read and opened (CPU)", cost["download"], floor)
    tracemalloc.start()
    _downloaded(folder, spool)
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    yield Row("P8", f"{what}: memory of a download", peak, unit="MiB", most=2)
    folder.remove(spool.id)
    spool.close()


def _spooled(data: bytes, home: Path) -> Spool:
    spool = Spool(SIZE, home)
    for piece in _cut(data):
        spool.write(piece)
    spool.finish()
    return spool


def _sealed(data: bytes) -> None:
    sealer = streams.Sealer(bytes(32), b"bench", Sink())
    for piece in _cut(data):
        sealer.write(piece)
    sealer.finish()


def _downloaded(folder: Folder, spool: Spool) -> None:
    streams.verify(spool.key, folder.read(spool.id), place(spool.id))
    _drained(streams.opened(spool.key, folder.read(spool.id), place(spool.id)))


def _copied(data: bytes, elsewhere: bytearray) -> None:
    """One memcpy of all of it, as the budget has it: a file is larger than what caches hold."""
    elsewhere[:] = data


def _cut(data: bytes) -> Iterator[bytes]:
    source = BytesIO(data)
    while piece := source.read(PIECE):
        yield piece


def _drained(pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        bytearray(piece)
