"""The structures of the network, for whoever runs it."""

from uuid import UUID

import click
from flask.cli import AppGroup
from pydantic import ValidationError

from portfolio.cli import serving
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.structures import Invitation, Office
from portfolio.extensions import db, writing
from portfolio.services import members, sweeping
from portfolio.services import structures as use_cases

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
@click.argument("login")
@click.argument("name")
def call(structure_id: UUID, login: str, name: str) -> None:
    """Invite LOGIN as a referent, where nobody is left to do it: a name, and no key.

    Whoever is invited says yes, then types the code of the structure's recovery sheet.
    """
    writing.set(True)
    try:
        invitation = Invitation(login=login, name=name, office=Office.REFERENT)
        with db.session.begin():
            use_cases.read(db.session(), structure_id)
            members.name(serving.work(), structure_id, invitation)
    except (NotFound, Refused, ValidationError) as why:
        raise click.ClickException("no such structure, or no such professional account") from why
    click.echo(f"{name} is invited. Without the recovery sheet, or a key holder, nothing opens.")


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
