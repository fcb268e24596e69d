"""Journals: details sealed for the server, a proof of where each ends, what its owner has seen."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from flask import current_app

from portfolio.crypto.context import context
from portfolio.crypto.server import ServerKeys
from portfolio.storage.base import Id

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LINES = sa.table(
    "journal_line",
    sa.column("portfolio_id", Id()),
    sa.column("seq", sa.Integer()),
    sa.column("detail", sa.String()),
    sa.column("box", sa.LargeBinary()),
)
PORTFOLIOS = sa.table(
    "portfolio",
    sa.column("id", Id()),
    sa.column("journal_count", sa.Integer()),
    sa.column("journal_tail", sa.LargeBinary()),
    sa.column("journal_seal", sa.LargeBinary()),
    sa.column("journal_seen", sa.Integer()),
)


def upgrade() -> None:
    op.add_column("journal_line", sa.Column("box", sa.LargeBinary(), nullable=True))
    op.add_column("portfolio", sa.Column("journal_seal", sa.LargeBinary(), nullable=True))
    op.add_column(
        "portfolio",
        sa.Column("journal_seen", sa.Integer(), nullable=False, server_default="0"),
    )
    keys: ServerKeys = current_app.extensions["server_keys"]
    for line in _rows(sa.select(LINES).where(LINES.c.detail != "")):
        _write(line, box=keys.seal("meta", line.detail.encode(), _place(line)))
    for row in _rows(sa.select(PORTFOLIOS)):
        ends = "journal-anchor", row.id, row.journal_count, row.journal_tail
        seal, seen = keys.mac("audit", *ends), row.journal_count
        anchored = sa.update(PORTFOLIOS).where(PORTFOLIOS.c.id == row.id)
        op.execute(anchored.values(journal_seal=seal, journal_seen=seen))
    op.drop_column("journal_line", "detail")


def downgrade() -> None:
    op.add_column(
        "journal_line",
        sa.Column("detail", sa.String(length=200), nullable=False, server_default=""),
    )
    keys: ServerKeys = current_app.extensions["server_keys"]
    for line in _rows(sa.select(LINES).where(LINES.c.box.is_not(None))):
        _write(line, detail=keys.unseal("meta", line.box, _place(line)).decode())
    op.drop_column("portfolio", "journal_seen")
    op.drop_column("portfolio", "journal_seal")
    op.drop_column("journal_line", "box")


def _rows(query: sa.Select[Any]) -> Any:
    return op.get_bind().execute(query).all()


def _write(line: Any, **values: Any) -> None:
    theirs = (LINES.c.portfolio_id == line.portfolio_id) & (LINES.c.seq == line.seq)
    op.execute(sa.update(LINES).where(theirs).values(values))


def _place(line: Any) -> bytes:
    return context("journal", line.portfolio_id, line.seq)
