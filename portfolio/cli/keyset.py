"""The server's key file: made before anything can start, rotated by the operator."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from portfolio.crypto.keyset import KeysetError
from portfolio.crypto.server import ServerKeys
from portfolio.settings import Settings

keyset = AppGroup("keyset", help="Make and rotate the server's key file.")


@keyset.command()
def rotate() -> None:
    """Add a new primary key to the file; what older ones sealed still opens."""
    settings: Settings = current_app.extensions["settings"]
    keys = ServerKeys.load(settings.keyset).rotated()
    keys.save(settings.keyset)
    click.echo(f"{settings.keyset}: key {keys.primary} now seals. Restart every worker.")


def main(path: str) -> int:
    """Make the key file at *path*: ``python -m portfolio.cli.keyset PATH``, before any start."""
    try:
        ServerKeys.create(Path(path))
    except KeysetError as why:
        click.echo(str(why), err=True)
        return 1
    click.echo(f"{path}: made. Keep a copy offline: without it no account opens again.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
