"""Links that let a professional in."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.access import VISITOR
from portfolio.domain.errors import Forbidden, NotFound, Refused
from portfolio.domain.structures import Membership, Office
from portfolio.services import departures, invitations, members
from portfolio.services.invitations import Guest
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.accounts import Token
from tests.services.people import (
    a_citizen,
    a_member,
    a_professional,
    a_structure,
    acting,
    later,
    place_of,
)

SONIA = Guest("Sonia Mougel", Office.COUNSELLOR, "sonia@example.org")


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def newcomer(session: Session, keys: Keyring) -> Work:
    return a_professional(session, keys, "Sonia")


def test_a_link_leads_to_an_acceptance_and_no_further(referent: Work, newcomer: Work) -> None:
    token = invitations.invite(referent, SONIA)
    place = invitations.take(newcomer, token)
    assert place == place_of(referent)
    [mine] = members.mine(newcomer)
    assert (mine.state, mine.office) == (Membership.ACCEPTED, Office.COUNSELLOR)
    with pytest.raises(NotFound):
        members.team(acting(newcomer, place))


def test_the_team_reads_the_name_it_was_given(referent: Work, newcomer: Work) -> None:
    invitations.take(newcomer, invitations.invite(referent, SONIA))
    members.confirm(referent, newcomer.actor.account_id)
    assert "Sonia Mougel" in [each.name for each in members.team(referent)]


def test_a_link_serves_once(referent: Work, newcomer: Work, keys: Keyring) -> None:
    token = invitations.invite(referent, SONIA)
    invitations.take(newcomer, token)
    second = a_professional(referent.session, keys, "Autre")
    with pytest.raises(NotFound):
        invitations.take(second, token)


def test_a_visitor_reads_what_is_offered(referent: Work, keys: Keyring) -> None:
    token = invitations.invite(referent, SONIA)
    visitor = Work(referent.session, VISITOR, referent.now, keys)
    offer = invitations.read(visitor, token)
    assert (offer.structure, offer.guest) == ("CIDFF des Vosges", SONIA)


def test_neither_token_nor_name_is_readable_in_the_table(referent: Work, session: Session) -> None:
    token = invitations.invite(referent, SONIA)
    [row] = session.scalars(select(Token))
    for secret in (token, "Sonia", "sonia@example.org", str(place_of(referent))):
        assert secret.encode() not in row.box + row.id


def test_an_old_link_opens_nothing(referent: Work, newcomer: Work) -> None:
    token = invitations.invite(referent, SONIA)
    with pytest.raises(NotFound):
        invitations.take(later(newcomer, days=7), token)
    offer = invitations.read(later(newcomer, days=6, hours=23), token)
    assert offer.guest == SONIA


def test_a_link_moved_to_another_row_does_not_open(referent: Work, newcomer: Work) -> None:
    first, second = (invitations.invite(referent, SONIA) for _ in range(2))
    rows = list(referent.session.scalars(select(Token)))
    rows[0].box, rows[1].box = rows[1].box, rows[0].box
    referent.session.flush()
    for token in (first, second):
        with pytest.raises(NotFound):
            invitations.read(newcomer, token)


def test_a_link_of_another_purpose_is_no_invitation(referent: Work, newcomer: Work) -> None:
    token = invitations.invite(referent, SONIA)
    [row] = referent.session.scalars(select(Token))
    row.purpose = "email"
    referent.session.flush()
    with pytest.raises(NotFound):
        invitations.take(newcomer, token)


def test_a_link_dies_with_the_standing_of_its_maker(
    referent: Work, newcomer: Work, keys: Keyring
) -> None:
    manager = a_member(referent, "Nadia Ferry", Office.ACCOUNT_MANAGER)
    token = invitations.invite(manager, SONIA)
    departures.remove(referent, manager.actor.account_id)
    with pytest.raises(NotFound):
        invitations.take(newcomer, token)
    assert invitations.pending(referent) == []


def test_a_counsellor_invites_nobody(referent: Work) -> None:
    counsellor = a_member(referent)
    with pytest.raises(Forbidden):
        invitations.invite(counsellor, SONIA)
    with pytest.raises(Forbidden):
        invitations.pending(counsellor)


def test_a_citizen_follows_no_link(referent: Work, session: Session, keys: Keyring) -> None:
    token = invitations.invite(referent, SONIA)
    with pytest.raises(NotFound):
        invitations.take(a_citizen(session, keys), token)
    assert invitations.pending(referent)


def test_who_belongs_already_is_refused(referent: Work) -> None:
    member = a_member(referent)
    with pytest.raises(Refused):
        invitations.take(member, invitations.invite(referent, SONIA))


def test_who_left_may_come_back(referent: Work) -> None:
    member = a_member(referent)
    departures.leave(member)
    invitations.take(member, invitations.invite(referent, SONIA))
    [mine] = members.mine(member)
    assert mine.state is Membership.ACCEPTED


def test_pending_links_are_those_of_the_structure_one_acts_for(
    referent: Work, session: Session, keys: Keyring
) -> None:
    other = a_structure(session, keys, name="Mission locale")
    invitations.invite(other, replace(SONIA, name="Ailleurs"))
    invitations.invite(referent, SONIA)
    assert [each.guest for each in invitations.pending(referent)] == [SONIA]


def test_a_cancelled_link_opens_nothing(referent: Work, newcomer: Work) -> None:
    token = invitations.invite(referent, SONIA)
    [pending] = invitations.pending(referent)
    invitations.cancel(referent, pending.mark)
    with pytest.raises(NotFound):
        invitations.take(newcomer, token)
    with pytest.raises(NotFound):
        invitations.cancel(referent, pending.mark)


def test_the_links_of_others_are_not_cancelled(
    referent: Work, session: Session, keys: Keyring
) -> None:
    invitations.invite(referent, SONIA)
    [pending] = invitations.pending(referent)
    other = a_structure(session, keys, name="Mission locale")
    with pytest.raises(NotFound):
        invitations.cancel(other, pending.mark)
    with pytest.raises(NotFound):
        invitations.cancel(referent, "nonsense")
