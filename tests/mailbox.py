"""A real SMTP server for the letters of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Queue
from socket import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 10  # seconds for a letter to arrive


@dataclass(frozen=True, slots=True)
class Received:
    """A letter as it came over the wire."""

    to: list[str]
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def body(self) -> str:
        return str(self.message.get_content())


class Mailbox:
    """What arrived, in order."""

    def __init__(self) -> None:
        self._letters: Queue[Received] = Queue()
        self.url = ""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        """Take one letter in."""
        raw: Any = envelope.content
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self._letters.put(Received(list(envelope.rcpt_tos), message))
        return "250 OK"

    def next(self) -> Received:
        """The next letter, waiting for it as long as is decent."""
        return self._letters.get(timeout=PATIENCE)

    @property
    def is_empty(self) -> bool:
        return self._letters.empty()


def free_port() -> int:
    """A port of the loopback that nothing listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A server on a free port of the loopback."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        box.url = f"smtp://127.0.0.1:{controller.port}"
        yield box
    finally:
        controller.stop()
