"""Referrals, what was handed over for them, and the rules that professionals accepted."""

import sqlalchemy as sa
from alembic import op

from portfolio.storage.base import Id, Instant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("word_box", sa.LargeBinary(), nullable=True),
        sa.Column("key_box", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["account.id"],
            name=op.f("fk_referral_author_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_referral_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "id", name=op.f("pk_referral")),
        sa.UniqueConstraint("id", name=op.f("uq_referral_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "handover",
        sa.Column("grant_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", Id(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_box", sa.LargeBinary(), nullable=False),
        sa.Column("answer_box", sa.LargeBinary(), nullable=True),
        sa.Column("outcome_box", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["access_grant.id"],
            name=op.f("fk_handover_grant_id_access_grant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("grant_id", "id", name=op.f("pk_handover")),
        sa.UniqueConstraint("id", name=op.f("uq_handover_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rules_accepted",
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_rules_accepted_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "at", name=op.f("pk_rules_accepted")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("rules_accepted")
    op.drop_table("handover")
    op.drop_table("referral")
