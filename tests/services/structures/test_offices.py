"""An office changes, and the keys follow it: never fewer than one referent."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered
from portfolio.domain.structures import Office
from portfolio.services import departures, epochs, grants, members, offices, standings
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.structures import MemberKey, Structure
from tests.services.people import (
    a_citizen,
    a_member,
    a_structure,
    an_accepted,
    gives,
    names,
    place_of,
)


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def counsellor(referent: Work) -> Work:
    return a_member(referent)


def test_a_counsellor_becomes_referent_and_the_founder_steps_back(
    referent: Work, counsellor: Work
) -> None:
    offices.change(referent, counsellor.actor.account_id, Office.REFERENT)
    place = place_of(referent)
    assert members.referents(referent, place) == {place: ["Hélène Grandjean", "Sonia Mougel"]}
    offices.change(referent, referent.actor.account_id, Office.COUNSELLOR)

    assert standings.holders(counsellor, place_of(referent)).keys() == {counsellor.actor.account_id}
    assert epochs.held(referent, place_of(referent)).epoch == 1  # a counsellor reads, as before
    with pytest.raises(Forbidden):
        offices.change(referent, referent.actor.account_id, Office.REFERENT)
    a_member(counsellor, "Paul")


@pytest.mark.parametrize("office", [Office.COUNSELLOR, Office.ACCOUNT_MANAGER])
def test_73_the_last_referent_stays_one(referent: Work, counsellor: Work, office: Office) -> None:
    """Security test 73: a change of office is a way to leave the keys, and refused as such."""
    with pytest.raises(Refused):
        offices.change(referent, referent.actor.account_id, office)
    assert standings.confirmed(referent).office is Office.REFERENT


def test_whoever_handles_names_only_from_now_on_reads_no_more_and_the_key_changes(
    session: Session, keys: Keyring, referent: Work, counsellor: Work
) -> None:
    citizen = a_citizen(session, keys)
    grant_id, named = gives(citizen, referent), names(citizen, referent, counsellor)
    offices.change(referent, counsellor.actor.account_id, Office.ACCOUNT_MANAGER)

    for one in (grant_id, named):
        with pytest.raises(NotFound):
            grants.open_(counsellor, one)
        assert grants.open_(referent, one).view.person
    assert session.get_one(Structure, place_of(referent)).epoch == 2
    held = session.scalars(select(MemberKey.account_id)).all()
    assert held == [referent.actor.account_id]


def test_a_manager_becomes_counsellor_and_is_handed_the_key(
    session: Session, keys: Keyring, referent: Work
) -> None:
    manager = a_member(referent, "Nadia", Office.ACCOUNT_MANAGER)
    grant_id = gives(a_citizen(session, keys), referent)
    offices.change(referent, manager.actor.account_id, Office.COUNSELLOR)
    assert grants.open_(manager, grant_id).view.person


def test_71_a_manager_gives_no_office(referent: Work, counsellor: Work) -> None:
    """Security test 71: an office comes with keys, so that only a key holder gives one."""
    manager = a_member(referent, "Nadia", Office.ACCOUNT_MANAGER)
    for one in (manager, counsellor):
        with pytest.raises(Forbidden):
            offices.change(one, counsellor.actor.account_id, Office.REFERENT)


def test_only_somebody_confirmed_with_sound_keys_changes_office(
    session: Session, referent: Work, counsellor: Work
) -> None:
    waiting, left = an_accepted(referent, "Marc"), a_member(referent, "Paul")
    departures.leave(left)
    for one in (waiting, left):
        with pytest.raises(NotFound):
            offices.change(referent, one.actor.account_id, Office.REFERENT)
    with pytest.raises(Refused):
        offices.change(referent, counsellor.actor.account_id, Office.COUNSELLOR)
    manager = a_member(referent, "Nadia", Office.ACCOUNT_MANAGER)
    mine = Account.id == manager.actor.account_id
    session.execute(update(Account).where(mine).values(public=hybrid.new_pair().public))
    session.expire_all()
    with pytest.raises(Tampered):
        offices.change(referent, manager.actor.account_id, Office.REFERENT)
