"""Freeze the newest revision: ``python -m tests.migrations.freeze``, once, by its author."""

import json
import sys
import tempfile
from pathlib import Path

from portfolio.crypto.server import ServerKeys
from tests.migrations.databases import (
    application,
    connected,
    keys_of,
    revisions,
    session_on,
    upgrade,
)
from tests.migrations.frozen import DATA, Frozen, rows_of
from tests.migrations.lives import live, reread


def main() -> int:
    """Live a life on today's tables and keep what it left; what is frozen stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        keyset = Path(folder) / "server.keyset"
        ServerKeys.create(keyset)
        app = application(f"sqlite:///{folder}/site.sqlite", keyset)
        newest = revisions(app)[-1]
        if (DATA / f"{newest}.json").exists():
            print(f"{newest} is frozen already: a new revision gets a new file", file=sys.stderr)
            return 1
        upgrade(app)
        with session_on(app) as session:
            logins = live(session, keys_of(app))
        with connected(app) as connection:
            tables = rows_of(connection)
        with session_on(app) as session:
            read = reread(session, keys_of(app), logins)
        print(Frozen(json.loads(keyset.read_text()), logins, read, tables).save(newest))
    return 0


if __name__ == "__main__":
    sys.exit(main())
