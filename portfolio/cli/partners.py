"""Partners' systems, entered by whoever runs the service: their token is shown once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale, gettext

from portfolio.cli import serving
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sharing import ZONE
from portfolio.extensions import db, writing
from portfolio.services import partners as use_cases
from portfolio.services.partners import Listed

partners = AppGroup("partners", help="Systems of structures that take action plans home.")
DAY = click.DateTime(["%Y-%m-%d"])
KEEP_IT = "Hand this token over by a safe way. It is shown once and kept nowhere:"


@partners.command("add")
@click.argument("structure", type=click.UUID)
@click.argument("name")
@click.option("--until", required=True, type=DAY, help="Last day, twelve months at most.")
@click.option("--from", "networks", multiple=True, help="A network it calls from; repeatable.")
def add(structure: UUID, name: str, until: datetime, networks: tuple[str, ...]) -> None:
    """Enter the system NAME of the structure of that id, and print its token."""
    with _writing():
        token = use_cases.add(serving.work(), structure, name, until.date(), networks)
    click.echo(f"{KEEP_IT}\n{token}")


@partners.command("list")
def list_() -> None:
    """Every system ever entered: id, structure, name, last day, last call, key's fingerprint."""
    for one in use_cases.all_(db.session()):
        click.echo("  ".join(_line(one)))


@partners.command("renew")
@click.option("--until", required=True, type=DAY, help="Its new last day.")
def renew(until: datetime) -> None:
    """Read a system's present token, and print the next one: the former dies, its plans stay."""
    token = click.prompt("Present token", hide_input=True)
    with _writing():
        renewed = use_cases.renew(serving.work(), token, until.date())
    click.echo(f"{KEEP_IT}\n{renewed}")


@partners.command("stop")
@click.argument("partner", type=click.UUID)
def stop(partner: UUID) -> None:
    """End a system, here and now; whoever gave it a plan is told."""
    with _writing():
        ended = use_cases.stop(serving.work(), partner)
    click.echo(f"Stopped. {ended} grants ended.")


@contextmanager
def _writing() -> Iterator[None]:
    """One transaction; what the domain refuses is said in a sentence, and nothing is kept."""
    writing.set(True)
    try:
        with db.session.begin():
            yield
    except NotFound as why:
        raise click.ClickException("There is none of that name or token here.") from why
    except Refused as why:
        with current_app.test_request_context(), force_locale("en"):
            raise click.ClickException(gettext(why.message, **why.values)) from why


def _line(one: Listed) -> Iterator[str]:
    yield str(one.id)
    yield f"{one.structure}: {one.name}"
    yield "stopped" if one.ended_at else f"until {one.last_day.isoformat()}"
    yield f"last call {_moment(one.used_at)}"
    yield one.fingerprint


def _moment(at: Any) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if at else "never"
