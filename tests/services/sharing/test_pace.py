"""How many shares one professional opens: counted from visits, in the statement that opens."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.desks import Among
from portfolio.domain.errors import Paced, ProofNeeded
from portfolio.domain.pace import Pace
from portfolio.domain.sharing import Mode, Right
from portfolio.domain.team import TeamAct
from portfolio.services import desk, entries, grants, pacing
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.sharing import Visit
from portfolio.storage.structures import TeamLine
from tests.services.people import a_citizen, a_member, a_skill, a_structure, gives, later


@pytest.fixture
def reader(session: Session, keys: Keyring) -> Work:
    """Somebody who may open three shares an hour, five a day."""
    return replace(a_structure(session, keys), pace=Pace(hour=3, day=5))


def shares(reader: Work, count: int) -> list[UUID]:
    """As many grants to the reader's structure, each from somebody else."""
    keys = replace(reader.keys, user=None)
    return [gives(a_citizen(reader.session, keys), reader) for _ in range(count)]


def proved(work: Work) -> Work:
    """The same person, who has just shown who they are."""
    return replace(work, pace=replace(work.pace, proved_at=work.now))


def test_72_one_more_in_an_hour_asks_for_a_proof_and_what_was_opened_stays_open(
    reader: Work,
) -> None:
    """Security test 72: the twenty-first of an hour; here the fourth."""
    first, *others, fourth = shares(reader, 4)
    for one in (first, *others):
        grants.open_(reader, one)
    with pytest.raises(ProofNeeded):
        grants.open_(reader, fourth)
    with pytest.raises(ProofNeeded):
        grants.reach(reader, fourth, Right.PROPOSE)
    grants.open_(reader, first)
    soon = later(reader, minutes=1)
    grants.open_(proved(soon), fourth)


def test_72_a_day_s_last_is_blocked_whatever_is_proved_until_the_first_is_a_day_old(
    reader: Work,
) -> None:
    """Security test 72: the sixty-first of a day; here the sixth."""
    *five, sixth = shares(reader, 6)
    for at, one in enumerate(five):
        grants.open_(proved(later(reader, minutes=at)), one)
    with pytest.raises(Paced) as refusal:
        grants.open_(proved(later(reader, hours=10)), sixth)
    assert refusal.value.retry_after == timedelta(hours=14).total_seconds()
    grants.open_(proved(later(reader, hours=10)), five[0])
    grants.open_(proved(later(reader, hours=24, minutes=1)), sixth)


def test_72_a_colleague_has_a_count_of_their_own(reader: Work) -> None:
    """Security test 72: what one opens is not held against another."""
    colleague = replace(a_member(reader), pace=reader.pace)
    *three, fourth = shares(reader, 4)
    for one in three:
        grants.open_(reader, one)
    grants.open_(colleague, fourth)


def test_72_what_is_reached_without_its_page_counts_where_it_may_be_noted(reader: Work) -> None:
    """Security test 72: an address typed by hand is no way round."""
    writing = replace(reader, pace=replace(reader.pace, writes=True))
    *three, fourth = shares(reader, 4)
    for one in (*three, three[0]):
        grants.reach(writing, one, Right.READ)
    reader.session.flush()
    assert len(reader.session.scalars(select(Visit)).all()) == 3
    with pytest.raises(ProofNeeded):
        grants.open_(reader, fourth)


def test_72_the_team_reads_one_line_an_hour(reader: Work) -> None:
    """Security test 72: asked ten times, said once."""
    assert pacing.alert(reader, TeamAct.HURRIED)
    assert not pacing.alert(later(reader, minutes=59), TeamAct.HURRIED)
    assert pacing.alert(later(reader, minutes=61), TeamAct.HURRIED)
    found = reader.session.scalars(select(TeamLine).where(TeamLine.act == TeamAct.HURRIED)).all()
    assert len(found) == 2


def test_what_was_only_written_to_or_taken_home_days_later_stays_new(reader: Work) -> None:
    """Counting a share against somebody's pace is not reading it."""
    citizen = a_citizen(reader.session, replace(reader.keys, user=None))
    grant_id = gives(citizen, reader, mode=Mode.SUIVI)
    grants.open_(reader, grant_id)
    entries.add(later(citizen, days=2), a_skill())
    after = later(replace(reader, pace=replace(reader.pace, writes=True)), days=3)

    grants.reach(after, grant_id, Right.PROPOSE)
    reader.session.flush()

    person = desk.read(after).people[0].latest
    assert person.has_news and person.read_at == reader.now
    assert [one.latest.id for one in desk.read(after, among=Among.NEW).people] == [grant_id]
    grants.open_(after, grant_id)
    assert not desk.read(after).people[0].latest.has_news
