"""Rows, and nothing else: importing this package shows every table to Alembic."""

from portfolio.storage import (
    access_requests,
    accounts,
    codes,
    comments,
    endorsements,
    entries,
    farewell,
    files,
    frameworks,
    handouts,
    journal,
    partners,
    reminders,
    sessions,
    sharing,
    structures,
    unsaved,
)
from portfolio.storage.base import Base

__all__ = [
    "Base",
    "access_requests",
    "accounts",
    "codes",
    "comments",
    "endorsements",
    "entries",
    "farewell",
    "files",
    "frameworks",
    "handouts",
    "journal",
    "partners",
    "reminders",
    "sessions",
    "sharing",
    "structures",
    "unsaved",
]
