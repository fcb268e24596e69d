"""Last night's backup, restored elsewhere: as of last night, but for what was stopped since."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.crypto.server import ServerKeys
from portfolio.domain.endorsements import Request
from portfolio.domain.erasure import DELAY
from portfolio.domain.errors import NotFound
from portfolio.domain.preparing import Preparation
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.extensions import db, writing
from portfolio.services import (
    boxes,
    endorsements,
    entries,
    given,
    grants,
    handouts,
    journal,
    note_folders,
    notes,
    preparations,
    sharing,
    tombstones,
    witnessing,
)
from portfolio.services.tombstones import Kind, Tombstone
from portfolio.services.work import Work
from portfolio.storage import Base
from portfolio.storage.accounts import Account
from portfolio.storage.handouts import ShownHandout
from tests.conftest import database
from tests.migrations.databases import application, connected, keys_of
from tests.migrations.frozen import Frozen, rows_of
from tests.services.people import a_citizen, a_job, a_skill, a_structure, gives, later, noted

REQUEST = Request(person="Ada", message="Un mot ?", label="Un emploi", title="Agente")
SKILLS = {"sections": (Section.SKILLS,), "mode": Mode.SUIVI}


@contextmanager
def opened(home: Path, keyset: Path) -> Iterator[Flask]:
    """An application of its own, its tables made."""
    home.mkdir()
    with database(home) as url:
        app = application(url, keyset)
        with connected(app) as connection:
            Base.metadata.create_all(connection)
        yield app
        with app.app_context():
            db.engine.dispose()


@contextmanager
def acting(app: Flask) -> Iterator[None]:
    """The application's own session, kept when the block ends well."""
    token = writing.set(True)
    with app.app_context():
        yield
        db.session.commit()
    writing.reset(token)


def elsewhere(work: Work) -> Work:
    """The same person at the application at hand."""
    return Work(db.session(), work.actor, work.now, work.keys)


class Night:
    """A citizen and a counsellor, two grants, and a backup taken at night; then a day goes by."""

    def __init__(self, app: Flask) -> None:
        with acting(app):
            keys = keys_of(app)
            self.counsellor = a_structure(db.session(), keys)
            self.citizen = a_citizen(db.session(), keys)
            self.skill = entries.add(self.citizen, a_skill("Souder"))
            self.stopped, self.running = (
                gives(self.citizen, self.counsellor, **SKILLS) for _ in range(2)
            )
        with connected(app) as connection:
            self.backup = rows_of(connection)
        with acting(app):
            day = later(elsewhere(self.citizen), hours=9)
            entries.change(day, self.skill, a_skill("Souder et braser"), rev=1)
            sharing.revoke(day, self.stopped)

    def restore(self, app: Flask) -> None:
        """Pour the backup into empty tables."""
        with connected(app) as connection:
            Frozen({}, {}, {}, self.backup).pour(connection)

    def shown(self, grant_id: UUID) -> list[str]:
        """What the counsellor reads, a day later."""
        view = grants.open_(later(elsewhere(self.counsellor), days=1), grant_id).view
        return [one.entry.title for one in view.entries]


@pytest.fixture
def keyset(tmp_path: Path) -> Path:
    ServerKeys.create(tmp_path / "server.keyset")
    return tmp_path / "server.keyset"


@pytest.fixture
def night(tmp_path: Path, keyset: Path) -> Iterator[Night]:
    with opened(tmp_path / "here", keyset) as app:
        yield Night(app)


@pytest.fixture
def restored(night: Night, tmp_path: Path, keyset: Path) -> Iterator[Flask]:
    with opened(tmp_path / "elsewhere", keyset) as app:
        night.restore(app)
        yield app


def test_q_05_content_and_grants_are_as_of_last_night_and_what_was_stopped_since_is_refused(
    night: Night, restored: Flask, tmp_path: Path
) -> None:
    """Acceptance Q-05, and security test 34: the revoked share stays revoked."""
    with acting(restored):
        assert night.shown(night.stopped) == ["Souder"]  # why the list is needed

    told = restored.test_cli_runner().invoke(args=["reconcile", str(tmp_path / "tombstones")])

    assert told.exit_code == 0 and "1 grants stopped again" in told.output, told.output
    with acting(restored):
        with pytest.raises(NotFound):
            night.shown(night.stopped)
        assert night.shown(night.running) == ["Souder"]
        citizen = elsewhere(night.citizen)
        assert [one.entry.title for one in entries.read_all(citizen)] == ["Souder"]
        mine = given.mine(citizen)
        assert [one.id for one in mine.active] == [night.running]
        portfolio = boxes.portfolio_of(citizen)
        assert journal.is_sound(citizen, portfolio)
        lines = journal.read(citizen, portfolio, others=False)
        stopped = [line for line in lines if line.act == "grant.revoked"]
        assert [line.serviced for line in stopped] == [True]  # Acceptance L-02


def test_reconciling_again_changes_nothing(night: Night, restored: Flask, tmp_path: Path) -> None:
    runner, stones = restored.test_cli_runner(), str(tmp_path / "tombstones")
    runner.invoke(args=["reconcile", stones])

    assert "0 grants" in runner.invoke(args=["reconcile", stones]).output


def test_34_a_deleted_account_stays_dead(night: Night, restored: Flask, tmp_path: Path) -> None:
    """Security test 34: the restored rows go again, everything that hangs on them too."""
    line = tombstones.Tombstone.of(Kind.ACCOUNT, night.citizen.actor.account_id, night.citizen.now)
    (tmp_path / "list").write_text(f"{line}\n")

    told = restored.test_cli_runner().invoke(args=["reconcile", str(tmp_path / "list")])

    assert "1 accounts deleted again" in told.output
    with acting(restored), pytest.raises(NotFound):
        entries.read_all(elsewhere(night.citizen))


def test_34_who_asked_to_be_deleted_since_is_leaving_again_and_who_stayed_stays(
    night: Night, restored: Flask, tmp_path: Path
) -> None:
    """Security test 34: whichever the person chose last, on the day it was chosen."""
    who, runner = night.citizen.actor.account_id, restored.test_cli_runner()
    asked, kept = later(night.citizen, days=1).now, later(night.citizen, days=2).now
    lines = [str(Tombstone.of(Kind.ERASURE, who, asked)), str(Tombstone.of(Kind.STAY, who, kept))]
    found = []
    for told in (lines[:1], lines[:1], lines):
        (tmp_path / "list").write_text("\n".join(told))
        said = runner.invoke(args=["reconcile", str(tmp_path / "list")]).output
        with acting(restored):
            found.append(("1 erasures" in said, db.session.get_one(Account, who).erase_at))

    assert found == [(True, asked + DELAY), (False, asked + DELAY), (True, None)]


def test_a_request_to_a_witness_taken_back_stays_so(tmp_path: Path, keyset: Path) -> None:
    """Whoever kept the link of before the backup finds nothing behind it."""
    with opened(tmp_path / "here", keyset) as app:
        with acting(app):
            citizen = a_citizen(db.session(), keys_of(app))
            job = entries.add(citizen, a_job())
            asked, token = endorsements.ask(citizen, job, REQUEST, "Marc")
        with connected(app) as connection:
            backup = rows_of(connection)
        with acting(app):
            endorsements.drop(elsewhere(citizen), asked)
    with opened(tmp_path / "elsewhere", keyset) as app:
        with connected(app) as connection:
            Frozen({}, {}, {}, backup).pour(connection)
        told = app.test_cli_runner().invoke(args=["reconcile", str(tmp_path / "tombstones")])
        assert "1 requests to witnesses" in told.output, told.output
        with acting(app):
            assert endorsements.mine(elsewhere(citizen)) == []
            with pytest.raises(NotFound):
                witnessing.read(elsewhere(citizen), token)


def test_the_list_names_nobody_and_only_the_service_reads_it(night: Night, tmp_path: Path) -> None:
    stones = tmp_path / "tombstones"
    said = stones.read_text()

    assert said.count("\n") == 1
    assert str(night.stopped) not in said and night.stopped.hex not in said
    assert stones.stat().st_mode & 0o777 == 0o600


def test_what_was_not_kept_is_not_dead(tmp_path: Path, keyset: Path) -> None:
    with opened(tmp_path / "here", keyset) as app:
        night = Night(app)
        token = writing.set(True)
        with app.app_context():
            sharing.revoke(elsewhere(night.citizen), night.running)
            db.session.rollback()
            db.session.commit()
        writing.reset(token)

    assert (tmp_path / "tombstones").read_text().count("\n") == 1


def test_a_file_that_is_no_list_does_nothing(restored: Flask, keyset: Path) -> None:
    told = restored.test_cli_runner().invoke(args=["reconcile", str(keyset)])

    assert told.exit_code == 1 and "nothing was done" in told.output


def test_notes_destroyed_and_a_preparation_hidden_stay_so(tmp_path: Path, keyset: Path) -> None:
    """Security test 34, of what a structure could read beside a share."""
    with opened(tmp_path / "here", keyset) as app:
        night = Night(app)
        with acting(app):
            counsellor, citizen = elsewhere(night.counsellor), elsewhere(night.citizen)
            noted(counsellor, night.running)
            made = preparations.begin(citizen, night.running, "Mon rendez-vous")
            preparations.show(citizen, handouts.read(citizen, Preparation, made))
        with connected(app) as connection:
            night.backup = rows_of(connection)
        with acting(app):
            counsellor = later(elsewhere(night.counsellor), hours=1)
            citizen = later(elsewhere(night.citizen), hours=1)
            (folder,) = note_folders.kept(counsellor).folders
            [note] = notes.of_folder(counsellor, folder)
            notes.remove(counsellor, folder, note.id, rev=note.rev)
            preparations.hide(citizen, made)
    with opened(tmp_path / "elsewhere", keyset) as app:
        night.restore(app)
        told = app.test_cli_runner().invoke(args=["reconcile", str(tmp_path / "tombstones")])
        assert "2 notes destroyed again, 1 preparations hidden again" in told.output, told.output
        with acting(app):
            assert not note_folders.kept(elsewhere(night.counsellor)).folders
            assert not db.session.scalars(select(ShownHandout)).all()
