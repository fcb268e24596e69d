"""What an operator gives, and the tables found in it."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Line = Mapping[str, str]


class Unreadable(Exception):
    """A file is not what it is said to be; its words are for the operator who loads it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file given by an operator: what it is called, and all it holds or where it lies."""

    name: str
    content: bytes | Path

    def open(self) -> io.BufferedReader | io.BytesIO:
        """What it holds, from the beginning, without all of it in memory."""
        if isinstance(self.content, Path):
            return self.content.open("rb")
        return io.BytesIO(self.content)

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        if isinstance(self.content, Path):
            return self.content.stat().st_size
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in clear: its columns in small letters, and its lines."""

    name: str
    columns: frozenset[str]
    lines: tuple[Line, ...]
