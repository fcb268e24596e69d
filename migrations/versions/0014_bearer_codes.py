"""Codes to hand over."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bearer_code",
        sa.Column("id", Id(), nullable=False),
        sa.Column("portfolio_id", Id(), nullable=False),
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("structure_id", Id(), nullable=True),
        sa.Column("whom", sa.String(length=40), nullable=False),
        sa.Column("stay", sa.String(length=40), nullable=False),
        sa.Column("code_index", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("used_by", Id(), nullable=True),
        sa.Column("own_box", sa.LargeBinary(), nullable=True),
        sa.Column("reading_hash", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolio.id"],
            name=op.f("fk_bearer_code_portfolio_id_portfolio"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_bearer_code_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_bearer_code_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bearer_code")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_bearer_code_grant_id")),
        sa.UniqueConstraint("code_index", name=op.f("uq_bearer_code_code_index")),
        sa.UniqueConstraint("reading_hash", name=op.f("uq_bearer_code_reading_hash")),
    )
    op.create_index(op.f("ix_bearer_code_portfolio_id"), "bearer_code", ["portfolio_id"])


def downgrade() -> None:
    op.drop_table("bearer_code")
