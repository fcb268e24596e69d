"""What is new since a reader last came is told to her, and nothing of it lies in clear."""

from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.news import NO_NEWS, News, Sight
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.domain.shown import Shown
from portfolio.services import desk, entries, grants, sharing
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.sharing import Visit
from tests.services.people import a_citizen, a_job, a_member, a_skill, gives, later

SKILLS = (Section.SKILLS,)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add_all(work, [a_job(), a_skill("Lire"), a_skill("Compter"), a_skill("Coudre")])
    return work


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)


def news(work: Work, grant_id: UUID) -> News:
    return grants.open_(work, grant_id).news


def told(found: News) -> tuple[list[str], list[str], int]:
    """The titles added and changed, and how many are gone."""
    added, changed = ([one.entry.title for one in each] for each in (found.added, found.changed))
    return added, changed, found.gone


def lives_on(citizen: Work) -> None:
    """One skill more, one said otherwise, one removed, and a job that is not shared."""
    by_title = {one.entry.title: one for one in entries.read_all(citizen)}
    lire = by_title["Lire"]
    entries.change(citizen, lire.id, a_skill("Lire", story="Un roman par mois."), rev=lire.rev)
    entries.remove(citizen, [by_title["Coudre"].id])
    entries.add_all(citizen, [a_skill("Souder"), a_job("Lingère")])


def test_the_first_visit_has_no_news(counsellor: Work, grant_id: UUID) -> None:
    assert news(counsellor, grant_id) == News(first=True)
    assert news(later(counsellor, minutes=5), grant_id) == NO_NEWS


def test_what_was_added_changed_and_removed_is_told_on_the_next_visit(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    news(counsellor, grant_id)
    lives_on(later(citizen, days=1))

    found = news(later(counsellor, days=2), grant_id)

    assert told(found) == (["Souder"], ["Lire"], 1)
    assert found.since == counsellor.now


def test_news_stay_marked_for_the_whole_visit_and_are_known_on_the_next(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """A page loaded again after a synthesis was sent says the same."""
    news(counsellor, grant_id)
    lives_on(citizen)
    first = news(later(counsellor, days=2), grant_id)

    assert news(later(counsellor, days=2, minutes=50), grant_id) == first
    assert not news(later(counsellor, days=2, hours=5), grant_id)


def test_each_reader_has_news_of_her_own(citizen: Work, counsellor: Work, grant_id: UUID) -> None:
    colleague = a_member(counsellor)
    news(counsellor, grant_id)
    news(colleague, grant_id)
    lives_on(later(citizen, days=1))
    news(later(colleague, days=2), grant_id)

    assert told(news(later(counsellor, days=3), grant_id)) == (["Souder"], ["Lire"], 1)
    assert not news(later(colleague, days=3), grant_id)


def test_the_desk_says_so_to_each_reader(citizen: Work, counsellor: Work, grant_id: UUID) -> None:
    colleague = a_member(counsellor)

    def seen(work: Work) -> tuple[bool, bool]:
        one = desk.read(work).people[0].latest
        return one.read_at is not None, one.has_news

    news(counsellor, grant_id)
    assert (seen(counsellor), seen(colleague)) == ((True, False), (False, True))
    lives_on(later(citizen, days=1))
    news(later(colleague, days=2), grant_id)

    assert (seen(later(counsellor, days=2)), seen(later(colleague, days=2))) == (
        (True, True),
        (True, False),
    )


def test_what_follows_nothing_has_no_news(citizen: Work, counsellor: Work) -> None:
    photo = gives(citizen, counsellor, sections=SKILLS)
    news(counsellor, photo)
    lives_on(citizen)

    assert not news(later(counsellor, days=2), photo)


def test_a_visit_that_was_altered_or_moved_is_none(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Security test 8: of one grant's visit nothing is told in another."""
    other = gives(citizen, counsellor, sections=SKILLS, mode=Mode.SUIVI)
    news(counsellor, grant_id)
    news(counsellor, other)
    lives_on(citizen)
    box = session.get_one(Visit, (grant_id, counsellor.actor.account_id)).box
    session.execute(update(Visit).where(Visit.grant_id == other).values(box=box))
    session.expire_all()

    assert news(later(counsellor, days=2), other) == News(first=True)


def test_once_the_grant_ends_what_she_saw_is_destroyed(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    news(counsellor, grant_id)
    assert session.scalars(select(Visit.box)).one()

    sharing.revoke(citizen, grant_id)

    assert session.scalars(select(Visit.box)).one() is None


def test_a_visit_is_written_once_however_often_the_page_is_loaded(
    counsellor: Work, grant_id: UUID, statements: list[str]
) -> None:
    news(counsellor, grant_id)
    statements.clear()
    news(later(counsellor, minutes=5), grant_id)

    assert statements
    assert not [each for each in statements if each.startswith(("INSERT INTO grant_v", "UPDATE a"))]


def test_what_another_release_wrote_otherwise_is_no_news(citizen: Work) -> None:
    """Payloads named every answer before they left out what nobody gave (ADR 38)."""
    at, one = citizen.now, entries.read_all(citizen)[0]
    now = Shown.of(one.id, one.entry, at)
    before = Shown(id=one.id, payload=one.entry.in_full().decode(), changed_at=at)

    assert before.payload != now.payload
    assert Sight.of([before], at, 1) == Sight.of([now], at, 1)
