"""The product, served for real: its own process, database, keys and mailbox."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds for a cold start on a busy machine


@dataclass(frozen=True, slots=True)
class Site:
    """A running product: where it answers, and where its files are."""

    address: str
    home: Path


def free_port() -> int:
    """A port of the loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(home: Path, port: int) -> dict[str, str]:
    """The settings of a site whose every file is under *home*."""
    return os.environ | {
        "PORTFOLIO_ENV": "development",
        "PORTFOLIO_DATABASE_URL": f"sqlite:///{home / 'site.sqlite'}",
        "PORTFOLIO_KEYSET": str(home / "server.keyset"),
        "PORTFOLIO_BASE_URL": f"http://127.0.0.1:{port}",
        "PORTFOLIO_KDF_MEMORY_KIB": "64",
        "PORTFOLIO_KDF_ITERATIONS": "1",
        "TMPDIR": str(home),
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def served(home: Path) -> Iterator[Site]:
    """Prepare a site with its demonstration network under *home*, serve it, stop it."""
    port = free_port()
    environ = environment(home, port)
    python = [sys.executable, "-m"]
    subprocess.run(
        [*python, "portfolio.makekeys", str(home / "server.keyset")],
        env=environ,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    subprocess.run(
        [*python, "flask", "--app", "wsgi", "demo", "prepare"],
        env=environ,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    granian = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    with (
        (home / "server.log").open("wb") as log,
        subprocess.Popen(
            [*python, *granian, "--workers", "1", "--blocking-threads", "5", "--no-ws", "wsgi:app"],
            env=environ,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process)
            yield Site(f"http://127.0.0.1:{port}", home)
        finally:
            process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when *address* answers; fail when the process ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  # our own loopback
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")


def a_phrase() -> str:
    """A passphrase nobody else uses."""
    return f"lanterne ruisseau {secrets.token_hex(4)} tilleul"
