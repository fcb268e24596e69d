"""Each change keeps what was there: read back, compared, brought back, bounded, not forged."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portfolio.domain.errors import NotFound, Tampered
from portfolio.services import boxes, entries, versions
from portfolio.services.keyring import Keyring
from portfolio.services.versions import MOST, History
from portfolio.services.work import Work
from portfolio.storage.entries import EntryVersion, SealedEntry
from tests.services.people import a_citizen, a_job, a_skill, later


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def changed(work: Work, *titles: str) -> History:
    """An entry that was called each of *titles* in turn, with its history."""
    entry_id = entries.add(work, a_job(titles[0]))
    for rev, title in enumerate(titles[1:], 1):
        entries.change(later(work, days=rev), entry_id, a_job(title), rev=rev)
    return versions.read(work, entries.read(work, entry_id))


def test_every_change_keeps_what_was_there_before(work: Work) -> None:
    history = changed(work, "Un", "Deux", "Trois")

    assert [(one.rev, one.entry.title) for one in history.versions] == [(2, "Deux"), (1, "Un")]
    assert history.versions[1].changed_at == work.now
    assert history.at(1).entry.title == "Un"
    assert not history.missing


def test_bringing_a_version_back_is_one_more_change_so_it_can_be_undone(work: Work) -> None:
    history = changed(work, "Un", "Deux")
    entries.change(work, history.now.id, history.at(1).entry, rev=2)
    again = versions.read(work, entries.read(work, history.now.id))

    assert again.now.entry.title == "Un" and again.at(2).entry.title == "Deux"
    entries.change(work, again.now.id, again.at(2).entry, rev=3)
    assert entries.read(work, again.now.id).entry.title == "Deux"


def test_an_entry_that_never_changed_has_no_version(work: Work) -> None:
    history = changed(work, "Un")

    assert history.versions == () and not history.missing
    with pytest.raises(NotFound):
        history.at(1)


def test_the_oldest_give_way_and_the_page_does_not_call_it_a_loss(work: Work) -> None:
    history = changed(work, *(f"Texte {number}" for number in range(MOST + 4)))

    assert len(history.versions) == MOST
    assert history.versions[-1].entry.title == "Texte 3"
    assert not history.missing


def test_a_version_that_somebody_took_away_leaves_a_gap_that_shows(
    work: Work, session: Session
) -> None:
    history = changed(work, "Un", "Deux", "Trois", "Quatre")
    session.execute(delete(EntryVersion).where(EntryVersion.rev == 2))
    session.expire_all()

    assert versions.read(work, history.now).missing


def test_a_version_opens_in_the_place_of_no_other(work: Work, session: Session) -> None:
    history = changed(work, "Un", "Deux", "Trois")
    older = session.scalar(select(EntryVersion.box).where(EntryVersion.rev == 1))
    session.execute(update(EntryVersion).where(EntryVersion.rev == 2).values(box=older))
    session.expire_all()

    with pytest.raises(Tampered):
        versions.read(work, history.now)


def test_another_entry_s_version_does_not_open_either(work: Work, session: Session) -> None:
    history, other = changed(work, "Un", "Deux"), changed(work, "Trois", "Quatre")
    box = session.scalar(select(EntryVersion.box).where(EntryVersion.entry_id == other.now.id))
    session.execute(update(EntryVersion).values(box=box))
    session.expire_all()

    with pytest.raises(Tampered):
        versions.read(work, history.now)


def test_11_a_version_put_back_as_the_entry_breaks_the_head(work: Work, session: Session) -> None:
    """Security test 11: the box is authentic, at its own revision, and still refused."""
    history = changed(work, "Un", "Deux")
    older = session.scalars(select(EntryVersion)).one()
    here = SealedEntry.id == history.now.id
    session.execute(update(SealedEntry).where(here).values(box=older.box, rev=older.rev))
    session.expire_all()

    with pytest.raises(Tampered):
        entries.read_all(work)


def test_what_is_kept_says_nothing(work: Work, session: Session) -> None:
    changed(work, "Potière de Vaxoncourt", "Tisseuse")

    [box] = session.scalars(select(EntryVersion.box))
    assert b"Vaxoncourt" not in box


def test_reading_the_portfolio_costs_no_more_with_versions(
    work: Work, statements: list[str]
) -> None:
    """Acceptance P-2: current entries are still one query, versions are read when asked for."""
    changed(work, *(f"Texte {number}" for number in range(10)))
    work.session.expire_all()
    statements.clear()
    entries.read_all(work)

    assert len(statements) == 2
    assert not [each for each in statements if "entry_version" in each]


def test_a_change_costs_one_statement_more(work: Work, statements: list[str]) -> None:
    entry_id = entries.add(work, a_skill("Un"))
    work.session.flush()
    statements.clear()
    entries.change(work, entry_id, a_skill("Deux"), rev=1)

    assert len([each for each in statements if "entry_version" in each]) == 1


def test_erasing_a_portfolio_erases_versions_and_trash(work: Work, session: Session) -> None:
    history = changed(work, "Un", "Deux")
    entries.remove(work, [history.now.id])
    session.delete(boxes.portfolio_of(work))
    session.flush()

    assert not session.scalars(select(EntryVersion)).all()
