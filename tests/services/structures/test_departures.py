"""When somebody leaves, access ends at once and the structure's key changes."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered, Unsealable
from portfolio.domain.structures import Invitation, Office
from portfolio.services import (
    departures,
    desk,
    epochs,
    grants,
    members,
    rotations,
    sealed_views,
    sharing,
    standings,
)
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member, MemberKey, Structure, StructureKey
from tests.services.people import (
    a_citizen,
    a_member,
    a_structure,
    an_accepted,
    an_invited,
    gives,
    later,
    login_of,
    place_of,
)


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def counsellor(referent: Work) -> Work:
    return a_member(referent)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def test_77_who_left_opens_nothing_even_with_their_old_key_and_a_new_dump(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    """Security test 77: old session, old key, new database."""
    grant_id = gives(citizen, referent)
    kept_aside = epochs.held(counsellor, place_of(referent))

    done = departures.remove(referent, counsellor.actor.account_id)
    after = gives(citizen, referent)

    assert done is not None
    assert (done.carried, done.unreadable, done.set_aside) == (1, 0, ())
    for wrap in session.scalars(select(GrantWrap)):
        for epoch in (1, 2):
            place = sealed_views.wrap_place(wrap.grant_id, place_of(referent), epoch)
            with pytest.raises(Unsealable):
                kept_aside.recipient().unwrap(wrap.box, place)
    for each in (grant_id, after):
        with pytest.raises(NotFound):
            grants.open_(counsellor, each)
        assert grants.open_(referent, each).view.person == "Sandrine Thiébaut"


def test_a_removal_leaves_no_old_key_behind(
    session: Session, referent: Work, counsellor: Work
) -> None:
    stays = a_member(referent, "Marc")
    departures.remove(referent, counsellor.actor.account_id)

    keys = {(row.epoch, row.account_id) for row in session.scalars(select(MemberKey))}
    assert keys == {(2, referent.actor.account_id), (2, stays.actor.account_id)}
    retired = session.get_one(StructureKey, (place_of(referent), 1))
    assert retired.retired_at is not None


def test_the_others_go_on_reading_after_a_rotation(
    citizen: Work, referent: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, referent)
    leaver = a_member(referent, "Marc")
    departures.remove(referent, leaver.actor.account_id)

    assert grants.open_(counsellor, grant_id).view.person == "Sandrine Thiébaut"
    assert [person.name for person in desk.read(counsellor).people] == ["Sandrine Thiébaut"]


def test_who_leaves_alone_loses_access_at_once_and_the_key_changes_with_it(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    """The leaver's own request wraps anew, and leaves them nothing of the new key."""
    grant_id = gives(citizen, referent)
    departures.leave(counsellor)

    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)
    assert not standings.confirmed(referent).rotation_due
    keys = {(row.epoch, row.account_id) for row in session.scalars(select(MemberKey))}
    assert keys == {(2, referent.actor.account_id)}
    assert grants.open_(referent, grant_id).view.person


def test_who_leaves_with_a_key_that_opens_no_more_leaves_a_rotation_due(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, referent)
    mine = MemberKey.account_id == counsellor.actor.account_id
    session.execute(update(MemberKey).where(mine).values(box=b"x" * 1242))
    session.expire_all()
    departures.leave(counsellor)

    assert standings.confirmed(referent).rotation_due
    assert rotations.rotate(referent).carried == 1
    assert not standings.confirmed(referent).rotation_due
    assert grants.open_(referent, grant_id).view.person


def test_an_account_manager_who_leaves_changes_no_key(session: Session, referent: Work) -> None:
    manager = a_member(referent, "Gestionnaire", Office.ACCOUNT_MANAGER)
    departures.leave(manager)

    assert session.get_one(Structure, place_of(referent)).epoch == 1
    assert not standings.confirmed(referent).rotation_due


def test_an_account_manager_removes_at_once_and_the_key_changes_later(
    citizen: Work, referent: Work, counsellor: Work
) -> None:
    manager = a_member(referent, "Gestionnaire", Office.ACCOUNT_MANAGER)
    grant_id = gives(citizen, referent)

    assert departures.remove(manager, counsellor.actor.account_id) is None
    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)
    assert standings.confirmed(referent).rotation_due
    with pytest.raises(Forbidden):
        rotations.rotate(manager)


def test_73_the_last_key_holder_cannot_leave_nor_be_removed(
    referent: Work, counsellor: Work
) -> None:
    """Security test 73."""
    manager = a_member(referent, "Gestionnaire", Office.ACCOUNT_MANAGER)

    with pytest.raises(Refused):
        departures.leave(referent)
    with pytest.raises(Refused):
        departures.remove(manager, referent.actor.account_id)
    a_member(referent, "Claire", Office.REFERENT)
    departures.leave(referent)
    with pytest.raises(NotFound):
        standings.confirmed(referent)


def test_a_second_holder_written_by_hand_does_not_let_the_last_one_leave(
    session: Session, referent: Work, counsellor: Work
) -> None:
    mine = Member.account_id == counsellor.actor.account_id
    session.execute(update(Member).where(mine).values(office=Office.REFERENT))

    with pytest.raises(Refused):
        departures.leave(referent)


def test_an_invitation_is_withdrawn_without_changing_the_key(referent: Work) -> None:
    for newcomer in (an_invited(referent), an_accepted(referent, "Marc")):
        assert departures.remove(referent, newcomer.actor.account_id) is None
        with pytest.raises(NotFound):
            departures.remove(referent, newcomer.actor.account_id)
    assert not standings.confirmed(referent).rotation_due


def test_a_counsellor_removes_nobody_and_nobody_removes_themselves(
    referent: Work, counsellor: Work
) -> None:
    with pytest.raises(Forbidden):
        departures.remove(counsellor, referent.actor.account_id)
    with pytest.raises(Refused):
        departures.remove(referent, referent.actor.account_id)


def test_who_left_may_be_invited_again_and_gets_the_new_key(
    citizen: Work, referent: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, referent)
    departures.remove(referent, counsellor.actor.account_id)
    members.invite(referent, Invitation(login=login_of(counsellor), name="Sonia Mougel"))
    members.accept(counsellor, place_of(referent))
    members.confirm(referent, counsellor.actor.account_id)

    assert grants.open_(counsellor, grant_id).view.person


def test_76_a_rotation_that_is_interrupted_leaves_the_former_epoch_whole(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    """Security test 76: nothing of it was committed, so nothing of it happened."""
    grant_id = gives(citizen, referent)
    session.commit()
    rotations.rotate(referent)
    session.rollback()

    assert session.get_one(Structure, place_of(referent)).epoch == 1
    assert grants.open_(counsellor, grant_id).view.person
    assert rotations.rotate(referent).epoch == 2
    assert rotations.rotate(referent).epoch == 3
    assert grants.open_(counsellor, grant_id).view.person


def test_a_former_key_put_back_by_hand_changes_nothing(
    session: Session, citizen: Work, referent: Work
) -> None:
    grant_id = gives(citizen, referent)
    former = session.get_one(MemberKey, (place_of(referent), 1, referent.actor.account_id)).box
    rotations.rotate(referent)
    session.add(
        MemberKey(
            structure_id=place_of(referent),
            epoch=1,
            account_id=referent.actor.account_id,
            box=former,
        )
    )
    session.flush()

    assert epochs.held(referent, place_of(referent)).epoch == 2
    assert grants.open_(referent, grant_id).view.person == "Sandrine Thiébaut"


def test_a_rotation_carries_over_only_what_still_runs(
    session: Session, citizen: Work, referent: Work
) -> None:
    gone, running = gives(citizen, referent), gives(citizen, referent)
    sharing.revoke(citizen, gone)
    ended = gives(citizen, referent, ends=citizen.now.date())
    odd = gives(citizen, referent)
    session.execute(update(Grant).where(Grant.id == odd).values(state="revoked"))

    done = rotations.rotate(later(referent, days=2))

    assert done.carried == 1
    assert session.get_one(GrantWrap, (running, "structure", place_of(referent))).epoch == 2
    assert session.get_one(GrantWrap, (ended, "structure", place_of(referent))).epoch == 1


def test_an_altered_wrap_or_member_does_not_stop_a_rotation(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    broken, sound = gives(citizen, referent), gives(citizen, referent)
    session.execute(update(GrantWrap).where(GrantWrap.grant_id == broken).values(box=b"x" * 1178))
    mine = Account.id == counsellor.actor.account_id
    session.execute(update(Account).where(mine).values(public=hybrid.new_pair().public))
    session.expire_all()

    done = rotations.rotate(referent)

    assert (done.carried, done.unreadable, done.set_aside) == (1, 1, ("Sonia Mougel",))
    assert grants.open_(referent, sound).view.person
    for who, grant_id in ((referent, broken), (counsellor, sound)):
        with pytest.raises(NotFound):
            grants.open_(who, grant_id)


def test_a_membership_written_by_hand_is_handed_no_key_by_a_rotation(
    session: Session, citizen: Work, referent: Work
) -> None:
    intruder = an_accepted(referent, "Intrus")
    mine = Member.account_id == intruder.actor.account_id
    session.execute(update(Member).where(mine).values(state="confirmed"))
    session.expire_all()

    assert rotations.rotate(referent).set_aside == ("Intrus",)
    held = select(MemberKey).where(MemberKey.account_id == intruder.actor.account_id)
    assert session.scalars(held).all() == []


@pytest.mark.parametrize("put_back", [False, True])
def test_21_a_structure_key_that_was_replaced_or_put_back_is_never_used(
    session: Session, citizen: Work, referent: Work, put_back: bool
) -> None:
    """Security test 21, for a structure: replaced bytes, or a retired epoch in service again."""
    if put_back:
        rotations.rotate(referent)
        session.execute(update(Structure).values(epoch=1))
    replaced = {"retired_at": None} if put_back else {"public": hybrid.new_pair().public}
    session.execute(update(StructureKey).where(StructureKey.epoch == 1).values(replaced))
    session.expire_all()

    with pytest.raises(Tampered):
        gives(citizen, referent)


def test_a_rotation_reads_and_writes_in_sets(
    session: Session, citizen: Work, referent: Work, statements: list[str]
) -> None:
    for _ in range(3):
        gives(citizen, referent)
    session.flush()
    statements.clear()
    rotations.rotate(referent)
    few = len(statements)
    for _ in range(6):
        gives(citizen, referent)
    session.flush()
    statements.clear()
    rotations.rotate(referent)

    assert len(statements) == few
