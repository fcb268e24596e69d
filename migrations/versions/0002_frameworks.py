"""Frameworks: published lists of jobs, skills and levels, and the words they are found by."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "framework",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_framework")),
    )
    op.create_table(
        "concept",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("framework", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("parent", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework"],
            ["framework.name"],
            name=op.f("fk_concept_framework_framework"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept")),
        sa.UniqueConstraint("framework", "code", name=op.f("uq_concept_framework")),
    )
    op.create_table(
        "concept_word",
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["concept.id"],
            name=op.f("fk_concept_word_concept_id_concept"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "concept_id", name=op.f("pk_concept_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_concept_word_concept_id"), "concept_word", ["concept_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_concept_word_concept_id"), table_name="concept_word")
    op.drop_table("concept_word")
    op.drop_table("concept")
    op.drop_table("framework")
