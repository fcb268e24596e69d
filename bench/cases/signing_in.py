"""P4: signing in, beside Argon2id alone, and what others feel while many do."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from bench.cases import case
from bench.clocks import Times, interleaved
from bench.lab import Lab
from bench.rows import Row
from bench.servers import Server, Serving
from bench.visitors import Visitor
from bench.world import PHRASE
from portfolio.crypto.phrases import Cost

SIGN_IN = "/account/sign-in"
CROWD = 8  # people who sign in over and over
ROUNDS = 20
READ = 100  # pages by each reader: five of a hundred make the p95
CHEAP = {"PORTFOLIO_KDF_MEMORY_KIB": "8", "PORTFOLIO_KDF_ITERATIONS": "1"}
SERVED = Serving("wsgi:app", workers=2, threads=5)
"""As `make serve` does it."""


@case("P4")
def signing_in(lab: Lab) -> Iterator[Row]:
    """The whole of it, then all but the stretching, then other people's pages meanwhile."""
    yield _whole(lab)
    yield from _but_the_stretching(lab)
    yield _second_step(lab)
    yield _storm(lab, SERVED)


def _whole(lab: Lab) -> Row:
    keys, cost = lab.world.keys, Cost()
    door = _Door(Visitor(lab.product.port), lab.world.people["alone"].login)
    times = interleaved(
        {"in": door.enter, "argon": lambda: keys.stretcher.stretch(PHRASE, bytes(16), cost)},
        ROUNDS // 3,
        warm=1,
    )
    what = "sign-in, beside one Argon2id (64 MiB, t=3)"
    return Row("P4", what, door.times.median, times["argon"].median)


def _but_the_stretching(lab: Lab) -> Iterator[Row]:
    """The same on a server whose Argon2id costs nothing, for somebody who registered there."""
    with lab.serving(Serving("wsgi:app"), **CHEAP) as server:
        door = _Door(Visitor(server.port), lab.world.people["cheap"].login)
        door.enter()
        door.times, spent = Times(), 0.0
        for _ in range(ROUNDS):
            spent += door.enter(server)
    yield Row("P4", "sign-in but its Argon2id", door.times.median, most=5)
    yield Row("P4", "sign-in but its Argon2id: CPU", spent / ROUNDS, most=5)


def _second_step(lab: Lab) -> Row:
    """What the figures of a telephone add to that, and the desk is open."""
    visitor, person, spent = Visitor(lab.product.port), lab.world.people["small"], 0.0
    for _ in range(ROUNDS // 3):
        visitor.forget()
        figures = lab.world.second_step(person)
        given, before = visitor.halfway(person.login, PHRASE), lab.product.cpu_ms()
        visitor.pass_on(figures, **given)
        spent += lab.product.cpu_ms() - before
    visitor.close()
    return Row("P4", "second step of a professional: CPU", spent / (ROUNDS // 3))


def _storm(lab: Lab, shape: Serving) -> Row:
    with lab.serving(shape) as server:
        readers = [lab.visitor("small", server) for _ in range(shape.workers)]
        calm, stormy = Times(), Times()
        _read(readers, calm)
        with _people_signing_in(lab, server):
            _read(readers, stormy)
    what = (
        f"p95 of a page while {CROWD} sign in, {shape.workers} workers of {shape.threads} thread(s)"
    )
    return Row("P4", what, stormy.percentile(95), calm.percentile(95), most_ratio=3)


def _read(readers: list[Visitor], times: Times) -> None:
    for _ in range(READ):
        for reader in readers:
            times.add(lambda reader=reader: reader.get("/help"))  # type: ignore[misc]


@contextmanager
def _people_signing_in(lab: Lab, server: Server) -> Iterator[None]:
    over = Event()

    def come_and_go() -> None:
        door = _Door(Visitor(server.port), lab.world.people["followed"].login)
        while not over.is_set():
            door.knock()

    with ThreadPoolExecutor(CROWD) as crowd:
        coming = [crowd.submit(come_and_go) for _ in range(CROWD)]
        over.wait(1)  # long enough for all of them to be at the door
        yield
        over.set()
    for each in coming:
        each.result()


class _Door:
    """One person who comes in again and again; only the entering is timed."""

    def __init__(self, visitor: Visitor, login: str) -> None:
        self.visitor, self.login, self.times = visitor, login, Times()

    def enter(self, server: Server | None = None) -> float:
        """Come in, or fail; the processor time that entering took *server*."""
        given = self._asked()
        before = server.cpu_ms() if server else 0.0
        self.times.add(lambda: self.visitor.post(SIGN_IN, **given))
        if self.visitor.status != 303:
            raise RuntimeError(f"not let in: {self.visitor.status}")
        return server.cpu_ms() - before if server else 0.0

    def knock(self) -> None:
        """Try; too many at once may be told to come back later (503)."""
        self.visitor.post(SIGN_IN, **self._asked())

    def _asked(self) -> dict[str, str]:
        """The form as somebody new would fill it."""
        self.visitor.forget()
        token = self.visitor.token(SIGN_IN)
        return {"csrf_token": token, "login": self.login, "phrase": PHRASE}
