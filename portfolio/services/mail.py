"""Letters and the post: one plain text to one address, by SMTP or to the terminal."""

import logging
import smtplib
import ssl
import sys
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import TextIO
from urllib.parse import unquote, urlsplit

PATIENCE = 10  # seconds for one exchange with the server
PORTS = {"smtp": 25, "smtps": 465}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain text to one address. Raises ``ValueError`` for a line break where none may be.

    *leave* is the address that one press of a button asks in order to get no more of them
    (RFC 8058). *name* is what the letter is called, the same when it is sent again.
    """

    to: str
    subject: str
    body: str
    at: datetime
    leave: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        if any(sign in self.to + self.subject + self.leave + self.name for sign in "\r\n\0"):
            raise ValueError("a line break in the head of a letter")


@dataclass(frozen=True, slots=True)
class Postbox:
    """Where letters go: *url* is ``smtp://``, ``smtps://``, ``console:``, or empty for nowhere.

    The user and password of *url* are used when there are any; a server that offers STARTTLS
    (RFC 3207) is taken at its word, certificate checked.
    """

    url: str
    sender: str
    out: TextIO | None = None

    @property
    def is_open(self) -> bool:
        """Whether a letter posted here goes anywhere."""
        return bool(self.url)

    def post(self, letter: Letter) -> bool:
        """Send *letter*; a failure is logged without its address, and is no one's problem."""
        if not self.is_open:
            return False
        try:
            self._send(self._message(letter))
        except (OSError, smtplib.SMTPException, ValueError) as why:
            log.warning("a letter was not sent: %s", type(why).__name__)
            return False
        return True

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.at)
        domain = self.sender.rpartition("@")[2].rstrip(">") or "localhost"
        named = f"<{letter.name}@{domain}>" if letter.name else make_msgid(domain=domain)
        message["Message-ID"] = named
        if letter.leave:
            message["List-Unsubscribe"] = f"<{letter.leave}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answers this
        message.set_content(letter.body, cte="quoted-printable")
        return message

    def _send(self, message: EmailMessage) -> None:
        if self.url == "console:":
            out = self.out or sys.stderr
            out.write(f"\n--- {message['To']}: {message['Subject']}\n{message.get_content()}---\n")
            out.flush()
            return
        with self._connection() as smtp:
            smtp.send_message(message)

    def _connection(self) -> smtplib.SMTP:
        where = urlsplit(self.url)
        host, port = where.hostname or "localhost", where.port or PORTS[where.scheme]
        tls = ssl.create_default_context()
        smtp: smtplib.SMTP
        if where.scheme == "smtps":
            smtp = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=tls)
        else:
            smtp = smtplib.SMTP(host, port, timeout=PATIENCE)
            smtp.ehlo_or_helo_if_needed()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=tls)
        if where.username:
            smtp.login(unquote(where.username), unquote(where.password or ""))
        return smtp
