"""Run a command beside a real PostgreSQL server of its own: ``python -m tests.postgres CMD …``.

A fresh cluster in a temporary folder, listening on a socket there; the command finds it in
``PORTFOLIO_TEST_DATABASE_URL``. Gone with the command.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import machine

SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
INITDB = ("-U", "portfolio", "-A", "trust", "-E", "UTF8", "--no-sync")


def as_owner(home: Path) -> list[str]:
    """PostgreSQL refuses root: the prefix that runs a command as somebody else, if need be."""
    if os.geteuid() != 0:
        return []
    known = subprocess.run(["id", "postgres"], capture_output=True, check=False)
    user = "nobody" if known.returncode else "postgres"
    shutil.chown(home, user)
    return ["setpriv", f"--reuid={user}", "--clear-groups", "--"]


@contextmanager
def server() -> Iterator[str]:
    """A running server's SQLAlchemy address, with an empty database ``portfolio``."""
    tools = machine.postgres()
    if tools is None:
        raise SystemExit("no PostgreSQL server on this machine: install postgresql")
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        who, data = as_owner(home), home / "data"
        _quietly(
            [
                *who,
                tools / "initdb",
                "-D",
                data,
                "-U",
                "portfolio",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ],
            home,
        )
        control: list[str | Path] = [*who, tools / "pg_ctl", "-D", data]
        _quietly([*control, "-w", "-l", home / "log", "-o", f"-k {home} {SETTINGS}", "start"], home)
        try:
            yield f"postgresql+psycopg://portfolio@/postgres?host={home}"
        finally:
            _quietly([*control, "-m", "immediate", "stop"], home)


def _quietly(command: list[str | Path], home: Path) -> None:
    subprocess.run(command, cwd=home, check=True, stdout=subprocess.DEVNULL)


def main(command: list[str]) -> int:
    """Run *command* beside a server; without one, say so, and fail where it is required."""
    if machine.postgres() is None:
        print("PostgreSQL tests did not run: no server on this machine.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    with server() as address:
        environ = os.environ | {"PORTFOLIO_TEST_DATABASE_URL": address}
        return subprocess.run(command, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
