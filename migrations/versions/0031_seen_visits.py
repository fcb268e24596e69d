"""When a professional looked at a share, apart from when it was last counted against their pace."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Instant

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grant_visit", sa.Column("seen_at", Instant(), nullable=True))
    # a grant that ended keeps no memory of what was seen; one that runs and has none was never read
    op.execute(
        "UPDATE grant_visit SET seen_at = at WHERE box IS NOT NULL OR grant_id IN"
        " (SELECT id FROM access_grant WHERE state <> 'active')"
    )


def downgrade() -> None:
    with op.batch_alter_table("grant_visit", schema=None) as batch_op:
        batch_op.drop_column("seen_at")
