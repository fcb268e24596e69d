"""Syntheses written by two, revision by revision; reports to the operators, sealed for them."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joint_synthesis",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("owner_rev", sa.Integer(), nullable=False),
        sa.Column("owner_at", Instant(), nullable=True),
        sa.Column("structure_rev", sa.Integer(), nullable=False),
        sa.Column("structure_by", Id(), nullable=True),
        sa.Column("structure_at", Instant(), nullable=True),
        sa.Column("entry_id", Id(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_joint_synthesis_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "id", name=op.f("pk_joint_synthesis")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "joint_revision",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("joint_id", Id(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["account.id"],
            name=op.f("fk_joint_revision_author_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "joint_id"],
            ["joint_synthesis.grant_id", "joint_synthesis.id"],
            name=op.f("fk_joint_revision_grant_id_joint_synthesis"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "joint_id", "rev", name=op.f("pk_joint_revision")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "report",
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("words_key", sa.LargeBinary(), nullable=True),
        sa.Column("words_box", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )


def downgrade() -> None:
    op.drop_table("report")
    op.drop_table("joint_revision")
    op.drop_table("joint_synthesis")
