"""The end of the service: announced early, told three times, never before its day, never by SQL."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.domain.access import SERVICE
from portfolio.domain.errors import Closed, Refused, Tampered
from portfolio.domain.farewell import NOTICE, Farewell, Stage, Step
from portfolio.domain.sharing import day_of
from portfolio.services import farewells, parting
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.farewell import ServiceEnd
from tests.services.people import NOON, a_citizen, a_structure, gives

ENDS = day_of(NOON) + timedelta(days=100)
DAY = timedelta(days=1)
SIX_MONTHS = timedelta(days=180)


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return Work(session, SERVICE, NOON, keys)


def on(work: Work, day: date) -> Work:
    return replace(work, now=NOON + (day - day_of(NOON)))


def read(work: Work) -> Farewell:
    known = farewells.read(work.session, work.keys)
    assert known
    return known


def test_it_is_announced_long_before_and_said_again_changes_nothing(work: Work) -> None:
    with pytest.raises(Refused):
        farewells.announce(work, day_of(NOON) + NOTICE - DAY)
    assert farewells.read(work.session, work.keys) is None
    farewells.announce(work, ENDS, "Votre CIBC vous attend.")
    once = read(work)
    farewells.announce(on(work, ENDS - 3 * DAY), ENDS)
    assert read(work) == once == Farewell(NOON, ENDS, "Votre CIBC vous attend.")


def test_it_is_put_off_and_never_brought_forward(work: Work) -> None:
    farewells.announce(work, ENDS)
    with pytest.raises(Refused):
        farewells.announce(work, ENDS - DAY)
    late = on(work, ENDS - 10 * DAY)
    with pytest.raises(Refused):  # people need the whole time again
        farewells.announce(late, ENDS + 5 * DAY)
    farewells.announce(late, ENDS + NOTICE)
    assert read(work).ends == ENDS + NOTICE and read(work).announced_at == NOON


def test_it_is_taken_back_until_its_day(work: Work) -> None:
    farewells.announce(work, ENDS)
    farewells.reopen(work)
    farewells.reopen(work)
    assert farewells.read(work.session, work.keys) is None
    farewells.announce(work, ENDS)
    with pytest.raises(Refused):
        farewells.reopen(on(work, ENDS + DAY))


def test_nothing_stops_before_its_day_nor_before_people_know(work: Work) -> None:
    with pytest.raises(Refused):
        farewells.stop(work, SIX_MONTHS, 0)
    farewells.announce(work, ENDS)
    with pytest.raises(Refused):
        farewells.stop(on(work, ENDS), SIX_MONTHS, 0)
    after = on(work, ENDS + DAY)
    for despite in (0, 2):
        with pytest.raises(Refused):
            farewells.stop(after, SIX_MONTHS, 3, despite=despite)
    known = farewells.stop(after, SIX_MONTHS, 3, despite=3)
    assert farewells.stop(on(work, ENDS + 9 * DAY), SIX_MONTHS, 9) == known
    assert known.open_until == ENDS + DAY + SIX_MONTHS
    with pytest.raises(Refused):
        farewells.reopen(after)
    with pytest.raises(Refused):
        farewells.announce(after, ENDS + SIX_MONTHS)


def test_the_stages_and_the_steps_follow_the_days() -> None:
    known = Farewell(NOON, ENDS)

    def at(day: date) -> tuple[Stage, Step | None]:
        moment = NOON + (day - day_of(NOON))
        return known.stage(moment), known.step(moment)

    assert at(day_of(NOON)) == (Stage.ANNOUNCED, Step.ANNOUNCED)
    assert at(ENDS - 31 * DAY) == (Stage.ANNOUNCED, Step.ANNOUNCED)
    assert at(ENDS - 30 * DAY) == (Stage.ANNOUNCED, Step.MONTH)
    assert at(ENDS - 7 * DAY) == (Stage.ANNOUNCED, Step.WEEK)
    assert at(ENDS) == (Stage.ANNOUNCED, Step.WEEK)
    assert at(ENDS + DAY) == (Stage.ENDED, None)
    assert list(known.steps_for(ENDS - 10 * DAY)) == [Step.MONTH, Step.WEEK]


@pytest.mark.parametrize(
    "forged",
    [{"ends": ENDS - 90 * DAY}, {"stopped_at": NOON}, {"message": "Allez voir ailleurs."}],
    ids=["ends", "stopped", "message"],
)
def test_a_hand_in_the_database_ends_nothing(work: Work, forged: dict[str, object]) -> None:
    farewells.announce(work, ENDS)
    work.session.execute(update(ServiceEnd).values(forged))
    work.session.expire_all()
    with pytest.raises(Tampered):
        farewells.read(work.session, work.keys)


def test_past_the_day_no_account_and_no_share_begins(work: Work) -> None:
    citizen, structure = a_citizen(work.session, work.keys), a_structure(work.session, work.keys)
    farewells.announce(work, ENDS)
    gives(citizen, structure)
    after = NOON + (ENDS + DAY - day_of(NOON))
    farewells.check_open(work.session, work.keys, NOON)
    with pytest.raises(Closed):
        farewells.check_open(work.session, work.keys, after)
    with pytest.raises(Closed):
        gives(replace(citizen, now=after), structure, ends=ENDS + 30 * DAY)


def test_who_has_no_address_is_told_by_coming(work: Work) -> None:
    a_citizen(work.session, work.keys)
    known = farewells.announce(work, ENDS)
    counted = parting.count(work.session, work.keys, known)
    assert (counted.citizens, counted.taken, counted.untold, counted.unreachable) == (1, 0, 1, 1)
