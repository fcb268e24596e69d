"""A structure leaves: what was given to it ends, its members are out, no portfolio changes."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.access import SERVICE
from portfolio.domain.errors import NotFound
from portfolio.services import boxes, entries, given, grants, journal, members, structures
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.notes import NoteFolder
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import MemberKey, StructureSheet
from tests.services.people import (
    a_citizen,
    a_member,
    a_sheet,
    a_skill,
    a_structure,
    gives,
    noted,
    place_of,
)


def test_n_05_its_grants_end_its_members_are_out_and_no_portfolio_changes(
    session: Session, keys: Keyring
) -> None:
    """Acceptance N-05."""
    structure, other = a_structure(session, keys), a_structure(session, keys, "Sonia Mougel")
    citizen = a_citizen(session, keys)
    entries.add(citizen, a_skill())
    ends, stays = gives(citizen, structure), gives(citizen, other)
    before = {one.id: one.entry for one in entries.read_all(citizen)}

    service = Work(session, SERVICE, citizen.now, replace(keys, user=None))
    assert structures.close(service, place_of(structure)) == 1
    assert structures.close(service, place_of(structure)) == 0
    session.expire_all()

    assert {one.id: one.entry for one in entries.read_all(citizen)} == before
    mine = given.mine(citizen)
    assert [one.id for one in mine.active] == [stays] and [one.id for one in mine.ended] == [ends]
    assert session.get_one(Grant, ends).body is None
    assert not session.scalars(select(GrantWrap).where(GrantWrap.grant_id == ends)).all()
    assert not session.scalars(
        select(MemberKey).where(MemberKey.structure_id == place_of(structure))
    ).all()
    lines = journal.read(citizen, boxes.portfolio_of(citizen))
    told = [line for line in lines if line.act == "grant.structure_left"]
    assert [(one.grant_id, one.structure) for one in told] == [(ends, "CIDFF des Vosges")]


def test_n_05_whoever_worked_there_reads_nothing_more(session: Session, keys: Keyring) -> None:
    """Acceptance N-05: another structure reads on."""
    structure, other = a_structure(session, keys), a_structure(session, keys, "Sonia Mougel")
    colleague, citizen = a_member(structure, "Awa Diop"), a_citizen(session, keys)
    ends, stays = gives(citizen, structure), gives(citizen, other)
    structures.close(Work(session, SERVICE, citizen.now, citizen.keys), place_of(structure))
    session.expire_all()
    for somebody in (structure, colleague):
        assert not members.mine(somebody)
        with pytest.raises(NotFound):
            grants.open_(somebody, ends)
    with pytest.raises(NotFound):
        structures.read(session, place_of(structure))
    with pytest.raises(NotFound):
        gives(citizen, structure)
    assert grants.open_(other, stays).id == stays


def test_a_structure_that_never_was_is_not_closed(session: Session, keys: Keyring) -> None:
    citizen = a_citizen(session, keys)
    service = Work(session, SERVICE, citizen.now, replace(keys, user=None))
    with pytest.raises(NotFound):
        structures.close(service, citizen.actor.account_id)


def test_n_05_neither_its_paper_nor_its_notes_outlive_it(session: Session, keys: Keyring) -> None:
    """Acceptance N-05: what nobody can read any more is not kept, and no paper opens a key."""
    structure, citizen = a_structure(session, keys), a_citizen(session, keys)
    a_sheet(structure)
    noted(structure, gives(citizen, structure))
    structures.close(Work(session, SERVICE, citizen.now, citizen.keys), place_of(structure))
    assert not session.scalars(select(StructureSheet)).all()
    assert not session.scalars(select(NoteFolder)).all()
