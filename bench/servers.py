"""Servers to be measured: the product and its floor, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from bench import processes
from bench.visitors import Visitor

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """A granian that answers on *port*; *pid* is the process that looks after its workers."""

    port: int
    pid: int

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return processes.family(self.pid)[1:] or [self.pid]

    def cpu_ms(self) -> float:
        """Processor time spent so far by all of them."""
        return processes.cpu_ms(processes.family(self.pid))


@dataclass(frozen=True, slots=True)
class Serving:
    """How granian is told to serve: what, by how many workers, of how many threads."""

    app: str
    workers: int = 1
    threads: int = 1


@contextmanager
def serve(serving: Serving, environ: Mapping[str, str]) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    port = _free_port()
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    granian += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    granian += ["--workers", str(serving.workers), "--blocking-threads", str(serving.threads)]
    granian += ["--workers-kill-timeout", "5"]  # told to stop while it serves, one may never do so
    with subprocess.Popen([*granian, serving.app], cwd=ROOT, env=dict(environ)) as process:
        try:
            _wait(port, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def floor(pages: Path) -> tuple[Serving, dict[str, str]]:
    """How to serve what Flask and Jinja alone make of *pages*."""
    environ = os.environ | {"BENCH_PAGES": str(pages), "PYTHONPATH": str(ROOT)}
    return Serving("bench.floor:app"), environ


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            Visitor(port).get("/health")
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not answer in time")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
