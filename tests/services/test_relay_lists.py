"""Lists of relays: cut in pages on either side, and one that was altered hides no other."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.domain.referrals import Stage
from portfolio.domain.sections import Section
from portfolio.services import handovers, paged, readers, referrals, referred
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Grant, GrantWrap
from tests.services.people import (
    a_citizen,
    a_referral,
    a_structure,
    gives,
    later,
    referral_rules_accepted,
    what_is_let_go,
)

MANY = paged.PAGE + 3


class Set:
    """A structure that proposes, one that relays lead to, and people who agree or not."""

    def __init__(self, session: Session, keys: Keyring) -> None:
        self.session, self.keys = session, keys
        self.one = a_structure(session, keys)
        self.two = a_structure(session, keys, "Marc Weber", name="Mission locale")
        self.citizen = a_citizen(session, keys)
        referral_rules_accepted(self.one)
        self.grant_id = gives(self.citizen, self.one)

    def proposes(self, minutes: int = 0, grant_id: UUID | None = None) -> UUID:
        """The id of a relay, proposed some minutes later than the others."""
        work = later(self.one, minutes=minutes)
        return referrals.propose(work, grant_id or self.grant_id, a_referral(self.two))

    def relayed(self, name: str = "Awa Diallo", minutes: int = 0) -> tuple[UUID, Work]:
        """A relay that somebody else agreed to, and that person."""
        other = a_citizen(self.session, self.keys, name)
        made = self.proposes(grant_id=gives(other, self.one))
        work = later(other, minutes=minutes)
        given = gives(work, self.two, sections=(Section.SKILLS,))
        referred.hand_over(work, made, what_is_let_go(), given)
        return made, other

    def alters(self, model: type[Any], which: UUID, **values: Any) -> None:
        """Write in a row by hand."""
        self.session.flush()
        self.session.execute(update(model).where(model.id == which).values(values))
        self.session.expire_all()


@pytest.fixture
def here(session: Session, keys: Keyring) -> Set:
    return Set(session, keys)


def went(here: Set, page: int = 1) -> paged.Page[Any]:
    return referrals.proposed(here.one, readers.here(here.one), page)


def came(here: Set, page: int = 1) -> paged.Page[Any]:
    work = later(here.two, hours=1)
    return handovers.received(work, readers.here(work), page)


@pytest.mark.parametrize("values", [{"box": b"\x01forged"}, {"stage": Stage.REFUSED}])
def test_one_that_was_altered_is_one_line_of_each_list_and_the_others_stay(
    here: Set, values: dict[str, Any]
) -> None:
    """Whatever of it was altered: no content is trusted, nor does it hide what is sound."""
    sound = here.proposes()
    referrals.withdraw(here.one, here.grant_id, sound)
    broken = here.proposes(minutes=1)
    here.alters(Referral, broken, **values)
    lines = (
        referred.mine(here.citizen).items,
        went(here).items,
        referrals.of_grant(here.one, here.grant_id)[1].items,
    )
    for found in lines:
        assert {line.id: line.relay is None for line in found} == {broken: True, sound: False}
    assert {line.person for line in went(here).items} == {"Sandrine Thiébaut"}
    assert referrals.one(here.one, here.grant_id, sound)[1].stage is Stage.WITHDRAWN


def test_the_other_structure_reads_the_others_too(here: Set) -> None:
    (broken, _), (sound, _) = here.relayed(), here.relayed("Nora Benali", minutes=1)
    here.alters(Handover, broken, told=True)
    told = {line.id: (line.person, line.relay is None) for line in came(here).items}
    assert told == {broken: ("Awa Diallo", True), sound: ("Nora Benali", False)}
    there = {line.id: line.relay is None for line in went(here).items}
    assert there == {broken: True, sound: False}


def test_one_whose_grant_does_not_open_has_no_name_and_hides_no_other(here: Set) -> None:
    (broken, other), (sound, _) = here.relayed(), here.relayed("Nora Benali")
    given = referred.one(other, broken).given_id
    here.session.execute(
        update(GrantWrap).where(GrantWrap.grant_id == given).values(box=b"\x01forged")
    )
    here.session.expire_all()
    told = {line.id: line.person for line in came(here).items}
    assert told == {broken: "", sound: "Nora Benali"}


def test_to_its_owner_one_whose_key_was_altered_is_one_line_too(here: Set) -> None:
    sound, other = here.proposes(), gives(here.citizen, here.one)
    broken = here.proposes(grant_id=other)
    here.session.flush()
    here.session.execute(update(Grant).where(Grant.id == other).values(owner_box=b"\x01forged"))
    here.session.expire_all()
    found = {line.id: line.relay is None for line in referred.mine(here.citizen).items}
    assert found == {broken: True, sound: False}


def test_an_altered_one_does_not_stand_in_the_way_of_another_proposal(here: Set) -> None:
    broken = here.proposes()
    here.alters(Referral, broken, box=b"\x01forged")
    assert here.proposes(minutes=1) != broken


def test_lists_of_relays_go_on_page_after_page_and_what_waits_comes_first(here: Set) -> None:
    waits = here.proposes()
    other = gives(here.citizen, here.one)
    for minute in range(MANY - 1):
        made = here.proposes(minute + 1, other)
        referrals.withdraw(here.one, other, made)
    for read in (lambda page: referred.mine(here.citizen, page), lambda page: went(here, page)):
        first, second = read(1), read(2)
        assert (first.total, first.pages, len(first.items)) == (MANY, 2, paged.PAGE)
        assert len({line.id for line in (*first.items, *second.items)}) == MANY
        assert read(9).number == 1
    assert referred.mine(here.citizen).items[0].id == waits
    assert went(here, 2).items[-1].id == waits
    assert referrals.of_grant(here.one, other, 2)[1].total == MANY - 1


def test_received_what_is_to_be_answered_comes_first_then_the_latest(here: Set) -> None:
    (old, _), (new, _) = here.relayed(), here.relayed("Nora Benali", minutes=1)
    assert [line.id for line in came(here).items] == [new, old]
    here.session.execute(update(Handover).where(Handover.id == new).values(stage=Stage.DONE))
    assert [line.id for line in came(here).items] == [old, new]
