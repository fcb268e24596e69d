"""P13: looking up a framework of 14 000 skills and 11 000 names of jobs."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, product

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from bench.cases import case
from bench.clocks import interleaved
from bench.lab import Lab
from bench.rows import Row
from portfolio.domain.frameworks import SKILLS, Book, Concept, Sort
from portfolio.domain.wordlist import WORDS
from portfolio.extensions import prepare, writing
from portfolio.services import frameworks, loading, suggesting
from portfolio.storage import Base
from portfolio.storage.frameworks import Concept as Line
from portfolio.storage.frameworks import ConceptWord, Framework

ROUNDS = 30
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
QUERIES = ("dev info", "com", "travaux", "gestion des stocks", "a b c", "introuvable")
ACTS = """
    gérer contrôler organiser préparer conduire réparer vendre former accueillir nettoyer
    développer communiquer mesurer ranger installer assembler peindre soigner informer servir
"""
THINGS = """
    stocks personnel travaux engins véhicules informatique clients réseaux bois métal bâtiment
    enfants comptes logiciels cuisine jardin textile machine santé documents énergie livraison
    sécurité projet équipes budget matériel produits services terrain
"""


@case("P13")
def looking_up(lab: Lab) -> Iterator[Row]:
    """Each query by itself, in this process on SQLite; suggestions for words of one's own too."""
    engine = create_engine(f"sqlite:///{lab.home / 'frameworks.sqlite'}")
    prepare(engine)
    token = writing.set(True)
    tables = [each.__table__ for each in (Framework, Line, ConceptWord)]
    Base.metadata.create_all(engine, tables)  # type: ignore[arg-type]  # what a mapped class has
    with Session(engine) as session:
        for book in (_skills(14_000), _titles(11_000)):
            loading.load(session, book, NOON)
        session.commit()
    writing.reset(token)
    with Session(engine) as session:
        runs: dict[str, Callable[[], object]] = {
            query: partial(frameworks.search, session, query) for query in QUERIES
        }
        own = "gérer une équipe et contrôler les commandes"
        runs["suggest"] = lambda: suggesting.suggest(session, own, SKILLS)
        runs["floor"] = lambda: session.execute(text("SELECT 1")).all()
        times = interleaved(runs, ROUNDS)
    floor = times["floor"].cpu_median
    for query in QUERIES:
        yield Row("P13", f"search « {query} », CPU", times[query].cpu_median, floor, most=10)
    yield Row("P13", "suggestions for a sentence, CPU", times["suggest"].cpu_median, most=10)
    engine.dispose()


def _skills(count: int) -> Book:
    """Acts upon things, each with a word or two of its own, as in ESCO."""
    pairs, own = tuple(product(ACTS.split(), THINGS.split())), cycle(WORDS)
    lines = zip(range(count), cycle(pairs), own, strict=False)
    concepts = (
        Concept(f"s{no}", f"{act} des {thing} de {word}", Sort.SKILL)
        for no, (act, thing), word in lines
    )
    return Book("esco", "ESCO", "bench", "", tuple(concepts))


def _titles(count: int) -> Book:
    """Names of jobs, for her and for him, as in ROME."""
    lines = zip(
        range(count), cycle(ACTS.split()), cycle(THINGS.split()[:-1]), cycle(WORDS), strict=False
    )
    concepts = (
        Concept(f"{no}", f"{act[:-1]}ur / {act[:-1]}use en {thing}, {word}", Sort.TITLE)
        for no, act, thing, word in lines
    )
    return Book("rome", "ROME", "bench", "", tuple(concepts))
