"""What passkeys are asked, at the address they are for: one challenge at a time, spent at once."""

from ipaddress import ip_address
from secrets import token_bytes
from urllib.parse import urlsplit

from flask import current_app, request

from portfolio.services import passkeys
from portfolio.services.passkeys import Place, Signed
from portfolio.services.work import Work
from portfolio.settings import Settings
from portfolio.web import signin
from portfolio.web.templating import site_name

CHALLENGE = "challenge"
BITS = 256


def place() -> Place | None:
    """Where passkeys are for, if this page is there: browsers give none to a bare IP address."""
    settings: Settings = current_app.extensions["settings"]
    at = urlsplit(settings.base_url)
    loopback = settings.env != "production" and at.hostname == "127.0.0.1"
    origin = settings.base_url.replace("127.0.0.1", "localhost", 1) if loopback else at.geturl()
    rp_id = urlsplit(origin).hostname or ""
    there = request.host == urlsplit(origin).netloc and not _is_number(rp_id)
    return Place(rp_id, origin, site_name()) if there else None


def creation(work: Work) -> str:
    """What to ask of a new device here; empty where passkeys do not work."""
    here = place()
    return passkeys.creation(work, here, _challenge()) if here else ""


def request_of(work: Work) -> str:
    """What to ask of a device that is known; empty where there is none."""
    here = place()
    return passkeys.request(work, here, _challenge()) if here else ""


def answered(said: str) -> Signed | None:
    """What a device said to the challenge that waits, which is spent by that."""
    waiting, here = str(signin.current().pop(CHALLENGE, "")), place()
    return Signed(here, bytes.fromhex(waiting), said) if here and waiting and said else None


def _challenge() -> bytes:
    """A new one, in the place of any other."""
    made = token_bytes(BITS // 8)
    signin.current()[CHALLENGE] = made.hex()
    return made


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
