"""What is offered beside words of one's own: the line that says it, or nothing."""

import pytest
from sqlalchemy.orm import Session

from portfolio.domain.frameworks import JOBS, SKILLS
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
