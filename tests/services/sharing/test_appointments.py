"""Appointments: either side proposes, the other confirms, and nobody else reads when or where."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.appointments import How, Plan, Presence, Stage
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.sharing import Mode, Right
from portfolio.services import (
    appointed,
    appointing,
    appointments,
    around,
    desk,
    grants,
    journal,
    rotations,
    sharing,
    sides,
    waiting,
)
from portfolio.services.appointing import Change
from portfolio.services.keyring import Keyring
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.appointments import Appointment, AppointmentStep
from tests.services.people import (
    NOON,
    a_citizen,
    a_meeting,
    a_member,
    a_structure,
    appointed_with,
    gives,
    later,
    names,
    place_of,
)

MOVED = a_meeting(days=9, at=time(14, 30), how=How.PHONE, place="03 29 00 00 00")


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, mode=Mode.SUIVI)


@pytest.fixture
def made(counsellor: Work, grant_id: UUID) -> UUID:
    return appointed_with(counsellor, grant_id)


def theirs(work: Work, grant_id: UUID) -> Side:
    return sides.of_structure(work, grant_id, Right.READ)


def hers(work: Work, grant_id: UUID) -> Side:
    return sides.of_owner(work, grant_id, Right.READ)


def test_one_is_proposed_confirmed_moved_and_both_read_who_did_what_when(
    citizen: Work, counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    [found] = appointments.mine(citizen)
    assert (found.stage, found.plan, found.structure) == (
        Stage.PROPOSED,
        a_meeting(),
        "CIDFF des Vosges",
    )
    assert found.waits_for(owner=True) and not found.waits_for(owner=False)

    appointing.confirm(citizen, hers(citizen, grant_id), Change(made, 1))
    then = later(citizen, days=1)
    appointing.move(then, hers(then, grant_id), Change(made, 2), MOVED)
    side = theirs(counsellor, grant_id)
    moved = appointed.one(counsellor, side, made)
    assert (moved.stage, moved.plan, moved.with_name) == (
        Stage.PROPOSED,
        MOVED,
        "Hélène Grandjean",
    )
    assert moved.waits_for(owner=False)
    told = [
        (one.what.act, one.author or "her", one.at)
        for one in appointed.history(counsellor, side, made)
    ]
    assert told == [
        ("moved", "her", then.now),
        ("confirmed", "her", NOON),
        ("proposed", "Hélène Grandjean", NOON),
    ]
    acts = [line.act for line in journal.read(citizen, side.portfolio, others=False)]
    assert acts[:3] == ["appointment.moved", "appointment.confirmed", "appointment.proposed"]


def test_only_the_other_side_says_yes_and_twice_is_once(
    citizen: Work, counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    with pytest.raises(Refused):
        appointing.confirm(counsellor, theirs(counsellor, grant_id), Change(made, 1))
    appointing.confirm(citizen, hers(citizen, grant_id), Change(made, 1))
    appointing.confirm(citizen, hers(citizen, grant_id), Change(made, 2))
    assert appointments.mine(citizen)[0].step == 2


def test_of_two_tabs_the_second_is_told_and_nothing_is_lost(
    citizen: Work, counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    appointing.move(counsellor, theirs(counsellor, grant_id), Change(made, 1), MOVED)
    with pytest.raises(Conflict) as told:
        appointing.confirm(citizen, hers(citizen, grant_id), Change(made, 1))
    assert told.value.current.plan == MOVED  # type: ignore[attr-defined]  # the appointment
    assert appointments.mine(citizen)[0].stage is Stage.PROPOSED


def test_one_that_is_cancelled_stays_to_be_read_and_changes_no_more(
    citizen: Work, counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    appointing.cancel(citizen, hers(citizen, grant_id), Change(made, 1), "Un empêchement.")
    [found] = appointments.mine(citizen)
    assert (found.stage, found.last.reason) == (Stage.CANCELLED, "Un empêchement.")
    assert appointments.coming(counsellor, 30) == [] and waiting.count(citizen).meeting is None
    with pytest.raises(Refused):
        appointing.move(counsellor, theirs(counsellor, grant_id), Change(made, 2), MOVED)


def test_how_it_went_is_the_structure_s_to_note_once_it_began(
    citizen: Work, counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    change = Change(made, 1)
    with pytest.raises(Refused):
        appointing.note(counsellor, theirs(counsellor, grant_id), change, Presence.CAME)
    after = later(counsellor, days=7, hours=3)
    with pytest.raises(NotFound):
        appointing.note(after, hers(citizen, grant_id), change, Presence.CAME)
    appointing.note(after, theirs(after, grant_id), change, Presence.ABSENT)
    appointing.note(after, theirs(after, grant_id), Change(made, 2), Presence.EXCUSED)
    assert appointments.mine(citizen)[0].presence is Presence.EXCUSED


def test_a_moment_that_cannot_be_is_refused_in_a_sentence(counsellor: Work, grant_id: UUID) -> None:
    side = theirs(counsellor, grant_id)
    for plan, field in (
        (a_meeting(days=-1), "day"),
        (a_meeting(days=0, at=time(11, 59)), "at"),
        (a_meeting(days=181), "day"),
        (Plan(day=date(2027, 3, 28), at=time(2, 30)), "at"),  # the clocks jump over it
    ):
        with pytest.raises(Refused) as refused:
            appointing.propose(counsellor, side, plan)
        assert refused.value.field == field
    for wrong in ({"how": How.VIDEO}, {"link": "http://visio.fr/a"}, {"minutes": 7}):
        with pytest.raises(ValidationError):
            a_meeting(**wrong)


def test_none_is_proposed_for_a_day_when_the_share_is_over(citizen: Work, counsellor: Work) -> None:
    short = gives(citizen, counsellor, ends=NOON.date() + timedelta(days=3))
    with pytest.raises(Refused) as refused:
        appointed_with(counsellor, short, days=4)
    assert refused.value.values["last"] == NOON.date() + timedelta(days=3)
    appointed_with(counsellor, short, days=3)


def test_an_hour_is_the_one_on_the_wall_whatever_the_season() -> None:
    summer, winter = date(2027, 7, 1), date(2027, 1, 1)
    assert [a_meeting(day=day).starts.hour for day in (summer, winter)] == [8, 9]
    ends = Plan(day=date(2027, 3, 27), at=time(23, 30), minutes=180).ends
    assert ends.isoformat() == "2027-03-28T01:30:00+00:00"


def test_the_agenda_of_a_day_is_of_the_structure_with_names_and_says_whose_each_is(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    sonia = a_member(counsellor)
    appointed_with(counsellor, grant_id, days=0, at=time(16, 0))
    appointed_with(sonia, grant_id, days=0, at=time(15, 0))
    appointed_with(sonia, grant_id, days=2)
    day = appointments.today(counsellor)
    assert [(one.plan.at.hour, one.person, one.with_name, one.mine) for one in day] == [
        (15, "Sandrine Thiébaut", "Sonia Mougel", False),
        (16, "Sandrine Thiébaut", "Hélène Grandjean", True),
    ]
    assert len(appointments.coming(counsellor, 3)) == 3
    assert waiting.count(citizen).meeting == appointments.mine(citizen)[0]


def test_i_01_no_other_structure_and_nobody_left_out_by_name_finds_it(
    citizen: Work, counsellor: Work, session: Session, keys: Keyring
) -> None:
    """Acceptance I-01: what is given to people by name is on no colleague's agenda."""
    sonia = a_member(counsellor)
    named = names(citizen, sonia)
    made = appointed_with(sonia, named)
    stranger = a_structure(session, keys, "Marc Colin", name="Mission locale")
    assert len(appointments.coming(sonia, 30)) == 1
    for other in (counsellor, stranger):
        assert appointments.coming(other, 30) == []
        with pytest.raises(NotFound):
            appointed.one(other, theirs(other, named), made)


def test_once_the_share_stops_the_structure_has_nothing_and_she_keeps_hers(
    citizen: Work, counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    sharing.revoke(citizen, grant_id)
    assert appointments.coming(counsellor, 30) == []
    with pytest.raises(NotFound):
        appointing.move(counsellor, theirs(counsellor, grant_id), Change(made, 1), MOVED)
    [kept] = appointments.mine(citizen)
    assert kept.plan == a_meeting()
    with pytest.raises(Refused):
        appointing.confirm(citizen, hers(citizen, grant_id), Change(made, 1))


def test_it_is_still_on_the_desk_when_the_structure_s_key_has_changed(
    counsellor: Work, made: UUID
) -> None:
    rotations.rotate(counsellor)
    assert [one.id for one in appointments.coming(counsellor, 30)] == [made]


def test_two_at_the_same_hour_are_told_and_not_refused(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session, keys: Keyring
) -> None:
    other = gives(a_citizen(session, keys, "Karim Benali"), counsellor)
    appointed_with(counsellor, other, at=time(10, 30))
    made = appointed_with(counsellor, grant_id)
    one = appointed.one(counsellor, theirs(counsellor, grant_id), made)
    assert [each.person for each in appointing.overlapping(counsellor, one)] == ["Karim Benali"]


def test_the_same_press_proposes_once_and_too_many_are_refused(
    counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    assert appointed_with(counsellor, grant_id) == made
    for days in range(8, 17):
        appointed_with(counsellor, grant_id, days=days)
    with pytest.raises(Refused):
        appointed_with(counsellor, grant_id, days=20)


def test_no_row_says_which_day_nor_where_and_none_is_believed_once_altered(
    citizen: Work, counsellor: Work, session: Session, made: UUID
) -> None:
    row = session.scalars(select(Appointment)).one()
    assert row.day == appointments.mark_of(counsellor.keys, place_of(counsellor), a_meeting().day)
    step = session.scalars(select(AppointmentStep)).one()
    assert b"Thiers" not in step.box and b"2026-11-27" not in step.box
    for changed in ({"stage": "confirmed"}, {"with_id": citizen.actor.account_id}):
        kept = {name: getattr(row, name) for name in changed}
        session.execute(update(Appointment).values(**changed))
        assert (appointments.mine(citizen), appointments.mine(citizen).altered) == ([], 1)
        session.execute(update(Appointment).values(**kept))
    assert made == appointments.mine(citizen)[0].id


def test_one_that_was_altered_hides_no_other(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, made: UUID
) -> None:
    """The agenda, the desk and her first page go on without it."""
    other = gives(a_citizen(session, keys, "Karim"), counsellor)
    there = appointed_with(counsellor, other)
    session.execute(update(Appointment).where(Appointment.id == made).values(proof=bytes(33)))
    found = appointments.coming(counsellor, 10)
    assert [one.id for one in found] == [there] and found.altered == 1
    assert waiting.count(citizen).meeting is None
    agenda = desk.read(counsellor).agenda
    assert [one.id for one in agenda.then] == [there] and agenda.altered == 1


def test_of_one_share_too_the_others_stay_and_the_glance_says_that_one_is_unreadable(
    session: Session, counsellor: Work, grant_id: UUID, made: UUID
) -> None:
    """A row that says another stage, another step or another day than its box: none is believed."""
    there = appointed_with(counsellor, grant_id, days=9)
    appointing.move(counsellor, theirs(counsellor, grant_id), Change(made, 1), MOVED)
    row = session.get_one(Appointment, (grant_id, made))
    for changed in ({"stage": "confirmed"}, {"stage": "cancelled"}, {"step": 1}):
        kept = {name: getattr(row, name) for name in changed}
        session.execute(update(Appointment).where(Appointment.id == made).values(**changed))
        found = appointed.of_grant(counsellor, theirs(counsellor, grant_id))
        assert [one.id for one in found] == [there] and found.altered == 1
        near = around.gather(counsellor, grants.reach(counsellor, grant_id, Right.READ))
        held = near["appointments"]
        assert [plan.day for plan, _ in held.plans] == [a_meeting(days=9).day]
        assert held.altered == 1
        session.execute(update(Appointment).where(Appointment.id == made).values(**kept))
        session.expire_all()
    assert appointed.of_grant(counsellor, theirs(counsellor, grant_id)).altered == 0
