"""Partners: the systems of structures, each with a key pair of its own."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("id", Id(), nullable=False),
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("private_box", sa.LargeBinary(), nullable=False),
        sa.Column("networks", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_partner_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_token_hash")),
    )
    op.create_index(op.f("ix_partner_structure_id"), "partner", ["structure_id"])


def downgrade() -> None:
    op.drop_table("partner")
