"""A share that ends is told in neutral words, and whoever needs it no more gives it up."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.domain import sharing as terms_of
from portfolio.domain.consents import Event
from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import State
from portfolio.services import (
    boxes,
    desk,
    ended,
    entries,
    given,
    giving_up,
    grants,
    journal,
    receipts,
    sharing,
)
from portfolio.services.ended import Ended
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.work import Work
from portfolio.storage.sharing import GrantWrap
from tests.services.people import (
    a_citizen,
    a_member,
    a_skill,
    a_structure,
    at_night,
    gives,
    later,
    names,
    place_of,
    terms,
)


def told(work: Work) -> list[Ended]:
    return list(desk.read(work).over)


def test_g_04_the_structure_is_told_that_a_share_ended_and_when(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance G-04: no reason and no name; stopped and over are told alike."""
    stopped = gives(citizen, counsellor)
    short = gives(citizen, counsellor, ends=terms_of.day_of(citizen.now))
    grants.open_(counsellor, stopped)
    assert told(counsellor) == []
    sharing.revoke(later(citizen, hours=1), stopped)

    tomorrow = later(counsellor, days=1)
    over = given.one(citizen, short).ends_at
    expected = [
        Ended(short, citizen.now, over, None),
        Ended(stopped, citizen.now, later(citizen, hours=1).now, counsellor.now),
    ]
    grants.expire(at_night(citizen, days=1))
    assert told(tomorrow) == expected
    assert "Sandrine" not in repr(expected)


def test_g_04_what_was_read_once_is_put_away_by_each_for_herself(
    citizen: Work, counsellor: Work
) -> None:
    colleague = a_member(counsellor)
    sharing.revoke(later(citizen, hours=1), gives(citizen, counsellor))
    ended.put_away(later(counsellor, hours=2))

    assert told(later(counsellor, hours=2)) == []
    assert len(told(later(colleague, hours=2))) == 1
    assert told(later(colleague, days=31)) == []
    sharing.revoke(later(citizen, hours=3), gives(citizen, counsellor))
    assert len(told(later(counsellor, hours=3))) == 1


def test_g_04_nobody_else_is_told(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    """Neither another structure nor, of what was for people by name, their colleagues."""
    other, named = a_structure(session, keys, "Nora Petit"), a_member(counsellor)
    grant_id = names(citizen, named)
    grants.open_(named, grant_id)
    sharing.revoke(later(citizen, hours=1), grant_id)

    after = [later(one, hours=2) for one in (counsellor, named, other)]
    assert [len(told(one)) for one in after] == [0, 1, 0]


def test_a_share_is_given_up_and_its_owner_is_told(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    tomorrow = later(counsellor, days=1)
    giving_up.give_up(tomorrow, grant_id)

    with pytest.raises(NotFound):
        grants.open_(tomorrow, grant_id)
    with pytest.raises(NotFound):
        giving_up.give_up(tomorrow, grant_id)
    one = given.one(citizen, grant_id)
    assert (one.state, one.ended_at) == (State.GIVEN_UP, tomorrow.now)
    latest = receipts.read(citizen, grant_id).latest
    assert (latest.event, latest.event_by) == (Event.GIVEN_UP, counsellor.actor.account_id)
    line = journal.read(citizen, boxes.portfolio_of(citizen))[0]
    assert (line.act, line.by, line.grant_id) == ("grant.given_up", "Hélène Grandjean", grant_id)
    assert session.scalar(select(func.count()).select_from(GrantWrap)) == 0


def test_one_of_several_people_named_gives_up_her_own_access_alone(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    named = a_member(counsellor)
    grant_id = names(citizen, counsellor, named)
    giving_up.give_up(named, grant_id)

    with pytest.raises(NotFound):
        grants.open_(named, grant_id)
    assert grants.open_(counsellor, grant_id).view.person
    assert given.one(citizen, grant_id).state is State.ACTIVE
    giving_up.give_up(counsellor, grant_id)
    assert given.one(citizen, grant_id).state is State.GIVEN_UP


def test_another_structures_share_is_not_given_up(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    grant_id, other = gives(citizen, counsellor), a_structure(session, keys, "Nora Petit")

    for who in (other, citizen):
        with pytest.raises(NotFound):
            giving_up.give_up(who, grant_id)
    assert grants.open_(counsellor, grant_id).view.person


def test_nobody_prolongs_what_somebody_else_gave(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    theirs, to = gives(citizen, counsellor), ToStructure(place_of(counsellor))
    other = a_citizen(session, keys, "Karim")
    entries.add(other, a_skill())

    for former in (theirs, uuid4()):
        with pytest.raises(NotFound), session.begin_nested():
            sharing.renew(other, former, to, terms(), once=uuid4())
    assert given.mine(other).active == ()
    assert grants.open_(counsellor, theirs).view.person
