"""Frameworks on the shelf: found by beginnings of words, loaded whole, never forgotten."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.domain.errors import NotFound
from portfolio.domain.frameworks import JOBS, SKILLS, Book, Concept, Sort
from portfolio.formats.frameworks import books
from portfolio.formats.frameworks.files import File
from portfolio.services import frameworks, loading, suggesting
from portfolio.storage.frameworks import ConceptWord, Framework
from tests.samples import shared
from tests.services.people import NOON

JOB = Concept("M1805", "Développeur / Développeuse informatique", Sort.JOB, note="M1805")
WEB = Concept("126549", "Développeur / Développeuse web", Sort.TITLE, "M1805", "M1805")
TRACTOR = Concept("A1101", "Conducteur / Conductrice d'engins agricoles", Sort.JOB)
WORKS = Concept("F1201", "Chef / Cheffe de travaux", Sort.JOB, other=("Conducteur de chantiers",))
TILL = Concept("s1", "tenir une caisse", Sort.SKILL)
WELD = Concept("s2", "techniques de soudure", Sort.KNOWLEDGE)
LABELS = (JOB, WEB, TRACTOR, WORKS)


def rome(*concepts: Concept, version: str = "460") -> Book:
    """A small ROME of that version."""
    return Book("rome", "ROME (France Travail)", version, version * 3, concepts)


def esco(*concepts: Concept) -> Book:
    """A small ESCO."""
    return Book("esco", "ESCO", "1.2.0", "e", concepts)


@pytest.fixture
def library(session: Session) -> Session:
    """A session on a database with both on the shelf."""
    loading.load(session, rome(*LABELS), NOON)
    loading.load(session, esco(TILL, WELD), NOON)
    return session


def labels(session: Session, words: str) -> list[str]:
    """What a search finds, in order."""
    return [line.label for line in frameworks.search(session, words).found]


def test_c_02_incomplete_words_find_the_job(library: Session) -> None:
    """Acceptance C-02."""
    assert labels(library, "dev info") == [JOB.label]


def test_c_02_incomplete_words_find_the_job_in_the_real_rome(session: Session) -> None:
    """Acceptance C-02, with the official file."""
    path = shared("rome/unix_referentiel_code_rome_v460_utf8.csv")
    loading.load(session, books.official("rome", [File(path.name, path.read_bytes())]), NOON)
    assert labels(session, "dev info")[0] == JOB.label


@pytest.mark.parametrize(
    "words",
    ["DÉVELOPPEUR", "developpeur informatique", "informatique dév", "informatiques", "m1805 dev"],
)
def test_accents_capitals_plurals_and_order_do_not_count(library: Session, words: str) -> None:
    assert JOB.label in labels(library, words)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("engin agricole", TRACTOR.label),
        ("travail", WORKS.label),
        ("travaux", WORKS.label),
        ("conduc chant", WORKS.label),
    ],
)
def test_singular_plural_and_other_names_find_it(library: Session, words: str, label: str) -> None:
    assert labels(library, words) == [label]


def test_the_closest_comes_first(library: Session) -> None:
    """Of two that match, the one with fewer words; a word of the label before another name."""
    assert labels(library, "dévelo")[:2] == [JOB.label, WEB.label]
    assert labels(library, "conducteur") == [TRACTOR.label, WORKS.label]


def test_a_search_can_be_kept_to_a_framework_and_to_sorts(library: Session) -> None:
    only = frameworks.search(library, "dév", framework="rome", sorts=(Sort.TITLE,))
    assert [line.code for line in only.found] == [WEB.code]
    assert not frameworks.search(library, "dév", framework="esco").found
    assert not frameworks.search(library, "dév", sorts=SKILLS).found


def test_a_line_says_what_it_belongs_to(library: Session) -> None:
    line = frameworks.read(library, "rome", WEB.code)
    assert (line.shelf, line.above, line.version) == ("ROME (France Travail)", JOB.label, "460")
    with pytest.raises(NotFound):
        frameworks.read(library, "rome", "Z9999")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "%",
        "_",
        "'; DROP TABLE concept; --",
        '"',
        "\0",
        "مرحبا بكم",
        "🙂",
        "x" * 10_000,
        "a " * 5000,
    ],
)
def test_any_text_may_be_looked_for(library: Session, words: str) -> None:
    found = frameworks.search(library, words)
    assert (found.found, found.total) == ((), 0)
    assert not suggesting.suggest(library, words, SKILLS)


@pytest.mark.parametrize("page", [-1, 0, 2, 10**30])
def test_any_page_may_be_asked_for(library: Session, page: int) -> None:
    frameworks.search(library, "dév", page=page)


def test_c_01_words_of_one_s_own_get_suggestions(library: Session) -> None:
    """Acceptance C-01: families of words count, and half of what is said is enough."""
    offered = suggesting.suggest(library, "Tenir la caisse du club", SKILLS)
    assert [line.label for line in offered] == [TILL.label]
    assert [line.label for line in suggesting.suggest(library, "Souder", SKILLS)] == [WELD.label]
    assert not suggesting.suggest(library, "Souder", JOBS)


def test_a_search_is_one_statement(library: Session, statements: list[str]) -> None:
    frameworks.search(library, "dev info")
    assert len(statements) == 1


# Loading -------------------------------------------------------------------------------------


def test_loading_again_changes_nothing(library: Session) -> None:
    book = rome(*LABELS)
    before = library.scalar(select(func.count()).select_from(ConceptWord))
    done = loading.load(library, book, NOON)
    assert (done.added, done.kept, done.retired) == (0, 4, 0)
    assert library.scalar(select(func.count()).select_from(ConceptWord)) == before
    assert loading.holds(library, book)
    assert not loading.holds(library, rome(*LABELS, version="461"))


def test_what_was_indexed_otherwise_is_loaded_anew_from_the_same_files(library: Session) -> None:
    """An older release wrote the digest of the files alone."""
    shelf = library.get_one(Framework, "rome")
    shelf.digest = rome(*LABELS).digest
    library.flush()
    assert not loading.holds(library, rome(*LABELS))
    loading.load(library, rome(*LABELS), NOON)
    assert loading.holds(library, rome(*LABELS))


def test_a_newer_version_keeps_former_codes_readable_and_offers_them_no_more(
    library: Session,
) -> None:
    renamed = Concept("M1805", "Développeur logiciel", Sort.JOB)
    done = loading.load(library, rome(renamed, TRACTOR, version="461"), NOON)
    assert done.retired == 1  # a chief of works; titles are in another file
    former = frameworks.read(library, "rome", WORKS.code)
    assert (former.label, former.version, former.retired) == (WORKS.label, "460", True)
    assert frameworks.read(library, "rome", "M1805").version == "461"
    assert not labels(library, "travaux")
    assert not labels(library, "dev info")
    assert labels(library, "logiciel") == ["Développeur logiciel"]
    assert {shelf.name: (shelf.version, shelf.count) for shelf in frameworks.shelves(library)} == {
        "rome": ("461", 3),
        "esco": ("1.2.0", 2),
    }


def test_what_came_back_is_offered_again(library: Session) -> None:
    loading.load(library, rome(TRACTOR, version="461"), NOON)
    loading.load(library, rome(*LABELS, version="462"), NOON)
    assert labels(library, "dev info") == [JOB.label]


def test_a_load_that_breaks_leaves_what_was_there(library: Session) -> None:
    library.commit()
    unkeepable = Concept("X" * 10, None, Sort.JOB)  # type: ignore[arg-type]  # a row that is refused
    with pytest.raises((IntegrityError, TypeError)):
        loading.load(library, rome(TRACTOR, unkeepable, version="999"), NOON)
    library.rollback()
    assert labels(library, "dev info") == [JOB.label]
    assert loading.holds(library, rome(*LABELS))


def fiche(number: str, title: str, state: str = "Oui") -> str:
    """A fiche as the official XML writes it."""
    return (
        f"<FICHE><NUMERO_FICHE>{number}</NUMERO_FICHE><INTITULE>{title}</INTITULE>"
        f"<BLOCS_COMPETENCES><BLOC_COMPETENCES><CODE>{number}BC01</CODE>"
        f"<LIBELLE>Vérifier {title}</LIBELLE></BLOC_COMPETENCES></BLOCS_COMPETENCES>"
        f"<ACTIF>{state}</ACTIF></FICHE>"
    )


def rncp(day: str, *fiches: str) -> Book:
    """The register of that day."""
    content = f"<FICHES>{''.join(fiches)}</FICHES>".encode()
    return books.official("rncp", [File(f"export_fiches_RNCP_V4_1_{day}.xml", content)])


def test_the_xml_of_the_rncp_is_loaded_once_and_brought_up_to_date(session: Session) -> None:
    first = rncp("2026-08-16", fiche("RNCP1", "des extincteurs"), fiche("RNCP2", "des ponts"))
    assert loading.load(session, first, NOON).added == 4
    assert loading.holds(session, first)
    again = loading.load(session, first, NOON)
    assert (again.added, again.kept, again.retired) == (0, 4, 0)
    second = rncp("2026-08-17", fiche("RNCP1", "des extincteurs", "Non"))
    done = loading.load(session, second, NOON)
    assert (done.added, done.kept, done.retired) == (0, 2, 2)
    assert frameworks.read(session, "rncp", "RNCP1").note == "RNCP1, n’est plus délivrée"
    assert frameworks.read(session, "rncp", "RNCP2").retired
    assert frameworks.read(session, "rncp", "RNCP1BC01").above == "des extincteurs"
    assert labels(session, "extinct") == ["des extincteurs", "Vérifier des extincteurs"]


def test_a_register_that_is_loaded_apart_retires_nothing_of_the_other(session: Session) -> None:
    loading.load(session, rncp("2026-08-16", fiche("RNCP1", "des extincteurs")), NOON)
    done = loading.load(session, rncp("2026-08-16", fiche("RS5", "de la hauteur")), NOON)
    assert (done.added, done.retired) == (2, 0)
    assert not frameworks.read(session, "rncp", "RNCP1").retired
    done = loading.load(session, rncp("2026-08-17", fiche("RS6", "des grues")), NOON)
    assert (done.added, done.retired) == (2, 2)
    assert frameworks.read(session, "rncp", "RS5").retired


def test_progress_is_told_line_by_line(session: Session) -> None:
    told: list[int] = []
    many = [Concept(f"c{no}", f"Métier {no}", Sort.JOB) for no in range(4500)]
    loading.load(session, rome(*many), NOON, told.append)
    assert sum(told) == 4500 and len(told) > 1


def test_a_whole_framework_is_read_in_its_own_order(library: Session) -> None:
    page = frameworks.browse(library, "rome")
    assert [line.code for line in page.found] == [each.code for each in LABELS]
    with pytest.raises(NotFound):
        frameworks.browse(library, "nowhere")
