"""The end of the service, as its operator does it: announced, looked at, and at last done."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup

from portfolio.cli import serving
from portfolio.domain.errors import Refused
from portfolio.domain.farewell import Farewell
from portfolio.extensions import db, writing
from portfolio.services import farewells, parting
from portfolio.settings import Settings

service = AppGroup("service", help="Announce the end of the service, and stop it when told.")


@service.command()
@click.option("--on", "ends", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--message", default="", help="What people read beside it: where to go next.")
def close(ends: datetime, message: str) -> None:
    """Tell everybody that the service ends; nothing stops by itself."""
    writing.set(True)
    with db.session.begin(), _said():
        known = farewells.announce(serving.work(), ends.date(), message.strip())
    click.echo(f"The last day is {known.ends}. Everybody is told by `reminders send`, three times.")


@service.command()
def reopen() -> None:
    """Take the announcement back: the service goes on."""
    writing.set(True)
    with db.session.begin(), _said():
        farewells.reopen(serving.work())
    click.echo("No end is announced.")


@service.command()
@click.option("--after-date", is_flag=True, required=True, help="Say that the last day is over.")
@click.option("--despite", default=0, help="How many people were not told, if you know it.")
def stop(after_date: bool, despite: int) -> None:  # noqa: ARG001, FBT001  # said, to be meant
    """Keep the site open to read and take home, and for nothing else."""
    settings: Settings = current_app.extensions["settings"]
    writing.set(True)
    with db.session.begin(), _said():
        work = serving.work()
        known = farewells.read(work.session, work.keys)
        untold = parting.count(work.session, work.keys, known).untold if known else 0
        known = farewells.stop(work, settings.farewell, untold, despite=despite)
    click.echo(f"Stopped. People can read and take home until {known.open_until}.")


@service.command()
def status() -> None:
    """When it ends, who took everything home, who was told."""
    with db.session.begin():
        work = serving.work()
        known = farewells.read(work.session, work.keys)
        if known is None:
            click.echo("No end is announced.")
            return
        counted = parting.count(work.session, work.keys, known)
        _tell(known, known.stage(work.now).value, counted)


def _tell(known: Farewell, stage: str, counted: parting.Count) -> None:
    click.echo(f"{stage}: announced on {known.announced_at:%Y-%m-%d}, last day {known.ends}.")
    missing = counted.citizens - counted.taken
    click.echo(
        f"Citizens: {counted.citizens}; took their archive: {counted.taken}, not: {missing}."
    )
    told = ", ".join(f"{step.value} {many}" for step, many in counted.told.items())
    click.echo(
        f"Accounts: {counted.accounts}, without an address {counted.unreachable}. Told: {told}."
    )
    click.echo(f"Not told three times, or not seen since: {counted.untold}.")


class _said:  # noqa: N801  # reads as a sentence
    """A refusal, said to the operator; and every page of this process asks again."""

    def __enter__(self) -> None:
        current_app.extensions.pop("farewell", None)

    def __exit__(self, _kind: object, why: object, _trace: object) -> None:
        if isinstance(why, Refused):
            raise click.ClickException(why.message % why.values) from why
