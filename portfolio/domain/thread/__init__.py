"""The red thread of a life, from dated data to SVG strings."""

from portfolio.domain.thread.drawing import DrawnRow, draw, rows
from portfolio.domain.thread.hero import hero
from portfolio.domain.thread.how import how
from portfolio.domain.thread.join import join
from portfolio.domain.thread.layout import layout
from portfolio.domain.thread.overview import overview
from portfolio.domain.thread.pieces import (
    Goal,
    Kind,
    Knot,
    Layout,
    Order,
    Row,
    Strand,
    Thread,
    Yarn,
    estimate,
)

__all__ = [
    "DrawnRow",
    "Goal",
    "Kind",
    "Knot",
    "Layout",
    "Order",
    "Row",
    "Strand",
    "Thread",
    "Yarn",
    "draw",
    "estimate",
    "hero",
    "how",
    "join",
    "layout",
    "overview",
    "rows",
]
