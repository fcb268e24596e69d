"""What was removed comes back within thirty days, with its links, without its grants."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.entries.action import Action
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.services import (
    boxes,
    entries,
    files,
    grants,
    journal,
    sharing,
    sweeping,
    trash,
    versions,
)
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.entries import EntryVersion, RemovedEntry, SealedEntry
from tests.services.people import (
    a_citizen,
    a_file,
    a_job,
    a_skill,
    a_structure,
    an_action,
    an_evidence,
    an_objective,
    at_night,
    gives,
    later,
    names,
    privately,
    terms,
)


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def titles(work: Work) -> list[str]:
    return [one.entry.title for one in entries.read_all(work)]


def shown(counsellor: Work, grant_id: UUID) -> list[str]:
    return [one.entry.title for one in grants.open_(counsellor, grant_id).view.entries]


def test_q_02_an_entry_comes_back_with_its_links_both_ways_and_its_versions(work: Work) -> None:
    """Acceptance Q-02: same id, so that what pointed to it does again."""
    job = entries.add(work, a_job("Avant"))
    entries.change(work, job, a_job("Après"), rev=1)
    skill = entries.add(work, a_skill(linked=(job,)))
    before = entries.read(work, job)
    entries.remove(work, [job, skill])
    assert titles(work) == []

    trash.restore(later(work, days=29), [job, skill])

    back = entries.read(work, job)
    assert back == before
    assert [one.entry.title for one in versions.read(work, back).versions] == ["Avant"]
    linked = entries.read(work, skill).entry
    assert isinstance(linked, Skill) and linked.linked == (job,)
    assert trash.read(work) == []


def test_e_09_a_plan_removed_at_once_comes_back_at_once(work: Work) -> None:
    """Acceptance E-09: an objective and its actions, removed by one act, in one click."""
    objective = entries.add(work, an_objective())
    actions = [entries.add(work, an_action(title, objective=objective)) for title in ("Un", "Deux")]
    other = entries.add(work, a_job())
    entries.remove(later(work, days=1), [objective, *actions])
    entries.remove(later(work, days=2), [other])
    now = later(work, days=30)

    ids = trash.together(now, objective)
    assert set(ids) == {objective, *actions}
    trash.restore(now, ids)

    there = [entries.read(work, each).entry for each in actions]
    assert all(isinstance(one, Action) and one.objective == objective for one in there)
    assert [one.id for one in trash.read(now)] == [other]


def test_q_02_what_is_in_the_trash_is_seen_by_nobody_at_once(
    work: Work, session: Session, keys: Keyring
) -> None:
    """Acceptance Q-02: readers, shares being prepared, views that follow: none of them."""
    counsellor = a_structure(session, keys)
    skill = entries.add(work, a_skill())
    suivi = gives(work, counsellor, mode=Mode.SUIVI)
    entries.remove(work, [skill])

    assert titles(work) == [] and shown(counsellor, suivi) == []
    assert sharing.preview(work, terms()).entries == ()
    with pytest.raises(NotFound):
        entries.read(work, skill)


def test_q_02_what_comes_back_is_seen_again_where_its_whole_section_is_followed(
    work: Work, session: Session, keys: Keyring
) -> None:
    """The scope agreed to is the section, whatever is in it; a photo never moved."""
    counsellor = a_structure(session, keys)
    skill = entries.add(work, a_skill("Souder"))
    photo, suivi = gives(work, counsellor), gives(work, counsellor, mode=Mode.SUIVI)
    entries.remove(work, [skill])
    assert shown(counsellor, photo) == ["Souder"]

    trash.restore(work, [skill])

    assert shown(counsellor, photo) == shown(counsellor, suivi) == ["Souder"]


def test_q_02_what_was_ticked_by_itself_comes_back_without_its_grant(
    work: Work, session: Session, keys: Keyring
) -> None:
    """Acceptance Q-02, "but not its grants": removing it ended that agreement for good."""
    counsellor = a_structure(session, keys)
    entries.add(work, a_skill("Souder"))
    moment = entries.add(work, a_job("Aidante", private=True))
    scope = privately(moment, sections=(Section.SKILLS,))
    suivi = names(work, counsellor, mode=Mode.SUIVI, **scope)
    assert sorted(shown(counsellor, suivi)) == ["Aidante", "Souder"]
    entries.remove(work, [moment])

    trash.restore(work, [moment])
    entries.change(work, moment, a_job("Aidante familiale", private=True), rev=1)

    assert shown(counsellor, suivi) == ["Souder"]
    again = names(work, counsellor, mode=Mode.SUIVI, **scope)
    assert sorted(shown(counsellor, again)) == ["Aidante familiale", "Souder"]


def test_q_02_a_grant_of_that_single_entry_stays_empty(
    work: Work, session: Session, keys: Keyring
) -> None:
    counsellor = a_structure(session, keys)
    moment = entries.add(work, a_job("Aidante", private=True))
    suivi = names(work, counsellor, mode=Mode.SUIVI, **privately(moment))
    entries.remove(work, [moment])
    trash.restore(work, [moment])

    assert shown(counsellor, suivi) == []


def test_it_is_the_citizen_s_own_and_nobody_else_s(
    work: Work, session: Session, keys: Keyring
) -> None:
    gone = entries.add(work, a_job())
    entries.remove(work, [gone])
    stranger = a_citizen(session, keys, "Karim")

    for act in (trash.restore, trash.destroy):
        with pytest.raises(NotFound):
            act(stranger, [gone])
        with pytest.raises(NotFound):
            act(work, [gone, uuid4()])
    with pytest.raises(NotFound):
        trash.one(stranger, gone)
    assert trash.read(stranger) == [] and trash.count(work) == 1


def test_after_thirty_days_it_does_not_come_back_even_if_the_sweep_is_late(work: Work) -> None:
    gone = entries.add(work, a_job())
    entries.remove(work, [gone])
    late = later(work, days=30)

    assert trash.count(replace(late, now=late.now - timedelta(microseconds=1))) == 1
    assert trash.count(late) == 0 and trash.read(late) == []
    with pytest.raises(NotFound):
        trash.restore(late, [gone])


def test_the_nightly_sweep_destroys_what_is_older_than_thirty_days(
    work: Work, session: Session
) -> None:
    old, fresh = entries.add_all(work, [a_job("Un"), a_job("Deux")])
    for each in (old, fresh):
        entries.change(work, each, a_job("Autre"), rev=1)
    entries.remove(work, [old])
    entries.remove(later(work, days=3), [fresh])

    sweeping.sweep(at_night(work, days=31), timedelta(hours=12))

    assert session.scalars(select(RemovedEntry.id)).all() == [fresh]
    assert session.scalars(select(EntryVersion.entry_id)).all() == [fresh]


def test_files_are_let_go_of_when_the_trash_is_emptied_and_not_before(
    work: Work, session: Session
) -> None:
    """Removed with its document, a file waits with it; it leaves the night the trash is emptied."""
    kept, gone = a_file(work), a_file(work)
    documents = entries.add_all(
        work, [an_evidence("Un", files=(kept,)), an_evidence("Deux", files=(gone,))]
    )
    entries.remove(work, documents)
    files.release(work, [kept, gone])
    assert sweeping.forget_files(at_night(work, days=1)) == 0
    trash.restore(later(work, days=1), documents[:1])

    trash.destroy(later(work, days=2), documents[1:])

    assert sweeping.forget_files(at_night(work, days=3)) == 1
    assert list(files.read_all(work)) == [kept]
    assert files.read_all(work)[kept].released_at is None


def test_emptying_takes_what_was_altered_too(work: Work, session: Session) -> None:
    entries.remove(work, entries.add_all(work, [a_job(), a_job()]))
    session.execute(update(RemovedEntry).values(box=bytes(200)))
    session.expire_all()

    trash.empty(work)
    trash.empty(work)

    assert not session.scalars(select(RemovedEntry.id)).all()


def test_each_act_leaves_its_line(work: Work) -> None:
    one, two = entries.add_all(work, [a_job(), a_job()])
    entries.remove(work, [one, two])
    trash.restore(work, [one])
    trash.destroy(work, [two])

    lines = journal.read(work, boxes.portfolio_of(work), others=False)
    assert [(line.act, line.detail) for line in lines[:3]] == [
        ("entry.destroyed", "1"),
        ("entry.restored", "1"),
        ("entry.removed", "2"),
    ]


def test_changing_the_day_it_was_removed_closes_it(work: Work, session: Session) -> None:
    gone = entries.add(work, a_job())
    entries.remove(work, [gone])
    later_on = RemovedEntry.removed_at
    session.execute(update(RemovedEntry).values({later_on: work.now + timedelta(days=20)}))
    session.expire_all()

    with pytest.raises(Tampered):
        trash.restore(work, [gone])


def test_a_former_text_does_not_pass_for_what_was_removed(work: Work, session: Session) -> None:
    entry_id = entries.add(work, a_job("Un"))
    entries.change(work, entry_id, a_job("Deux"), rev=1)
    entries.remove(work, [entry_id])
    older = session.scalars(select(EntryVersion)).one()
    session.execute(update(RemovedEntry).values(box=older.box, rev=older.rev))
    session.expire_all()

    with pytest.raises(Tampered):
        trash.restore(work, [entry_id])


def test_an_older_row_of_the_trash_put_back_is_noticed(work: Work, session: Session) -> None:
    """The row is whole and authentic, but the entry lived on after it."""
    entry_id = entries.add(work, a_job("Un"))
    entries.remove(work, [entry_id])
    older = session.scalars(select(RemovedEntry)).one()
    kept = {each.name: getattr(older, each.name) for each in RemovedEntry.__table__.columns}
    trash.restore(work, [entry_id])
    entries.change(work, entry_id, a_job("Deux"), rev=1)
    entries.remove(later(work, days=1), [entry_id])
    session.execute(update(RemovedEntry).values(kept))
    session.expire_all()

    with pytest.raises(Tampered):
        trash.restore(later(work, days=1), [entry_id])


def test_the_row_says_nothing(work: Work, session: Session) -> None:
    entries.remove(work, [entries.add(work, a_job("Potière de Vaxoncourt"))])

    [box] = session.scalars(select(RemovedEntry.box))
    assert b"Vaxoncourt" not in box
    assert not session.scalars(select(SealedEntry)).all()
