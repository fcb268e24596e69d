"""A real server that speaks S3, for as long as a test needs one."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

SERVER = Path(sys.executable).with_name("pys3local")


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Its address, an empty bucket ``default`` in it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    where = ["--path", str(home), "--listen", f"127.0.0.1:{port}"]
    command, quiet = [str(SERVER), "serve", "--no-auth", *where], subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env={"HOME": str(home)}) as running:
        try:
            while not _made(port):
                assert running.poll() is None, "the server did not start"
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def speak(patch: pytest.MonkeyPatch, address: str = "") -> None:
    """Set the usual variables, which say who asks, and whom."""
    told = {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test", "REGION": "us-east-1"}
    for name, value in (told | ({"ENDPOINT_URL": address} if address else {})).items():
        patch.setenv(f"AWS_{name}", value)


def _made(port: int) -> bool:
    """Whether the server answered, and made the bucket."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("PUT", "/default")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
