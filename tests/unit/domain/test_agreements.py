"""Texts by version and records by event: neither changes once it is."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from babel.messages.pofile import read_po

import portfolio
from portfolio.domain import consents
from portfolio.domain.consent_words import ENGLISH
from portfolio.domain.consents import Event, Information, Notice, Party, Record, Validity
from portfolio.domain.errors import NotFound
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right, Terms

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
ENDS = datetime(2027, 5, 20, 22, 0, tzinfo=UTC)
ME, THEM = UUID(int=1), UUID(int=2)
TEXTS = {
    ("2026-1", "fr"): "db9319f9c6b79f0f7b34b612da427d68eb7271c9a2e1fcc11cf3b9dfe0fa0e37",
    ("2026-1", "en"): "d66845ceba7359aa2bf0ba9456e79e5045942a316bbb990b69b6822967b8c683",
    ("private-1", "fr"): "4a46c897955859d598323f3487223e4f88191f26e3b5e5a6aaebd9d285e75ae1",
    ("private-1", "en"): "3def62ef8df629df6c5f4f3732c5b493bb943b4c309f885fe679aaecf3da2525",
}


def a_record() -> Record:
    terms = Terms(
        sections=(Section.PLAN,),
        purpose=Purpose.PROJECT,
        ends=date(2027, 5, 20),
        text_version="2026-1",
    )
    return Record(
        record_id=UUID(int=3),
        consent_id=UUID(int=3),
        principal_id=ME,
        event=Event.GIVEN,
        event_at=NOON,
        event_by=ME,
        notice=Notice.of(terms),
        purpose=terms.purpose,
        rights=(Right.READ,),
        information=Information(
            sections=terms.sections, items=(), mode=Mode.PHOTO, view_digest="00"
        ),
        validity=Validity(starts_at=NOON, ends_at=ENDS),
        parties=(
            Party(id=ME, role="principal"),
            Party(id=THEM, role="recipient", name="CIDFF"),
        ),
    )


@pytest.mark.parametrize(("read", "digest"), TEXTS.items())
def test_a_text_that_was_agreed_to_never_changes(read: tuple[str, str], digest: str) -> None:
    """Acceptance A-06: to say something else, add a version and leave this one."""
    assert consents.fingerprint(*read) == digest


def test_every_version_is_frozen_in_each_language_and_the_current_one_exists() -> None:
    assert {(version, language) for version in consents.TEXTS for language in ("fr", "en")} == set(
        TEXTS
    )
    assert consents.text(consents.CURRENT) and consents.text(consents.PRIVATE)


def test_the_screen_says_in_english_what_the_record_keeps() -> None:
    """The catalogue may be mended; a sentence of consent is a new version instead."""
    catalogue = Path(portfolio.__file__).parent / "translations/en/LC_MESSAGES/messages.po"
    with catalogue.open("rb") as file:
        said = read_po(file)
    for french, english in ENGLISH.items():
        message = said.get(french)
        assert message is not None and message.string == english


def test_there_is_no_text_of_another_version() -> None:
    with pytest.raises(NotFound):
        consents.text("1999-1")


def test_what_happens_next_is_another_record() -> None:
    given = a_record()
    withdrawn = given.then(UUID(int=4), Event.WITHDRAWN, ENDS)

    assert (given.event, withdrawn.event) == (Event.GIVEN, Event.WITHDRAWN)
    assert (withdrawn.record_id, withdrawn.consent_id) == (UUID(int=4), given.record_id)
    assert withdrawn.purpose == given.purpose


def test_a_record_says_for_whom_until_when_and_under_which_text() -> None:
    record = Record.model_validate_json(a_record().model_dump_json())

    assert record == a_record()
    assert record.recipient.name == "CIDFF"
    assert record.validity.last_day == date(2027, 5, 20)
    assert record.sentences == consents.TEXTS["2026-1"]
