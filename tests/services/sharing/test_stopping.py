"""Stopping a grant: at once, for good, and whatever was altered meanwhile."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portfolio.domain import sharing as terms_of
from portfolio.domain.consents import Event
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.sharing import State
from portfolio.services import (
    boxes,
    desk,
    given,
    grants,
    journal,
    receipts,
    sharing,
)
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine
from portfolio.storage.sharing import Consent, Grant, GrantWrap
from tests.services.people import NOON, at_night, gives, later

TODAY = terms_of.day_of(NOON)


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor)


def wraps(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(GrantWrap)) or 0


def test_g_01_the_very_next_request_is_refused(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance G-01: the view, the desk, an export, all of them."""
    grants.open_(counsellor, grant_id)
    sharing.revoke(citizen, grant_id)

    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)
    assert desk.read(counsellor).people == ()


def test_g_02_nothing_that_opens_is_left_in_the_database(
    session: Session, citizen: Work, grant_id: UUID
) -> None:
    """Acceptance G-02: the wrap is gone, and so are body and label."""
    sharing.revoke(citizen, grant_id)
    row = session.get_one(Grant, grant_id, populate_existing=True)

    assert wraps(session) == 0
    assert (row.body, row.body_mac, row.label_box) == (None, None, None)
    assert (row.state, row.ended_at) == (State.REVOKED, citizen.now)


def test_stopping_twice_changes_nothing(session: Session, citizen: Work, grant_id: UUID) -> None:
    sharing.revoke(citizen, grant_id)
    sharing.revoke(later(citizen, hours=1), grant_id)

    assert given.one(citizen, grant_id).ended_at == citizen.now
    assert session.scalar(select(func.count()).select_from(Consent)) == 2


def test_stopping_is_written_in_the_journal_and_beside_the_consent(
    citizen: Work, grant_id: UUID
) -> None:
    tomorrow = later(citizen, days=1)
    sharing.revoke(tomorrow, grant_id)

    line = journal.read(citizen, boxes.portfolio_of(citizen), others=False)[0]
    assert (line.act, line.grant_id) == ("grant.revoked", grant_id)
    latest = receipts.read(citizen, grant_id).latest
    assert (latest.event, latest.event_at) == (Event.WITHDRAWN, tomorrow.now)


@pytest.mark.parametrize("altered", ["portfolio", "consent", "grant"])
def test_nothing_altered_in_the_database_keeps_a_grant_open(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID, altered: str
) -> None:
    forged = {
        "portfolio": update(Portfolio).values(head=bytes(32)),
        "consent": update(Consent).values(mac=bytes(33)),
        "grant": update(Grant).values(body=bytes(400), owner_box=bytes(400)),
    }
    session.execute(forged[altered])
    session.expire_all()
    sharing.revoke(citizen, grant_id)

    assert wraps(session) == 0
    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)


def test_a_revoked_grant_put_back_by_hand_opens_nothing(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    sharing.revoke(citizen, grant_id)
    session.execute(update(Grant).values(state=State.ACTIVE))
    session.expire_all()

    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)


def test_the_nightly_job_destroys_what_time_has_ended(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    soon = gives(citizen, counsellor, ends=TODAY)
    night = at_night(citizen, days=1)

    assert grants.expire(night) == 1
    assert grants.expire(night) == 0
    row = session.get_one(Grant, soon, populate_existing=True)
    assert (row.state, row.body, wraps(session)) == (State.EXPIRED, None, 1)
    assert grants.open_(later(counsellor, days=1), grant_id).view.person
    mine = given.mine(later(citizen, days=1))
    assert [one.id for one in mine.active] == [grant_id]
    assert [(one.id, one.state) for one in mine.ended] == [(soon, State.EXPIRED)]


def test_a_grant_can_be_shortened_without_a_new_agreement(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    before = grants.open_(counsellor, grant_id).view
    sharing.shorten(citizen, grant_id, TODAY + timedelta(days=2))
    after = grants.open_(counsellor, grant_id)

    assert after.view.entries == before.entries
    assert (after.view.terms.ends, after.days_left) == (TODAY + timedelta(days=2), 2)
    with pytest.raises(NotFound):
        grants.open_(later(counsellor, days=3), grant_id)
    assert given.one(citizen, grant_id).sound
    latest = receipts.read(citizen, grant_id).latest
    assert latest.event is Event.SHORTENED
    assert latest.validity.last_day == TODAY + timedelta(days=2)


@pytest.mark.parametrize("days", [-1, 181])
def test_a_grant_is_neither_prolonged_nor_ended_in_the_past(
    citizen: Work, grant_id: UUID, days: int
) -> None:
    with pytest.raises(Refused):
        sharing.shorten(citizen, grant_id, TODAY + timedelta(days=days))


def test_what_ended_is_not_shortened(citizen: Work, grant_id: UUID) -> None:
    sharing.revoke(citizen, grant_id)

    with pytest.raises(NotFound):
        sharing.shorten(citizen, grant_id, TODAY)


def test_an_altered_grant_is_not_shortened_into_a_sound_one(
    session: Session, citizen: Work, grant_id: UUID
) -> None:
    session.execute(update(Grant).values(mode="suivi"))
    session.expire_all()

    with pytest.raises(Tampered):
        sharing.shorten(citizen, grant_id, TODAY)


def test_no_row_taken_or_changed_in_the_database_stands_in_the_way_of_stopping(
    citizen: Work, counsellor: Work
) -> None:
    """G-02: records of consent deleted, a state that lies: the wrap and the body still go."""
    for lie in (delete(Consent), update(Grant).values(state=State.REVOKED)):
        grant_id = gives(citizen, counsellor)
        citizen.session.execute(lie)
        citizen.session.expire_all()

        sharing.revoke(citizen, grant_id)

        assert citizen.session.scalars(select(GrantWrap)).all() == []
        assert citizen.session.get_one(Grant, grant_id).body is None


def test_a_journal_that_lost_or_changed_a_line_says_so(citizen: Work, counsellor: Work) -> None:
    """148: a line changed, a line gone, the last lines gone."""
    gives(citizen, counsellor)
    portfolio = boxes.portfolio_of(citizen)
    assert journal.is_sound(citizen, portfolio)

    for harm in (
        update(JournalLine).where(JournalLine.seq == 1).values(act="grant.read"),
        delete(JournalLine).where(JournalLine.seq == 1),
        delete(JournalLine).where(JournalLine.seq == portfolio.journal_count),
    ):
        with citizen.session.begin_nested() as attempt:
            citizen.session.execute(harm)
            assert not journal.is_sound(citizen, portfolio)
            attempt.rollback()
    assert journal.is_sound(citizen, portfolio)
