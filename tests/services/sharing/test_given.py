"""A citizen's list of grants, opened once by a worker that remembers, and always as it is now."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

from portfolio.domain.sharing import State
from portfolio.services import given, sharing
from portfolio.services.keyring import Keyring
from portfolio.services.sealed_cache import SealedCache
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Structure
from tests.services.people import a_citizen, gives, later


class Counting(SealedCache):
    """One that knows how often something was made for it."""

    made = 0

    def keep(self, key: bytes, name: bytes, data: bytes) -> None:
        """Keep it, and count."""
        self.made += 1
        super().keep(key, name, data)


@pytest.fixture
def citizen(session: Session, keys: Keyring, counsellor: Work) -> Work:
    """Somebody who shares twice, served by a worker that remembers."""
    person = replace(a_citizen(session, keys), cache=Counting(1_000_000))
    for _ in range(2):
        gives(person, counsellor)
    return person


def test_grants_seen_again_say_the_same_and_none_is_opened(citizen: Work) -> None:
    first = given.mine(citizen)

    assert given.mine(citizen) == first
    assert len(first.active) == 2
    assert isinstance(citizen.cache, Counting)
    assert citizen.cache.made == 1


@pytest.mark.parametrize(
    "changed",
    [
        lambda _: update(Structure).values(name="Un autre nom"),
        lambda one: update(Grant).where(Grant.id == one).values(read_at=Grant.created_at),
        lambda one: update(Grant).where(Grant.id == one).values(consent_id=one),
        lambda one: update(Grant).where(Grant.id == one).values(starts_at=Grant.ends_at),
    ],
    ids=["a name", "a reading", "whom it was agreed with", "its first day"],
)
def test_what_changed_around_a_grant_is_told_at_once(citizen: Work, changed: Any) -> None:
    before = given.mine(citizen)
    citizen.session.execute(changed(before.active[0].id))

    after = given.mine(citizen)
    assert after != before
    assert after == given.mine(replace(citizen, cache=SealedCache(0)))


def test_a_grant_that_was_stopped_is_told_at_once(citizen: Work) -> None:
    one, other = given.mine(citizen).active
    sharing.revoke(citizen, one.id)

    mine = given.mine(citizen)
    assert [each.id for each in mine.active] == [other.id]
    assert mine.ended[0].state is State.REVOKED


@pytest.mark.parametrize("days", [1, 400])
def test_the_clock_changes_what_is_told(citizen: Work, days: int) -> None:
    before, on = given.mine(citizen), later(citizen, days=days)

    told = given.mine(on)
    assert told != before
    assert told == given.mine(replace(on, cache=SealedCache(0)))


def test_the_hour_at_which_a_grant_ends_is_told_on_that_very_day(citizen: Work) -> None:
    ends = given.mine(citizen).active[0].ends_at
    on_the_day = replace(citizen, now=ends - timedelta(minutes=1))

    assert given.mine(on_the_day).active
    assert not given.mine(replace(citizen, now=ends)).active


def test_the_relay_of_a_grant_is_sought_by_grant(citizen: Work, database: Engine) -> None:
    """However many relays wait in the region: SQLite would else go through all of them."""
    if database.dialect.name != "sqlite":  # PostgreSQL decides by statistics, not by shape
        return
    sent: list[tuple[str, Any]] = []
    event.listen(database, "before_cursor_execute", lambda *told: sent.append(told[2:4]))
    given.mine(citizen)
    cursor = citizen.session.connection().connection.cursor()
    cursor.execute(f"EXPLAIN QUERY PLAN {sent[-1][0]}", sent[-1][1])
    steps = [row[3] for row in cursor.fetchall() if "handover" in row[3]]

    assert steps == ["SEARCH handover_1 USING PRIMARY KEY (grant_id=?)"]
