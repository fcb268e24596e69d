"""What someone's account remembers about them: their name, sealed under their own key."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.accounts import Profile
from portfolio.domain.erasure import NOTHING_NEW
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sharing import day_of
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.accounts import Account


def open_box(keys: Keyring, account_id: UUID, box: bytes) -> Profile:
    """Open a profile with its owner's key."""
    return Profile.model_validate_json(keys.unseal_own("profile", account_id, box))


def read(work: Work) -> Profile:
    """The actor's own profile."""
    return open_box(work.keys, work.actor.account_id, account_of(work).profile_box)


def name_for_files(work: Work) -> str:
    """The actor's name where files carry one: in their own name, in what describes them.

    Empty under a pseudonym, which a file that travels must not put beside other traces.
    """
    return read(work).name_for_files


def change(work: Work, **changes: object) -> Profile:
    """Replace what *changes* names in the actor's profile."""
    account = account_of(work)
    former = open_box(work.keys, account.id, account.profile_box)
    profile = Profile.model_validate(former.model_dump() | changes)
    account.profile_box = work.keys.seal_own(
        "profile", account.id, profile.model_dump_json().encode()
    )
    return profile


def put_aside(work: Work, what: str, until: date) -> None:
    """Propose *what* no more before *until*; what was put aside long enough is forgotten."""
    today = day_of(work.now)
    kept = {name: day for name, day in read(work).aside.items() if day > today}
    change(work, aside=kept | {what: until})


def preferences(work: Work) -> dict[str, str]:
    """The actor's language and theme."""
    account = account_of(work)
    return {"locale": account.locale, "theme": account.theme}


def prefer(work: Work, locale: str, theme: str) -> None:
    """Change the actor's language and theme."""
    account = account_of(work)
    account.locale, account.theme = locale, theme


def account_of(work: Work) -> Account:
    """The actor's account row."""
    account = work.session.get(Account, work.actor.account_id)
    if account is None:
        raise NotFound
    return account


def check_stays(work: Work) -> None:
    """Raise :class:`Refused` for whoever asked to be deleted: nothing of theirs opens to others."""
    leaves = select(Account.erase_at).where(Account.id == work.actor.account_id)
    if work.session.scalar(leaves) is not None:
        raise Refused(NOTHING_NEW)
