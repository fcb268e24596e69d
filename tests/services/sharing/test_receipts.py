"""A receipt proves a consent to both sides, and says nothing of what was shared."""

from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain import consents
from portfolio.domain.consents import Event
from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose
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
from portfolio.storage.sharing import Consent
from tests.services.people import (
    a_citizen,
    a_proposal,
    a_skill,
    a_structure,
    a_synthesis,
    gives,
    later,
)

CANARY = "canari-bleu-7731"
FIELDS = (
    *("schema_version", "record_id", "principal_id", "notice", "purpose", "information"),
    *("parties", "storage", "retention", "jurisdiction", "withdrawal", "event", "event_type"),
    *("event_at", "event_by", "validity", "lawful_basis", "source", "principal_rights"),
    "authority",
)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add(work, a_skill())
    return work


@pytest.fixture
def counsellor(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys, phone="03 29 00 00 00", address="2 rue Haute")


def test_87_a_record_has_the_fields_of_the_technical_specification(
    citizen: Work, counsellor: Work
) -> None:
    """Security test 87."""
    grant_id = gives(citizen, counsellor, sections=(Section.SKILLS,))
    record = receipts.read(citizen, grant_id).given
    told = record.model_dump()

    assert all(told[field] not in (None, "", ()) for field in FIELDS)
    assert record.event is Event.GIVEN and record.event_by == citizen.actor.account_id
    assert (record.purpose, record.information.sections) == (
        Purpose.GUIDANCE,
        (Section.SKILLS,),
    )
    assert record.recipient.name == "CIDFF des Vosges"
    assert record.recipient.address == "2 rue Haute, Épinal"
    assert record.notice.sha256 == consents.fingerprint(consents.CURRENT)
    assert record.sentences == consents.TEXTS[consents.CURRENT]


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
