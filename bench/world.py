"""The people who are measured: citizens with hundreds of entries, structures small and large."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from flask_migrate import upgrade

from bench import content, crowds
from bench import papers as papers_of
from config import load
from portfolio.application import create_app
from portfolio.crypto import figures
from portfolio.crypto.phrases import Cost
from portfolio.crypto.server import ServerKeys
from portfolio.crypto.slots import Stretched
from portfolio.domain.access import Actor, Role
from portfolio.domain.consents import CURRENT
from portfolio.domain.factors import step_of
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right, Terms, default_end
from portfolio.domain.structures import Card
from portfolio.extensions import db, writing
from portfolio.services import accounts, entries, profiles, sharing, structures, telephones
from portfolio.services.accounts import Newcomer
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.sealed_cache import NOTHING_KEPT
from portfolio.services.work import Work

PHRASE = "lanterne ruisseau tilleul 4821"
FOLLOWED = 10
LIVES = {"alone": (1, 0), "followed": (1, 50), "quiet": (2, 60), "whole": (2, 60)}
"""Citizens: how many times two hundred entries, how many files."""
CHEAP = Cost(8, 1, 1)
"""What a passphrase costs when everything else is to be measured."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the world: how they sign in, and who they are."""

    login: str
    account_id: UUID
    role: Role
    user_key: bytes = field(repr=False)
    structure_id: UUID | None = None


@dataclass
class World:
    """A site under *home*, with its people by name, and a grant of theirs to be opened."""

    home: Path
    app: Flask
    people: dict[str, Person] = field(default_factory=dict)
    grants: dict[str, UUID] = field(default_factory=dict)

    @property
    def keys(self) -> Keyring:
        """The server's keys, and nobody's."""
        parts = self.app.extensions
        return Keyring(parts["server_keys"], parts["stretcher"], parts["kdf_cost"])

    @contextmanager
    def at_work(self, name: str) -> Iterator[Work]:
        """The Work of one of them, now, in a transaction that is committed."""
        with self._writing():
            yield self._work(self.people[name])
            db.session.commit()

    def fill(self, large: bool) -> None:  # noqa: FBT001  # the one question there is
        """Let everybody in; *large* makes the largest structure twice as large."""
        stretched = Stretched.of_phrase(self.keys.stretcher, PHRASE, self.keys.cost)
        with self._writing():
            for name, life in LIVES.items():
                self._open(name, Role.CITIZEN, stretched)
                self._live(name, *life)
            self._open(
                "cheap", Role.CITIZEN, Stretched.of_phrase(self.keys.stretcher, PHRASE, CHEAP)
            )
            for name, grants in (("small", 50), ("large", 10_000 if large else 5_000)):
                self._open(name, Role.PROFESSIONAL, stretched)
                self._found(name)
                crowds.share(self._work(self.people[name]), grants - 2 * FOLLOWED)
            for name in ("followed", "whole"):
                self.grants[name] = [self._give(name, "small") for _ in range(FOLLOWED)][-1]
            db.session.commit()

    def second_step(self, person: Person) -> str:
        """The figures that let a professional in now, from a telephone set up anew."""
        if person.role is not Role.PROFESSIONAL:
            return ""
        with self._writing():
            work, seed = self._work(person), telephones.new_seed()
            step = step_of(work.now)
            telephones.enrol(work, seed, figures.at(bytes.fromhex(seed), step - 1))
            db.session.commit()
        return figures.at(bytes.fromhex(seed), step)

    @contextmanager
    def forgetful(self) -> Iterator[None]:
        """In the block, pages are drawn anew."""
        parts = self.app.extensions
        known, parts["sealed_cache"] = parts["sealed_cache"], NOTHING_KEPT
        try:
            yield
        finally:
            parts["sealed_cache"] = known

    @contextmanager
    def _writing(self) -> Iterator[None]:
        token = writing.set(True)
        with self.app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                writing.reset(token)

    def _work(self, person: Person) -> Work:
        actor = Actor(person.account_id, person.role, person.structure_id)
        return Work(db.session(), actor, datetime.now(UTC), self.keys.opened(person.user_key))

    def _open(self, name: str, role: Role, stretched: Stretched) -> None:
        newcomer = Newcomer(role, name.title(), stretched)
        made = accounts.register(db.session(), self.keys, newcomer, datetime.now(UTC))
        self.people[name] = Person(made.login, made.account.id, role, made.user_key)

    def _live(self, name: str, times: int, files: int) -> None:
        work = self._work(self.people[name])
        first = entries.add_all(work, content.first(times))
        kept = papers_of.keep(work, self.app.extensions["blobs"], files) if files else ()
        entries.add_all(work, content.rest(first, kept, times))

    def _found(self, name: str) -> None:
        work = self._work(self.people[name])
        card = Card(name=f"Structure {profiles.read(work).name}", town="Épinal")
        place = structures.create(work, card)
        self.people[name] = replace(self.people[name], structure_id=place)

    def _give(self, citizen: str, structure: str) -> UUID:
        work, place = self._work(self.people[citizen]), self.people[structure].structure_id
        assert place is not None  # noqa: S101  # just founded
        return sharing.give(work, ToStructure(place), _terms(work), once=uuid4())


def build(home: Path, *, large: bool) -> World:
    """A site as production has it, its tables made by the revisions, its people let in."""
    environ = environment(home)
    ServerKeys.create(Path(environ["PORTFOLIO_KEYSET"]))
    world = World(home, create_app(load(environ)))
    with world.app.app_context():
        upgrade()
    world.fill(large)
    return world


def environment(home: Path) -> dict[str, str]:
    """The settings of a site whose every file is under *home*; passphrases at their usual cost."""
    return os.environ | {
        "PORTFOLIO_ENV": "development",
        "PORTFOLIO_DATABASE_URL": f"sqlite:///{home / 'site.sqlite'}",
        "PORTFOLIO_KEYSET": str(home / "server.keyset"),
        "PORTFOLIO_SMTP_URL": "",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }


def _terms(work: Work) -> Terms:
    return Terms(
        sections=tuple(Section),
        purpose=Purpose.GUIDANCE,
        rights=tuple(Right),
        mode=Mode.SUIVI,
        ends=default_end(work.now.date()),
        text_version=CURRENT,
    )
