"""Invariants of the rows, for any life, and the order things come in."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from portfolio.domain.thread import (
    Goal,
    Kind,
    Knot,
    Order,
    Row,
    Strand,
    Thread,
    estimate,
    layout,
)
from portfolio.domain.thread.pieces import AT_ONCE
from tests.unit.domain.thread.lives import TODAY, life, threads

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
BOTH = pytest.mark.parametrize("order", list(Order))


def kinds(thread: Thread) -> list[str]:
    return [row.kind for row in layout(thread).rows]


def named(thread: Thread) -> list[object]:
    """What each row is about: its data, its structure, or else its kind."""
    return [row.data or (row.strand.id if row.strand else row.kind) for row in layout(thread).rows]


@given(threads)
def test_what_leaves_a_row_enters_the_next_one(thread: Thread) -> None:
    rows = layout(thread).rows
    for one, two in pairwise(rows):
        assert one.below == two.above
        assert one.dashed_below == two.dashed_above
    assert rows[0].above == ()


@given(threads)
def test_each_strand_has_one_label_and_one_unbroken_stretch_that_begins_there(
    thread: Thread,
) -> None:
    plan = layout(thread)
    for strand in thread.strands:
        labels = [at for at, row in enumerate(plan.rows) if row.strand == strand]
        edges = [at for at, row in enumerate(plan.rows) if strand.id in row.below]
        assert len(labels) == 1
        if strand in plan.others:
            assert edges == []
            assert not plan.rows[labels[0]].drawn
        else:
            assert edges == list(range(labels[0], edges[-1] + 1))
            assert plan.rows[labels[0]].drawn


@given(threads)
def test_at_most_three_strands_run_together_each_on_its_own_side(thread: Thread) -> None:
    plan = layout(thread)
    for row in plan.rows:
        assert len(row.below) <= AT_ONCE
        slots = [plan.yarns[name].slot for name in row.below]
        assert slots == sorted(set(slots))


@given(threads)
def test_a_strand_is_only_written_where_three_longer_ones_run(thread: Thread) -> None:
    plan = layout(thread)
    length = {each.id: each.until(TODAY) - each.start for each in thread.strands}
    for strand in plan.others:
        label = next(at for at, row in enumerate(plan.rows) if row.strand == strand)
        longer = [
            sum(length[name] >= length[strand.id] for name in row.below)
            for row in plan.rows[label:]
        ]
        assert AT_ONCE in longer


@given(threads)
def test_the_dashes_are_in_one_piece_on_the_far_side_of_the_pin(thread: Thread) -> None:
    rows = layout(thread).rows
    pin = next(at for at, row in enumerate(rows) if row.kind == Kind.TODAY)
    recent = thread.order == Order.RECENT
    assert [row.dashed_above for row in rows] == [(at <= pin) == recent for at in range(len(rows))]
    assert [row.dashed_below for row in rows] == [(at < pin) == recent for at in range(len(rows))]
    assert rows[pin].future is False


@given(threads)
def test_every_knot_has_its_row_and_no_row_shows_what_is_not_in_the_data(thread: Thread) -> None:
    rows = layout(thread).rows
    expected = sorted([(knot.kind, knot.data) for knot in thread.knots], key=repr)
    given_kinds = {knot.kind for knot in thread.knots}
    found = [(row.kind, row.data) for row in rows if row.kind in given_kinds]
    assert sorted(found, key=repr) == expected
    extra = len(thread.strands) + 2 + (thread.goal is not None)
    assert len(rows) == len(thread.knots) + extra


@given(threads)
def test_what_is_still_to_do_is_never_behind_today(thread: Thread) -> None:
    for row in layout(thread).rows:
        if row.kind == Kind.ACTION:
            assert row.future


@BOTH
def test_a_strand_stops_at_the_first_knot_beyond_its_other_end(order: Order) -> None:
    rows = layout(life(order)).rows
    stops = {"recent": "closing", "oldest": "care home"}
    last = max(at for at, row in enumerate(rows) if "jobs" in row.below)
    assert rows[last + 1].data == stops[order]


def test_the_most_recent_comes_first() -> None:
    assert named(life(goal=Goal("nurse"))) == [
        *("nurse", "school", "rights", "today", "care home", "jobs"),
        *("closing", "factory", "diploma", "origin"),
    ]


def test_the_oldest_comes_first() -> None:
    assert named(life(Order.OLDEST, Goal("nurse"))) == [
        *("origin_start", "diploma", "factory", "closing", "jobs", "care home"),
        *("rights", "today", "school", "nurse"),
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [(Order.RECENT, ["today", "origin"]), (Order.OLDEST, ["origin_start", "today"])],
)
def test_an_empty_thread_has_today_and_a_beginning(order: Order, expected: list[str]) -> None:
    assert kinds(Thread(TODAY, order=order)) == expected


@BOTH
def test_knots_of_one_day_keep_the_order_given(order: Order) -> None:
    knots = [Knot(Kind.EVENT, date(2016, 7, 1), number) for number in range(5)]
    rows = layout(Thread(TODAY, knots, order=order)).rows
    assert [row.data for row in rows if row.kind == Kind.EVENT] == [0, 1, 2, 3, 4]


@BOTH
def test_what_ends_today_is_on_the_plain_side_of_the_pin(order: Order) -> None:
    strand = Strand("one", 1, "Une structure", TODAY)
    plan = layout(Thread(TODAY, [Knot(Kind.BEAD, TODAY, "got it")], [strand], order=order))
    for row in plan.rows:
        assert not row.future or row.kind == Kind.GOAL


@BOTH
def test_a_life_that_is_all_ahead_is_all_dashed_but_its_beginning(order: Order) -> None:
    thread = Thread(TODAY, [Knot(Kind.ACTION, TOMORROW), Knot(Kind.EVENT, TOMORROW)], order=order)
    plain = [row.kind for row in layout(thread).rows if not row.future]
    assert sorted(plain) == sorted(
        [Kind.TODAY, Kind.ORIGIN if order == Order.RECENT else Kind.ORIGIN_START]
    )


@BOTH
def test_an_action_left_behind_waits_beside_the_pin_after_older_ones(order: Order) -> None:
    late = [
        Knot(Kind.ACTION, YESTERDAY, "late"),
        Knot(Kind.ACTION, date(2020, 1, 1), "very late"),
        Knot(Kind.ACTION, TOMORROW, "next"),
    ]
    names = [name for name in named(Thread(TODAY, late, order=order)) if "origin" not in str(name)]
    expected = ["today", "very late", "late", "next"]
    assert names == (expected[::-1] if order == Order.RECENT else expected)


@BOTH
def test_a_strand_older_than_every_knot_is_drawn(order: Order) -> None:
    strand = Strand("old", 2, "Mission locale", date(1990, 1, 1), date(1991, 1, 1))
    plan = layout(Thread(TODAY, [Knot(Kind.EVENT, date(2000, 1, 1))], [strand], order=order))
    assert set(plan.yarns) == {"old"}


@BOTH
def test_a_strand_wholly_ahead_is_drawn_in_the_dashes(order: Order) -> None:
    strand = Strand("soon", 2, "Afpa", date(2027, 1, 1), planned=date(2027, 6, 1))
    rows = layout(Thread(TODAY, strands=[strand], order=order)).rows
    assert all(row.dashed_below for row in rows if row.below)
    assert any(row.below for row in rows)


def test_a_strand_that_outlives_every_knot_follows_the_thread_to_its_end() -> None:
    strand = Strand("soon", 2, "Afpa", date(2027, 1, 1), planned=date(2027, 6, 1))
    assert layout(Thread(TODAY, strands=[strand], order=Order.OLDEST)).rows[-1].below == ("soon",)


def test_the_three_longest_of_four_strands_are_drawn() -> None:
    strands = [
        Strand(str(years), 1, "Une structure", date(2020 - years, 1, 1), date(2021, 1, 1))
        for years in (3, 1, 4, 2)
    ]
    plan = layout(Thread(TODAY, [Knot(Kind.EVENT, date(2000, 1, 1))], strands))
    assert [strand.id for strand in plan.others] == ["1"]


def test_two_hundred_knots_make_two_hundred_rows() -> None:
    knots = [Knot(Kind.EVENT, date(1970, 1, 1) + timedelta(days=80 * n)) for n in range(200)]
    assert kinds(Thread(TODAY, knots)).count("event") == 200


def test_a_caller_cannot_place_the_pin_itself() -> None:
    with pytest.raises(ValueError, match="today"):
        Knot(Kind.TODAY, TODAY)


def test_a_colour_the_theme_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        Strand("one", 5, "Une structure", TODAY)


def test_two_strands_of_one_name_are_refused() -> None:
    strand = Strand("one", 1, "Une structure", TODAY)
    with pytest.raises(ValueError, match="id"):
        Thread(TODAY, strands=[strand, strand])


def test_more_words_take_more_room() -> None:
    heights = [estimate("Agente"), estimate("Agente", "Golbey. " * 20), estimate("A", extras=2)]
    assert heights == [88, 62 + 26 * 4, 62 + 26 + 78]


def test_the_layout_hands_back_what_the_page_gave() -> None:
    payload = object()
    rows = layout(Thread(TODAY, [Knot(Kind.EVENT, YESTERDAY, payload)])).rows
    found: list[Row] = [row for row in rows if row.data is payload]
    assert len(found) == 1
