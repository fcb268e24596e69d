"""What is given to professionals by name is theirs, each with their own key, and nobody else's."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Audience, Mode, Right
from portfolio.domain.structures import Office
from portfolio.services import (
    boxes,
    contributions,
    departures,
    desk,
    entries,
    given,
    grants,
    journal,
    receipts,
    rotations,
    sealed_views,
    sharing,
)
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import MOST_NAMED, ToMembers
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.sharing import Consent, Grant, GrantWrap
from portfolio.storage.structures import Member
from tests.services.people import (
    a_citizen,
    a_member,
    a_proposal,
    a_skill,
    a_structure,
    an_accepted,
    an_objective,
    gives,
    later,
    names,
    place_of,
    terms,
)


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def counsellor(referent: Work) -> Work:
    return a_member(referent)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add_all(work, [a_skill(), an_objective()])
    return work


def kept(session: Session, table: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def acts(citizen: Work) -> list[str]:
    return [line.act for line in journal.read(citizen, boxes.portfolio_of(citizen))]


def test_the_named_one_reads_what_was_previewed_byte_for_byte(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance F-11, for a person rather than a structure."""
    previewed = sharing.preview(citizen, terms()).to_bytes()

    assert grants.open_(counsellor, names(citizen, counsellor)).view.to_bytes() == previewed


def test_for_the_others_of_the_structure_it_is_as_absent_as_none(
    citizen: Work, referent: Work, counsellor: Work
) -> None:
    """The key holder is one of the others: holding the structure's key opens nothing here."""
    grant_id = names(citizen, counsellor)

    for act in (grants.open_, receipts.read):
        for each in (grant_id, uuid4()):
            with pytest.raises(NotFound):
                act(referent, each)
    with pytest.raises(NotFound):
        contributions.propose(referent, grant_id, a_proposal())
    assert (desk.read(referent).people, desk.read(referent).total) == ((), 0)


def test_it_is_on_the_desk_of_the_named_only_beside_what_is_for_all(
    session: Session, keys: Keyring, citizen: Work, referent: Work, counsellor: Work
) -> None:
    other = a_citizen(session, keys, "Fatou Diarra")
    gives(other, referent)
    named = names(citizen, counsellor)

    page = desk.read(counsellor)
    assert {one.name for one in page.people} == {"Sandrine Thiébaut", "Fatou Diarra"}
    assert page.total == 2
    assert named in {one.latest.id for one in page.people}
    assert [one.name for one in desk.read(referent).people] == ["Fatou Diarra"]


def test_the_latest_grant_of_a_person_is_the_latest_that_the_reader_may_open(
    citizen: Work, referent: Work, counsellor: Work
) -> None:
    to_all = gives(citizen, referent)
    named = names(later(citizen, hours=1), counsellor)
    referent, counsellor = later(referent, hours=2), later(counsellor, hours=2)

    (hers,) = desk.read(counsellor).people
    (theirs,) = desk.read(referent).people
    assert [one.id for one in hers.shared] == [named, to_all]
    assert [one.id for one in theirs.shared] == [to_all]


def test_every_one_of_the_named_opens_with_a_key_of_their_own(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    grant_id = names(citizen, referent, counsellor)

    for one in (referent, counsellor):
        assert grants.open_(one, grant_id).view.person == "Sandrine Thiébaut"
    wraps = session.execute(select(GrantWrap.recipient_kind, GrantWrap.recipient_id)).all()
    assert {tuple(row) for row in wraps} == {
        (sealed_views.MEMBER, one.actor.account_id) for one in (referent, counsellor)
    }


def test_the_owner_is_told_who_and_the_receipt_names_them(
    citizen: Work, referent: Work, counsellor: Work
) -> None:
    grant_id = names(citizen, referent, counsellor)

    one = given.one(citizen, grant_id)
    assert one.audience is Audience.MEMBERS
    assert list(one.named.values()) == ["Hélène Grandjean", "Sonia Mougel"]
    assert one.structure == "CIDFF des Vosges" and one.sound
    for reader in (citizen, counsellor):
        record = receipts.read(reader, grant_id).given
        assert record.recipient.name == "CIDFF des Vosges"
        assert [party.name for party in record.named] == ["Hélène Grandjean", "Sonia Mougel"]


def test_it_follows_is_answered_and_stops_as_any_other(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    rights = (Right.READ, Right.PROPOSE)
    grant_id = names(citizen, counsellor, mode=Mode.SUIVI, rights=rights)
    entries.add(citizen, a_skill("Coudre"))
    view = grants.open_(counsellor, grant_id).view
    assert "Coudre" in {shown.entry.title for shown in view.entries}

    contributions.accept(citizen, contributions.propose(counsellor, grant_id, a_proposal()))
    sharing.revoke(citizen, grant_id)

    assert kept(session, GrantWrap) == 0 and desk.read(counsellor).people == ()
    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)


def test_a_new_key_of_the_structure_changes_nothing_for_the_named(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    grant_id = names(citizen, counsellor)
    before = session.scalars(select(GrantWrap.box)).all()

    assert rotations.rotate(referent).carried == 0
    assert session.scalars(select(GrantWrap.box)).all() == before
    assert grants.open_(counsellor, grant_id).view.person


@pytest.mark.parametrize("how", ["leaves", "is removed"])
def test_who_leaves_opens_nothing_more_and_the_owner_s_journal_says_so(
    session: Session, citizen: Work, referent: Work, counsellor: Work, how: str
) -> None:
    grant_id = names(citizen, referent, counsellor)
    _depart(referent, counsellor, how)

    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)
    assert grants.open_(referent, grant_id).view.person
    assert given.one(citizen, grant_id).named == {_id(referent): "Hélène Grandjean"}
    assert kept(session, GrantWrap) == 1
    portfolio = boxes.portfolio_of(citizen)
    line = next(one for one in journal.read(citizen, portfolio) if one.act == "grant.member_left")
    assert (line.detail, line.grant_id) == ("Sonia Mougel", grant_id)
    assert journal.is_sound(citizen, portfolio)


def test_when_nobody_is_left_the_grant_says_so(
    citizen: Work, referent: Work, counsellor: Work
) -> None:
    grant_id = names(citizen, counsellor)
    departures.leave(counsellor)

    one = given.one(citizen, grant_id)
    assert one.active and not one.named
    with pytest.raises(NotFound):
        grants.open_(referent, grant_id)


def test_what_was_given_to_somebody_elsewhere_stays(
    session: Session, keys: Keyring, citizen: Work, referent: Work, counsellor: Work
) -> None:
    elsewhere = a_structure(session, keys, "Marc Lejeune", name="Mission locale")
    there = names(citizen, elsewhere)
    names(citizen, counsellor)
    departures.leave(counsellor)

    assert grants.open_(elsewhere, there).view.person
    assert acts(citizen).count("grant.member_left") == 1


@pytest.mark.parametrize("whom", ["nobody", "a stranger", "of elsewhere", "waiting", "manager"])
def test_only_those_who_read_there_today_can_be_named(
    session: Session, keys: Keyring, citizen: Work, referent: Work, whom: str
) -> None:
    ways: dict[str, Callable[[], set[Any]]] = {
        "nobody": set,
        "a stranger": lambda: {uuid4()},
        "of elsewhere": lambda: {_id(a_structure(session, keys, "Marc"))},
        "waiting": lambda: {_id(an_accepted(referent, "Lina"))},
        "manager": lambda: {_id(a_member(referent, "Paul", Office.ACCOUNT_MANAGER))},
    }
    ids = ways[whom]()

    with pytest.raises(Refused if whom == "nobody" else NotFound):
        _gives_to(citizen, referent, frozenset(ids))
    with pytest.raises(Refused if whom == "nobody" else NotFound):
        _gives_to(citizen, referent, frozenset(ids and {*ids, _id(referent)}))
    assert (kept(session, Grant), kept(session, Consent)) == (0, 0)


def test_one_names_few_people(session: Session, citizen: Work, referent: Work) -> None:
    many = frozenset(uuid4() for _ in range(MOST_NAMED + 1))

    with pytest.raises(Refused) as refused:
        _gives_to(citizen, referent, many)
    assert refused.value.values == {"most": MOST_NAMED}


def test_21_a_replaced_key_of_the_named_receives_no_grant(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Security test 21, for a member: their public key must be the one the server vouches for."""
    session.execute(
        update(Account).where(Account.id == _id(counsellor)).values(public=hybrid.new_pair().public)
    )
    session.expire_all()

    with pytest.raises(Tampered):
        names(citizen, counsellor)
    assert kept(session, Grant) == 0


def test_a_membership_written_by_hand_is_not_one_to_name(
    session: Session, citizen: Work, referent: Work
) -> None:
    waiting = an_accepted(referent, "Lina")
    forged = Member.account_id == _id(waiting)
    session.execute(update(Member).where(forged).values(state="confirmed"))
    session.expire_all()

    with pytest.raises(Tampered):
        names(citizen, waiting)


@pytest.mark.parametrize("audience", [*Audience, "anybody"])
@pytest.mark.parametrize("named", [True, False])
def test_11_an_audience_changed_in_the_table_opens_to_nobody(
    session: Session, citizen: Work, counsellor: Work, audience: str, *, named: bool
) -> None:
    """Security test 11: whom a grant is for is part of what its owner agreed to."""
    grant_id = names(citizen, counsellor) if named else gives(citizen, counsellor)
    same = audience == (Audience.MEMBERS if named else Audience.STRUCTURE)
    session.execute(update(Grant).values(audience=audience))
    session.expire_all()

    if same:
        assert grants.open_(counsellor, grant_id).view.person
        return
    with pytest.raises((NotFound, Tampered)):
        grants.open_(counsellor, grant_id)


def test_8_a_wrap_copied_to_somebody_else_opens_nothing(
    session: Session, citizen: Work, referent: Work, counsellor: Work
) -> None:
    """Security test 8, for wraps: a key is wrapped to one person, in one place."""
    grant_id = names(citizen, counsellor)
    session.execute(update(GrantWrap).values(recipient_id=_id(referent)))
    session.expire_all()

    with pytest.raises(Tampered):
        grants.open_(referent, grant_id)
    session.execute(update(GrantWrap).values(recipient_id=place_of(referent)))
    session.execute(update(GrantWrap).values(recipient_kind=sealed_views.STRUCTURE))
    with pytest.raises(NotFound):
        grants.open_(referent, grant_id)


def test_the_end_of_a_wrap_is_the_end_of_the_access(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = names(citizen, counsellor, sections=(Section.PLAN,))
    session.execute(delete(GrantWrap))

    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)


def _depart(referent: Work, member: Work, how: str) -> None:
    if how == "leaves":
        departures.leave(member)
    else:
        departures.remove(referent, _id(member))


def _gives_to(citizen: Work, referent: Work, ids: frozenset[Any]) -> None:
    sharing.give(citizen, ToMembers(place_of(referent), ids), terms(), once=uuid4())


def _id(work: Work) -> Any:
    return work.actor.account_id
