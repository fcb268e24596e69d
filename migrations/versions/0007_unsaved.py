"""Words typed and not saved yet."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsaved",
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_unsaved_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_unsaved")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("unsaved", schema=None) as batch_op:
        batch_op.create_index("ix_unsaved_saved_at", ["saved_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("unsaved", schema=None) as batch_op:
        batch_op.drop_index("ix_unsaved_saved_at")

    op.drop_table("unsaved")
