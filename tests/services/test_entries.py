"""Keeping entries: each in its own box, all under one head, nobody else's within reach."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from portfolio.crypto.sealing import new_key
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import Conflict, NotFound, Tampered, Unsealable, VaultLocked
from portfolio.extensions import writing
from portfolio.services import boxes, entries, journal, trash, versions
from portfolio.services.entries import Change
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.entries import SealedEntry
from tests.services.people import a_citizen, a_job, a_skill, later

LONG = "é" * 10_000
TEXTS = ["🙂👩‍🌾", "السلام عليكم", "日本語", LONG]


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def titles(work: Work) -> list[str]:
    return [one.entry.title for one in entries.read_all(work)]


def acts(work: Work) -> list[tuple[str, str]]:
    lines = journal.read(work, boxes.portfolio_of(work), others=False)
    return [(line.act, line.detail) for line in lines]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_as_it_was_kept(work: Work, kind: str) -> None:
    entry = KINDS[kind].model_validate({"title": "Une chose"})

    assert entries.read(work, entries.add(work, entry)).entry == entry


@pytest.mark.parametrize("text", TEXTS, ids=["emoji", "arabic", "japanese", "long"])
def test_every_script_and_length_comes_back(work: Work, text: str) -> None:
    entry = a_job(story=text)

    assert entries.read(work, entries.add(work, entry)).entry.story == text


def test_a_box_is_opened_once_a_transaction_and_never_kept_longer(work: Work) -> None:
    kept, changed = entries.add_all(work, [a_job("Serveuse"), a_job("Cuisinière")])
    work.session.commit()
    before = {one.id: one for one in entries.read_all(work)}
    entries.change(work, changed, a_job("Cheffe"), rev=before[changed].rev)
    after = {one.id: one.entry for one in entries.read_all(work)}
    work.session.commit()
    later_on = {one.id: one.entry for one in entries.read_all(work)}

    assert after[kept] is before[kept].entry
    assert after[changed].title == "Cheffe"
    assert later_on == after and later_on[kept] is not after[kept]


def test_the_row_says_nothing(work: Work, session: Session) -> None:
    entries.add(work, a_job("Potière de Vaxoncourt"))

    [box] = session.scalars(select(SealedEntry.box))

    assert b"Vaxoncourt" not in box and b"job" not in box


def test_what_is_added_together_keeps_its_order(work: Work) -> None:
    names = [f"Chose {number}" for number in range(30)]

    entries.add_all(work, [a_skill(name) for name in names])

    assert titles(work) == names


def test_a_change_replaces_and_counts(work: Work) -> None:
    entry_id = entries.add(work, a_job("Avant"))

    entries.change(later(work, days=1), entry_id, a_job("Après"), rev=1)

    now = entries.read(work, entry_id)
    assert (now.entry.title, now.rev) == ("Après", 2)
    assert now.changed_at > now.created_at


def test_a_change_made_elsewhere_meanwhile_is_told_not_overwritten(work: Work) -> None:
    entry_id = entries.add(work, a_job("Un"))
    entries.change(work, entry_id, a_job("Deux"), rev=1)

    with pytest.raises(Conflict) as told:
        entries.change(work, entry_id, a_job("Trois"), rev=1)

    stored = told.value.current
    assert isinstance(stored, boxes.Opened) and stored.entry.title == "Deux" and stored.rev == 2


def test_several_changes_are_one(work: Work) -> None:
    kept, gone = entries.add_all(work, [a_skill("Garder"), a_skill("Ôter")])
    head = boxes.portfolio_of(work).head_rev

    [fresh] = entries.apply(
        work,
        added=[a_skill("Neuve")],
        changed=[Change(kept, 1, a_skill("Gardée"))],
        removed=[gone],
    )

    assert {one.id: one.entry.title for one in entries.read_all(work)} == {
        kept: "Gardée",
        fresh: "Neuve",
    }
    assert boxes.portfolio_of(work).head_rev == head + 1
    assert sorted(acts(work)[:3]) == [
        ("entry.added", "1"),
        ("entry.changed", "1"),
        ("entry.removed", "1"),
    ]


def test_one_conflict_among_several_changes_is_met_before_anything_is_written(work: Work) -> None:
    one, two = entries.add_all(work, [a_skill("Une"), a_skill("Deux")])
    changes = [Change(one, 1, a_skill("Un")), Change(two, 7, a_skill("2"))]

    with pytest.raises(Conflict):
        entries.apply(work, added=[a_skill("Trois")], changed=changes)

    assert titles(work) == ["Une", "Deux"]


def test_changing_or_removing_what_is_not_there_is_refused(work: Work) -> None:
    there = entries.add(work, a_skill())

    with pytest.raises(NotFound):
        entries.change(work, uuid4(), a_skill(), rev=1)
    with pytest.raises(NotFound):
        entries.remove(work, [there, uuid4()])


@pytest.mark.parametrize("act", ["read", "change", "remove"])
def test_somebody_elses_entry_is_as_absent_as_none(
    work: Work, session: Session, keys: Keyring, act: str
) -> None:
    entry_id = entries.add(work, a_job())
    stranger = a_citizen(session, keys, "Karim")

    with pytest.raises(NotFound):
        attempt(stranger, act, entry_id)

    assert entries.read(work, entry_id).rev == 1


def attempt(work: Work, act: str, entry_id: UUID) -> None:
    if act == "read":
        entries.read(work, entry_id)
    elif act == "change":
        entries.change(work, entry_id, a_job("À moi"), rev=1)
    else:
        entries.remove(work, [entry_id])


def test_a_box_moved_to_another_row_does_not_open(work: Work, session: Session) -> None:
    """Security test 8, for entries."""
    one, other = entries.add_all(work, [a_skill("Une"), a_skill("Autre")])
    box = session.scalar(select(SealedEntry.box).where(SealedEntry.id == other))
    session.execute(update(SealedEntry).where(SealedEntry.id == one).values(box=box))

    with pytest.raises(Tampered):
        entries.read_all(work)


def test_nothing_is_written_over_rows_that_disagree_with_their_head(
    work: Work, session: Session
) -> None:
    """Security test 12: a row removed by hand, and the portfolio is written no more."""
    entries.add(work, a_skill())
    session.commit()  # what one transaction read, nobody else changes under it
    session.execute(SealedEntry.__table__.delete())  # type: ignore[attr-defined]

    with pytest.raises(Tampered):
        entries.add(work, a_skill())


def test_an_id_of_its_own_costs_one_look_in_the_trash(work: Work, statements: list[str]) -> None:
    entries.add(work, a_skill())
    counts: list[int] = []
    for own in (None, uuid4()):
        statements.clear()
        entries.add(work, a_skill(), own)
        counts.append(len(statements))

    assert counts[1] == counts[0] + 1


def test_reading_costs_the_same_queries_whatever_there_is(
    work: Work, statements: list[str]
) -> None:
    counts: list[int] = []
    for many in (1, 100):
        entries.add_all(work, [numbered(number) for number in range(many)])
        work.session.expire_all()
        statements.clear()
        entries.read_all(work)
        counts.append(len(statements))

    assert counts == [2, 2]


def numbered(number: int) -> Entry:
    return a_skill(f"Chose {number}")


def test_reading_while_somebody_saves_is_not_taken_for_tampering(
    work: Work, database: Engine
) -> None:
    """Where each statement sees its own moment, the head may be older than the rows."""
    entries.add(work, a_job("Avant"))
    work.session.commit()
    reading = writing.set(False)
    portfolio = boxes.portfolio_of(work)  # read before the other tab saves
    writing.reset(reading)
    with Session(database) as other:
        entries.add(replace(work, session=other), a_job("Pendant"))
        other.commit()

    assert "Avant" in [one.entry.title for one in boxes.read(work, portfolio)]


def test_two_presses_that_arrive_together_meet_at_one_id(work: Work) -> None:
    """The second waited for the first: it is told what that one kept."""
    own = uuid4()
    assert entries.add(work, a_job("Serveuse"), own) == own

    with pytest.raises(Conflict) as found:
        entries.add(work, a_job("Cheffe"), own)

    assert found.value.current == entries.read(work, own)
    assert titles(work) == ["Serveuse"]


def test_an_id_that_the_trash_holds_is_not_taken_again(work: Work) -> None:
    own = entries.add(work, a_job("Serveuse"), uuid4())
    entries.remove(work, [own])

    assert entries.add(work, a_job("Cheffe"), own) != own


def test_a_key_opened_for_one_person_is_not_at_hand_for_another(work: Work, keys: Keyring) -> None:
    """In one session of the database: what opens the portfolio is looked at each time."""
    portfolio = boxes.portfolio_of(work)
    key = boxes.key_of(work, portfolio)

    with pytest.raises(VaultLocked):
        boxes.key_of(replace(work, keys=keys), portfolio)
    with pytest.raises(Unsealable):
        boxes.key_of(replace(work, keys=keys.opened(new_key())), portfolio)
    assert boxes.key_of(work, portfolio) == key


def test_an_entry_changed_and_removed_at_once_is_in_the_trash_as_it_was_changed(work: Work) -> None:
    own, _ = entries.add_all(work, [a_job("Serveuse"), a_skill("Souder")])

    entries.apply(work, changed=[Change(own, 1, a_job("Cheffe"))], removed=[own])

    work.session.commit()
    assert titles(work) == ["Souder"]
    trash.restore(work, [own])
    assert sorted(titles(work)) == ["Cheffe", "Souder"]
    now = entries.read(work, own)
    assert [one.entry.title for one in versions.read(work, now).versions] == ["Serveuse"]
