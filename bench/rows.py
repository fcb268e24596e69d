"""One line of the table, and the table."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADS = ("#", "what", "median", "floor", "ratio", "budget", "", "ours", "")
VERDICTS = {True: "met", False: "OVER", None: ""}


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, against what, and whether the budget holds.

    *value* and *floor* are in *unit*; *most* bounds the value, *most_ratio* the ratio of both.
    *ours* and *ours_ratio* do so where the project holds itself to something else (ADR 32).
    """

    number: str
    what: str
    value: float
    floor: float | None = None
    unit: str = "ms"
    most: float | None = None
    most_ratio: float | None = None
    ours: float | None = None
    ours_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value over its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether every budget of the row holds; None without a budget."""
        return self._holds(self.most, self.most_ratio)

    @property
    def ours_met(self) -> bool | None:
        """The same for the budgets of our own."""
        return self._holds(self.ours, self.ours_ratio)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it."""
        return (
            self.number,
            self.what,
            f"{_short(self.value)} {self.unit}",
            f"{_short(self.floor)} {self.unit}" if self.floor else "",
            f"{self.ratio:.2f} ×" if self.ratio else "",
            self._bounds(self.most, self.most_ratio),
            VERDICTS[self.met],
            self._bounds(self.ours, self.ours_ratio),
            VERDICTS[self.ours_met],
        )

    def _holds(self, most: float | None, most_ratio: float | None) -> bool | None:
        held = [] if most is None else [self.value <= most]
        if most_ratio is not None and self.ratio is not None:
            held.append(self.ratio <= most_ratio)
        return all(held) if held else None

    def _bounds(self, most: float | None, most_ratio: float | None) -> str:
        bounds = [] if most is None else [f"≤ {_short(most)} {self.unit}"]
        bounds += [] if most_ratio is None else [f"≤ {most_ratio} ×"]
        return ", ".join(bounds)


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
