"""A process of its own that removes a member, and may stop half-way through the change of key.

``python -m tests.services.structures.removing half|whole``; what it needs comes in on its input.
Half-way it says so and waits: whoever started it kills it there.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.server import ServerKeys
from portfolio.domain.access import Actor, Role
from portfolio.domain.errors import NotFound
from portfolio.extensions import prepare, writing
from portfolio.services import carried, departures
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work

SET = 4  # wraps written at once, so that a few grants make several sets


def main(how_far: str) -> None:
    """Remove, and say what came of it."""
    told = json.loads(sys.stdin.readline())
    carried.AT_ONCE = SET
    engine = create_engine(told["url"])
    prepare(engine)
    writing.set(True)
    if how_far == "half":
        event.listen(engine, "after_cursor_execute", _stop_halfway)
    server = ServerKeys.load(Path(told["keyset"]))
    keys = Keyring(server, Stretcher(1, 1), Cost(8, 1, 1), bytes.fromhex(told["user_key"]))
    actor = Actor(UUID(told["actor"]), Role.PROFESSIONAL, UUID(told["structure"]))
    with Session(engine) as session, session.begin():
        work = Work(session, actor, datetime.fromisoformat(told["now"]), keys)
        try:
            done = departures.remove(work, UUID(told["leaver"]))
        except NotFound:
            print("nobody")
            return
    print(f"done {done.carried if done else 0}")


def _stop_halfway(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    if statement.startswith("UPDATE grant_wrap"):
        print("halfway", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
