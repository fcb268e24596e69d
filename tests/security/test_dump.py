"""Somebody steals the database, then the server's keys as well: what opens, and what does not.

The thief reads rows and files, and knows the source: boxes are tried one by one, with every key
that the theft gives.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from portfolio.crypto import recovery
from portfolio.crypto.hybrid import Recipient
from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.sealing import Opener, derive
from portfolio.crypto.server import MACS, SEALS, ServerKeys
from portfolio.crypto.slots import Owner, Slot, SlotKind, open_with_root
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import Ahead
from portfolio.domain.errors import Unsealable
from portfolio.extensions import prepare, writing
from portfolio.services import (
    contributions,
    entries,
    epochs,
    giving_up,
    grants,
    sealed_views,
    sharing,
    sweeping,
    unlocking,
)
from portfolio.services.keyring import Keyring
from portfolio.services.unlocking import root_of_code
from portfolio.services.work import Work
from portfolio.storage import Base
from portfolio.storage.accounts import Account, Keyslot
from portfolio.storage.sharing import Grant, GrantWrap, Visit
from tests.conftest import database
from tests.security.canaries import find, needles
from tests.security.residue import Blob, files, relations, rows
from tests.services.people import (
    PHRASE,
    a_citizen,
    a_skill,
    a_structure,
    a_synthesis,
    an_action,
    at_night,
    gives,
    place_of,
)

SEALED_FOR_THE_SERVER = {
    "keyslot.box",
    "account.email_box",
    "consent.box",
    "token.box",
    "reminder.box",
    "journal_line.box",
}
GUESSES = 10_000


@dataclass
class Theft:
    """What the thief has: the database where it lies and, when they took them, its keys.

    *counsellor* and *citizen* are people of the structure and of the portfolio, their own keys
    in hand: the thief is not them.
    """

    home: Path
    engine: Engine
    keys: Keyring
    citizen: Work
    counsellor: Work

    def loot(self) -> Iterator[Blob]:
        """Every value of every row, then every file of the database as it lies on the disk."""
        self.citizen.session.commit()
        yield from rows(self.engine)
        yield from ((name, blob) for name, blob in files(self.home) if "sqlite" in name)
        yield from relations(self.engine)

    def holds(self, secret: bytes) -> bool:
        """Whether a piece of *secret* can be found in it."""
        piece = secret[len(secret) // 2 :][:48]
        return any(find(blob, needles(piece)) for _, blob in self.loot())

    def slot(self, kind: SlotKind) -> tuple[UUID, Slot]:
        """The citizen's slot of that kind, from the dump."""
        who = self.citizen.actor.account_id
        query = select(Keyslot).where(Keyslot.account_id == who, Keyslot.kind == kind)
        with Session(self.engine) as session:
            row = session.scalars(query).one()
            cost = row.cost and Cost(row.cost["memory"], row.cost["times"], row.cost["lanes"])
            return who, Slot(row.id, kind, row.salt, cost or None, row.verifier, row.box)


@pytest.fixture
def theft(tmp_path: Path) -> Iterator[Theft]:
    with database(tmp_path) as url:
        engine = create_engine(url, hide_parameters=True)
        prepare(engine)
        token = writing.set(True)
        Base.metadata.create_all(engine)
        server = ServerKeys.create(tmp_path / "server.keyset")
        keys = Keyring(server, Stretcher(2, 16), Cost(8, 1, 1))
        with Session(engine, expire_on_commit=False) as session:
            citizen, counsellor = a_citizen(session, keys), a_structure(session, keys)
            entries.add(citizen, a_skill("Rassurer une personne inquiète"))
            session.commit()
            yield Theft(tmp_path, engine, keys, citizen, counsellor)
            session.rollback()
        writing.reset(token)
        engine.dispose()


def opens(theft: Theft, server: ServerKeys, slot: Slot, account_id: UUID, phrase: str) -> bool:
    """What an offline attack on one slot comes to, for one guess."""
    root = theft.keys.stretcher.stretch(phrase, slot.salt, slot.cost or Cost())
    try:
        return bool(open_with_root(Owner(server, account_id), slot, root))
    except Unsealable:
        return False


@pytest.mark.parametrize("end", ["stopped", "over", "given up"])
def test_32_of_a_grant_that_ended_no_byte_is_left_that_opens_it(theft: Theft, end: str) -> None:
    """Acceptance G-02, security test 32: rows, and the database's own files after its job.

    SQLite's log is emptied with the request, PostgreSQL's tables are written anew by the job.
    """
    session = theft.citizen.session
    grant_id = gives(theft.citizen, theft.counsellor)
    contributions.propose(theft.counsellor, grant_id, a_synthesis())
    session.commit()
    grant, wrap = session.get_one(Grant, grant_id), session.scalars(select(GrantWrap)).one()
    grants.open_(theft.counsellor, grant_id)
    visit = session.scalars(select(Visit)).one()
    session.commit()
    former = {"wrap": wrap.box, "body": grant.body, "label": grant.label_box, "visit": visit.box}
    assert all(box and theft.holds(box) for box in former.values())

    if end == "over":
        assert grants.expire(at_night(theft.citizen, days=200)) == 1
    elif end == "given up":
        giving_up.give_up(theft.counsellor, grant_id)
    else:
        sharing.revoke(theft.citizen, grant_id)
    session.commit()
    assert sweeping.checkpoint_at_last(theft.engine)
    assert sweeping.vacuum(theft.engine, full=True)
    assert [name for name, box in former.items() if box and theft.holds(box)] == []


def test_the_job_says_when_somebody_s_transaction_keeps_what_was_deleted(theft: Theft) -> None:
    """PostgreSQL keeps deleted rows for whoever began before; SQLite has no such job."""
    writes = theft.engine.dialect.name == "postgresql"
    asked = text("SELECT txid_current()" if writes else "SELECT 1")
    theft.citizen.session.commit()
    with theft.engine.connect() as other:
        other.execute(asked)
        if writes:  # SQLite lets one write at a time
            entries.add(theft.citizen, a_skill("Lire un plan"))
            theft.citizen.session.commit()
        assert sweeping.vacuum(theft.engine, full=True, patience=0) is not writes
    assert sweeping.vacuum(theft.engine, full=True)


def test_g_02_the_structure_s_own_key_and_the_server_s_open_nothing_of_it(theft: Theft) -> None:
    """Acceptance G-02: everybody's keys but the citizen's, tried on every value of the dump."""
    session, place = theft.citizen.session, place_of(theft.counsellor)
    grant_id = gives(theft.citizen, theft.counsellor)
    reader = epochs.held(theft.counsellor, place).recipient()
    assert unwrapped(theft, reader, grant_id) == 1

    sharing.revoke(theft.citizen, grant_id)
    session.commit()
    assert unwrapped(theft, reader, grant_id) == 0
    assert under_server_keys(theft) <= SEALED_FOR_THE_SERVER


def unwrapped(theft: Theft, reader: Recipient, grant_id: UUID) -> int:
    """How many values of the dump give a share key to the structure's private key."""
    theft.citizen.session.commit()
    place = sealed_views.wrap_place(grant_id, place_of(theft.counsellor), 1)
    found = 0
    for _, value in rows(theft.engine):
        try:
            found += bool(reader.unwrap(value, place))
        except Unsealable:
            continue
    return found


def under_server_keys(theft: Theft) -> set[str]:
    """The columns whose boxes say they were sealed with a key that the keyset gives.

    A box begins with the name of its key, whatever its place: no context has to be guessed.
    """
    server = theft.keys.server
    derived = [server._sealing(server.primary, label, b"") for label in SEALS]
    derived += [server._macs[server.primary, label] for label in MACS]
    derived += [server._index, *server._keyset.versions.values(), server.key("flask")]
    openers = [Opener(key) for key in derived]
    return {
        name for name, value in rows(theft.engine) if any(each.opens(value) for each in openers)
    }


def test_o_06_the_server_s_keys_are_those_of_no_box_of_content(theft: Theft) -> None:
    """Acceptance O-06, security test 3: the keyset opens slots' outer seals and proofs, no more."""
    gives(theft.citizen, theft.counsellor)
    day = PartialDate(2027, 1, 15)
    entries.add(theft.citizen, an_action(due=day, remind=Ahead.WEEK))
    theft.citizen.session.commit()
    boxes = {name for name, value in rows(theft.engine) if value[:2] == b"\xe5\x01"}

    assert {"entry.box", "access_grant.body", "portfolio.key_box", "account.profile_box"} <= boxes
    seen = {"keyslot.box", "consent.box", "reminder.box", "journal_line.box"}
    assert under_server_keys(theft) == seen


def test_5_ten_thousand_wrong_phrases_open_nothing_and_the_right_one_does(theft: Theft) -> None:
    """Security test 5: dump and keyset together, offline, no throttle in the way."""
    account_id, slot = theft.slot(SlotKind.PASSWORD)
    server = theft.keys.server
    guesses = (f"{PHRASE[:-4]}{number:04}x" for number in range(GUESSES))
    assert not any(opens(theft, server, slot, account_id, guess) for guess in guesses)
    assert opens(theft, server, slot, account_id, PHRASE)


def test_5_the_verifier_is_not_what_keeps_wrong_phrases_out(theft: Theft) -> None:
    account_id, slot = theft.slot(SlotKind.PASSWORD)
    bare = replace(slot, verifier=b"")
    guesses = (f"{PHRASE} {number}" for number in range(200))
    assert not any(opens(theft, theft.keys.server, bare, account_id, each) for each in guesses)
    assert opens(theft, theft.keys.server, bare, account_id, PHRASE)


def test_6_without_the_keyset_the_right_phrase_opens_nothing(theft: Theft, tmp_path: Path) -> None:
    """Security test 6: the outer seal makes a stolen dump useless to guess at."""
    account_id, slot = theft.slot(SlotKind.PASSWORD)
    another = ServerKeys.create(tmp_path / "another.keyset")
    for server in (another, theft.keys.server.rotated()):
        opened = opens(theft, server, replace(slot, verifier=b""), account_id, PHRASE)
        assert opened == (server is not another)
    inner = Opener(derive(theft.keys.stretcher.stretch(PHRASE, slot.salt, slot.cost), "slot-key"))  # type: ignore[arg-type]  # a password slot has a cost
    assert not inner.opens(slot.box)


def test_6_nothing_in_the_dump_tells_a_right_phrase_from_a_wrong_one(theft: Theft) -> None:
    """Neither the root nor anything derived from it alone is stored."""
    _, slot = theft.slot(SlotKind.PASSWORD)
    root = theft.keys.stretcher.stretch(PHRASE, slot.salt, slot.cost or Cost())
    for secret in (root, derive(root, "slot-key"), derive(root, "pw-verifier")):
        assert not theft.holds(secret)


def test_the_recovery_code_opens_with_the_keyset_and_never_without(
    theft: Theft, tmp_path: Path
) -> None:
    code = unlocking.new_code(theft.citizen)
    theft.citizen.session.commit()
    account_id, slot = theft.slot(SlotKind.RECOVERY)
    another = Owner(ServerKeys.create(tmp_path / "another.keyset"), account_id)
    owner, wrong = Owner(theft.keys.server, account_id), recovery.new_code()

    assert open_with_root(owner, slot, root_of_code(code)) == theft.citizen.keys.user_key
    for who, typed in ((owner, wrong), (another, code)):
        with pytest.raises(Unsealable):
            open_with_root(who, replace(slot, verifier=b""), root_of_code(typed))


def test_no_private_key_of_anybody_lies_in_the_dump(theft: Theft) -> None:
    gives(theft.citizen, theft.counsellor)
    theft.citizen.session.commit()
    structure = epochs.held(theft.counsellor, place_of(theft.counsellor)).private
    people = [theft.citizen, theft.counsellor]
    accounts = [theft.citizen.session.get_one(Account, each.actor.account_id) for each in people]
    private = [
        each.keys.unseal_own("user-priv", account.id, account.private_box, 1)
        for each, account in zip(people, accounts, strict=True)
    ]
    for secret in (structure, *private, *(each.keys.user_key for each in people)):
        assert not theft.holds(secret)
