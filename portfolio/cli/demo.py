"""A demonstration that starts from nothing: database, network, people, one whole life."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade
from sqlalchemy import select

from portfolio.cli import frameworks, lives, seeding
from portfolio.crypto import figures
from portfolio.domain.factors import STEP, step_of
from portfolio.extensions import db, writing
from portfolio.formats.frameworks import books
from portfolio.services.keyring import Keyring
from portfolio.settings import Settings
from portfolio.storage.accounts import Account

demo = AppGroup("demo", help="Prepare a demonstration.")


@demo.command()
def prepare() -> None:
    """Bring the database up to date, and fill an empty one with the demonstration."""
    settings: Settings = current_app.extensions["settings"]
    if settings.env == "production":
        raise click.ClickException("a demonstration does not belong on a production database")
    upgrade()
    writing.set(True)
    if db.session.scalar(select(Account.id).limit(1)) is None:
        click.echo("Preparing the demonstration network (once)…")
        blobs = current_app.extensions["blobs"]
        seeding.seed(db.session(), _keys(), datetime.now(UTC), blobs)
        db.session.commit()
    db.session.rollback()  # the question above began a transaction
    for book in books.shipped():
        frameworks.put(book)
    _welcome(settings)


@demo.command()
def code() -> None:
    """Print the six figures of the moment, for every professional of the demonstration."""
    settings: Settings = current_app.extensions["settings"]
    found = _is_here(lives.PLACES[0].people[0][1])
    if settings.env == "production" or not found:
        raise click.ClickException("this is not a demonstration")
    now = datetime.now(UTC)
    left = STEP - int(now.timestamp()) % STEP
    shown = figures.at(bytes.fromhex(seeding.SEED), step_of(now))
    click.echo(f"{shown}   ({left} s left; each serves once for each person)")


def _is_here(address: str) -> bool:
    """Whether somebody has that address here."""
    index = _keys().server.index("email", address)
    return bool(db.session.scalar(select(Account.id).where(Account.email_index == index)))


def _keys() -> Keyring:
    parts = current_app.extensions
    return Keyring(parts["server_keys"], parts["stretcher"], parts["kdf_cost"])


def _welcome(settings: Settings) -> None:
    click.echo(f"\n{settings.site_name}: {settings.base_url}\n")
    click.echo(f'Demonstration accounts, all with the passphrase "{seeding.PHRASE}":')
    for name, address in (lives.CITIZEN, lives.RELAYED, lives.NEWCOMER):
        click.echo(f"  citizen       {address:24} {name}")
    for place in lives.PLACES:
        for name, address, _office in place.people:
            click.echo(f"  professional  {address:24} {name}, {place.name}")
    click.echo(
        "\nProfessionals are asked six figures as well: `make code` prints those of the moment."
    )
    click.echo("\nStop with Ctrl+C; everything is kept in instance/.\n", nl=True)
