"""The end of the service: one row, once it is announced."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_end",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("announced_at", Instant(timezone=True), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("stopped_at", Instant(timezone=True), nullable=True),
        sa.Column("open_until", sa.Date(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_end")),
    )


def downgrade() -> None:
    op.drop_table("service_end")
