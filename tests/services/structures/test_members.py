"""Managing names is not managing keys: only a key holder's session lets somebody in."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.domain.access import VISITOR
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered, VaultLocked
from portfolio.domain.structures import Invitation, Membership, Office
from portfolio.services import desk, grants, members, standings
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.structures import Member, MemberKey
from tests.services.people import (
    a_citizen,
    a_member,
    a_professional,
    a_structure,
    acting,
    an_accepted,
    an_invited,
    gives,
    login_of,
    place_of,
)


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


def held_keys(work: Work) -> int:
    query = select(func.count()).where(MemberKey.account_id == work.actor.account_id)
    return work.session.scalar(query) or 0


def test_a_founder_is_a_confirmed_key_holder(referent: Work) -> None:
    standing = standings.confirmed(referent)

    assert (standing.name, standing.office) == ("Hélène Grandjean", Office.REFERENT)
    assert standings.holders(referent, place_of(referent)).keys() == {referent.actor.account_id}


def test_a_confirmed_counsellor_opens_what_is_shared(
    session: Session, keys: Keyring, referent: Work
) -> None:
    counsellor = a_member(referent)
    grant_id = gives(a_citizen(session, keys), referent)

    assert grants.open_(counsellor, grant_id).view.person == "Sandrine Thiébaut"
    assert [mate.name for mate in members.team(counsellor)] == ["Hélène Grandjean", "Sonia Mougel"]
    assert members.readers(counsellor, place_of(referent)) == ["Hélène Grandjean", "Sonia Mougel"]


@pytest.mark.parametrize("join", [an_invited, an_accepted])
def test_69_until_confirmed_nobody_opens_or_does_anything(
    session: Session, keys: Keyring, referent: Work, join: type
) -> None:
    """Security test 69: an invited or accepted member is refused everywhere."""
    newcomer = join(referent, office=Office.REFERENT)
    grant_id = gives(a_citizen(session, keys), referent)
    invitation = Invitation(login=login_of(referent), name="X", office=Office.COUNSELLOR)

    for attempt in (
        lambda: grants.open_(newcomer, grant_id),
        lambda: desk.read(newcomer),
        lambda: members.team(newcomer),
        lambda: members.invite(newcomer, invitation),
        lambda: members.confirm(newcomer, newcomer.actor.account_id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert held_keys(newcomer) == 0
    assert [one.state for one in members.mine(newcomer)] != [Membership.CONFIRMED]


def test_71_an_account_manager_who_makes_accounts_gives_them_nothing_to_read(
    session: Session, keys: Keyring, referent: Work
) -> None:
    """Security test 71: the breach of December 2025, played again."""
    manager = a_member(referent, "Gestionnaire", Office.ACCOUNT_MANAGER)
    grant_id = gives(a_citizen(session, keys), referent)
    accounts = [an_accepted(manager, name, Office.REFERENT) for name in ("Un", "Deux")]

    for account in (manager, *accounts):
        assert held_keys(account) == 0
        with pytest.raises(NotFound):
            grants.open_(account, grant_id)
    for account in accounts:
        with pytest.raises(Forbidden):
            members.confirm(manager, account.actor.account_id)
    waiting = [mate.name for mate in members.team(referent) if mate.state is Membership.ACCEPTED]
    assert waiting == ["Deux", "Un"]


def test_an_account_manager_confirmed_still_holds_no_key(referent: Work) -> None:
    manager = a_member(referent, "Gestionnaire", Office.ACCOUNT_MANAGER)

    assert standings.confirmed(manager).office is Office.ACCOUNT_MANAGER
    assert members.readers(referent, place_of(referent)) == ["Hélène Grandjean"]
    with pytest.raises(NotFound):
        desk.read(manager)


@pytest.mark.parametrize(
    "forged",
    [
        {"state": Membership.CONFIRMED},
        {"state": Membership.CONFIRMED, "office": Office.REFERENT},
        {"name": "Quelqu’un d’autre"},
    ],
)
def test_a_membership_written_by_hand_counts_for_nothing(
    session: Session, referent: Work, forged: dict[str, str]
) -> None:
    newcomer = an_accepted(referent)
    mine = Member.account_id == newcomer.actor.account_id
    session.execute(update(Member).where(mine).values(**forged))

    with pytest.raises(Tampered):
        standings.confirmed(newcomer)
    assert members.mine(newcomer) == []
    assert [mate.name for mate in members.team(referent)] == ["Hélène Grandjean"]


def test_a_confirmed_row_copied_to_somebody_else_counts_for_nothing(
    session: Session, keys: Keyring, referent: Work
) -> None:
    intruder = acting(a_professional(session, keys, "Intrus"), place_of(referent))
    mine = session.get_one(Member, (place_of(referent), referent.actor.account_id))
    columns = ("structure_id", "name", "office", "state", "state_mac", "changed_at")
    session.add(
        Member(
            account_id=intruder.actor.account_id,
            **{name: getattr(mine, name) for name in columns},
        )
    )
    session.flush()

    with pytest.raises(Tampered):
        standings.confirmed(intruder)


@pytest.mark.parametrize("office", Office)
def test_21_a_newcomer_whose_public_key_was_replaced_is_not_let_in(
    session: Session, referent: Work, office: Office
) -> None:
    """Security test 21, for a member."""
    newcomer = an_accepted(referent, office=office)
    forged = hybrid.new_pair().public
    mine = Account.id == newcomer.actor.account_id
    session.execute(update(Account).where(mine).values(public=forged))
    session.expire_all()

    with pytest.raises(Tampered):
        members.confirm(referent, newcomer.actor.account_id)
    assert held_keys(newcomer) == 0


def test_only_an_unopened_vault_stops_a_key_holder(session: Session, referent: Work) -> None:
    newcomer = an_accepted(referent)
    locked = replace(referent, keys=replace(referent.keys, user=None))

    with pytest.raises(VaultLocked):
        members.confirm(locked, newcomer.actor.account_id)


def test_a_counsellor_neither_invites_nor_confirms(referent: Work) -> None:
    counsellor = a_member(referent)
    waiting = an_accepted(referent, "Marc")

    with pytest.raises(Forbidden):
        an_invited(counsellor, "Nadia")
    with pytest.raises(Forbidden):
        members.confirm(counsellor, waiting.actor.account_id)


def test_nobody_is_invited_twice_and_a_citizen_never(
    session: Session, keys: Keyring, referent: Work
) -> None:
    counsellor = a_member(referent)

    for login in (login_of(counsellor), login_of(a_citizen(session, keys)), "rien-rien-0000"):
        with pytest.raises(Refused):
            members.invite(referent, Invitation(login=login, name="Marc"))


def test_an_invitation_is_declined_and_may_come_again(referent: Work) -> None:
    newcomer = an_invited(referent)
    members.decline(newcomer, place_of(referent))

    assert members.mine(newcomer) == []
    with pytest.raises(NotFound):
        members.accept(newcomer, place_of(referent))
    members.invite(referent, Invitation(login=login_of(newcomer), name="Sonia"))
    assert [one.state for one in members.mine(newcomer)] == [Membership.INVITED]


def test_only_who_accepted_is_confirmed(referent: Work) -> None:
    invited, settled = an_invited(referent), a_member(referent, "Marc")

    for someone in (invited, settled, replace(invited, actor=VISITOR)):
        with pytest.raises((NotFound, Forbidden)):
            members.confirm(referent, someone.actor.account_id)


def test_68_a_counsellor_of_two_structures_opens_each_from_its_own_side(
    session: Session, keys: Keyring, referent: Work
) -> None:
    """Security test 68."""
    other = a_structure(session, keys, "Marc Humbert", name="Fongecif")
    both = a_member(referent)
    members.invite(other, Invitation(login=login_of(both), name="Sonia Mougel"))
    members.accept(both, place_of(other))
    members.confirm(other, both.actor.account_id)
    grant_id = gives(a_citizen(session, keys), other)

    assert [one.structure for one in members.mine(both)] == ["CIDFF des Vosges", "Fongecif"]
    assert grants.open_(acting(both, place_of(other)), grant_id).view.person
    with pytest.raises(NotFound):
        grants.open_(both, grant_id)
