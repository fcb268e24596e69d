"""Reports for operators: make their key, read what came, destroy what was dealt with."""

from base64 import b64decode, b64encode
from pathlib import Path
from uuid import UUID

import click
from flask.cli import AppGroup

from portfolio.cli import serving
from portfolio.crypto import hybrid
from portfolio.domain.errors import NotFound
from portfolio.extensions import db, writing
from portfolio.services import reports as use_cases
from portfolio.services.reports import Told

reports = AppGroup("reports", help="What people report to the platform.")
NEW = click.Path(exists=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@reports.command()
@click.argument("private", type=NEW)
@click.argument("public", type=NEW)
def key(private: Path, public: Path) -> None:
    """Make the operators' pair of keys: PRIVATE leaves this machine, PUBLIC stays.

    Name PUBLIC in PORTFOLIO_REPORTS_KEY. Whoever holds PRIVATE reads the words people join.
    """
    if private.exists() or public.exists():
        raise click.ClickException("nothing is written over: choose other names")
    pair = hybrid.new_pair()
    private.touch(mode=0o600)
    private.write_text(b64encode(pair.private).decode() + "\n")
    public.write_text(b64encode(pair.public).decode() + "\n")
    click.echo(f"{public}: {hybrid.fingerprint(pair.public)}. Take {private} off this machine.")


@reports.command("list")
@click.option("--key", "private", type=THERE, help="The operators' private key, to read words.")
def show(private: Path | None) -> None:
    """Every report, the oldest first: who, about whom, why; the words with --key."""
    opened = b64decode(private.read_text()) if private else None
    for told in use_cases.read(db.session(), serving.keys(), opened):
        click.echo(_line(told))


@reports.command()
@click.argument("report_id", type=click.UUID)
def close(report_id: UUID) -> None:
    """Destroy one report that was dealt with."""
    writing.set(True)
    try:
        with db.session.begin():
            use_cases.close(db.session(), report_id)
    except NotFound:
        raise click.ClickException("there is no such report") from None
    click.echo("closed.")


def _line(told: Told) -> str:
    facts = told.facts
    who = f"author {facts.author_id or 'unknown'}, reporter {facts.reporter_id}"
    line = f"{told.id} {told.at:%Y-%m-%d %H:%M} {facts.about} {facts.reason}: {who}, "
    line += f"grant {facts.grant_id}"
    if told.quoted is None:
        return line
    said = {"says": told.quoted.words, "received": told.quoted.received}
    return "\n".join([line, *(f"  {name}: {text}" for name, text in said.items() if text)])
