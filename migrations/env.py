"""How Alembic reaches the application's database; run through ``flask db``."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from portfolio.extensions import db, writing
from portfolio.storage import Base


def render(kind: str, item: Any, autogen: Any) -> str | bool:
    """Write our own column types by their names, as the tables do."""
    if kind != "type" or type(item).__module__ != Base.__module__:
        return False
    autogen.imports.add(f"from {Base.__module__} import {type(item).__name__}")
    return f"{type(item).__name__}()"


def migrate(connection: Connection) -> None:
    """Bring the database behind *connection* to the newest revision."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=render,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")  # whose transaction holds all of it
if given is None:
    with current_app.app_context():
        writing.set(True)
        with db.engine.connect() as connection:
            migrate(connection)
else:
    migrate(given)
