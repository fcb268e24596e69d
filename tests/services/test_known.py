"""What the service keeps about somebody is told whole, and about nobody else."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.services import boxes, entries, known
from portfolio.services.keyring import Keyring
from portfolio.storage.entries import SealedEntry
from portfolio.storage.journal import JournalLine
from tests.services.people import a_citizen, a_job, a_skill, a_structure, gives, later


def test_each_table_that_is_about_a_person_is_counted_and_dated(
    session: Session, keys: Keyring
) -> None:
    citizen, counsellor = a_citizen(session, keys), a_structure(session, keys)
    entries.add_all(citizen, [a_job(), a_skill()])
    entries.add(later(citizen, days=3), a_skill("Souder"))
    gives(later(citizen, days=3), counsellor)
    found = {kept.table: kept for kept in known.read(citizen)}

    assert found["entry"].count == 3
    assert found["entry"].first and found["entry"].last
    assert (found["entry"].last - found["entry"].first).days == 3
    assert found["keyslot"].count == 2
    assert found["access_grant"].count == found["grant_wrap"].count == 1
    assert found["consent"].count == 1
    lines = select(func.count()).where(JournalLine.portfolio_id == boxes.portfolio_of(citizen).id)
    assert found["journal_line"].count == session.scalar(lines)
    assert "import_batch" not in found  # nothing there: nothing to tell


def test_what_others_keep_is_not_counted(session: Session, keys: Keyring) -> None:
    one, other = a_citizen(session, keys), a_citizen(session, keys)
    entries.add_all(one, [a_job(), a_skill()])

    assert "entry" not in {kept.table for kept in known.read(other)}
    assert session.scalar(select(func.count()).select_from(SealedEntry)) == 2


def test_it_takes_one_statement(session: Session, keys: Keyring, statements: list[str]) -> None:
    citizen = a_citizen(session, keys)
    session.flush()
    statements.clear()

    known.read(citizen)

    assert len(statements) == 1
