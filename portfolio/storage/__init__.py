"""Rows, and nothing else: importing this package shows every table to Alembic."""

from portfolio.storage import (
    accounts,
    endorsements,
    entries,
    files,
    frameworks,
    handouts,
    journal,
    reminders,
    sessions,
    sharing,
    structures,
    unsaved,
)
from portfolio.storage.base import Base

__all__ = [
    "Base",
    "accounts",
    "endorsements",
    "entries",
    "files",
    "frameworks",
    "handouts",
    "journal",
    "reminders",
    "sessions",
    "sharing",
    "structures",
    "unsaved",
]
