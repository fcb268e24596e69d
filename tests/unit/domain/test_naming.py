"""From a sentence to a skill: predictable, in the person's words, proposed once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain import naming
from portfolio.domain.entries.shapes import clean_line
from tests import factories as make

SENTENCES = {
    "Je prépare les commandes.": "Préparer les commandes",
    "J’accueille les familles": "Accueillir les familles",
    "j'accueille les familles": "Accueillir les familles",
    "Je range et je nettoie la salle": "Ranger et nettoyer la salle",
    "Je vérifie les stocks": "Vérifier les stocks",
    "Je gère une caisse": "Gérer une caisse",
    "Je répète les consignes": "Répéter les consignes",
    "Je complète les dossiers": "Compléter les dossiers",
    "J’achète les produits": "Acheter les produits",
    "J’emmène les enfants": "Emmener les enfants",
    "J’appelle les clients": "Appeler les clients",
    "J’étiquette les cartons": "Étiqueter les cartons",
    "J’envoie les factures": "Envoyer les factures",
    "J’essuie la vaisselle": "Essuyer la vaisselle",
    "Je remplis les rayons": "Remplir les rayons",
    "Je choisissais les tissus": "Choisir les tissus",
    "Je préparais les repas": "Préparer les repas",
    "Je rangeais l’atelier": "Ranger l’atelier",
    "Je plaçais les clients": "Placer les clients",
    "Je faisais les comptes": "Faire les comptes",
    "Je tiens la caisse": "Tenir la caisse",
    "Je conduis un chariot": "Conduire un chariot",
    "Je couds des rideaux": "Coudre des rideaux",
    "Je m’occupe des enfants": "M’occuper des enfants",
    "Je les aide à manger": "Les aider à manger",
    "Je suis responsable d’une équipe": "Être responsable d’une équipe",
    "Je sais souder à l’arc": "Souder à l’arc",
    "J’ai organisé une kermesse": "Organiser une kermesse",
    "J’ai tenu un stand": "Tenir un stand",
    "Je ne fais rien seul": "Je ne fais rien seul",
    "Préparer les commandes": "Préparer les commandes",
    "préparation des commandes ;": "Préparation des commandes",
    "I cook for thirty": "Cook for thirty",
    "أطبخ للعائلة": "أطبخ للعائلة",
    "🧶 Je tricote": "🧶 tricoter",
    "<b>Je</b>": "<b>Je</b>",
}


@pytest.mark.parametrize(("sentence", "skill"), SENTENCES.items())
def test_a_sentence_names_a_skill(sentence: str, skill: str) -> None:
    assert naming.skill_in(sentence) == skill


@given(st.text(max_size=300).map(clean_line))
def test_whatever_is_written_gives_a_title_or_nothing(sentence: str) -> None:
    assert len(naming.skill_in(sentence)) <= naming.LONGEST


def test_lines_and_activities_name_each_skill_once() -> None:
    job = make.a_job(
        tasks=["Je range", "je range."], activities=[make.an_activity(what="Je tiens la caisse")]
    )

    assert naming.named(job) == ("Ranger", "Tenir la caisse")


def test_what_was_answered_or_is_known_is_not_proposed() -> None:
    job = make.a_job(tasks=["Je range", "Je lave", "Je cuisine"])

    answered = naming.weighed(job, ["RANGER"])

    assert answered.weighed == ("Ranger",)
    assert naming.proposed(answered, ["cuisiner"]) == ("Laver",)


def test_a_sentence_that_changes_is_proposed_anew_and_the_former_forgotten() -> None:
    job = naming.weighed(make.a_job(tasks=["Je range"]), ["Ranger"])

    other = job.changed(tasks=["Je range la réserve"])

    assert naming.proposed(other, []) == ("Ranger la réserve",)
    assert naming.weighed(other, ["Ranger la réserve"]).weighed == ("Ranger la réserve",)
