"""What the cases share: one world, its server, the floor's, and what their pages cost."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from flask.testing import FlaskClient

from bench import clients, servers
from bench.clocks import Times
from bench.servers import Server, Serving
from bench.visitors import Visitor
from bench.world import PHRASE, World, build, environment

BLOCK = 10  # requests in a row, long enough for the kernel to count their processor time
ROUNDS = 10


@dataclass(slots=True)
class Cost:
    """What one page takes: wall clock of each request, processor time of all, its weight."""

    times: Times = field(default_factory=Times)
    cpu: float = 0.0

    @property
    def cpu_ms(self) -> float:
        """Processor time for one request."""
        return self.cpu / len(self.times.each)


@dataclass(frozen=True, slots=True)
class Compared:
    """A page of the product, and the same bytes made by Flask and Jinja alone."""

    product: Cost
    floor: Cost
    size: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A page, on which server, by whom."""

    server: Server
    visitor: Visitor
    path: str


class Lab:
    """Opens what a case asks for, once; everything is gone when the block ends."""

    def __init__(self, *, large: bool = False) -> None:
        self.large = large
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._stack.close()

    @cached_property
    def home(self) -> Path:
        """A folder for everything."""
        return Path(self._stack.enter_context(TemporaryDirectory(prefix="bench-")))

    @cached_property
    def world(self) -> World:
        """The people."""
        return build(self.home, large=self.large)

    @cached_property
    def product(self) -> Server:
        """The product: one worker, one thread, as one worker of production is."""
        return self._stack.enter_context(self.serving(Serving("wsgi:app")))

    @contextmanager
    def serving(self, how: Serving, **told: str) -> Iterator[Server]:
        """The product served *how*, some settings *told* otherwise."""
        with servers.serve(how, environment(self.world.home) | told) as server:
            yield server

    def visitor(self, name: str, server: Server | None = None) -> Visitor:
        """One of the people, signed in."""
        visitor = Visitor((server or self.product).port)
        person = self.world.people[name]
        visitor.sign_in(person.login, PHRASE, self.world.second_step(person))
        self._stack.callback(visitor.close)
        return visitor

    def client(self, name: str) -> FlaskClient:
        """The same in this very process."""
        person = self.world.people[name]
        return clients.signed_in(self.world.app, person, self.world.second_step(person))

    @cached_property
    def forgetful(self) -> Server:
        """The same, with a worker that remembers nothing: every page is drawn anew."""
        serving = self.serving(Serving("wsgi:app"), PORTFOLIO_CACHE_MB="0")
        return self._stack.enter_context(serving)

    @cached_property
    def pages(self) -> dict[str, Seen]:
        """The pages that are measured: who opens them, and where they are."""
        alone, whole, small, large = map(self.visitor, ("alone", "whole", "small", "large"))
        anew = self.visitor("alone", self.forgetful)
        whole_anew = self.visitor("whole", self.forgetful)
        return {
            "portfolio": Seen(self.product, alone, "/portfolio"),
            "list": Seen(self.product, alone, "/thread/list"),
            "thread": Seen(self.product, alone, "/thread"),
            "portfolio, anew": Seen(self.forgetful, anew, "/portfolio"),
            "list, anew": Seen(self.forgetful, anew, "/thread/list"),
            "thread, anew": Seen(self.forgetful, anew, "/thread"),
            "portfolio of 400": Seen(self.product, whole, "/portfolio"),
            "list of 400": Seen(self.product, whole, "/thread/list"),
            "thread of 400": Seen(self.product, whole, "/thread"),
            "list of 400, anew": Seen(self.forgetful, whole_anew, "/thread/list"),
            "interview": Seen(self.product, small, self._interview("followed")),
            "interview of 400": Seen(self.product, small, self._interview("whole")),
            "desk of 50": Seen(self.product, small, "/desk/"),
            "desk of thousands": Seen(self.product, large, "/desk/"),
            "help": Seen(self.product, alone, "/help"),
        }

    def _interview(self, citizen: str) -> str:
        return f"/interviews/{self.world.grants[citizen]}"

    @cached_property
    def costs(self) -> dict[str, Compared]:
        """What every page costs, all of them measured in turn in one run."""
        folder = self.home / "pages"
        folder.mkdir()
        for name, seen in self.pages.items():
            (folder / f"{_slug(name)}.html").write_bytes(seen.visitor.get(seen.path))
        floor = self._stack.enter_context(servers.serve(*servers.floor(folder)))
        reader = Visitor(floor.port)
        self._stack.callback(reader.close)
        found = {
            name: Compared(Cost(), Cost(), (folder / f"{_slug(name)}.html").stat().st_size)
            for name in self.pages
        }
        for turn in range(ROUNDS + 1):
            for name, seen in self.pages.items():
                both = found[name] if turn else Compared(Cost(), Cost(), 0)  # the first one warms
                _block(seen, both.product)
                _block(Seen(floor, reader, f"/{_slug(name)}"), both.floor)
        return found


def _block(seen: Seen, cost: Cost) -> None:
    """Ten requests, after one that is not counted: others had the processor's caches meanwhile."""
    seen.visitor.get(seen.path)
    before = seen.server.cpu_ms()
    for _ in range(BLOCK):
        cost.times.add(lambda: seen.visitor.get(seen.path))
    cost.cpu += seen.server.cpu_ms() - before


def _slug(name: str) -> str:
    return name.replace(",", "").replace(" ", "-")
