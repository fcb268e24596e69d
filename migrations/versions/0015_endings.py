"""Endings: what each reader saw last, what they were told of, files that get a new key."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grant_visit",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name="fk_grant_visit_grant_id_access_grant",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_grant_visit_account_id_account",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "account_id", name="pk_grant_visit"),
    )
    op.add_column("member", sa.Column("told_at", Instant(), nullable=True))
    op.add_column("stored_file", sa.Column("blob_id", Id(), nullable=True))
    op.add_column("stored_file", sa.Column("renew_at", Instant(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("files under a new key would not be found any more")
