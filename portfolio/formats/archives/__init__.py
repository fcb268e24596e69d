"""A whole portfolio with its files, in one ZIP that any installation of this service reads back.

    portfolio.json          every entry, what is made of them, the facts of each file
    trash.json              what waits in the trash, in the same format
    files/<id>-<name>       the bytes of each file
    shares.json, shares.txt what was agreed to with whom; journal.csv, who did what
    dealings.html, .json    what passed with structures on those shares, and its schema
    history.html, .json     what entries said before, trash and drafts in words, and its schema
    portfolio.schema.json   how to read the two first; seal.txt, which installation wrote them
    manifest.sha256         a fingerprint of all the rest, as `sha256sum -c` reads it

What of it comes back, `LISEZ-MOI.txt` says (ADR 33 and 34).
"""

from uuid import UUID

PORTFOLIO, TRASH, SEAL = "portfolio.json", "trash.json", "seal.txt"
SCHEMA, MANIFEST, MISSING = "portfolio.schema.json", "manifest.sha256", "MISSING.txt"
FILES = "files/"


def member_of(file_id: UUID, name: str = "") -> str:
    """Where a file's bytes are; without *name*, how that begins."""
    return f"{FILES}{file_id}-{name}"
