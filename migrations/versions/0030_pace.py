"""Counting the shares that one professional opened lately, without reading every visit."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("grant_visit", schema=None) as batch_op:
        batch_op.create_index("ix_grant_visit_pace", ["account_id", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("grant_visit", schema=None) as batch_op:
        batch_op.drop_index("ix_grant_visit_pace")
