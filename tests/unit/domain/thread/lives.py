"""Lives for the tests of the thread: any life, and one that reads well."""

from datetime import date, timedelta

from hypothesis import strategies as st

from portfolio.domain.thread import Goal, Kind, Knot, Order, Strand, Thread
from portfolio.domain.thread.pieces import KNOTS

TODAY = date(2026, 11, 20)

# A handful of days is enough for everything to fall together, before, on and after today.
days = st.one_of(
    st.integers(-12, 12).map(lambda shift: TODAY + timedelta(days=shift)),
    st.dates(date(1940, 1, 1), date(2060, 12, 31)),
)
knots = st.builds(
    Knot,
    kind=st.sampled_from(sorted(KNOTS)),
    at=days,
    data=st.integers(),
    height=st.integers(0, 600),
)


@st.composite
def strands(draw: st.DrawFn) -> list[Strand]:
    """Any structures, an end before its start included."""
    return [
        Strand(
            id=f"s{number}",
            colour=draw(st.integers(1, 4)),
            label=draw(st.text(max_size=60)),
            start=draw(days),
            end=draw(st.none() | days),
            planned=draw(st.none() | days),
        )
        for number in range(draw(st.integers(0, 7)))
    ]


goals = st.none() | st.builds(Goal, data=st.just("goal"), at=st.none() | days)
threads = st.builds(
    Thread,
    today=st.just(TODAY),
    knots=st.lists(knots, max_size=12),
    strands=strands(),
    goal=goals,
    order=st.sampled_from(Order),
)


def life(order: Order = Order.RECENT, goal: Goal | None = None) -> Thread:
    """A life met by two structures, with a plan."""
    return Thread(
        TODAY,
        [
            Knot(Kind.BEAD, date(2003, 6, 15), "diploma"),
            Knot(Kind.EVENT, date(2016, 10, 13), "factory"),
            Knot(Kind.LOOP, date(2016, 10, 14), "closing"),
            Knot(Kind.EVENT, date(2019, 3, 1), "care home"),
            Knot(Kind.ACTION, date(2027, 9, 6), "school"),
        ],
        [
            Strand("jobs", 1, "Pôle emploi", date(2016, 10, 20), date(2019, 2, 28)),
            Strand("rights", 3, "CIDFF", date(2025, 9, 12), planned=date(2027, 1, 20)),
        ],
        goal,
        order,
    )
