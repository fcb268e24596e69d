"""A spool read from anywhere, as whoever opens a package in place needs to."""

from io import SEEK_CUR, SEEK_END, BufferedIOBase

from portfolio.services.spools import Spool


class Reach(BufferedIOBase):
    """What a spool holds, in clear, at any place: nothing of it is written anywhere.

    Its end is in memory (:attr:`Spool.tail`), so the list of a package's members costs nothing.
    Going on is reading on; going back is beginning again, which reading in order never does.
    """

    def __init__(self, spool: Spool) -> None:
        """At the beginning of *spool*, which stays its owner's to close."""
        self._spool, self._at, self._read_to = spool, 0, -1
        self._tail_at = spool.size - len(spool.tail)
        self.begun = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Anywhere."""
        return True

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go there; nothing is read yet."""
        start = {SEEK_CUR: self._at, SEEK_END: self._spool.size}.get(whence, 0)
        if start + offset < 0:
            raise OSError("before the beginning")
        self._at = start + offset
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, all that is left when *size* is negative."""
        left = max(0, self._spool.size - self._at)
        wanted = left if size is None or size < 0 else min(size, left)
        found = self._from_tail(wanted) if self._at >= self._tail_at else self._from_spool(wanted)
        self._at += len(found)
        return found

    def _from_tail(self, wanted: int) -> bytes:
        start = self._at - self._tail_at
        return self._spool.tail[start : start + wanted]

    def _from_spool(self, wanted: int) -> bytes:
        if not 0 <= self._read_to <= self._at:
            self.begun += 1
            self._read_to = self._spool.seek(0)
        while self._read_to < self._at and (skipped := self._spool.read(self._step())):
            self._read_to += len(skipped)
        found = self._spool.read(wanted)
        self._read_to += len(found)
        return found

    def _step(self) -> int:
        return min(64 * 1024, self._at - self._read_to)
