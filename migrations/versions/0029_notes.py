"""Working notes of structures, how long they are kept, and what people ask about them."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note_folder",
        sa.Column("id", Id(), nullable=False),
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("portfolio_id", Id(), nullable=False),
        sa.Column("reader_id", Id(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("label_box", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_note_folder_{name}_id_{table}"),
                ondelete="CASCADE",
            )
            for name, table in (
                ("structure", "structure"),
                ("portfolio", "portfolio"),
                ("reader", "account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_folder")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_note_folder_structure", "note_folder", ["structure_id", "last_at"])
    op.create_table(
        "note",
        sa.Column("folder_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_id"],
            ["note_folder.id"],
            name=op.f("fk_note_folder_id_note_folder"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("folder_id", "id", "rev", name=op.f("pk_note")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "note_rule",
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_note_rule_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", name=op.f("pk_note_rule")),
    )
    op.create_table(
        "note_request",
        sa.Column("id", Id(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("structure_id", Id(), nullable=False),
        sa.Column("folder_id", Id(), nullable=False),
        sa.Column("wanted", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", Id(), nullable=True),
        sa.Column("key_box", sa.LargeBinary(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["account.id"],
            name=op.f("fk_note_request_owner_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_note_request_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_request")),
    )
    op.create_index(
        "ix_note_request_structure", "note_request", ["structure_id", "state", "asked_at"]
    )


def downgrade() -> None:
    for table in ("note_request", "note_rule", "note", "note_folder"):
        op.drop_table(table)
