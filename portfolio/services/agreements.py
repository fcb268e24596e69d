"""The records of consent: sealed for the server, proved, never changed; one more per event.

Each is chained to the one before, and the grant's row proves which is the last: a record that
was taken away shows as one that was changed does.

What is inside says who agreed to what with whom, and no word of what the citizen wrote.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from portfolio.crypto.context import context
from portfolio.crypto.tokens import new_id
from portfolio.domain.access import SERVICE
from portfolio.domain.consents import Event, Information, Notice, Party, Record, Validity
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.domain.sharing import Terms
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.sharing import Consent, Grant

_TOLD = ("id", "grant_id", "owner_id", "structure_id", "event", "at", "box", "mac")
RECORD = tuple(getattr(Consent, name).label(f"record_{name}") for name in _TOLD)
"""The columns that a record is read from, for a query over other tables as well."""


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
        jointly=terms.jointly,
        information=about,
        validity=Validity(starts_at=grant.starts_at, ends_at=grant.ends_at),
        parties=(Party(id=grant.owner_id, role="principal"), *recipients),
    )
    row = _keep(work, grant, record)
    if terms.private:
        _keep(work, grant, _privately(record, terms), row)


def renew(work: Work, grant: Grant, former_id: UUID) -> None:
    """Record, right after :func:`give`, that *grant* takes the place of another of its owner's."""
    former, given_ = read(work, former_id)[-1], read(work, grant.id)[-1]
    event = Event.REFRESHED if given_.asks_no_more_than(former) else Event.WIDENED
    follow(work, grant, event, supersedes=former.consent_id)


def follow(work: Work, grant: Grant, event: Event, **changes: Any) -> None:
    """Record what happened next to the same consent, by the owner's will or by time alone."""
    rows, records = _read(work, grant.id)
    by = None if work.actor == SERVICE else work.actor.id
    told = {"event_by": by, "supersedes": None, "notice": records[0].notice} | changes
    _keep(work, grant, records[-1].then(new_id(), event, work.now, **told), rows[-1])


def read(work: Work, grant_id: UUID) -> list[Record]:
    """Every record of a grant, oldest first.

    Raises :class:`Tampered` if one was altered, added, moved or taken away.
    """
    return _read(work, grant_id)[1]


def _read(work: Work, grant_id: UUID) -> tuple[list[Consent], list[Record]]:
    query = (
        select(Consent, Grant.consents_seal)
        .join(Grant, Grant.id == Consent.grant_id)
        .where(Consent.grant_id == grant_id)
        .order_by(Consent.seq, Consent.id)
        .execution_options(populate_existing=True)
    )
    found = work.session.execute(query).all()
    rows = [row for row, _ in found]
    if not rows or not _chained(work.keys, rows, found[0].consents_seal or b""):
        raise Tampered
    return rows, [_opened(work.keys, row) for row in rows]


def record_in(row: Row[*tuple[Any, ...]]) -> Consent | None:
    """The record that stands in a *row* beside other things, under :data:`RECORD`'s names."""
    found = {name: getattr(row, f"record_{name}") for name in _TOLD}
    return Consent(**found) if found["id"] else None


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


def _chained(keys: Keyring, rows: list[Consent], seal: bytes) -> bool:
    """Whether *rows* are all there ever were, in their order."""
    before = b""
    for place, row in enumerate(rows, 1):
        link = row.link or b""
        if row.seq != place or not keys.server.check(link, "audit", *_linked(row, before)):
            return False
        before = link
    return keys.server.check(seal, "audit", *_sealed(rows[-1]))


def _keep(work: Work, grant: Grant, record: Record, after: Consent | None = None) -> Consent:
    """Write *record* down as what follows *after*, the first of its grant if there is none."""
    row = Consent(
        id=record.record_id,
        grant_id=grant.id,
        owner_id=grant.owner_id,
        structure_id=grant.structure_id,
        event=record.event,
        at=record.event_at,
        seq=after.seq + 1 if after else 1,
    )
    data, server = record.model_dump_json().encode(), work.keys.server
    row.box = server.seal("meta", data, _place(row))
    row.mac = server.mac("audit", *_proved(row))
    row.link = server.mac("audit", *_linked(row, (after.link or b"") if after else b""))
    grant.consents_seal = server.mac("audit", *_sealed(row))
    work.session.add(row)
    work.session.flush()
    return row


def _opened(keys: Keyring, row: Consent) -> Record:
    if not keys.server.check(row.mac, "audit", *_proved(row)):
        raise Tampered
    try:
        return Record.model_validate_json(keys.server.unseal("meta", row.box, _place(row)))
    except Unsealable as why:
        raise Tampered from why


def _linked(row: Consent, before: bytes) -> tuple[str | UUID | int | bytes, ...]:
    return "consent-link", before, row.grant_id, row.seq, row.mac


def _sealed(last: Consent) -> tuple[str | UUID | int | bytes, ...]:
    return "consents", last.grant_id, last.seq, last.link or b""


def _place(row: Consent) -> bytes:
    return context("consent", row.id, row.grant_id, row.owner_id)


def _proved(row: Consent) -> tuple[str | UUID | datetime | bytes, ...]:
    who = (row.id, row.grant_id, row.owner_id, row.structure_id or b"")
    return "consent", *who, row.event, row.at, sha256(row.box).digest()
