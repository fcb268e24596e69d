"""When an account goes for good, once its owner asked for that."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Instant

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erase_at", Instant(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("erase_at")
