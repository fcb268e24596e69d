"""Frameworks from official files: ``flask --app wsgi frameworks load rome FILE…``."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from portfolio.domain.frameworks import Book
from portfolio.extensions import db, writing
from portfolio.formats.frameworks import books
from portfolio.formats.frameworks.files import File, Unreadable
from portfolio.formats.frameworks.sources import SOURCES
from portfolio.services import frameworks as use_cases
from portfolio.services import loading

OURS = "shipped"

frameworks = AppGroup("frameworks", help="Lists of jobs, skills and levels to choose from.")


@frameworks.command("list")
def show() -> None:
    """Say what is loaded, in which version."""
    for shelf in use_cases.shelves(db.session()):
        click.echo(f"{shelf.name:10} {shelf.version:12} {shelf.count:7}  {shelf.label}")


@frameworks.command()
@click.argument("name", type=click.Choice([OURS, *SOURCES]))
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
)
@click.option("--release", default="", help="The version, where the files' names do not say it.")
def load(name: str, paths: tuple[Path, ...], release: str) -> None:
    """Load official files, or what comes with the product.

    They are tables (CSV), the XML of the RNCP and the RS, or a ZIP of these.

    All of it or nothing. The same files again change nothing; a newer version keeps the codes
    of the older one readable.
    """
    if (name == OURS) == bool(paths):
        raise click.UsageError(f"{OURS!r} takes no file, the others at least one.")
    try:
        found = books.shipped() if name == OURS else [_book(name, paths, release)]
    except Unreadable as why:
        raise click.ClickException(f"{why} Nothing was loaded.") from why
    for book in found:
        put(book)


def put(book: Book) -> None:
    """Load one book in a transaction of its own, and say what that came to."""
    writing.set(True)
    with db.session.begin():
        if loading.holds(db.session(), book):
            click.echo(f"{book.name} {book.version}: already loaded.")
            return
        with click.progressbar(length=len(book.concepts), label=f"{book.name:10}") as bar:
            done = loading.load(db.session(), book, datetime.now(UTC), bar.update)
    counts = f"{done.added} lines added, {done.kept} kept, {done.retired} retired"
    click.echo(f"{book.name} {book.version}: {counts}.")


def _book(name: str, paths: tuple[Path, ...], release: str) -> Book:
    return books.official(name, [File(path.name, path) for path in paths], release)
