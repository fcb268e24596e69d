"""The power goes while somebody is removed: the former epoch everywhere, or the new one."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portfolio.domain.errors import NotFound
from portfolio.services import grants
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.sharing import GrantWrap
from portfolio.storage.structures import MemberKey, Structure
from tests.services.people import a_citizen, a_member, a_structure, gives, place_of

MANY = 10  # grants, in sets of four
Process = subprocess.Popen[str]
Start = Callable[[str], Process]


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def leaver(referent: Work) -> Work:
    return a_member(referent)


@pytest.fixture
def removing(database: Engine, referent: Work, leaver: Work, tmp_path: Path) -> Start:
    """Start a process that removes *leaver* as *referent*, half or whole."""
    keyset = tmp_path / "server.keyset"
    referent.keys.server.save(keyset)
    told = {
        "url": database.url.render_as_string(hide_password=False),
        "keyset": str(keyset),
        "user_key": referent.keys.user_key.hex(),
        "actor": str(referent.actor.account_id),
        "structure": str(place_of(referent)),
        "leaver": str(leaver.actor.account_id),
        "now": referent.now.isoformat(),
    }

    def start(how_far: str) -> Process:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.services.structures.removing", how_far],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        return process

    return start


def epochs_of(session: Session) -> tuple[set[int], set[int], set[int]]:
    """Every epoch that a structure, its members' keys and its wraps are of, as committed."""
    session.rollback()
    asked = (Structure.epoch, MemberKey.epoch, GrantWrap.epoch)
    first, second, third = (set(session.scalars(select(each))) for each in asked)
    session.rollback()
    return first, second, third


def test_76_killed_in_the_middle_a_rotation_never_happened_and_is_done_again(
    session: Session, keys: Keyring, referent: Work, leaver: Work, removing: Start
) -> None:
    """Security test 76: a real ``kill -9`` between two sets of wraps, then the same again."""
    citizen = a_citizen(session, keys)
    shared = [gives(citizen, referent) for _ in range(MANY)]
    session.commit()

    process = removing("half")
    assert process.stdout
    assert process.stdout.readline() == "halfway\n"
    process.kill()
    process.communicate()

    assert epochs_of(session) == ({1}, {1}, {1})
    for one in (referent, leaver):
        assert grants.open_(one, shared[-1]).view.person == "Sandrine Thiébaut"
    session.rollback()

    assert removing("whole").communicate()[0] == f"done {MANY}\n"
    assert epochs_of(session) == ({2}, {2}, {2})
    assert removing("whole").communicate()[0] == "nobody\n"
    assert epochs_of(session) == ({2}, {2}, {2})
    session.expire_all()
    for grant_id in shared:
        assert grants.open_(referent, grant_id).view.person == "Sandrine Thiébaut"
        with pytest.raises(NotFound):
            grants.open_(leaver, grant_id)
