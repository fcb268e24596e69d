"""CVs and booklets that were removed, for thirty days."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "removed_handout",
        sa.Column("portfolio_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolio.id"],
            name=op.f("fk_removed_handout_portfolio_id_portfolio"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("portfolio_id", "id", name=op.f("pk_removed_handout")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("removed_handout", schema=None) as batch_op:
        batch_op.create_index("ix_removed_handout_at", ["removed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("removed_handout", schema=None) as batch_op:
        batch_op.drop_index("ix_removed_handout_at")

    op.drop_table("removed_handout")
