"""What a worker remembers of a portfolio: sealed, bounded, and never out of date."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.crypto.sealing import new_key
from portfolio.domain.errors import Tampered
from portfolio.domain.sharing import Mode
from portfolio.services import boxes, entries, lines, reopening
from portfolio.services.keyring import Keyring
from portfolio.services.sealed_cache import LIFE, NOTHING_KEPT, SealedCache
from portfolio.services.work import Work
from portfolio.storage.entries import SealedEntry
from tests.services.people import a_citizen, a_job, a_skill, a_structure, gives

MUCH = 1_000_000


class Open(SealedCache):
    """One whose boxes a test may look at."""

    @property
    def boxes(self) -> list[bytes]:
        """What is in memory."""
        return list(self._boxes.values())

    @property
    def names(self) -> set[bytes]:
        """What it is found by."""
        return set(self._boxes)


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    """A citizen served by a worker that remembers."""
    return replace(a_citizen(session, keys), cache=Open(MUCH))


def titles(work: Work) -> list[str]:
    """As a request reads them: nothing of the one before is known."""
    work.session.commit()
    return [one.entry.title for one in entries.read_all(work)]


def in_memory(work: Work) -> list[bytes]:
    assert isinstance(work.cache, Open)
    return work.cache.boxes


def test_what_is_kept_opens_under_its_own_key_and_name_alone() -> None:
    cache, key = SealedCache(MUCH), new_key()
    cache.keep(key, b"name", b"Souder")

    assert cache.take(key, b"name") == b"Souder"
    assert cache.take(key, b"another") is None
    assert cache.take(new_key(), b"name") is None


def test_what_was_asked_for_last_stays_and_nothing_grows() -> None:
    cache, key = Open(3_000), new_key()
    for name in (b"1", b"2", b"1", b"3", b"1", b"4"):
        if cache.take(key, name) is None:
            cache.keep(key, name, b"x" * 1_000)

    assert cache.take(key, b"1") and cache.take(key, b"4")
    assert cache.take(key, b"2") is None
    assert sum(map(len, cache.boxes)) <= 3_000


def test_a_name_says_nothing_to_whoever_has_no_key() -> None:
    one, other = Open(MUCH), Open(MUCH)
    one.keep(new_key(), b"Sandrine", b"x")
    other.keep(new_key(), b"Sandrine", b"x")

    assert one.names.isdisjoint(other.names) and b"Sandrine" not in b"".join(one.names)


def test_what_was_erased_is_gone_from_memory_within_the_hour() -> None:
    seconds = [0.0]
    cache, key = Open(MUCH, lambda: seconds[0]), new_key()
    cache.keep(key, b"name", b"x")
    seconds[0] = LIFE + 1

    assert cache.take(key, b"name") is None
    assert not cache.boxes


def test_what_is_larger_than_everything_is_not_kept() -> None:
    cache, key = SealedCache(1_000), new_key()

    cache.keep(key, b"name", b"x" * 2_000)

    assert cache.take(key, b"name") is None


def test_a_portfolio_opened_before_says_the_same(work: Work) -> None:
    entries.add_all(work, [a_job("Serveuse"), a_skill("Souder", story="l’arc\n\nla pince")])
    first = titles(work), entries.read_all(work)

    again = titles(work), entries.read_all(work)

    assert again == first
    assert len(in_memory(work)) == 1


def test_every_change_is_read_at_once(work: Work) -> None:
    job, skill = entries.add_all(work, [a_job("Serveuse"), a_skill("Souder")])
    assert titles(work) == ["Serveuse", "Souder"]
    entries.change(work, job, a_job("Cheffe"), rev=1)
    assert titles(work) == ["Cheffe", "Souder"]
    entries.remove(work, [skill])
    assert titles(work) == ["Cheffe"]
    entries.add(work, a_skill("Lire un plan"))

    assert sorted(titles(work)) == ["Cheffe", "Lire un plan"]


def known_of(work: Work) -> tuple[set[bytes], set[bytes]]:
    """The lines of the rows that there are, and of those that are kept open."""
    work.session.commit()
    entries.read_all(replace(work, cache=NOTHING_KEPT))
    known, key = lines.at_hand(work), boxes.key_of(work, boxes.portfolio_of(work))
    kept = reopening.recall(work, key, "opened", known)
    return set(known.lines.values()), set(kept)


def test_a_save_leaves_the_others_open(work: Work) -> None:
    told = [a_job("Serveuse"), a_skill("Souder"), a_skill("Lire"), a_skill("Coudre")]
    job, *_ = entries.add_all(work, told)
    titles(work)
    entries.change(work, job, a_job("Cheffe"), rev=1)

    there, kept = known_of(work)

    assert len(there & kept) == len(told) - 1
    assert titles(work)[0] == "Cheffe"
    there, kept = known_of(work)
    assert there == kept


def test_what_is_not_there_any_more_is_forgotten_with_the_next_change(work: Work) -> None:
    _, skill, _ = entries.add_all(work, [a_job("Serveuse"), a_skill("Souder"), a_skill("Lire")])
    titles(work)
    entries.remove(work, [skill])
    entries.add(work, a_skill("Coudre"))
    titles(work)

    there, kept = known_of(work)

    assert there == kept


def test_what_was_undone_is_not_remembered(work: Work) -> None:
    entries.add(work, a_job("Serveuse"))
    titles(work)
    entries.add(work, a_job("Cheffe"))
    assert len(entries.read_all(work)) == len(["Serveuse", "Cheffe"])
    work.session.rollback()

    assert titles(work) == ["Serveuse"]


def test_a_row_altered_after_it_was_read_is_noticed(work: Work, session: Session) -> None:
    """Security test 12, where a worker remembers what the row said."""
    entries.add_all(work, [a_job("Serveuse"), a_skill("Souder")])
    titles(work)
    session.execute(update(SealedEntry).values(box=b"altered"))

    with pytest.raises(Tampered):
        titles(work)


def test_memory_says_nothing(work: Work) -> None:
    entries.add(work, a_job("Potière de Vaxoncourt"))
    titles(work)

    [box] = in_memory(work)
    assert b"Vaxoncourt" not in box and b"job" not in box


def test_one_entry_needs_no_other(work: Work) -> None:
    one, _ = entries.add_all(work, [a_job("Serveuse"), a_skill("Souder")])
    work.session.commit()

    assert boxes.read_one(work, boxes.portfolio_of(work), one).entry.title == "Serveuse"
    assert not in_memory(work)


def test_what_others_are_shown_is_kept_apart_and_says_nothing_either(
    work: Work, session: Session, keys: Keyring
) -> None:
    """What their owner alone reads is not even in it."""
    told = a_job("Serveuse", leaving_reason="Vaxoncourt", story="Potière")
    gives(work, a_structure(session, keys), mode=Mode.SUIVI)
    entries.add_all(work, [told, a_skill("Souder")])

    portfolio = boxes.portfolio_of(work)
    kept = reopening.recall(
        work, boxes.key_of(work, portfolio), "shown", boxes.sound(work, portfolio)
    )
    plain = b"".join(kept.values())
    assert "Potière".encode() in plain and b"Vaxoncourt" not in plain
    assert not any(b"Poti" in box or b"Souder" in box for box in in_memory(work))
