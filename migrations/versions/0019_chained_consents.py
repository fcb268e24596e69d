"""Records of consent: each chained to the one before, the last proved on the grant's row."""

from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op
from flask import current_app

from portfolio.crypto.server import ServerKeys
from portfolio.storage.base import Id, Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

GRANTS = sa.table(
    "access_grant",
    sa.column("id", Id()),
    sa.column("consent_id", Id()),
    sa.column("consents_seal", sa.LargeBinary()),
)
CONSENTS = sa.table(
    "consent",
    sa.column("id", Id()),
    sa.column("grant_id", Id()),
    sa.column("at", Instant()),
    sa.column("mac", sa.LargeBinary()),
    sa.column("seq", sa.Integer()),
    sa.column("link", sa.LargeBinary()),
)


def upgrade() -> None:
    op.add_column("consent", sa.Column("seq", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("consent", sa.Column("link", sa.LargeBinary(), nullable=True))
    op.add_column("access_grant", sa.Column("consents_seal", sa.LargeBinary(), nullable=True))
    rows = op.get_bind().execute(
        sa.select(CONSENTS, GRANTS.c.consent_id)
        .join(GRANTS, GRANTS.c.id == CONSENTS.c.grant_id)
        .order_by(CONSENTS.c.grant_id, CONSENTS.c.at)
    )
    keys: ServerKeys = current_app.extensions["server_keys"]
    for grant_id, records in groupby(rows.all(), key=lambda row: row.grant_id):
        in_order = sorted(records, key=lambda row: (row.at, row.id != row.consent_id))
        _chain(keys, grant_id, in_order)


def downgrade() -> None:
    op.drop_column("access_grant", "consents_seal")
    op.drop_column("consent", "link")
    op.drop_column("consent", "seq")


def _chain(keys: ServerKeys, grant_id: Any, records: list[Any]) -> None:
    link = b""
    for seq, row in enumerate(records, 1):
        link = keys.mac("audit", "consent-link", link, grant_id, seq, row.mac)
        theirs = sa.update(CONSENTS).where(CONSENTS.c.id == row.id)
        op.execute(theirs.values(seq=seq, link=link))
    seal = keys.mac("audit", "consents", grant_id, len(records), link)
    op.execute(sa.update(GRANTS).where(GRANTS.c.id == grant_id).values(consents_seal=seal))
