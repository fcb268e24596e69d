"""A receipt proves a consent to both sides, and says nothing of what was shared."""

from datetime import timedelta
from itertools import chain
from uuid import UUID, uuid4

import pytest
from sqlalchemy import case, delete, insert, select, update
from sqlalchemy.orm import Session

from portfolio.domain import consents
from portfolio.domain.consents import Event, Record
from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose, day_of
from portfolio.services import (
    agreements,
    contributions,
    entries,
    grants,
    receipts,
    sealed_views,
    sharing,
)
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage import Base
from portfolio.storage.sharing import Consent, Grant
from tests.services.people import (
    NOON,
    a_citizen,
    a_proposal,
    a_skill,
    a_structure,
    a_synthesis,
    at_night,
    gives,
    later,
)

CANARY = "canari-bleu-7731"
FIELDS: dict[str, str] = {
    "schema version": "schema_version",
    "record identifier": "record_id",
    "principal identifier": "principal_id",
    "privacy notice": "notice",
    "purpose": "purpose",
    "processing": "rights",
    "information (types)": "information",
    "controllers": "controllers",
    "storage locations": "storage",
    "retention period": "retention",
    "jurisdiction": "jurisdiction",
    "recipient third parties": "third_parties",
    "withdrawal method": "withdrawal",
    "parties": "parties",
    "event time": "event_at",
    "validity": "validity",
    "event type": "event_type",
    "event state": "event",
    "lawful basis (GDPR)": "lawful_basis",
    "source (GDPR)": "source",
    "rights (GDPR)": "principal_rights",
    "authority (GDPR)": "authority",
}
"""The fields of ISO/IEC TS 27560:2023 and what GDPR adds, each with ours."""
NOTICE = ("version", "sha256", "language", "text")
PARTY = ("id", "role", "name", "address", "contact")


def checked(record: Record) -> None:
    """A record says something under each field of the technical specification."""
    told = record.model_dump()
    assert not [name for name, ours in FIELDS.items() if told[ours] in (None, "", (), {})]
    assert all(told["notice"][field] for field in NOTICE)
    (recipient,) = (one for one in told["parties"] if one["role"] == "recipient")
    assert all(recipient[field] for field in PARTY)
    assert (record.event_by is None) == (record.event is Event.EXPIRED)  # the entity identifier
    assert record.validity.duration > timedelta(0)
    assert record.information.sections and record.information.view_digest


@pytest.fixture
def counsellor(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys, phone="03 29 00 00 00", address="2 rue Haute")


def test_87_a_record_has_the_fields_of_the_technical_specification(
    citizen: Work, counsellor: Work
) -> None:
    """Security test 87."""
    grant_id = gives(citizen, counsellor, sections=(Section.SKILLS,))
    record = receipts.read(citizen, grant_id).given
    checked(record)
    assert record.event is Event.GIVEN
    assert record.event_by == record.principal_id == record.consent_id
    assert (record.purpose, record.information.sections) == (
        Purpose.GUIDANCE,
        (Section.SKILLS,),
    )
    assert record.recipient.name == "CIDFF des Vosges"
    assert record.recipient.address == "2 rue Haute, Épinal"
    assert record.notice.sha256 == consents.fingerprint(consents.CURRENT)
    assert record.sentences == consents.TEXTS[consents.CURRENT]


def test_87_every_event_of_a_life_is_a_record_with_all_the_fields(
    citizen: Work, counsellor: Work
) -> None:
    """Security test 87: given, refreshed, widened, shortened, withdrawn, expired."""
    first = gives(citizen, counsellor, ends=day_of(NOON) + timedelta(days=9))
    same = gives(citizen, counsellor)
    renewed(citizen, same, first)
    more = gives(citizen, counsellor, sections=tuple(Section), mode="suivi")
    renewed(citizen, more, same)
    sharing.shorten(citizen, more, day_of(NOON) + timedelta(days=30))
    sharing.revoke(later(citizen, days=3), more)
    assert grants.expire(at_night(citizen, days=10)) == 1

    told = {each: receipts.read(citizen, each).records for each in (first, same, more)}
    for record in chain.from_iterable(told.values()):
        checked(record)
    events = [[one.event.value for one in records] for records in told.values()]
    assert events == [
        ["given", "expired"],
        ["given", "refreshed"],
        ["given", "widened", "shortened", "withdrawn"],
    ]
    assert told[same][-1].supersedes == told[first][0].consent_id
    assert told[more][1].supersedes == told[same][0].consent_id
    assert told[more][2].supersedes is None
    expired = told[first][-1]
    assert expired.event_at == expired.validity.ends_at and expired.event_by is None


def renewed(work: Work, grant_id: UUID, former_id: UUID) -> None:
    """A grant is given in another one's place."""
    agreements.renew(work, work.session.get_one(Grant, grant_id), former_id)
    work.session.flush()


def test_expired_is_said_from_that_instant_whatever_the_nightly_job_did(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    latest = receipts.read(citizen, grant_id).latest
    ends = latest.validity.ends_at
    assert latest.status(ends - timedelta(microseconds=1)) is Event.GIVEN
    assert latest.status(ends) is Event.EXPIRED
    sharing.revoke(citizen, grant_id)
    assert receipts.read(citizen, grant_id).latest.status(ends) is Event.WITHDRAWN


@pytest.mark.parametrize("harm", ["first", "middle", "last", "two swapped", "one copied", "seal"])
def test_87_a_record_taken_away_moved_or_added_shows(
    session: Session, citizen: Work, counsellor: Work, harm: str
) -> None:
    grant_id = gives(citizen, counsellor)
    sharing.shorten(citizen, grant_id, day_of(NOON) + timedelta(days=30))
    sharing.revoke(citizen, grant_id)
    session.flush()
    assert len(receipts.read(citizen, grant_id).records) == 3

    if harm == "two swapped":
        swapped = case((Consent.seq == 2, 3), (Consent.seq == 3, 2), else_=Consent.seq)
        session.execute(update(Consent).values(seq=swapped))
    elif harm == "one copied":
        former = session.scalars(select(Consent).where(Consent.seq == 1)).one()
        names = [column.name for column in Consent.__table__.columns]
        values = {name: getattr(former, name) for name in names} | {"id": uuid4(), "seq": 4}
        session.execute(insert(Consent).values(values))
    elif harm == "seal":
        session.execute(update(Grant).values(consents_seal=None))
    else:
        place = {"first": 1, "middle": 2, "last": 3}[harm]
        session.execute(delete(Consent).where(Consent.seq == place))
    session.expire_all()

    with pytest.raises(Tampered):
        receipts.read(citizen, grant_id)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_06_the_words_agreed_to_are_in_the_record_in_the_language_they_were_read_in(
    citizen: Work, counsellor: Work, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Acceptance A-06: version, language, date and exact text, also after the text changed."""
    grant_id = gives(citizen, counsellor, language=language)
    read = consents.text(consents.CURRENT, language)
    monkeypatch.setitem(consents.TEXTS, consents.CURRENT, ("Autre chose.",))  # in June

    record = receipts.read(later(citizen, days=200), grant_id).given

    assert record.sentences == read
    assert (record.notice.version, record.notice.language) == (consents.CURRENT, language)
    assert record.event_at == NOON


def test_87_a_withdrawal_is_one_more_record_and_changes_none(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    before = receipts.read(citizen, grant_id)
    sharing.revoke(later(citizen, days=3), grant_id)
    after = receipts.read(citizen, grant_id)

    assert [record.event for record in after.records] == [Event.GIVEN, Event.WITHDRAWN]
    assert after.given == before.given
    assert after.latest.consent_id == after.given.record_id != after.latest.record_id


@pytest.mark.parametrize("forged", ["event", "at", "structure_id", "box", "mac"])
def test_87_a_record_changed_by_hand_is_not_believed(
    session: Session, citizen: Work, counsellor: Work, forged: str
) -> None:
    grant_id = gives(citizen, counsellor)
    values = {
        "event": "withdrawn",
        "at": later(citizen, days=-9).now,
        "structure_id": uuid4(),
        "box": bytes(400),
        "mac": bytes(33),
    }
    session.execute(update(Consent).values({forged: values[forged]}))
    session.expire_all()

    with pytest.raises(Tampered):
        receipts.read(citizen, grant_id)


def test_f_08_both_sides_hold_the_same_receipt(citizen: Work, counsellor: Work) -> None:
    """Acceptance F-08, while the grant runs."""
    grant_id = gives(citizen, counsellor, purpose_text="Préparer l’institut")

    assert receipts.read(counsellor, grant_id) == receipts.read(citizen, grant_id)


def test_the_structure_keeps_its_proof_after_the_end_without_any_word_of_the_person(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, purpose_text="Préparer l’institut")
    sharing.revoke(citizen, grant_id)
    theirs, mine = receipts.read(counsellor, grant_id), receipts.read(citizen, grant_id)

    assert theirs.records == mine.records
    assert (theirs.person, theirs.terms) == ("", None)
    assert mine.terms is not None and mine.terms.purpose_text == "Préparer l’institut"


def test_a_receipt_is_for_its_two_sides_alone(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    others = (a_citizen(session, keys, "Fatou"), a_structure(session, keys, "Marc", name="B"))

    for other in others:
        for each in (grant_id, uuid4()):
            with pytest.raises(NotFound):
                receipts.read(other, each)


def test_the_digest_proves_which_view_was_agreed_to_to_whoever_holds_the_key(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    opened = grants.open_(counsellor, grant_id)
    digest = receipts.read(citizen, grant_id).given.information.view_digest

    assert sealed_views.digest(opened.key, opened.view.to_bytes()) == digest
    assert sealed_views.digest(bytes(32), opened.view.to_bytes()) != digest


def test_o_06_no_row_and_no_record_holds_a_word_of_the_citizen(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    """Acceptance O-06: a dump and the server's keys together read none of it."""
    citizen = a_citizen(session, keys, f"Nom {CANARY}")
    entries.add(citizen, a_skill(CANARY, story=CANARY))
    grant_id = gives(citizen, counsellor, purpose_text=CANARY, mode="suivi")
    contributions.propose(counsellor, grant_id, a_proposal(what=CANARY, note=CANARY))
    contributions.propose(counsellor, grant_id, a_synthesis(said=CANARY))
    entries.add(citizen, a_skill(f"Encore {CANARY}"))
    assert CANARY in grants.open_(counsellor, grant_id).view.person

    records = "".join(each.model_dump_json() for each in agreements.read(counsellor, grant_id))
    assert CANARY not in records
    encodings = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode())
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)):
            for value in row:
                stored = value if isinstance(value, bytes) else str(value).encode()
                assert not any(mark in stored for mark in encodings), table.name
