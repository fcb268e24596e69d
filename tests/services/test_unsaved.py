"""Words not saved yet: sealed, given back, never over one another's, never for ever."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.errors import Conflict, NotFound, Refused, Tampered
from portfolio.services import sweeping, unsaved
from portfolio.services.keyring import Keyring
from portfolio.services.unsaved import KEPT, MOST, MOST_OF_PLACE, MOST_SIGNS, Sheet
from portfolio.services.work import Work
from portfolio.storage.gathering import hexes
from portfolio.storage.unsaved import Unsaved
from tests.services.people import a_citizen, at_night, later

JOB = "/portfolio/add/job"


@pytest.fixture
def work(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def words(work: Work, place: str = JOB) -> list[str]:
    return [kept.typed[0][1] for kept in unsaved.waiting(work, place)]


def typed(text: str) -> list[tuple[str, str]]:
    return [("title", text), ("linked", "a"), ("linked", "b")]


def test_words_come_back_as_they_were_typed(work: Work) -> None:
    sheet = unsaved.keep(work, JOB, Sheet(uuid4()), typed("🙂 السلام\r\n"))

    [kept] = unsaved.waiting(work, JOB)
    assert (kept.sheet, kept.place, kept.saved_at) == (sheet, JOB, work.now)
    assert list(kept.typed) == typed("🙂 السلام\r\n")


def test_the_same_sheet_is_written_again_as_one_goes_on(work: Work) -> None:
    sheet = Sheet(uuid4())
    for text in ("V", "Ve", "Vendeuse"):
        sheet = unsaved.keep(work, JOB, sheet, typed(text))

    assert words(work) == ["Vendeuse"] and sheet.rev == 3


def test_two_tabs_never_write_over_each_other(work: Work) -> None:
    for text in ("Une", "Autre"):
        unsaved.keep(work, JOB, Sheet(uuid4()), typed(text))

    assert sorted(words(work)) == ["Autre", "Une"]


def test_a_tab_that_lags_behind_on_the_same_sheet_gets_another(work: Work) -> None:
    first = unsaved.keep(work, JOB, Sheet(uuid4()), typed("Un"))
    unsaved.keep(work, JOB, first, typed("Un, puis deux"))

    other = unsaved.keep(work, JOB, first, typed("Un autrement"))

    assert other.id != first.id
    assert sorted(words(work)) == ["Un autrement", "Un, puis deux"]


def test_forms_do_not_mix_and_neither_do_people(
    work: Work, session: Session, keys: Keyring
) -> None:
    sheet = unsaved.keep(work, JOB, Sheet(uuid4()), typed("Vendeuse"))
    stranger = a_citizen(session, keys, "Karim")

    assert words(work, "/portfolio/add/skill") == []
    assert words(stranger) == []
    unsaved.close(stranger, sheet.id)
    with pytest.raises(NotFound):
        unsaved.read(stranger, sheet.id)
    assert words(work) == ["Vendeuse"]


def test_the_row_says_neither_the_words_nor_the_form(work: Work, session: Session) -> None:
    unsaved.keep(work, JOB, Sheet(uuid4()), typed("Vaxoncourt"))

    [row] = session.scalars(select(Unsaved))
    assert b"Vaxoncourt" not in row.box and b"job" not in row.place + row.box


def test_a_form_holds_so_much_and_no_more(work: Work) -> None:
    with pytest.raises(Refused):
        unsaved.keep(work, JOB, Sheet(uuid4()), typed("a" * MOST_SIGNS))
    assert words(work) == []


def test_the_oldest_sheets_give_way(work: Work) -> None:
    for number in range(MOST_OF_PLACE + 2):
        unsaved.keep(later(work, hours=number), JOB, Sheet(uuid4()), typed(str(number)))
    assert words(later(work, days=1)) == ["6", "5", "4", "3", "2"]

    for number in range(MOST):
        unsaved.keep(later(work, days=1, hours=number), f"/{number}", Sheet(uuid4()), typed("x"))
    assert words(later(work, days=4)) == []


def test_what_comes_after_the_form_was_saved_leaves_nothing(work: Work, session: Session) -> None:
    """Whether its sheet had been written or not, and however far the script was."""
    written, blank = unsaved.keep(work, JOB, Sheet(uuid4()), typed("Ven")), Sheet(uuid4())
    for sheet in (written, blank):
        unsaved.close(work, sheet.id)
        for rev in (0, 1, 7):
            with pytest.raises(Conflict):
                unsaved.keep(work, JOB, Sheet(sheet.id, rev), typed("Vendeuse"))

    assert words(work) == []
    assert {row.box for row in session.scalars(select(Unsaved))} == {b""}


def test_a_closed_sheet_is_opened_again_by_a_button_only(work: Work) -> None:
    sheet = Sheet(uuid4())
    unsaved.close(work, sheet.id)

    again = unsaved.keep(work, JOB, sheet, typed("Vendeuse"), pressed=True)

    assert words(work) == ["Vendeuse"] and again == Sheet(sheet.id, 1)


def test_closed_sheets_are_forgotten_within_the_hour(work: Work, session: Session) -> None:
    for hours in (0, 1, 2):
        unsaved.close(later(work, hours=hours), uuid4())

    assert len(session.scalars(select(Unsaved)).all()) == 1


def test_after_thirty_days_nothing_is_left(work: Work, session: Session) -> None:
    sheet = unsaved.keep(work, JOB, Sheet(uuid4()), typed("Vendeuse"))
    late = replace(work, now=work.now + KEPT)

    assert unsaved.waiting(late, JOB) == []
    with pytest.raises(NotFound):
        unsaved.read(late, sheet.id)
    sweeping.sweep(at_night(late), timedelta(hours=12))
    assert not session.scalars(select(Unsaved.id)).all()


@pytest.mark.parametrize("column", ["id", "rev"])
def test_words_open_in_their_own_place_alone(work: Work, session: Session, column: str) -> None:
    unsaved.keep(work, JOB, Sheet(uuid4()), typed("Vendeuse"))
    moved: dict[str, UUID | int] = {"id": uuid4(), "rev": 7}
    session.execute(update(Unsaved).values({column: moved[column]}))
    session.expire_all()

    with pytest.raises(Tampered):
        unsaved.waiting(work, JOB)


def test_where_words_wait_is_told_without_opening_any(work: Work, session: Session) -> None:
    for place in (JOB, "/plan/add/goal"):
        unsaved.keep(work, place, Sheet(uuid4()), [("title", "Vendeuse")])

    told = session.scalar(select(hexes(Unsaved.place)))
    there = frozenset(map(bytes.fromhex, str(told).split()))

    assert len(there) == 2 and len(unsaved.waiting(work, JOB, there)) == 1
    assert unsaved.waiting(work, "/plan/add/action", there) == []
    assert session.scalar(select(hexes(Unsaved.place)).where(Unsaved.rev == 7)) is None
