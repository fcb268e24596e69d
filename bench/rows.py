"""One line of the table, and the table."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADS = ("#", "what", "median", "floor", "ratio", "budget", "")
VERDICTS = {True: "met", False: "OVER", None: ""}


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, against what, and whether the budget holds.

    *value* and *floor* are in *unit*; *most* bounds the value, *most_ratio* the ratio of both.
    """

    number: str
    what: str
    value: float
    floor: float | None = None
    unit: str = "ms"
    most: float | None = None
    most_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value over its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether every budget of the row holds; None without a budget."""
        held = []
        if self.most is not None:
            held.append(self.value <= self.most)
        if self.most_ratio is not None and self.ratio is not None:
            held.append(self.ratio <= self.most_ratio)
        return all(held) if held else None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it."""
        bounds = [f"≤ {_short(self.most)} {self.unit}"] if self.most is not None else []
        bounds += [f"≤ {self.most_ratio} ×"] if self.most_ratio is not None else []
        return (
            self.number,
            self.what,
            f"{_short(self.value)} {self.unit}",
            f"{_short(self.floor)} {self.unit}" if self.floor else "",
            f"{self.ratio:.2f} ×" if self.ratio else "",
            ", ".join(bounds),
            VERDICTS[self.met],
        )


def table(rows: Iterable[Row]) -> str:
    """The rows under their heads, in columns, as Markdown."""
    cells = [HEADS, *(row.cells for row in rows)]
    widths = [max(len(each[place]) for each in cells) for place in range(len(HEADS))]
    lines = [_line(each, widths) for each in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return (
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        + " |"
    )


def _short(value: float | None) -> str:
    if value is None:
        return ""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}"
