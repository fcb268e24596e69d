"""What is offered beside words of one's own: the line that says it, or nothing."""

import pytest
from sqlalchemy.orm import Session

from portfolio.domain.frameworks import JOBS, SKILLS, Book, Concept, Sort
from portfolio.formats.frameworks import books
from portfolio.formats.frameworks.files import File
from portfolio.services import loading, suggesting
from tests.samples import shared
from tests.services.people import NOON

FITTING = {
    "Je respecte les règles d’hygiène": "clea 7",
    "Je travaille en équipe": "clea 4",
    "Je travaille en autonomie": "clea 5",
    "J’apprends vite": "clea 6",
    "J’envoie des courriels et je fais des visioconférences": "digcomp 2.1",
    "Je cherche des informations sur internet": "digcomp 1.1",
    "Je crée des affiches sur l’ordinateur": "digcomp 3.1",
    "Je protège mes mots de passe": "digcomp 4.2",
    "Je remplis des formulaires en ligne": "digcomp 2.3",
    "Je range mes fichiers dans des dossiers": "digcomp 1.3",
    "Utiliser un ordinateur": "clea 3",
    "Communiquer": "clea 1",
}
NOTHING = """
Je prépare les repas pour soixante personnes
Je fais la plonge et le ménage de la cuisine
Je sers les plateaux
J’aide une personne âgée à se laver et à s’habiller
Je rassure les familles
Je donne les médicaments préparés par l’infirmière
Je conduis un bus en ville
Je charge et décharge le camion
Je planifie mes tournées
Je tiens la caisse
Je conseille les clients
Je range les rayons du magasin
Je monte des murs en parpaings
Je lis un plan
Je coule du béton
Je répare les pannes des machines
Je forme les nouveaux
Je tiens les comptes de l’association
Je réponds au téléphone
Accueillir du public
Prendre soin des plantes
""".strip().splitlines()
"""What a cook, a carer, a driver, a seller or a mason does, which no framework of ours has."""


@pytest.fixture
def shelf(session: Session) -> Session:
    """A session on a database with the frameworks that come with the product."""
    for book in books.shipped():
        loading.load(session, book, NOON)
    return session


def offered(session: Session, words: str) -> list[str]:
    """The lines that are offered, the closest first."""
    return [f"{one.framework} {one.code}" for one in suggesting.suggest(session, words, SKILLS)]


def test_c_01_a_sentence_is_offered_what_says_it(shelf: Session) -> None:
    """Acceptance C-01, on ordinary sentences."""
    missed = {
        said: found for said, line in FITTING.items() if line not in (found := offered(shelf, said))
    }
    assert not missed


def test_c_01_a_sentence_that_no_line_says_is_offered_nothing(shelf: Session) -> None:
    """Acceptance C-01: one word in common is no reason, wherever it stands."""
    assert not {said: found for said in NOTHING if (found := offered(shelf, said))}


def test_a_job_in_either_gender_comes_before_its_neighbours(session: Session) -> None:
    path = shared("rome/unix_referentiel_code_rome_v460_utf8.csv")
    loading.load(session, books.official("rome", [File(path.name, path.read_bytes())]), NOON)
    for said, code in {"Aide-soignante": "J1501", "Maçon": "F1703", "Cuisinière": "G1609"}.items():
        assert suggesting.suggest(session, said, JOBS)[0].code == code, said
    assert not suggesting.suggest(session, "Ourdisseuse", JOBS)


def put(session: Session, *lines: str, sort: Sort = Sort.SKILL) -> None:
    """An ESCO of those lines; after a bar, another name of one."""
    concepts = tuple(
        Concept(str(no), label, sort, other=tuple(filter(None, other.split("|"))))
        for no, (label, _, other) in enumerate(line.partition("|") for line in lines)
    )
    loading.load(session, Book("esco", "ESCO", "1.2", "e", concepts), NOON)


def named(session: Session, words: str, *sorts: Sort) -> list[str]:
    """What is offered, by its label."""
    return [one.label for one in suggesting.suggest(session, words, sorts or SKILLS)]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("Excel", "offrir un service exceptionnel"),
        ("Patience", "transférer des patients"),
        ("Ménage", "menaces de sécurité"),
        ("Compter", "comptabilité"),
        ("Souder", "préparer de la soude"),
        ("Conduire", "conduire un concasseur à mâchoires"),
    ],
)
def test_a_beginning_in_common_or_one_word_of_many_is_no_reason(
    session: Session, said: str, line: str
) -> None:
    """Acceptance C-01: a single word is easily met, and says nothing of most lines that have it."""
    put(session, line)
    assert not named(session, said)


def test_of_many_lines_with_a_word_those_that_add_little_come_first(session: Session) -> None:
    put(
        session,
        *("vendre des munitions", "vendre des produits", "vendre des tapis"),
        *(f"contrôler des produits {letter}" for letter in "abcdefgh"),
    )
    assert named(session, "Vendre")[0] == "vendre des produits"


def test_the_whole_of_another_name_is_as_good_as_the_label(session: Session) -> None:
    put(
        session,
        *("caissier de casino/caissière de casino", "hôte de caisse/hôtesse de caisse|caissière"),
        *("serveur/serveuse|serveuse", "barista|serveuse", "gouvernant|femme de ménage"),
        sort=Sort.JOB,
    )
    assert named(session, "Caissière", *JOBS)[0] == "hôte de caisse/hôtesse de caisse"
    assert named(session, "Serveuse", *JOBS) == ["serveur/serveuse", "barista"]
    assert named(session, "Femmes de ménage", *JOBS) == ["gouvernant"]


def test_what_is_said_in_brackets_or_in_both_genders_counts_once(session: Session) -> None:
    put(
        session,
        "Agent / Agente de stérilisation de service hospitalier",
        "Agent / Agente de service hospitalier (ASH)",
        sort=Sort.JOB,
    )
    said = named(session, "Agente de service hospitalier", *JOBS)
    assert said[0] == "Agent / Agente de service hospitalier (ASH)"
