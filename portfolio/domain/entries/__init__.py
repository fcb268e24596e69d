"""What a portfolio is made of: one kind of entry per module, listed by the package itself."""

import sys

from portfolio.domain.entries.base import KINDS, Entry, kind
from portfolio.domain.entries.provenance import DECLARED, Provenance
from portfolio.domain.registry import import_siblings

__all__ = ["AS_TOLD", "DECLARED", "KINDS", "Entry", "Provenance", "kind"]

AS_TOLD = (
    *("identity", "mobility", "situation"),
    *("job", "placement", "training", "certificate", "licence"),
    *("volunteering", "service", "caring", "venture", "moment"),
    *("skill", "language", "evidence", "interest", "lead", "project"),
)
"""The kinds in the order in which somebody tells a life; one that is not named here comes last."""

import_siblings(sys.modules[__name__])
KINDS.arrange(AS_TOLD)
