"""A structure's printed code: good after every change of key, spent when it serves, never alone."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.crypto.recovery import new_code, read_code
from portfolio.domain.access import SERVICE
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered, TooMany
from portfolio.domain.structures import Invitation, Membership, Office
from portfolio.domain.team import TeamAct
from portfolio.services import (
    departures,
    epochs,
    grants,
    members,
    rescues,
    rotations,
    standings,
    structure_sheets,
    structures,
    team_lines,
)
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.structures import Member, StructureSheet, TeamLine
from tests.services.people import (
    a_citizen,
    a_member,
    a_professional,
    a_sheet,
    a_structure,
    acting,
    an_accepted,
    an_invited,
    at_night,
    gives,
    later,
    login_of,
    place_of,
)


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def typed(code: str) -> bytes:
    return read_code(code)


def test_alone_is_not_safe_two_holders_or_a_sheet_are(referent: Work) -> None:
    assert not structure_sheets.keeping(referent).is_safe
    a_sheet(referent)
    kept = structure_sheets.keeping(referent)
    assert (kept.holders, kept.printed_by, kept.is_safe) == (
        ("Hélène Grandjean",),
        "Hélène Grandjean",
        True,
    )
    structure_sheets.destroy(referent)
    assert not structure_sheets.keeping(referent).is_safe
    a_member(referent, "Claire", Office.REFERENT)
    assert structure_sheets.keeping(referent).is_safe


def test_a_counsellor_takes_the_keys_up_after_many_changes_of_key(
    session: Session, citizen: Work, referent: Work
) -> None:
    """The paper of the first day opens the structure of today; once."""
    code = a_sheet(referent)
    counsellor, leaver = a_member(referent), a_member(referent, "Marc")
    grant_id = gives(citizen, referent)
    departures.remove(referent, leaver.actor.account_id)
    rotations.rotate(referent)

    rescues.rescue(counsellor, place_of(referent), typed(code))

    assert standings.confirmed(counsellor).office is Office.REFERENT
    assert epochs.held(counsellor, place_of(referent)).epoch == 4
    for reader in (counsellor, referent):
        assert grants.open_(reader, grant_id).view.person == "Sandrine Thiébaut"
    assert structure_sheets.keeping(counsellor).printed_at is None
    again = a_member(counsellor, "Paul")
    with pytest.raises(Refused):
        rescues.rescue(again, place_of(referent), typed(code))


def test_whoever_was_invited_as_referent_comes_in_with_the_sheet_alone(
    citizen: Work, referent: Work
) -> None:
    """The last holder is gone for good: an account manager names, the paper opens."""
    manager = a_member(referent, "Nadia", Office.ACCOUNT_MANAGER)
    grant_id, code = gives(citizen, referent), a_sheet(referent)
    newcomer = an_accepted(manager, "Claire", Office.REFERENT)
    assert rescues.may(newcomer, place_of(referent)) == "CIDFF des Vosges"
    rescues.rescue(newcomer, place_of(referent), typed(code))

    assert grants.open_(newcomer, grant_id).view.person == "Sandrine Thiébaut"
    departures.remove(newcomer, referent.actor.account_id)
    assert standings.holders(newcomer, place_of(referent)).keys() == {newcomer.actor.account_id}


def test_an_operator_names_a_referent_and_only_the_sheet_lets_them_in(
    session: Session, keys: Keyring, citizen: Work, referent: Work
) -> None:
    grant_id, code = gives(citizen, referent), a_sheet(referent)
    newcomer = a_professional(session, keys, "Claire Jeandel")
    invitation = Invitation(login=login_of(newcomer), name="Claire Jeandel", office=Office.REFERENT)
    night = at_night(referent)
    members.name(night, place_of(referent), invitation)
    members.accept(newcomer, place_of(referent))
    newcomer = acting(newcomer, place_of(referent))
    with pytest.raises(NotFound):
        grants.open_(newcomer, grant_id)

    rescues.rescue(newcomer, place_of(referent), typed(code))

    assert grants.open_(newcomer, grant_id).view.person == "Sandrine Thiébaut"
    [named] = [line for line in team_lines.read(newcomer) if line.act is TeamAct.INVITED]
    assert named.serviced


def test_69_the_code_serves_nobody_whom_the_structure_does_not_know(
    session: Session, keys: Keyring, referent: Work
) -> None:
    """Security test 69: a stolen sheet opens nothing to a stranger, a guest or a manager."""
    code = a_sheet(referent)
    left = a_member(referent, "Marc")
    departures.leave(left)
    people = (
        a_structure(session, keys, "Paul", name="Mission locale"),
        an_invited(referent, "Un", Office.REFERENT),
        an_accepted(referent, "Deux"),
        an_accepted(referent, "Trois", Office.ACCOUNT_MANAGER),
        a_member(referent, "Nadia", Office.ACCOUNT_MANAGER),
        referent,
        left,
    )
    for one in people:
        with pytest.raises(NotFound):
            rescues.rescue(one, place_of(referent), typed(code))
    counsellor = a_member(referent)
    rescues.rescue(counsellor, place_of(referent), typed(code))


def test_a_wrong_code_is_slowed_down_and_noted(referent: Work) -> None:
    a_sheet(referent)
    counsellor = a_member(referent)
    place = place_of(referent)
    warned = []
    for _ in range(5):
        rescues.wait_turn(counsellor, place)
        with pytest.raises(Refused):
            rescues.rescue(counsellor, place, typed(new_code()))
        warned.append(rescues.miss(counsellor, place))
    assert warned == [False, False, False, False, True]
    with pytest.raises(TooMany):
        rescues.wait_turn(counsellor, place)
    rescues.wait_turn(later(counsellor, minutes=2), place)
    assert [line.by for line in team_lines.read(referent) if line.act is TeamAct.MISSED] == (
        ["Sonia Mougel"] * 5
    )


def test_another_structure_s_code_opens_nothing(
    session: Session, keys: Keyring, referent: Work
) -> None:
    other = a_structure(session, keys, "Paul", name="Mission locale")
    code = a_sheet(other)
    a_sheet(referent)
    counsellor = a_member(referent)
    row, theirs = (
        session.get_one(StructureSheet, place_of(referent)),
        session.get_one(StructureSheet, place_of(other)),
    )
    columns = ("slot_id", "salt", "verifier", "private_box", "public", "public_mac", "key_box")
    for name in columns:  # a row copied over by hand is no sheet either
        setattr(row, name, getattr(theirs, name))
    session.flush()
    with pytest.raises(Refused):
        rescues.rescue(counsellor, place_of(referent), typed(code))


def test_21_a_sheet_whose_public_key_was_replaced_is_never_wrapped_to(
    session: Session, referent: Work
) -> None:
    """Security test 21, for a structure's sheet."""
    a_sheet(referent)
    session.execute(update(StructureSheet).values(public=hybrid.new_pair().public))
    session.expire_all()
    assert not structure_sheets.keeping(referent).is_safe
    rotations.rotate(referent)
    assert session.scalars(select(StructureSheet)).all() == []


def test_an_altered_newcomer_takes_nothing_up(session: Session, referent: Work) -> None:
    code = a_sheet(referent)
    newcomer = an_accepted(referent, "Intrus", Office.REFERENT)
    mine = Account.id == newcomer.actor.account_id
    session.execute(update(Account).where(mine).values(public=hybrid.new_pair().public))
    session.expire_all()
    with pytest.raises(Tampered):
        rescues.rescue(newcomer, place_of(referent), typed(code))
    promoted = an_accepted(referent, "Deux")
    mine = Member.account_id == promoted.actor.account_id
    session.execute(update(Member).where(mine).values(office=Office.REFERENT))
    session.expire_all()
    with pytest.raises(Tampered):
        rescues.rescue(promoted, place_of(referent), typed(code))


def test_only_a_key_holder_prints_or_destroys(referent: Work) -> None:
    counsellor = a_member(referent)
    manager = a_member(referent, "Nadia", Office.ACCOUNT_MANAGER)
    for one in (counsellor, manager):
        for attempt in (structure_sheets.new_code, structure_sheets.destroy):
            with pytest.raises(Forbidden):
                attempt(one)
    with pytest.raises(NotFound):
        structure_sheets.destroy(referent)
    assert structure_sheets.keeping(manager).holders == ("Hélène Grandjean",)
    with pytest.raises(Forbidden):
        structure_sheets.keeping(counsellor)


def test_a_new_sheet_replaces_the_former(referent: Work) -> None:
    former, code = a_sheet(referent), a_sheet(referent)
    counsellor = a_member(referent)
    with pytest.raises(Refused):
        rescues.rescue(counsellor, place_of(referent), typed(former))
    rescues.rescue(counsellor, place_of(referent), typed(code))


def test_a_closed_structure_is_taken_up_by_nobody(referent: Work) -> None:
    code = a_sheet(referent)
    newcomer = an_accepted(referent, "Claire", Office.REFERENT)
    structures.close(replace(referent, actor=SERVICE), place_of(referent))
    with pytest.raises(NotFound):
        rescues.rescue(newcomer, place_of(referent), typed(code))


def test_the_team_reads_what_changed_and_tells_an_altered_line(
    session: Session, referent: Work
) -> None:
    newcomer = an_invited(referent, office=Office.REFERENT)
    members.accept(newcomer, place_of(referent))
    members.confirm(referent, newcomer.actor.account_id)
    a_sheet(newcomer)
    told = {(line.act, line.by, line.who) for line in team_lines.read(referent)}
    assert told == {
        (TeamAct.INVITED, "Hélène Grandjean", "Sonia Mougel"),
        (TeamAct.ACCEPTED, "Sonia Mougel", ""),
        (TeamAct.CONFIRMED, "Hélène Grandjean", "Sonia Mougel"),
        (TeamAct.PRINTED, "Sonia Mougel", ""),
    }
    assert team_lines.count(referent) == len(told)
    session.execute(update(TeamLine).where(TeamLine.act == "printed").values(act="card"))
    session.expire_all()
    assert [one.by for one in team_lines.read(referent) if one.act is None] == ["Sonia Mougel"]
    with pytest.raises(Forbidden):
        team_lines.read(a_member(referent, "Paul"))


def test_who_is_confirmed_by_a_rescued_holder_reads(citizen: Work, referent: Work) -> None:
    code = a_sheet(referent)
    counsellor = a_member(referent)
    rescues.rescue(counsellor, place_of(referent), typed(code))
    grant_id = gives(citizen, counsellor)
    newcomer = a_member(counsellor, "Paul")
    assert grants.open_(newcomer, grant_id).view.person
    assert [one.state for one in members.mine(newcomer)] == [Membership.CONFIRMED]
