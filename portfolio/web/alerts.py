"""Somebody opens more shares than a person reads: those who keep the structure's keys are told."""

from collections.abc import Iterable
from uuid import UUID

from portfolio.domain.team import TeamAct
from portfolio.extensions import db, writing
from portfolio.services import addresses, pacing, standings
from portfolio.web import letters, signin, transaction


def raise_(act: TeamAct) -> None:
    """A line for the team and a neutral letter to its key holders, whatever the page answers.

    The refused request's own transaction is over by then; this one is short, and kept.
    """
    db.session.rollback()
    former = writing.set(True)
    try:
        work = signin.work()
        if pacing.alert(work, act):
            _tell(standings.holders(work, standings.confirmed(work).structure_id))
        transaction.keep()
    finally:
        writing.reset(former)


def _tell(account_ids: Iterable[UUID]) -> None:
    link = letters.link("structures.changes")
    for account_id in account_ids:
        to = addresses.of(db.session(), signin.keyring(), account_id)
        language = addresses.language(db.session(), account_id)
        letters.write("pace", to, locale=language, kept=True, link=link)
