"""What a portfolio is made of: one kind of entry per module, listed by the package itself."""

import sys

from portfolio.domain.entries.base import KINDS, Entry, kind
from portfolio.domain.entries.provenance import DECLARED, Provenance
from portfolio.domain.registry import import_siblings

__all__ = ["DECLARED", "KINDS", "Entry", "Provenance", "kind"]

import_siblings(sys.modules[__name__])
