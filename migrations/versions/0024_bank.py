"""What structures keep ready to propose, version by version."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bank_item",
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_bank_item_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", "id", name=op.f("pk_bank_item")),
    )
    op.create_table(
        "bank_version",
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id", "item_id"],
            ["bank_item.structure_id", "bank_item.id"],
            name="fk_bank_version_bank_item",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", "item_id", "version", name=op.f("pk_bank_version")),
    )


def downgrade() -> None:
    op.drop_table("bank_version")
    op.drop_table("bank_item")
