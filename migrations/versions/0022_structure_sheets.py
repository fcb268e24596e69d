"""A structure's recovery sheet, and what changes in its team, line by line."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "structure_sheet",
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("slot_id", Id(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("verifier", sa.LargeBinary(), nullable=False),
        sa.Column("private_box", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("public_mac", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("key_box", sa.LargeBinary(), nullable=False),
        sa.Column("printed_at", Instant(), nullable=False),
        sa.Column("printed_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_structure_sheet_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", name=op.f("pk_structure_sheet")),
    )
    op.create_table(
        "team_line",
        sa.Column("id", Id(), nullable=False),
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("actor_id", Id(), nullable=False),
        sa.Column("about_id", Id(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_team_line_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_line")),
    )
    op.create_index("ix_team_line_structure", "team_line", ["structure_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_team_line_structure", table_name="team_line")
    op.drop_table("team_line")
    op.drop_table("structure_sheet")
