"""Appointments, step by step."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("day", sa.LargeBinary(), nullable=False),
        sa.Column("with_id", Id(), nullable=True),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_appointment_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "id", name=op.f("pk_appointment")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_appointment_day", "appointment", ["day"])
    op.create_table(
        "appointment_step",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("appointment_id", Id(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["account.id"],
            name=op.f("fk_appointment_step_author_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "appointment_id"],
            ["appointment.grant_id", "appointment.id"],
            name="fk_appointment_step_appointment",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "grant_id", "appointment_id", "step", name=op.f("pk_appointment_step")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("appointment_step")
    op.drop_table("appointment")
