"""Proving that no journal lost a line: against its own chain, and against a list kept elsewhere."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portfolio.cli import serving
from portfolio.services import anchors
from portfolio.services.anchors import Anchor

journal = AppGroup("journal", help="Prove that people's journals are whole.")


@journal.command("anchor")
def anchor() -> None:
    """Print where every journal ends today, to be kept on another machine."""
    for one in anchors.all_(serving.work()):
        click.echo(str(one))


@journal.command("verify")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def verify(file: Path | None) -> None:
    """Walk every chain; with FILE, which `journal anchor` wrote, find what was cut off since."""
    work, kept = serving.work(), _read(file) if file else []
    lost = {*anchors.unsound(work), *anchors.missed(work, kept)}
    for portfolio_id in sorted(lost):
        click.echo(f"{portfolio_id}: a line was removed, changed or cut off.", err=True)
    if lost:
        raise SystemExit(1)
    click.echo(f"Every journal is whole. {len(kept)} former ends were found again.")


def _read(file: Path) -> list[Anchor]:
    try:
        return [Anchor.read(line) for line in file.read_text(encoding="ascii").splitlines()]
    except ValueError as why:
        raise click.ClickException(f"{file} is not a list of anchors; nothing was done.") from why
