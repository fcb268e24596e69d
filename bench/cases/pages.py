"""P1, P6, P7, P11: pages, beside the same bytes from Flask and Jinja alone."""

from collections.abc import Iterator
from dataclasses import replace

from bench import clients, processes
from bench.cases import case
from bench.cases.reading import anew
from bench.clocks import Times, interleaved
from bench.lab import Lab
from bench.rows import Row
from bench.servers import Server, Serving
from portfolio.services import desk_search

WHOLE = ("portfolio", "list")
READ = (*WHOLE, "thread")
TAKEN = tuple(
    f"/take-home/{name}" for name in ("page.pdf", "booklet.pdf", "portfolio.pdf", "archive.zip")
)
MANY = 400
SEARCHES = 10


@case("P1")
def portfolio(lab: Lab) -> Iterator[Row]:
    """A citizen's own pages over two hundred sealed entries: seen again, then drawn anew.

    The thread is their first page: it also asks what others did, and what waits for an answer.
    """
    for name in WHOLE:
        yield from _page(lab, "P1", name, cpu=1.8, wall=2.0)
    for name in WHOLE:
        yield from _page(lab, "P1", f"{name} of 400", cpu=1.8, wall=2.0)
    for name, ours in (("thread", 3.5), ("thread of 400", 4.5)):
        yield from (replace(row, ours_ratio=ours) for row in _page(lab, "P1", name))
    for name in READ:
        yield from _page(lab, "P1", f"{name}, anew")
    yield from _beside_their_parts(lab)
    yield from _page(lab, "P1", "help")


@case("P6")
def interview(lab: Lab) -> Iterator[Row]:
    """A counsellor opens a share of two hundred entries and fifty files, beside P1's list.

    Both drawn anew, as what belongs to somebody else always is.
    """
    for size, files in (("", "200 entries, 50 files"), (" of 400", "400 entries, 60 files")):
        mine, theirs = (
            lab.costs[name].product for name in (f"list{size}, anew", f"interview{size}")
        )
        what = f"interview, {files}: CPU, beside P1’s list"
        yield Row("P6", what, theirs.cpu_ms, mine.cpu_ms, most_ratio=1.5)
    yield from _page(lab, "P6", "interview")
    yield _beside_its_template(lab, "P6", "small", "interview")


@case("P7")
def desk(lab: Lab) -> Iterator[Row]:
    """A desk of thousands, beside its floor and beside a desk of fifty."""
    few, many = lab.costs["desk of 50"].product, lab.costs["desk of thousands"].product
    yield from _page(lab, "P7", "desk of thousands", cpu=1.5, wall=1.5)
    yield _beside_its_template(lab, "P7", "large", "desk of thousands")
    what = "desk of thousands: CPU, beside a desk of 50"
    yield Row("P7", what, many.cpu_ms, few.cpu_ms, most_ratio=1.25)
    yield _sought(lab)


def _sought(lab: Lab) -> Row:
    """A name looked for among all of them, once the first search made what it reads."""
    times = Times()
    with lab.world.at_work("large") as work:
        desk_search.prepare(work)
        for _ in range(SEARCHES):
            times.add(lambda: desk_search.find(work, "personne 33"))
    return Row("P7", "a name among thousands", times.median, most=400)


@case("P11")
def steadiness(lab: Lab) -> Iterator[Row]:
    """The slowest request in a hundred, at one connection, and the memory of a worker."""
    seen = lab.pages["portfolio"]
    times = Times()
    for _ in range(MANY):
        times.add(lambda: seen.visitor.get(seen.path))
    what = "portfolio: p99 beside p50, one connection"
    yield Row("P11", what, times.percentile(99), times.median, most_ratio=3)
    with lab.serving(Serving("wsgi:app")) as fresh:
        visitor = lab.visitor("alone", fresh)
        for name in READ * SEARCHES:
            visitor.get(lab.pages[name].path)
        yield from _weighed(fresh, "memory of a worker that serves pages (PSS)", most=120)
        for path in TAKEN * 2:
            visitor.get(path)
        yield from _weighed(fresh, "the same once it made archives and PDF too")


def _weighed(server: Server, what: str, most: float | None = None) -> Iterator[Row]:
    """What a worker weighs, where that may be read."""
    sizes = [size for pid in server.workers if (size := processes.pss_mb(pid))]
    if sizes:
        yield Row("P11", what, max(sizes), unit="MB", most=most)


def _page(
    lab: Lab, number: str, name: str, *, cpu: float | None = None, wall: float | None = None
) -> Iterator[Row]:
    both = lab.costs[name]
    product, floor, size = both.product, both.floor, both.size // 1000
    what = f"{name}, {size} kB"
    yield Row(number, f"{what}: CPU", product.cpu_ms, floor.cpu_ms, most_ratio=cpu)
    yield Row(number, what, product.times.median, floor.times.median, most_ratio=wall)


def _beside_their_parts(lab: Lab) -> Iterator[Row]:
    """A page drawn anew beside what that takes: its entries, its template, what every page has."""
    app, client = lab.world.app, lab.client("alone")
    frame, _ = clients.whole_and_template(app, client, lab.pages["help"].path)
    with lab.world.at_work("alone") as work:
        read = interleaved({"read": lambda: anew(work)}, SEARCHES)["read"]
    for name in READ:
        with lab.world.forgetful():
            whole, template = clients.whole_and_template(app, client, lab.pages[name].path)
        parts = read.cpu_median + template.cpu_median + frame.cpu_median
        what = f"{name}, anew: CPU, beside reading the portfolio, its template, a page without"
        yield Row("P1", what, whole.cpu_median, parts, ours_ratio=2.5)


def _beside_its_template(lab: Lab, number: str, person: str, name: str) -> Row:
    """What comes before the template: session, query, keys, parsing, order."""
    app = lab.world.app
    client = lab.client(person)
    whole, template = clients.whole_and_template(app, client, lab.pages[name].path)
    what = f"{name}: CPU, beside its own template on objects in memory"
    return Row(number, what, whole.cpu_median, template.cpu_median)
