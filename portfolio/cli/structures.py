"""The structures of the network, for whoever runs it."""

from uuid import UUID

import click
from flask.cli import AppGroup

from portfolio.cli import serving
from portfolio.domain.errors import NotFound
from portfolio.extensions import db, writing
from portfolio.services import structures as use_cases
from portfolio.services import sweeping

structures = AppGroup("structures", help="The structures of the network.")


@structures.command("list")
def list_() -> None:
    """Print each structure, by name."""
    page = pages = 1
    while page <= pages:
        found = use_cases.search(db.session(), page=page)
        for one in found.found:
            click.echo(f"{one.id}  {one.card.name}, {one.card.town}")
        page, pages = page + 1, found.pages


@structures.command()
@click.argument("structure_id", type=click.UUID)
def close(structure_id: UUID) -> None:
    """End everything that was shared with a structure that leaves, and let its members out."""
    writing.set(True)
    try:
        with db.session.begin():
            ended = use_cases.close(serving.work(), structure_id)
    except NotFound as why:
        raise click.ClickException("no such structure") from why
    sweeping.checkpoint(db.engine)
    click.echo(f"{ended} grants ended. Nothing was transferred, no portfolio changed.")
