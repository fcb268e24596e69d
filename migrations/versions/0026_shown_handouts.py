"""What one structure reads of what somebody prepares, as long as they show it."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shown_handout",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("shown_at", Instant(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_shown_handout_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "id", name=op.f("pk_shown_handout")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("shown_handout")
