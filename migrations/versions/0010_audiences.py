"""Audiences: a grant says whom it is for, and one for an outside bearer names no structure."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

DESK = ["structure_id", "state", "changed_at", "id", "ends_at", "starts_at", "portfolio_id"]


def upgrade() -> None:
    op.add_column(
        "access_grant",
        sa.Column("audience", sa.String(length=40), nullable=False, server_default="structure"),
    )
    op.drop_index("ix_access_grant_desk", "access_grant")
    op.create_index("ix_access_grant_desk", "access_grant", [*DESK, "audience"])
    for table in ("access_grant", "consent"):
        _let_be_null(table, "structure_id")


def downgrade() -> None:
    raise NotImplementedError("a grant to named people would be opened to their whole structure")


def _let_be_null(table: str, column: str) -> None:
    """Drop a NOT NULL. SQLite would drop the table, and with it whatever refers to it: there
    the definition is rewritten, by the procedure of its manual for what changes no row
    (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.alter_column(table, column, nullable=True)
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
        (f"\t{column} BLOB NOT NULL", f"\t{column} BLOB", table),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
