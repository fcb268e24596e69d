"""Pages of codes: making them, keeping them, and what they open."""

from portfolio.web.codes import keeping, opening, preparing
from portfolio.web.codes.desk import bp

__all__ = ["bp", "keeping", "opening", "preparing"]
