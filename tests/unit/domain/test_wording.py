"""Words that a plan does not need: found when people speak of themselves, trades left alone."""

import pytest

from portfolio.domain.wording import NEUTRAL, Found, Matter, added, found

SAID = {
    "J’ai fait une dépression, donc rien avant mars.": Matter.HEALTH,
    "Je sors d’un burn-out": Matter.HEALTH,
    "Reprendre après ma dépression": Matter.HEALTH,
    "MON CANCER EST EN RÉMISSION": Matter.HEALTH,
    "J'ai une RQTH": Matter.HEALTH,
    "Suite à mon AVC, plus de port de charges": Matter.HEALTH,
    "Voir mon psychiatre mardi": Matter.HEALTH,
    "On m’a diagnostiqué une sclérose en plaques": Matter.HEALTH,
    "Je suis en formation, et ma dépression revient": Matter.HEALTH,
    "I am bipolar": Matter.HEALTH,
    "Je suis sortie de prison en mai": Matter.JUSTICE,
    "J’ai été condamné": Matter.JUSTICE,
    "Rendez-vous avec mon SPIP": Matter.JUSTICE,
    "I have a criminal record": Matter.JUSTICE,
    "Je suis musulmane": Matter.RELIGION,
    "Pas de rendez-vous pendant le ramadan": Matter.RELIGION,
    "Je suis d’origine algérienne": Matter.ORIGIN,
    "Je suis sans-papiers": Matter.ORIGIN,
    "Je suis syndiquée": Matter.UNION,
    "Mandat de délégué syndical": Matter.UNION,
    "Mon numéro : 1 85 05 78 006 084 91": Matter.NUMBER,
    "2850578006084": Matter.NUMBER,
}
FINE = (
    "Infirmière en cancérologie",
    "Aide-soignante en psychiatrie",
    "Surveillant de prison",
    "Je suis infirmière auprès de patients diabétiques",
    "J’ai travaillé auprès de personnes handicapées",
    "Mon métier : accueillir des personnes en situation de handicap",
    "Éducatrice auprès d’enfants autistes",
    "Formation à la prévention des addictions",
    "Santé au travail : préparer l’entretien",
    "Je veux travailler dans la santé",
    "Demander un extrait de casier judiciaire",
    "Greffière au tribunal",
    "Bénévole au Secours catholique",
    "Organiste à l’église",
    "Je fais de la voile",
    "J’ai de la peine à me lever tôt",
    "Syndicat d’initiative d’Épinal",
    "Mon syndicat de copropriété",
    "Vin d’origine contrôlée",
    "SIRET 123 456 789 00012",
    "Tél. 06 12 34 56 78",
    "Mon numéro : 1 85 05 78 006 084 92",
    "Devenir aide-soignante diplômée",
)


@pytest.mark.parametrize(("text", "matter"), SAID.items())
def test_what_somebody_says_of_themselves_is_found(text: str, matter: Matter) -> None:
    assert matter in {one.matter for one in found(text)}


@pytest.mark.parametrize("text", FINE)
def test_trades_documents_and_turns_of_phrase_are_left_alone(text: str) -> None:
    assert found(text) == ()


def test_a_word_is_shown_as_it_was_written_and_a_number_is_not_repeated() -> None:
    assert found("Après ma DÉPRESSION. Et ma DÉPRESSION.") == (Found(Matter.HEALTH, "DÉPRESSION"),)
    assert found("1 85 05 78 006 084 91") == (Found(Matter.NUMBER, ""),)


def test_what_was_already_said_is_not_asked_again() -> None:
    former = ("", "J’ai fait une dépression.")

    assert added("J’ai fait une dépression. J’appelle lundi.", former) == ()
    assert [one.word for one in added("J’ai fait une dépression, je suis musulman.", former)] == [
        "je suis musulman"
    ]


def test_every_matter_has_other_words_and_they_raise_no_doubt() -> None:
    assert set(NEUTRAL) == set(Matter)
    assert not [words for said in NEUTRAL.values() for words in said if found(words)]
