"""That a professional accepted the rules of relays: once a year, and each new version."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portfolio.domain import referral_rules
from portfolio.domain.errors import Forbidden, Refused
from portfolio.domain.referral_rules import AGAIN
from portfolio.domain.words import N_
from portfolio.services import standings
from portfolio.services.work import Work
from portfolio.storage.referrals import RulesAccepted

UNREAD = N_("Lisez et acceptez d’abord les règles des relais.")
OTHERS = N_("Ces règles viennent de changer. Relisez-les avant de les accepter.")


def accept(work: Work, version: str, language: str) -> None:
    """Keep the proof that the actor accepted the current rules, in the language they read."""
    if not standings.confirmed(work).office.reads:
        raise Forbidden("this member proposes nothing")
    rules = referral_rules.current()
    if version != rules.version:
        raise Refused(OTHERS)
    if accepted_at(work):
        return
    row = RulesAccepted(
        account_id=work.actor.account_id,
        at=work.now,
        version=version,
        language=language,
        text_hash=rules.fingerprint(language),
    )
    row.proof = work.keys.server.mac("audit", *_proved(row))
    work.session.add(row)
    work.session.flush()


def accepted_at(work: Work) -> datetime | None:
    """When the actor accepted the current rules, if that still holds; a forged row does not."""
    query = (
        select(RulesAccepted)
        .where(
            RulesAccepted.account_id == work.actor.account_id,
            RulesAccepted.version == referral_rules.current().version,
            RulesAccepted.at > work.now - AGAIN,
        )
        .order_by(RulesAccepted.at.desc())
    )
    for row in work.session.scalars(query):
        if work.keys.server.check(row.proof, "audit", *_proved(row)):
            return row.at
    return None


def check(work: Work) -> None:
    """Raise :class:`Refused` for whoever has yet to accept the rules."""
    if accepted_at(work) is None:
        raise Refused(UNREAD)


def _proved(row: RulesAccepted) -> tuple[str | UUID | datetime | bytes, ...]:
    what = (row.version, row.language, row.text_hash)
    return "rules", row.account_id, row.at, *what
