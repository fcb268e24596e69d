"""Access requests, and the codes by which people let themselves be asked."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_request",
        sa.Column("id", Id(), nullable=False),
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("portfolio_id", Id(), nullable=True),
        sa.Column("grant_id", Id(), nullable=True),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("own_box", sa.LargeBinary(), nullable=False),
        sa.Column("key_box", sa.LargeBinary(), nullable=True),
        sa.Column("wish_box", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_access_request_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["account.id"],
            name=op.f("fk_access_request_author_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolio.id"],
            name=op.f("fk_access_request_portfolio_id_portfolio"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
    )
    for name, columns in (
        ("ix_access_request_portfolio_id", ["portfolio_id", "structure_id", "created_at"]),
        ("ix_access_request_structure_id", ["structure_id", "author_id", "created_at"]),
        ("ix_access_request_mark", ["mark", "created_at"]),
    ):
        op.create_index(name, "access_request", columns)
    op.create_table(
        "meeting_code",
        sa.Column("portfolio_id", Id(), nullable=False),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolio.id"],
            name=op.f("fk_meeting_code_portfolio_id_portfolio"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("portfolio_id", name=op.f("pk_meeting_code")),
        sa.UniqueConstraint("code_index", name=op.f("uq_meeting_code_code_index")),
    )


def downgrade() -> None:
    op.drop_table("meeting_code")
    op.drop_table("access_request")
