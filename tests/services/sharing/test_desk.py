"""The desk: each person once, newest change first, whatever their number."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

from portfolio.domain import sharing as terms_of
from portfolio.domain.desks import Among
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.services import contributions, desk, entries, grants, sharing
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant
from tests.services.people import (
    NOON,
    a_citizen,
    a_proposal,
    a_skill,
    a_structure,
    gives,
    later,
)

SKILLS = (Section.SKILLS,)


def names(page: desk.Desk) -> list[str]:
    return [person.name for person in page.people]


def test_whoever_changed_last_comes_first(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    people = [a_citizen(session, keys, name) for name in ("Aïcha", "Fatou", "Olga")]
    for hours, person in enumerate(people):
        gives(later(person, hours=hours), counsellor, sections=SKILLS, mode=Mode.SUIVI)
    entries.add(later(people[0], hours=9), a_skill())

    assert names(desk.read(later(counsellor, days=1))) == ["Aïcha", "Olga", "Fatou"]


def test_h_01_somebody_who_shares_twice_appears_once(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    """Acceptance H-01, for the list."""
    person, other = a_citizen(session, keys, "Aïcha"), a_citizen(session, keys, "Olga")
    first = gives(person, counsellor)
    gives(later(other, hours=1), counsellor)
    second = gives(later(person, hours=2), counsellor)
    page = desk.read(later(counsellor, hours=3))

    assert names(page) == ["Aïcha", "Olga"]
    assert [one.id for one in page.people[0].shared] == [second, first]
    assert (page.total, page.pages) == (2, 1)


def test_two_grants_given_at_the_same_instant_are_still_one_person(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    person = a_citizen(session, keys, "Aïcha")
    ids = {gives(person, counsellor), gives(person, counsellor)}
    page = desk.read(counsellor)

    assert (names(page), page.total) == (["Aïcha"], 1)
    assert {one.id for one in page.people[0].shared} == ids


def test_the_desk_says_what_is_left_and_what_is_new(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    person = a_citizen(session, keys)
    last = terms_of.day_of(NOON) + timedelta(days=8)
    grant_id = gives(person, counsellor, sections=SKILLS, mode=Mode.SUIVI, ends=last)
    before = desk.read(counsellor).people[0].latest
    grants.open_(later(counsellor, hours=1), grant_id)
    seen = desk.read(later(counsellor, hours=2)).people[0].latest
    entries.add(later(person, hours=3), a_skill())
    changed = desk.read(later(counsellor, hours=4)).people[0].latest

    assert (before.days_left, before.last_day) == (8, last)
    assert [one.has_news for one in (before, seen, changed)] == [True, False, True]


def test_only_what_runs_now_and_here_is_listed(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    elsewhere = a_structure(session, keys, "Marc", name="Fongecif")
    person = a_citizen(session, keys)
    tomorrow = terms_of.day_of(NOON) + timedelta(days=1)
    gives(person, elsewhere)
    gives(person, counsellor, starts=tomorrow)
    gives(person, counsellor, ends=terms_of.day_of(NOON))
    sharing.revoke(person, gives(person, counsellor))

    assert len(desk.read(counsellor).people[0].shared) == 1
    assert len(desk.read(later(counsellor, days=1)).people[0].shared) == 1
    assert desk.read(later(counsellor, days=300)).people == ()


def test_the_desk_comes_in_pages_of_people(
    session: Session, keys: Keyring, counsellor: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PAGE", 2)
    for hours, name in enumerate(("Un", "Deux", "Trois")):
        person = a_citizen(session, keys, name)
        gives(later(person, hours=hours), counsellor)
        gives(later(person, hours=hours, minutes=5), counsellor)
    tomorrow = later(counsellor, days=1)
    first, second = desk.read(tomorrow), desk.read(tomorrow, 2)

    assert (names(first), names(second)) == (["Trois", "Deux"], ["Un"])
    assert (second.total, second.page, second.pages) == (3, 2, 2)
    assert desk.read(tomorrow, 9) == first


def test_a_label_that_does_not_open_hides_nobody_else(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    broken = gives(later(a_citizen(session, keys, "Aïcha"), hours=1), counsellor)
    gives(a_citizen(session, keys, "Olga"), counsellor)
    session.execute(update(Grant).where(Grant.id == broken).values(label_box=bytes(400)))

    assert names(desk.read(later(counsellor, hours=2))) == ["", "Olga"]


def test_the_desk_takes_four_queries(
    session: Session, keys: Keyring, counsellor: Work, statements: list[str]
) -> None:
    for name in ("Aïcha", "Olga", "Fatou"):
        gives(a_citizen(session, keys, name), counsellor)
    session.flush()
    session.expunge_all()
    statements.clear()
    desk.read(counsellor)

    assert len(statements) == 4


def test_the_desk_walks_its_index(
    session: Session, keys: Keyring, counsellor: Work, database: Engine
) -> None:
    """What makes it flat: the list is read in order from an index, whatever else there is."""
    if database.dialect.name != "sqlite":  # PostgreSQL decides by statistics, not by shape
        return
    gives(a_citizen(session, keys), counsellor)
    sent: list[tuple[str, Any]] = []
    with listening(database, sent):
        desk.read(counsellor)
    cursor = session.connection().connection.cursor()
    plan = []
    for statement, parameters in sent[-3:-1]:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plan += [row[3] for row in cursor.fetchall()]

    assert not [step for step in plan if step.startswith("SCAN access_grant")], plan
    assert sum("COVERING INDEX ix_access_grant_desk" in step for step in plan) >= 3, plan
    assert any("INDEX ix_access_grant_owner (portfolio_id=?" in step for step in plan), plan


@contextmanager
def listening(database: Engine, sent: list[tuple[str, Any]]) -> Iterator[None]:
    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(database, "before_cursor_execute", note)
    yield
    event.remove(database, "before_cursor_execute", note)


def test_what_was_written_to_without_being_read_is_still_new(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    """To be counted is not to be seen: the list says so until the page was opened."""
    grant_id = gives(a_citizen(session, keys), counsellor)
    writes = replace(counsellor, pace=replace(counsellor.pace, writes=True))
    contributions.propose(writes, grant_id, a_proposal())
    session.flush()
    (one,) = desk.read(later(counsellor, minutes=1), 1, Among.NEW).people
    assert one.latest.has_news and one.latest.read_at is None
