"""What was there before goes home too, entry by entry; one box that was altered hides no other."""

from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.services import entries, histories, unsaved
from portfolio.services.histories import Past
from portfolio.services.keyring import Keyring
from portfolio.services.unsaved import Sheet
from portfolio.services.work import Work
from portfolio.storage.entries import EntryVersion
from portfolio.storage.unsaved import Unsaved
from tests.services.people import a_citizen, a_job, a_skill, later


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def pasts(work: Work) -> list[Past]:
    return list(histories.pasts(work, histories.thrown(work)))


def titles(past: Past) -> list[str]:
    return [one.entry.title for one in past.versions]


def test_each_entry_that_changed_has_its_past_the_trash_last(
    work: Work, session: Session, keys: Keyring
) -> None:
    gone, kept = entries.add(work, a_skill("Coudre")), entries.add(work, a_job("Un"))
    entries.change(work, gone, a_skill("Coudre droit"), rev=1)
    for rev, title in enumerate(("Deux", "Trois"), 1):
        entries.change(later(work, days=rev), kept, a_job(title), rev=rev)
    entries.add(work, a_skill("Jamais changée"))
    entries.remove(later(work, days=3), [gone])

    present, removed = pasts(later(work, days=4))

    assert (present.now.id, present.removed, titles(present)) == (kept, False, ["Deux", "Un"])
    assert (removed.now.id, removed.removed, titles(removed)) == (gone, True, ["Coudre"])
    assert not pasts(a_citizen(session, keys))


def test_the_past_of_many_is_asked_for_together(work: Work, statements: list[str]) -> None:
    there = entries.add_all(work, [a_skill(f"Coudre {number}") for number in range(25)])
    for each in there:
        entries.change(work, each, a_skill("Coudre droit"), rev=1)
    statements.clear()

    assert len(pasts(work)) == 25
    assert sum("FROM entry_version" in one for one in statements) == 2  # twenty at once


def test_a_version_that_was_altered_is_named_and_the_others_are_read(
    work: Work, session: Session
) -> None:
    job = entries.add(work, a_job("Un"))
    for rev, title in enumerate(("Deux", "Trois", "Quatre"), 1):
        entries.change(work, job, a_job(title), rev=rev)
    session.execute(update(EntryVersion).where(EntryVersion.rev == 2).values(box=b"-" * 200))
    session.expire_all()

    [past] = pasts(work)

    assert titles(past) == ["Trois", "Un"] and past.unread == (2,)


def test_a_draft_that_was_altered_is_named_and_the_others_are_read(
    work: Work, session: Session
) -> None:
    sheets = [
        unsaved.keep(work, f"/portfolio/add/{kind}", Sheet(uuid4()), [("title", kind)])
        for kind in ("job", "skill")
    ]
    here = Unsaved.id == sheets[0].id
    session.execute(update(Unsaved).where(here).values(box=b"-" * 200))
    session.expire_all()

    opened, lost = unsaved.salvage(work)

    assert [one.typed for one in opened] == [(("title", "skill"),)] and lost == [sheets[0].id]
