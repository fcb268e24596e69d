"""An upgrade keeps everybody's content to the byte, or does not happen."""

from pathlib import Path

import pytest
from alembic.config import Config
from flask import Flask, current_app
from sqlalchemy import inspect, text

from portfolio.cli import upgrading
from portfolio.cli.upgrading import Lost
from portfolio.extensions import db
from tests.migrations.conftest import Open
from tests.migrations.databases import connected, keys_of, revisions, session_on, upgrade
from tests.migrations.frozen import BOOKKEEPING, DATA, Frozen, rows_of
from tests.migrations.lives import live, reread

OLDEST = min(path.stem for path in DATA.glob("*.json"))
REVISION = '''
from alembic import op

revision = "9999"
down_revision = "{newest}"
branch_labels = depends_on = None


def upgrade():
    op.execute("ALTER TABLE consent ADD COLUMN noted INTEGER")
    op.execute("""{statement}""")
'''
HARM = {
    "entry": "DELETE FROM entry WHERE rev > 1",
    "entry_version": "UPDATE entry_version SET box = (SELECT box FROM entry LIMIT 1)",
    "portfolio": "UPDATE portfolio SET head_rev = head_rev + 1",
    "keyslot": "DELETE FROM keyslot",
    "journal_line": "ALTER TABLE journal_line DROP COLUMN mac",
    "removed_entry": "DROP TABLE removed_entry",
}


def plain() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config


def with_one_more(app: Flask, folder: Path, statement: str) -> Config:
    """The revisions there are, and a last one that does *statement*."""
    said = REVISION.format(newest=revisions(app)[-1], statement=statement)
    (folder / "9999_last.py").write_text(said)
    config = plain()
    ours = Path(config.get_main_option("script_location") or "") / "versions"
    config.set_main_option("version_locations", f"{ours} {folder}")
    config.set_main_option("path_separator", "space")
    return config


def revision_of(app: Flask) -> str:
    with connected(app) as connection:
        return str(connection.scalar(text(f"SELECT version_num FROM {BOOKKEEPING}")))  # noqa: S608


def test_q_04_an_upgrade_that_keeps_everything_is_done_and_says_so(
    over: Open, tmp_path: Path
) -> None:
    """Acceptance Q-04: counts and hashes before and after are equal."""
    frozen = Frozen.load(OLDEST)
    app = over(frozen.keyset_file(tmp_path))
    upgrade(app, OLDEST)
    with connected(app) as connection:
        frozen.pour(connection)
        db.session.remove()

    told = app.test_cli_runner().invoke(args=["upgrade"])

    assert told.exit_code == 0, told.output
    assert "The content of" in told.output
    assert revision_of(app) == revisions(app)[-1]
    with session_on(app) as session:
        now = reread(session, keys_of(app), frozen.logins)
    assert {name: now[name] for name in frozen.read} == frozen.read


def test_an_empty_database_gets_its_tables_the_same_way(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["upgrade"])

    assert told.exit_code == 0, told.output
    assert revision_of(app) == revisions(app)[-1]


@pytest.mark.parametrize("table", HARM)
def test_q_04_an_upgrade_that_loses_something_stops_and_leaves_all_as_it_was(
    app: Flask, tmp_path: Path, table: str
) -> None:
    """Acceptance Q-04: else the upgrade stops; the tables and every row are the former ones."""
    upgrade(app)
    with session_on(app) as session:
        logins = live(session, keys_of(app))
    with connected(app) as connection:
        before = rows_of(connection)

    with app.app_context(), pytest.raises(Lost, match=rf"\b{table}: \d") as told:
        upgrading.run(with_one_more(app, tmp_path, HARM[table]))

    assert "Nothing was changed" in told.value.message
    with connected(app) as connection:
        assert rows_of(connection) == before
        assert "noted" not in {each["name"] for each in inspect(connection).get_columns("consent")}
    assert revision_of(app) == revisions(app)[-1]
    with session_on(app) as session:
        assert reread(session, keys_of(app), logins)


def test_a_revision_that_only_adds_goes_through(app: Flask, tmp_path: Path) -> None:
    upgrade(app)
    with session_on(app) as session:
        live(session, keys_of(app))

    with app.app_context():
        people = upgrading.run(with_one_more(app, tmp_path, "DELETE FROM throttle"))

    assert people and revision_of(app) == "9999"
