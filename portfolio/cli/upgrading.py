"""Bringing the tables up to date without losing anybody's content: all of it, or nothing."""

from typing import Any

import click
from alembic import command
from alembic.config import Config
from flask import current_app
from flask.cli import with_appcontext

from portfolio.extensions import db, writing
from portfolio.services import census


class Lost(click.ClickException):
    """A revision changed what people keep: everything is as it was before it."""


@click.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the database to the newest revision, or leave it as it was if content would change."""
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    people = run(config)
    click.echo(f"Up to date. The content of {people} people was compared: the same, box by box.")


def run(config: Config, revision: str = "head") -> int:
    """Upgrade in one transaction, between two censuses; returns how many people were counted.

    Raises :class:`Lost`, and rolls all of it back, unless both say the same.
    """
    writing.set(True)
    with db.engine.begin() as connection:
        before = census.take(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        finally:
            del config.attributes["connection"]
        _compare(before, census.take(connection, before.columns))
    return len({owner for table in before.holdings.values() for owner in table})


def _compare(before: census.Census, after: census.Census) -> None:
    losses: dict[str, Any] = before.losses(after)
    if losses:
        told = ", ".join(f"{table}: {count}" for table, count in sorted(losses.items()))
        raise Lost(f"Nothing was changed. Content would differ for (people by table) {told}.")
