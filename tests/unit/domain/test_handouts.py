"""What a person chose to print: parts in an order, entries ticked, a code as it is written."""

from uuid import UUID

import pytest
from pydantic import ValidationError

from portfolio.domain.entries import KINDS
from portfolio.domain.entries.job import Job
from portfolio.domain.handouts import USUAL, Booklet, Cv, Handout, parts_of_a_cv

ONE, TWO, HIDDEN = UUID(int=1), UUID(int=2), UUID(int=3)
OFFERED = [
    (ONE, Job(title="Ourdisseuse")),
    (TWO, Job(title="Agente")),
    (HIDDEN, Job(title="Cachée", private=True)),
]


def shown(cv: Cv) -> list[UUID]:
    return [row for row, entry in OFFERED if cv.shows(row, entry)]


def test_new_entries_come_in_by_themselves_and_private_ones_never() -> None:
    assert shown(Cv(name="x")) == [ONE, TWO]


def test_what_is_ticked_is_shown_and_nothing_else() -> None:
    cv = Cv(name="x").choosing(OFFERED, [TWO, HIDDEN])
    assert shown(cv) == [TWO, HIDDEN]
    assert shown(cv.choosing(OFFERED, [])) == []
    assert shown(cv.choosing(OFFERED[:1], [ONE])) == [ONE, TWO, HIDDEN]


def test_a_part_moves_as_far_as_there_is_room() -> None:
    cv = Cv(name="x", parts=("job", "skill", "language"))
    assert cv.moved("language", -1).parts == ("job", "language", "skill")
    assert cv.moved("job", -1).parts == cv.moved("language", 1).parts == cv.parts
    assert cv.moved("no-such", 1).parts == cv.parts


def test_every_kind_of_a_life_may_be_on_a_cv_and_no_plan() -> None:
    parts = parts_of_a_cv()
    assert parts[: len(USUAL)] == list(USUAL)
    assert {"moment", "project"} <= set(parts) <= set(KINDS)
    assert not {"identity", "action", "objective", "synthesis"} & set(parts)


@pytest.mark.parametrize("typed", ["RNCP40692", "40692", "rncp 40692", " RNCP-40692 "])
def test_a_code_is_kept_as_it_is_written_on_the_diploma_s_page(typed: str) -> None:
    assert Booklet(code=typed).code == "RNCP40692"


@pytest.mark.parametrize("typed", ["quarante", "RNCP", "1", "12345678", "RNCP١٢٣"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="RNCP40692"):
        Booklet(code=typed)


@pytest.mark.parametrize(
    "what", [Cv(name="x", parts=("job",), left_out=(ONE,)), Booklet(code="RS12")]
)
def test_what_is_sealed_reads_back(what: Handout) -> None:
    assert Handout.from_bytes(what.to_bytes()) == what
