"""An account that was deleted: nothing of it can be found, neither rows, nor keys, nor files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.crypto.server import ServerKeys
from portfolio.domain.access import Actor, Role
from portfolio.extensions import db
from portfolio.services import erasures
from portfolio.services.tombstones import Kind, mark
from portfolio.services.work import Work
from portfolio.storage import Base
from portfolio.storage.accounts import Account
from portfolio.storage.entries import Portfolio
from portfolio.storage.files import StoredFile
from portfolio.storage.notes import NoteFolder
from portfolio.storage.reports import Report
from portfolio.storage.sharing import Consent, Grant
from tests.clock import Clock
from tests.conftest import database
from tests.migrations.databases import application, connected, keys_of, session_on
from tests.migrations.lives import live
from tests.security import residue
from tests.security.canaries import find, needles
from tests.security.residue import Blob
from tests.services.people import NOON

KEYS = {"account.private_box", "portfolio.key_box", "keyslot.box", "stored_file.box", "consent.box"}
BYTES = b"the sealed bytes of a diploma, as the store keeps them"
LEFT = {
    *("structure", "structure_key", "structure_sheet", "member", "member_key", "team_line"),
    *("account", "keyslot", "factor", "partner", "bank_item", "bank_version", "rules_accepted"),
    *("framework", "concept", "concept_word", "service_end", "throttle", "note_rule", "report"),
}
"""What a whole life leaves once she is gone: structures, professionals, what is of nobody."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    ServerKeys.create(tmp_path / "server.keyset")
    with database(tmp_path) as url:
        made = application(url, tmp_path / "server.keyset")
        with connected(made) as connection:
            Base.metadata.create_all(connection)
        yield made
        with made.app_context():
            db.engine.dispose()


def lives(app: Flask) -> UUID:
    """A row in every table and a file in the store; her id."""
    with session_on(app) as session:
        live(session, keys_of(app))
        places = session.scalars(select(StoredFile.id)).all()
        for place in places:
            app.extensions["blobs"].put(place, BytesIO(BYTES))
        assert places
        whose = select(Portfolio.owner_id).join(StoredFile)
        return session.scalars(whose.distinct()).one()


def leaves(app: Flask, account_id: UUID) -> None:
    """She asks, and a month goes by."""
    with session_on(app) as session:
        work = Work(session, Actor(account_id, Role.CITIZEN), NOON, keys_of(app))
        goes = erasures.ask(work)
    app.extensions["clock"] = clock = Clock()
    clock.forward(seconds=(goes - clock()).total_seconds() + 1)


def run(app: Flask, *words: str) -> str:
    with app.app_context():
        db.session.remove()
    result = app.test_cli_runner().invoke(args=list(words))
    assert result.exit_code == 0, result.output
    return str(result.output)


@dataclass
class Remains:
    """What lay in the database *before*, and all there is once a month and a night passed."""

    ids: set[UUID]
    before: list[Blob]
    after: list[Blob]
    elsewhere: list[Blob]
    tables: list[Blob]
    opened: set[str]

    @property
    def everywhere(self) -> list[Blob]:
        """Rows, dump, files."""
        return self.after + self.elsewhere

    @property
    def lost(self) -> list[Blob]:
        """The boxes that are in no row any more."""
        kept = {value for _, value in self.after}
        return [(name, box) for name, box in self.before if len(box) > 40 and box not in kept]


@pytest.fixture
def remains(app: Flask, tmp_path: Path) -> Remains:
    her = lives(app)
    with app.app_context():
        before = list(residue.rows(db.engine))
        ids = {her, *db.session.scalars(select(Portfolio.id).where(Portfolio.owner_id == her))}
        ids |= set(db.session.scalars(select(Grant.id).where(Grant.owner_id == her)))
    leaves(app, her)
    assert run(app, "nightly", "erase") == "1 accounts erased, 0 to come.\n"
    run(app, "nightly", "vacuum", "--full")
    with app.app_context():
        after = list(residue.rows(db.engine))
        elsewhere = [*residue.dump(db.engine), *residue.files(tmp_path)]
        tables = list(residue.relations(db.engine))
        server = app.extensions["server_keys"]
        opened = {name for name, _ in residue.opened_by_the_server(db.session(), server)}
    return Remains(ids, before, after, elsewhere, tables, opened)


def test_n_02_a_month_later_no_box_key_or_file_of_it_is_left(remains: Remains) -> None:
    """Acceptance N-02: of a life in every table, wherever anything could lie."""
    names = {name for name, _ in remains.lost}
    assert names >= KEYS | {"entry.box", "note.box", "meeting.box", "comment.box", "unsaved.box"}
    assert {name for name, box in remains.lost if is_in(box, remains.everywhere)} == set()
    tables = {name for name, box in remains.lost if name in KEYS and is_in(box, remains.tables)}
    assert tables == set()
    assert not any(BYTES[:20] in blob for _, blob in remains.everywhere)


def test_n_02_no_row_names_it_and_the_server_s_keys_open_nothing_of_it(
    remains: Remains, tmp_path: Path
) -> None:
    """Acceptance N-02: what is left is of structures and professionals, and one line of a list."""
    for each in remains.ids:
        sought = needles(each.bytes) | {"written": (str(each).encode(),)}
        assert {place for place, blob in remains.everywhere if find(blob, sought)} == set()
    assert {name.split(".")[0] for name, _ in remains.after} <= LEFT
    assert not remains.opened & {"consent", "address", "reminder"}
    stones = (tmp_path / "tombstones").read_text()
    assert any(mark(Kind.ACCOUNT, each) in stones for each in remains.ids)


def is_in(box: bytes, blobs: list[Blob]) -> bool:
    """Whether a piece of *box* is there: a database may cut it between two pages."""
    piece = box[len(box) // 2 :][:24]
    return any(piece in blob for _, blob in blobs)


def test_run_again_or_cut_short_it_does_the_rest(app: Flask, tmp_path: Path) -> None:
    """Rows went and the bytes not: the sweep of the same night takes them."""
    her = lives(app)
    leaves(app, her)
    with session_on(app) as session:
        now = app.extensions["clock"]()
        (left,) = erasures.erase(session, her, now) or ()
    store = tmp_path / "files"
    assert (store / left.hex).exists()

    assert run(app, "nightly", "erase") == "0 accounts erased, 0 to come.\n"
    app.extensions["clock"].forward(days=400)
    assert "1 files swept" in run(app, "nightly", "sweep")
    assert not list(store.iterdir())


def test_whoever_runs_the_service_reads_how_many_and_no_more(app: Flask) -> None:
    her = lives(app)
    with session_on(app) as session:
        erasures.ask(Work(session, Actor(her, Role.CITIZEN), NOON, keys_of(app)))
    app.extensions["clock"] = clock = Clock()
    clock.forward(seconds=(NOON + timedelta(days=3) - clock()).total_seconds())

    assert run(app, "nightly", "erase") == "0 accounts erased, 1 to come.\n"
    with app.app_context():
        rows = [
            db.session.scalars(select(each)).all()
            for each in (Account, Consent, NoteFolder, Report)
        ]
    assert all(rows)  # what the page says will go is all there until the day
