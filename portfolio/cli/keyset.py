"""The server's key file, made by ``portfolio.makekeys``, rotated here."""

import click
from flask import current_app
from flask.cli import AppGroup

from portfolio.crypto.server import ServerKeys
from portfolio.settings import Settings

keyset = AppGroup("keyset", help="Rotate the server's key file.")


@keyset.command()
def rotate() -> None:
    """Add a new primary key to the file; what older ones sealed still opens."""
    settings: Settings = current_app.extensions["settings"]
    keys = ServerKeys.load(settings.keyset).rotated()
    keys.save(settings.keyset)
    click.echo(f"{settings.keyset}: key {keys.primary} now seals. Restart every worker.")
