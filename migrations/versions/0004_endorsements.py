"""Endorsements: requests that a link opens, answers sealed to whoever asked."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "endorsement",
        sa.Column("portfolio_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("ask_box", sa.LargeBinary(), nullable=True),
        sa.Column("own_box", sa.LargeBinary(), nullable=False),
        sa.Column("answer_key", sa.LargeBinary(), nullable=True),
        sa.Column("answer_box", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolio.id"],
            name=op.f("fk_endorsement_portfolio_id_portfolio"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("portfolio_id", "id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_endorsement_token_hash")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("endorsement")
