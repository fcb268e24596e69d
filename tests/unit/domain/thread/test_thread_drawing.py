"""What the SVG of the rows always is, whatever the life."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.thread import Goal, Kind, Knot, Order, Strand, Thread, layout, rows
from portfolio.domain.thread.braid import half_turns
from portfolio.domain.thread.markup import number, words
from portfolio.domain.thread.paths import half_wave, halves
from tests.unit.domain.thread.lives import TODAY, life, threads

NUMBER = re.compile(r"-?\d+\.?\d*")
BOTH = pytest.mark.parametrize("order", list(Order))
WAYS = pytest.mark.parametrize("flat", [False, True])


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own output


def paths(element: ET.Element, css: str) -> list[str]:
    found = element.iter("path")
    return [each.attrib["d"] for each in found if css in each.attrib["class"].split()]


def ends(d: str) -> tuple[float, float, float, float]:
    """First and last point of a path made of C steps."""
    numbers = [float(each) for each in NUMBER.findall(d)]
    return numbers[0], numbers[1], numbers[-2], numbers[-1]


def under(element: ET.Element) -> list[str]:
    """The strands of a drawing, without the bits redrawn over the thread."""
    over = paths(element, "t-halo-s")
    return [d for d in paths(element, "t-strand") if d not in over]


@given(threads, st.booleans())
def test_every_drawing_is_well_formed_hidden_and_without_style(thread: Thread, flat: bool) -> None:
    for _, svg in rows(thread, flat=flat):
        figure = tree(svg)
        assert {each.tag for each in figure.iter()} <= {
            *("div", "svg", "g", "path", "circle", "ellipse"),
        }
        assert not any("style" in each.attrib or "id" in each.attrib for each in figure.iter())
        for each in figure.iter("svg"):
            assert each.attrib["aria-hidden"] == "true"
            assert each.attrib["focusable"] == "false"


@given(threads)
def test_in_a_run_every_path_begins_and_ends_on_the_lane(thread: Thread) -> None:
    for row, svg in rows(thread):
        for run in tree(svg).findall("svg[@class='fil-run']"):
            assert len(under(run)) == len(row.below)
            for d in under(run):
                assert ends(d) == (24, 0, 24, 100)
            (main,) = paths(run, "t-main")
            assert ends(main)[::2] == (24, 24)


@given(threads)
def test_solid_thread_overshoots_the_border_and_dashes_do_not(thread: Thread) -> None:
    for row, svg in rows(thread):
        for run in tree(svg).findall("svg[@class='fil-run']"):
            (main,) = paths(run, "t-main")
            assert ends(main)[1::2] == ((0, 100) if row.dashed_below else (-2, 102))


@given(threads)
def test_the_strands_drawn_in_a_cap_are_those_of_its_two_edges(thread: Thread) -> None:
    plan = layout(thread)
    for row, svg in rows(thread):
        cap = tree(svg)[0]
        drawn = {
            int(css[3:])
            for each in cap.iter()
            for css in each.attrib.get("class", "").split()
            if re.fullmatch(r"t-c\d", css)
        }
        if row.kind not in {Kind.GOAL, Kind.GOAL_END}:
            assert drawn == {plan.yarns[name].colour for name in (*row.above, *row.below)}


@given(threads)
def test_a_loose_end_is_drawn_for_each_strand_that_stops(thread: Thread) -> None:
    for row, svg in rows(thread):
        assert svg.count("t-end") == len(set(row.above) - set(row.below))


def test_a_strand_leaves_each_row_on_the_side_it_enters_the_next_one() -> None:
    knots = [
        Knot(Kind.EVENT, date(year, 6, 1), None, 90 * (year % 5)) for year in range(2001, 2020)
    ]
    strand = Strand("one", 1, "Une structure", date(2001, 1, 1), date(2019, 7, 1))
    drawn = [svg for row, svg in rows(Thread(TODAY, knots, [strand])) if row.above == row.below]
    winding = [under(part) for svg in drawn for part in tree(svg)]
    numbers = [[float(each) for each in NUMBER.findall("".join(d))] for d in winding if d]
    assert len(numbers) > 30
    for one, two in pairwise(numbers):
        assert (one[-4] > 24) != (two[2] > 24)


KNOT_CLASSES = {
    "t-bead": {Kind.BEAD, Kind.TODAY},
    "t-pin": {Kind.TODAY},
    "t-ring": {Kind.ACTION},
    "t-wrap": {Kind.EVENT, Kind.SMALL},
    "t-needle": {Kind.GOAL, Kind.GOAL_END},
    "t-fray": {Kind.ORIGIN, Kind.ORIGIN_START},
}


@given(threads)
def test_no_knot_is_drawn_for_what_is_not_in_the_row(thread: Thread) -> None:
    for row, svg in rows(thread):
        classes = set(re.findall(r"\bt-[a-z]+", svg))
        for css, owners in KNOT_CLASSES.items():
            assert (css in classes) == (row.kind in owners)


def test_no_word_of_the_data_reaches_the_rows() -> None:
    assert "Pôle" not in "".join(svg for _, svg in rows(life()))


@BOTH
@WAYS
def test_a_thread_of_any_length_has_one_drawing_per_row(order: Order, flat: bool) -> None:
    for count in (0, 1, 200):
        knots = [Knot(Kind.EVENT, date(1970, 1, 1) + timedelta(days=90 * n)) for n in range(count)]
        thread = Thread(TODAY, knots, goal=Goal(), order=order)
        assert len(rows(thread, flat=flat)) == len(layout(thread).rows) == count + 3


def test_the_thread_stops_at_its_frayed_end_and_at_the_needle() -> None:
    recent, oldest = rows(life(goal=Goal())), rows(life(Order.OLDEST, Goal()))
    for (_, svg), expected in ((recent[-1], 1), (oldest[-1], 1), (recent[0], 2), (oldest[0], 2)):
        assert len(tree(svg)) == expected


def test_lying_down_swaps_the_two_sides_of_every_drawing() -> None:
    for (_, standing), (_, lying) in zip(rows(life()), rows(life(), flat=True), strict=True):
        boxes = [each.attrib["viewBox"].split() for each in tree(standing)]
        swapped = [each.attrib["viewBox"].split() for each in tree(lying)]
        assert [[*box[:2], box[3], box[2]] for box in boxes] == swapped
        assert 'class="fil-svg is-flat"' in lying


def test_only_the_pin_has_both_plain_thread_and_dashes_in_its_cap() -> None:
    for row, svg in rows(life()):
        cap = tree(svg)[0]
        plain = set(paths(cap, "t-main")) - set(paths(cap, "t-dash"))
        both = bool(plain) and bool(paths(cap, "t-dash"))
        assert both == (row.kind == Kind.TODAY) or row.kind == Kind.STRAND


@given(st.integers(0, 2000), st.integers(0, 2))
def test_a_strand_turns_an_even_number_of_times(height: int, slot: int) -> None:
    assert half_turns(height, slot) % 2 == 0
    assert half_turns(height, slot) >= 2


@given(st.floats(-20, 20))
def test_a_half_wave_peaks_at_its_reach_in_its_middle(reach: float) -> None:
    first, second = halves(half_wave(0, 50, reach))
    assert first[-1] == second[0] == pytest.approx((24 + reach, 25))
    assert (first[0], second[-1]) == ((24, 0), (24, 50))


@given(st.text())
def test_any_text_becomes_xml_that_reads_back(text: str) -> None:
    read = tree(f'<a b="{words(text)}">{words(text)}</a>')
    assert len(read.attrib["b"]) == len(text)
    assert "<" not in words(text)


@pytest.mark.parametrize(
    ("value", "written"), [(24, "24"), (-0.001, "0"), (2.5, "2.5"), (1 / 3, "0.33"), (100, "100")]
)
def test_numbers_are_written_short(value: float, written: str) -> None:
    assert number(value) == written
