"""Names that a search reads, beside each wrap; whom each professional accompanies; what waits."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grant_wrap", sa.Column("name_box", sa.LargeBinary(), nullable=True))
    op.create_table(
        "caseload",
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_caseload_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_caseload_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "grant_id", name=op.f("pk_caseload")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_caseload_grant_id"), "caseload", ["grant_id"])
    op.create_index(
        "ix_contribution_waiting",
        "contribution",
        ["author_id", "state", "grant_id", "created_at"],
    )


def downgrade() -> None:
    op.drop_index("ix_contribution_waiting", table_name="contribution")
    op.drop_index(op.f("ix_caseload_grant_id"), table_name="caseload")
    op.drop_table("caseload")
    with op.batch_alter_table("grant_wrap") as batch_op:
        batch_op.drop_column("name_box")
