"""The records of consent: sealed for the server, proved, never changed; one more per event.

What is inside says who agreed to what with whom, and no word of what the citizen wrote.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portfolio.crypto.context import context
from portfolio.crypto.tokens import new_id
from portfolio.domain.consents import Event, Information, Notice, Party, Record, Validity
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.domain.sharing import Terms
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.sharing import Consent, Grant


def give(
    work: Work, grant: Grant, recipients: tuple[Party, ...], terms: Terms, digest: str
) -> None:
    """Record that the grant's owner agreed, under the consent id that the grant names.

    *digest* is the view's, keyed with the grant's own key.
    """
    about = Information(
        sections=terms.sections, items=terms.items, mode=terms.mode, view_digest=digest
    )
    record = Record(
        record_id=grant.consent_id,
        consent_id=grant.consent_id,
        principal_id=grant.owner_id,
        event=Event.GIVEN,
        event_at=work.now,
        event_by=work.actor.account_id,
        notice=Notice.of(terms),
        purpose=terms.purpose,
        rights=terms.rights,
        information=about,
        validity=Validity(starts_at=grant.starts_at, ends_at=grant.ends_at),
        parties=(Party(id=grant.owner_id, role="principal"), *recipients),
    )
    _keep(work, grant, record)
    if terms.private:
        _keep(work, grant, _privately(record, terms))


def follow(work: Work, grant: Grant, event: Event, **changes: Any) -> None:
    """Record what the owner did next about the same consent."""
    records = read(work, grant.id)
    told = {"notice": records[0].notice} | changes
    _keep(work, grant, records[-1].then(new_id(), event, work.now, **told))


def read(work: Work, grant_id: UUID) -> list[Record]:
    """Every record of a grant, oldest first; :class:`Tampered` if one was altered or all went."""
    rows = work.session.scalars(select(Consent).where(Consent.grant_id == grant_id))
    records = [_opened(work.keys, row) for row in rows]
    if not records:
        raise Tampered
    return sorted(records, key=lambda one: (one.event_at, one.record_id != one.consent_id))


def recipient_of(keys: Keyring, row: Consent | None) -> str:
    """Whom an agreement was made with, by the name of that day; nothing if it was altered."""
    try:
        parties = _opened(keys, row).parties if row else ()
    except Tampered:
        return ""
    return next((party.name for party in parties if party.role == "recipient"), "")


def _privately(given: Record, terms: Terms) -> Record:
    """The event of its own by which private entries are agreed to."""
    about = given.information.model_copy(update={"private": terms.private})
    notice = Notice.about_private(terms)
    return given.then(new_id(), Event.PRIVATE, given.event_at, information=about, notice=notice)


def _keep(work: Work, grant: Grant, record: Record) -> None:
    row = Consent(
        id=record.record_id,
        grant_id=grant.id,
        owner_id=grant.owner_id,
        structure_id=grant.structure_id,
        event=record.event,
        at=record.event_at,
    )
    data = record.model_dump_json().encode()
    row.box = work.keys.server.seal("meta", data, _place(row))
    row.mac = work.keys.server.mac("audit", *_proved(row))
    work.session.add(row)


def _opened(keys: Keyring, row: Consent) -> Record:
    if not keys.server.check(row.mac, "audit", *_proved(row)):
        raise Tampered
    try:
        return Record.model_validate_json(keys.server.unseal("meta", row.box, _place(row)))
    except Unsealable as why:
        raise Tampered from why


def _place(row: Consent) -> bytes:
    return context("consent", row.id, row.grant_id, row.owner_id)


def _proved(row: Consent) -> tuple[str | UUID | datetime | bytes, ...]:
    who = (row.id, row.grant_id, row.owner_id, row.structure_id or b"")
    return "consent", *who, row.event, row.at, sha256(row.box).digest()
