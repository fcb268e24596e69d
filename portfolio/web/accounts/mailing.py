"""The letters about an account: neutral, and without a word about what it holds."""

from typing import Any

from portfolio.domain.accounts import read_email
from portfolio.extensions import db
from portfolio.services import addresses, profiles
from portfolio.services.sessions import Holder
from portfolio.web import letters, signin

HOURS = int(addresses.LIFE.total_seconds() // 3600)


def send_link(email: str) -> None:
    """Write to *email*: a link if it is free, the news that it is not otherwise.

    Whatever happens, the page says the same; too many letters to one address, and none leaves.
    """
    work, to = signin.work(), read_email(email)
    profiles.change(work, awaited=to)
    if not addresses.may_write(work, to):
        return
    token = addresses.propose(work, to)
    if token is None:
        letters.write("taken", to)
        return
    link = letters.link("accounts.follow", token=token)
    letters.write("address", to, link=link, hours=HOURS)


def tell_of(name: str, holder: Holder) -> None:
    """Write ``emails/{name}.txt`` to somebody who is not signed in, or not yet."""
    to = addresses.of(db.session(), signin.keyring(), holder.id)
    letters.write(name, to, locale=holder.locale)


def tell(name: str, to: str = "", **values: Any) -> None:
    """Write ``emails/{name}.txt`` to the person signed in, at *to* or at their own address."""
    work = signin.work()
    to = to or addresses.of(work.session, work.keys, work.actor.account_id)
    letters.write(name, to, **values)
