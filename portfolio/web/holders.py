"""Writing to those who keep a structure's keys: whatever touches them never goes unseen."""

from uuid import UUID

from portfolio.services import addresses, standings
from portfolio.services.work import Work
from portfolio.web import letters


def tell(work: Work, structure_id: UUID, name: str, link: str, *, kept: bool = False) -> None:
    """Write the letter *name* to every key holder but the actor; it says neither who nor where.

    It leaves whatever the request answers when *kept*.
    """
    for account_id in standings.holders(work, structure_id).keys() - {work.actor.account_id}:
        to = addresses.of(work.session, work.keys, account_id)
        language = addresses.language(work.session, account_id)
        letters.write(name, to, locale=language, kept=kept, link=link)
