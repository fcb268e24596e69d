"""Comments: what a person and one structure write to each other about a share."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["account.id"],
            name=op.f("fk_comment_author_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_comment_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "id", name=op.f("pk_comment")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("comment")
