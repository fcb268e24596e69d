"""The life at the scale of time: crowds, names, years."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.thread import Goal, Kind, Knot, Order, Strand, Thread, overview
from portfolio.domain.thread.pieces import KNOTS
from portfolio.domain.thread.scale import TICK_ROOM, scale
from portfolio.domain.thread.spread import FARTHEST, HALF, Spot, uncrowd
from portfolio.domain.thread.tags import Tag, place
from tests.unit.domain.thread.lives import TODAY, life, threads

LOW, HIGH = 14.0, 570.0
spots = st.lists(st.builds(Spot, st.floats(LOW, HIGH), st.sampled_from(sorted(KNOTS))), max_size=60)
tails = st.lists(st.tuples(st.floats(14, 706), st.text(max_size=50)), max_size=8)


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own output


def texts(svg: str, css: str) -> list[str]:
    return [each.text or "" for each in tree(svg).iter("text") if each.attrib["class"] == css]


@given(threads, st.integers(0, 1200))
def test_every_overview_is_well_formed_hidden_and_without_style(thread: Thread, width: int) -> None:
    figure = tree(overview(thread, width=width))
    assert figure.attrib["class"] == "fil-overview"
    assert figure.attrib["aria-hidden"] == "true"
    assert not any("style" in each.attrib for each in figure.iter())


@given(threads)
def test_everything_is_drawn_inside_the_picture(thread: Thread) -> None:
    figure = tree(overview(thread))
    width, height = float(figure.attrib["width"]), float(figure.attrib["height"])
    for each in figure.iter("circle"):
        assert 0 < float(each.attrib["cx"]) < width
    for each in figure.iter("text"):
        assert 0 <= float(each.attrib["x"]) <= width
        assert 0 < float(each.attrib["y"]) < height


@given(threads)
def test_the_overview_is_the_same_whichever_way_the_page_is_read(thread: Thread) -> None:
    assert overview(replace(thread, order=Order.OLDEST)) == overview(
        replace(thread, order=Order.RECENT)
    )


@given(threads)
def test_no_knot_is_drawn_that_is_not_in_the_data(thread: Thread) -> None:
    svg = overview(thread)
    kinds = [knot.kind for knot in thread.knots]
    assert svg.count("t-ring") <= kinds.count(Kind.ACTION)
    assert svg.count("t-void") <= kinds.count(Kind.LOOP)
    assert svg.count("t-bead") - 1 <= kinds.count(Kind.BEAD)  # the pin has a head too


def test_an_empty_overview_is_a_thread_and_a_pin() -> None:
    svg = overview(Thread(TODAY))
    assert svg.count("t-pin") == 1
    assert "t-wrap" not in svg
    assert texts(svg, "t-lab") == []


def test_the_past_takes_four_fifths_of_the_width_whatever_the_years() -> None:
    for first in (1950, 2000, 2026):
        time = scale(Thread(TODAY, [Knot(Kind.EVENT, date(first, 1, 1))]), 700)
        assert time.x(TODAY.toordinal()) == pytest.approx(560)


def test_the_date_of_the_goal_stretches_the_plan() -> None:
    near = scale(Thread(TODAY, goal=Goal(at=date(2027, 6, 1))), 700)
    far = scale(Thread(TODAY, goal=Goal(at=date(2036, 6, 1))), 700)
    day = date(2027, 6, 1).toordinal()
    assert far.x(day) < near.x(day)


@given(threads)
def test_years_are_written_in_order_and_apart(thread: Thread) -> None:
    ticks = list(scale(thread, 720).years())
    for (year, x), (later, after) in pairwise(ticks):
        assert later > year
        assert after - x >= TICK_ROOM - 1e-6


@given(threads)
def test_time_never_runs_backwards(thread: Thread) -> None:
    time = scale(thread, 720)
    xs = [time.x(day) for day in range(time.start - 5, time.end + 5, 97)]
    assert xs == sorted(xs)
    assert xs[0] >= 14
    assert xs[-1] <= 706


@given(spots)
def test_knots_never_touch_nor_leave_the_thread(crowd: list[Spot]) -> None:
    placed = uncrowd(crowd, LOW, HIGH)
    for one, two in pairwise(placed):
        assert two.x - one.x >= HALF[one.kind] + HALF[two.kind] - 1e-6
    for spot in placed:
        assert LOW + HALF[spot.kind] - 1e-6 <= spot.x <= HIGH - HALF[spot.kind] + 1e-6


@given(spots)
def test_no_knot_is_carried_far_from_a_date_of_its_kind(crowd: list[Spot]) -> None:
    for spot in uncrowd(crowd, LOW, HIGH):
        assert min(abs(spot.x - each.x) for each in crowd if each.kind == spot.kind) <= FARTHEST


@given(spots, st.randoms(use_true_random=False))
def test_the_order_in_which_knots_are_given_changes_nothing(crowd: list[Spot], rng: object) -> None:
    shuffled = sorted(crowd, key=lambda _: rng.random())  # type: ignore[attr-defined]  # a Random
    assert uncrowd(shuffled, LOW, HIGH) == uncrowd(crowd, LOW, HIGH)


def test_knots_with_room_stay_on_their_dates() -> None:
    far = [Spot(100, Kind.EVENT), Spot(200, Kind.LOOP), Spot(300, Kind.BEAD)]
    assert uncrowd(far, LOW, HIGH) == far


def test_two_knots_of_one_day_stand_side_by_side() -> None:
    one, two = uncrowd([Spot(100, Kind.BEAD), Spot(100, Kind.BEAD)], LOW, HIGH)
    assert (one.x, two.x) == (91.5, 108.5)


def test_a_crowd_on_one_day_is_one_knot_the_weightiest() -> None:
    crowd = [Spot(100, Kind.SMALL)] * 20 + [Spot(100, Kind.LOOP)] + [Spot(100, Kind.BEAD)] * 20
    assert uncrowd(crowd, LOW, HIGH) == [Spot(100, Kind.LOOP)]


def test_a_crowd_leaves_the_rest_of_the_life_alone() -> None:
    crowd = [Spot(300, Kind.EVENT)] * 30
    placed = uncrowd([Spot(60, Kind.BEAD), *crowd, Spot(500, Kind.BEAD)], LOW, HIGH)
    assert [spot.kind for spot in placed] == [Kind.BEAD, Kind.EVENT, Kind.BEAD]


def test_two_hundred_knots_still_leave_thread_to_see() -> None:
    start = date(1986, 1, 1)
    knots = [Knot(Kind.EVENT, start + timedelta(days=73 * n)) for n in range(200)]
    drawn = overview(Thread(TODAY, knots)).count("t-wrap-edge") / 2
    assert 10 < drawn * 13 < 0.6 * 562


@given(tails)
def test_no_name_covers_another_nor_is_cut_by_the_edge(wanted: list[tuple[float, str]]) -> None:
    tags = place(wanted, 720)
    for tag in tags:
        assert tag.words[0] >= -6.6
        assert tag.words[1] <= 726.6
    lanes: dict[int, list[Tag]] = {}
    for tag in tags:
        lanes.setdefault(tag.lane, []).append(tag)
    for lane in lanes.values():
        for one, two in pairwise(sorted(lane, key=lambda tag: tag.words)):
            assert one.words[1] < two.words[0]


@given(tails)
def test_no_tail_crosses_a_name_on_its_way_down(wanted: list[tuple[float, str]]) -> None:
    tags = place(wanted, 720)
    for low in tags:
        for high in tags:
            if high.lane < low.lane:
                assert low.tail[1] < high.words[0] or high.words[1] < low.tail[0]


def test_names_apart_share_the_first_lane() -> None:
    tags = place([(20, "Mission locale"), (300, "Pôle emploi"), (500, "CIDFF")], 720)
    assert [tag.lane for tag in tags] == [0, 0, 0]


def test_of_two_names_close_together_the_left_one_is_lower_so_no_tail_crosses_a_name() -> None:
    tags = place([(300, "Pôle emploi"), (330, "Mission locale")], 720)
    assert [tag.lane for tag in tags] == [1, 0]


def test_a_name_at_the_right_edge_is_written_on_the_left() -> None:
    (tag,) = place([(650, "Fongecif Lorraine")], 720)
    assert tag.leftward


def test_a_name_too_long_ends_with_an_ellipsis() -> None:
    (tag,) = place([(100, "Une structure " * 10)], 720)
    assert len(tag.text) <= 40
    assert tag.text.endswith("…")


def test_names_of_structures_are_escaped() -> None:
    label = '<b>"A" & B</b>\x00'
    svg = overview(Thread(TODAY, strands=[Strand("a", 1, label, date(2020, 1, 1))]))
    assert texts(svg, "t-lab") == ['<b>"A" & B</b> ']
    assert "<b>" not in svg


def test_a_strand_that_goes_on_after_today_is_dotted_beyond_the_pin() -> None:
    assert re.search(r'class="t-strand t-c3 t-dash" d="M57', overview(life()))


def test_the_fourth_strand_at_once_is_not_drawn() -> None:
    strands = [
        Strand(str(n), n, f"Structure {n}", date(2000 + n, 1, 1), date(2020, 1, 1))
        for n in (1, 2, 3, 4)
    ]
    svg = overview(Thread(TODAY, strands=strands))
    assert sorted(texts(svg, "t-lab")) == ["Structure 1", "Structure 2", "Structure 3"]
    assert "t-c4" not in svg
