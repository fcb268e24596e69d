"""How Alembic reaches the application's database; run through ``flask db``."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from portfolio.extensions import db, writing
from portfolio.storage import Base


def migrate(connection: Connection) -> None:
    """Bring the database behind *connection* to the newest revision."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


with current_app.app_context():
    writing.set(True)
    with db.engine.connect() as connection:
        migrate(connection)
