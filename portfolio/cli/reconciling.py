"""After a backup was restored: what was stopped since stays stopped."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from portfolio.cli import serving
from portfolio.extensions import db, writing
from portfolio.services import reconciling, sweeping, tombstones
from portfolio.services.tombstones import Kind


@click.command("reconcile")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def reconcile(file: Path) -> None:
    """Stop again, and delete again, the grants, accounts and requests that FILE says are dead."""
    try:
        dead = tombstones.read(file.read_text(encoding="ascii").splitlines())
    except ValueError as why:
        raise click.ClickException(
            f"{file} is not a list of tombstones; nothing was done."
        ) from why
    writing.set(True)
    with db.session.begin():
        done = reconciling.reconcile(db.session(), serving.keys(), dead)
    sweeping.checkpoint(db.engine)
    erased = done[Kind.COMMENT] + done[Kind.CONTRIBUTION]
    noted = done[Kind.NOTE] + done[Kind.NOTES]
    click.echo(
        f"{done[Kind.GRANT]} grants stopped again, {done[Kind.ACCOUNT]} accounts deleted again, "
        f"{done[Kind.ERASURE]} erasures asked or taken back again, "
        f"{done[Kind.ENDORSEMENT]} requests to witnesses taken back again, "
        f"{erased} comments and proposals erased again, {noted} notes destroyed again, "
        f"{done[Kind.SHOWN]} preparations hidden again."
    )
