"""What a nightly job does: end what is over, and sweep what ended."""

from contextlib import suppress

import click
from flask import current_app
from flask.cli import AppGroup

from portfolio.cli import serving
from portfolio.extensions import db, writing
from portfolio.services import access_requests, erasures, relay_ends, sweeping
from portfolio.services import grants as use_cases
from portfolio.settings import Settings
from portfolio.storage.blobs import Unreachable

grants = AppGroup("nightly", help="Jobs for cron; each may run again without harm.")


@grants.command()
def expire() -> None:
    """Destroy the keys and bodies of grants whose end has passed, end relays left unanswered."""
    writing.set(True)
    with db.session.begin():
        ended = use_cases.expire(serving.work())
        untaken = relay_ends.expire(serving.work())
    click.echo(f"{ended} grants ended, {untaken} referrals without an answer.")
    _let_bytes_go()


@grants.command()
def sweep() -> None:
    """Delete ended sessions, spent tokens, old counters, old trash, files let go of or lost."""
    settings: Settings = current_app.extensions["settings"]
    blobs, work = current_app.extensions["blobs"], serving.work()
    writing.set(True)
    with db.session.begin():
        swept = sweeping.sweep(work, settings.session_end)
        swept += sweeping.forget_files(work)
        swept += access_requests.sweep(db.session(), settings.request_delay, work.now)
    with db.session.begin():
        lost = sweeping.sweep_blobs(db.session(), blobs, work.now)
    click.echo(f"{swept} rows and {lost} files swept.")
    _let_bytes_go()


@grants.command()
def erase() -> None:
    """Destroy the accounts whose owners asked for it a month ago; each is a transaction."""
    blobs, work = current_app.extensions["blobs"], serving.work()
    writing.set(True)
    with db.session.begin():
        due = erasures.due(db.session(), work.now)
    gone = 0
    for account_id in due:
        with db.session.begin():
            left = erasures.erase(db.session(), account_id, work.now)
        gone += left is not None
        with suppress(Unreachable):  # else the sweep finds it
            for blob_id in left or ():
                blobs.remove(blob_id)
    with db.session.begin():
        click.echo(f"{gone} accounts erased, {erasures.waiting(db.session())} to come.")
    _let_bytes_go()


@grants.command()
@click.option("--full", is_flag=True, help="Write the tables of keys anew, each locked meanwhile.")
def vacuum(*, full: bool) -> None:
    """Take deleted rows out of PostgreSQL's files; nothing to do on SQLite."""
    if not sweeping.vacuum(db.engine, full=full):
        raise click.ClickException(
            "an older transaction went on: what was deleted may still lie there; run this again"
        )
    click.echo("Done.")


def _let_bytes_go() -> None:
    """Deleted keys leave the disk as well, or the job fails, for somebody to look into it."""
    if not sweeping.checkpoint_at_last(db.engine):
        raise click.ClickException(
            "readers kept SQLite's log busy: what was deleted is still in it; run this again"
        )
