"""Bringing files in: nothing before one says so, all of it at once, all of it back."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Refused, Unsealable
from portfolio.formats import jsonresume  # noqa: F401  # it registers itself
from portfolio.services import boxes, entries, imports
from portfolio.services.batches import State
from portfolio.services.keyring import Keyring
from portfolio.services.proposals import Fate
from portfolio.services.work import Work
from portfolio.storage.entries import ImportBatch
from tests.services.people import a_citizen, a_job, later

CASHIER = {"position": "Caissière", "name": "Match", "startDate": "2014-03"}
RESUME = {
    "basics": {"name": "Sandrine Thiébaut"},
    "work": [CASHIER, {"position": "Serveuse", "name": "Café de la Gare", "startDate": "2012"}],
    "skills": [{"name": "Rendre la monnaie"}],
    "references": [{"name": "Mme Claudel"}],
}


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def brought(work: Work, resume: Any = RESUME) -> UUID:
    content = resume if isinstance(resume, bytes) else json.dumps(resume).encode()
    return imports.preview(work, content, "cv.json")


def fates(work: Work, batch_id: UUID) -> dict[str, Fate]:
    proposals = imports.read_preview(work, batch_id).proposals
    return {each.entry.title: each.fate for each in proposals}


def confirmed(work: Work, batch_id: UUID, *, fate: Fate | None = None) -> None:
    proposals = imports.read_preview(work, batch_id).proposals
    imports.confirm(work, batch_id, {each.place: fate or each.fate for each in proposals})


def kept(work: Work) -> dict[str, Entry]:
    return {one.entry.title: one.entry for one in entries.read_all(work)}


def marks(work: Work, batch_id: UUID, what: str) -> list[str]:
    batch = imports.read_report(work, batch_id).batch
    return [mark.title for mark in getattr(batch, what)]


def test_a_preview_writes_nothing(work: Work) -> None:
    head = boxes.portfolio_of(work).head_rev

    batch_id = brought(work)

    assert set(fates(work, batch_id).values()) == {Fate.ADD}
    assert not kept(work) and boxes.portfolio_of(work).head_rev == head


def test_a_preview_is_not_readable_in_the_database(work: Work, session: Session) -> None:
    brought(work)

    [box] = session.scalars(select(ImportBatch.box))

    assert b"Caissi" not in box and b"Match" not in box


def test_confirming_adds_what_was_chosen_and_nothing_else(work: Work) -> None:
    batch_id = brought(work)
    proposals = imports.read_preview(work, batch_id).proposals
    [cashier] = [each.place for each in proposals if each.entry.title == "Caissière"]

    imports.confirm(work, batch_id, {cashier: Fate.ADD})

    entry = kept(work)["Caissière"]
    assert list(kept(work)) == ["Caissière"]
    assert entry.provenance.how == "imported" and entry.provenance.on == work.now.date()
    assert marks(work, batch_id, "created") == ["Caissière"]
    assert imports.read_report(work, batch_id).batch.ignored == len(proposals) - 1


def test_an_import_is_one_lock_one_head_and_one_line(work: Work) -> None:
    head = boxes.portfolio_of(work).head_rev

    confirmed(work, brought(work))

    assert boxes.portfolio_of(work).head_rev == head + 1
    assert boxes.portfolio_of(work).journal_count == 1


def test_confirming_again_changes_nothing_more(work: Work) -> None:
    batch_id = brought(work)
    places = range(len(RESUME) + 1)

    for _ in range(2):
        imports.confirm(work, batch_id, dict.fromkeys(places, Fate.ADD))

    assert len(entries.read_all(work)) == len(kept(work)) == 4


def test_the_same_file_again_is_ignored_unless_one_insists(work: Work) -> None:
    confirmed(work, brought(work))

    again = brought(work)

    assert set(fates(work, again).values()) == {Fate.IGNORE}
    confirmed(work, again)
    assert len(entries.read_all(work)) == 4


def test_the_same_item_twice_in_a_file_is_taken_once(work: Work) -> None:
    batch_id = brought(work, {"work": [CASHIER, CASHIER]})

    found = imports.read_preview(work, batch_id).proposals

    assert [each.fate for each in found] == [Fate.ADD, Fate.IGNORE]


def test_what_resembles_an_entry_completes_it_and_keeps_its_words(work: Work) -> None:
    mine = a_job("Caissière", employer="Match", when={"start": "2014"}, story="Mes mots.")
    entry_id = entries.add(work, mine)
    batch_id = brought(work, {"work": [CASHIER | {"summary": "Ceux du fichier."}]})
    [proposal] = imports.read_preview(work, batch_id).proposals

    assert proposal.fate is Fate.MERGE and proposal.twin and proposal.twin.id == entry_id
    confirmed(work, batch_id)

    [one] = entries.read_all(work)
    assert one.id == entry_id and one.rev == 2
    assert one.entry.story == "Mes mots.\n\nCeux du fichier."
    assert str(one.entry.period.start) == "2014-03"  # type: ignore[union-attr]
    assert one.entry.provenance == mine.provenance
    assert marks(work, batch_id, "completed") == ["Caissière"]


def test_what_adds_nothing_new_is_ignored_unless_one_insists(work: Work) -> None:
    entries.add(work, a_job("Caissière", employer="Match", when={"start": "2014-03", "ongoing": 1}))

    assert fates(work, brought(work, {"work": [CASHIER]})) == {"Caissière": Fate.IGNORE}


def test_what_was_completed_is_known_the_next_time(work: Work) -> None:
    entries.add(work, a_job("Caissière", employer="Match", when={"start": "2014"}))
    confirmed(work, brought(work, {"work": [CASHIER]}))

    again = brought(work, {"work": [CASHIER]})

    assert fates(work, again) == {"Caissière": Fate.IGNORE}


def test_two_items_complete_one_entry_one_after_the_other(work: Work) -> None:
    entries.add(work, a_job("Caissière", employer="Match", when={"start": "2014"}))
    items = [CASHIER | {"summary": "Un."}, CASHIER | {"summary": "Deux.", "endDate": "2016"}]

    confirmed(work, brought(work, {"work": items}))

    [one] = entries.read_all(work)
    assert one.entry.story == "Un.\n\nDeux." and one.rev == 2


def test_a_portfolio_keeps_one_presentation(work: Work) -> None:
    confirmed(work, brought(work, {"basics": {"name": "Sandrine"}}))
    batch_id = brought(work, {"basics": {"name": "Sandrine T.", "email": "s@example.org"}})

    confirmed(work, batch_id, fate=Fate.ADD)

    [one] = entries.read_all(work)
    assert one.entry.email == "s@example.org"  # type: ignore[attr-defined]


def test_completing_what_is_gone_meanwhile_adds_it(work: Work) -> None:
    entry_id = entries.add(work, a_job("Caissière", employer="Match", when={"start": "2014"}))
    batch_id = brought(work, {"work": [CASHIER]})
    entries.remove(work, [entry_id])

    confirmed(work, batch_id, fate=Fate.MERGE)

    assert marks(work, batch_id, "created") == ["Caissière"]


def test_the_rest_of_a_long_file_gets_the_fate_it_was_proposed(work: Work) -> None:
    batch_id = brought(work)

    imports.confirm(work, batch_id, {0: Fate.IGNORE}, rest=True)

    assert list(kept(work)) == ["Caissière", "Serveuse", "Rendre la monnaie"]


def test_the_report_names_what_was_not_taken(work: Work) -> None:
    batch_id = brought(work)

    [remark] = [
        note for note in imports.read_preview(work, batch_id).remarks if "references" in note.path
    ]

    confirmed(work, batch_id)
    assert remark in imports.read_report(work, batch_id).batch.notes
    assert "Mme Claudel" in remark.found


def test_undoing_takes_everything_back(work: Work) -> None:
    mine = a_job("Caissière", employer="Match", when={"start": "2014"})
    entry_id = entries.add(work, mine)
    batch_id = brought(work)
    confirmed(work, batch_id)

    imports.undo(later(work, days=3), batch_id)

    [one] = entries.read_all(work)
    report = imports.read_report(work, batch_id)
    assert (one.id, one.entry) == (entry_id, mine)
    assert report.state is State.UNDONE and not report.batch.kept
    assert (report.batch.removed, report.batch.restored) == (3, 1)


def test_undoing_keeps_and_names_what_was_changed_since(work: Work) -> None:
    batch_id = brought(work)
    confirmed(work, batch_id)
    by_title = {one.entry.title: one for one in entries.read_all(work)}
    changed, gone = by_title["Caissière"], by_title["Serveuse"]
    entries.change(work, changed.id, a_job("Caissière principale"), rev=1)
    entries.remove(work, [gone.id])

    imports.undo(work, batch_id)

    assert list(kept(work)) == ["Caissière principale"]
    assert marks(work, batch_id, "kept") == ["Caissière"]


def test_undoing_again_changes_nothing_more(work: Work) -> None:
    batch_id = brought(work)
    confirmed(work, batch_id)
    imports.undo(work, batch_id)
    entries.add(work, a_job())

    imports.undo(work, batch_id)
    imports.confirm(work, batch_id, {0: Fate.ADD})

    assert list(kept(work)) == ["Agente de service"]


def test_what_was_undone_can_be_brought_in_again(work: Work) -> None:
    batch_id = brought(work)
    confirmed(work, batch_id)
    imports.undo(work, batch_id)

    assert set(fates(work, brought(work)).values()) == {Fate.ADD}


def test_a_preview_given_up_leaves_nothing(work: Work, session: Session) -> None:
    batch_id = brought(work)

    imports.drop(work, batch_id)

    assert not session.scalars(select(ImportBatch)).all()
    with pytest.raises(NotFound):
        imports.read_preview(work, batch_id)


def test_a_new_preview_replaces_the_one_that_came_to_nothing(work: Work) -> None:
    former, latter = brought(work), brought(work)

    assert [kept.id for kept in imports.read_past(work)] == [latter]
    with pytest.raises(NotFound):
        imports.read_preview(work, former)


def test_a_confirmed_import_cannot_be_given_up(work: Work) -> None:
    batch_id = brought(work)
    confirmed(work, batch_id)

    imports.drop(work, batch_id)

    assert imports.read_report(work, batch_id).state is State.DONE


def test_a_batch_in_another_state_does_not_open(work: Work, session: Session) -> None:
    """Who can write in the database cannot make a confirmed import look unconfirmed."""
    batch_id = brought(work)
    confirmed(work, batch_id)
    session.execute(update(ImportBatch).values(state=State.PREVIEW))
    session.expire_all()

    with pytest.raises(Unsealable):
        imports.confirm(work, batch_id, {0: Fate.ADD})


@pytest.mark.parametrize("act", ["read", "confirm", "drop", "report", "undo"])
def test_somebody_elses_import_is_as_absent_as_none(
    work: Work, session: Session, keys: Keyring, act: str
) -> None:
    batch_id = brought(work)
    stranger = a_citizen(session, keys, "Karim")
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: imports.read_preview(stranger, batch_id),
        "confirm": lambda: imports.confirm(stranger, batch_id, {0: Fate.ADD}),
        "drop": lambda: imports.drop(stranger, batch_id),
        "report": lambda: imports.read_report(stranger, batch_id),
        "undo": lambda: imports.undo(stranger, batch_id),
    }

    with pytest.raises(NotFound):
        acts[act]()

    assert len(imports.read_preview(work, batch_id).proposals) == 4


BAD_FILES = {
    "empty": b"",
    "not json": b"not json",
    "a list": b"[1]",
    "depth 10 000": b'{"work": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "6 MB": b" " * (6 * 1024 * 1024),
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_what_cannot_be_read_is_refused_and_leaves_nothing(
    work: Work, session: Session, content: bytes
) -> None:
    with pytest.raises(Refused):
        brought(work, content)

    assert not session.scalars(select(ImportBatch)).all()


def test_an_import_that_never_was_is_not_found(work: Work) -> None:
    with pytest.raises(NotFound):
        imports.read_preview(work, uuid4())
