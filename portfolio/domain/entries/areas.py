"""The ten areas of a situation check, each with situations to recognise oneself in: our words.

They are facts that weigh on a path, never an opinion of somebody. Of health only what it changes
is asked for, so its examples name nothing else.
"""

from dataclasses import dataclass

from portfolio.domain.words import N_


@dataclass(frozen=True, slots=True)
class Area:
    """What it is called, and *examples* of what may be said of it."""

    label: str
    examples: tuple[str, ...]


AREAS: dict[str, Area] = {
    "housing": Area(
        N_("Logement"),
        (
            N_("Un hébergement provisoire, chez quelqu’un ou à l’hôtel"),
            N_("Un loyer trop lourd pour ce qui rentre"),
            N_("Un logement trop petit, froid ou abîmé"),
            N_("Un bail qui se termine, un déménagement à prévoir"),
            N_("Un garant ou un papier qui manque pour louer"),
            N_("Un logement loin de tout travail et de tout bus"),
        ),
    ),
    "work": Area(
        N_("Emploi"),
        (
            N_("Un contrat qui se termine bientôt"),
            N_("Trop peu d’heures pour en vivre"),
            N_("Un métier que je ne peux ou ne veux plus faire"),
            N_("Des candidatures sans réponse"),
            N_("Un premier emploi à trouver, sans réseau"),
            N_("Des horaires qui ne laissent pas de place au reste"),
        ),
    ),
    "learning": Area(
        N_("Formation"),
        (
            N_("Pas de diplôme reconnu en France"),
            N_("Une formation commencée et pas finie"),
            N_("Un financement à trouver"),
            N_("Les tests et les concours, un mauvais souvenir"),
            N_("Une formation complète ou trop loin"),
            N_("Lire ou écrire de longs textes fatigue vite"),
        ),
    ),
    "rights": Area(
        N_("Démarches et papiers"),
        (
            N_("Un titre ou une carte à renouveler"),
            N_("Un courrier que je n’ai pas compris"),
            N_("Un droit qui n’est pas encore ouvert"),
            N_("Un dossier qui n’avance pas"),
            N_("Pas d’adresse fixe pour recevoir le courrier"),
            N_("Trop de services, et personne qui fait le lien"),
        ),
    ),
    "money": Area(
        N_("Budget"),
        (
            N_("Des fins de mois difficiles"),
            N_("Une dette ou un retard de paiement"),
            N_("Un revenu qui va baisser ou s’arrêter"),
            N_("Une dépense à faire avant de commencer : outils, trajet, tenue"),
            N_("Attendre un premier salaire un mois entier"),
            N_("Un compte bancaire bloqué, ou pas de compte"),
        ),
    ),
    "mobility": Area(
        N_("Déplacements"),
        (
            N_("Pas de permis, ou pas de voiture"),
            N_("Le dernier bus part trop tôt"),
            N_("Une voiture qui ne tiendra pas longtemps"),
            N_("Un trajet que je n’ai jamais fait sans aide"),
            N_("L’essence ou l’abonnement coûte trop"),
            N_("Un village sans gare ni arrêt"),
        ),
    ),
    "limits": Area(
        N_("Santé : ce qu’elle change"),
        (
            N_("Je ne peux pas porter lourd"),
            N_("Je ne peux pas rester debout longtemps"),
            N_("J’ai besoin d’horaires de jour"),
            N_("J’ai besoin de pauses régulières"),
            N_("Je ne suis pas disponible avant le mois prochain"),
            N_("J’ai besoin d’un poste adapté, ou de temps pour des rendez-vous"),
        ),
    ),
    "family": Area(
        N_("Famille et proches"),
        (
            N_("Pas de garde pour un enfant"),
            N_("Des enfants à déposer et à reprendre à heure fixe"),
            N_("Quelqu’un à aider chaque jour"),
            N_("Une séparation en cours, l’organisation à revoir"),
            N_("Personne pour prendre le relais en cas d’imprévu"),
            N_("Les vacances scolaires à organiser"),
        ),
    ),
    "language": Area(
        N_("Langue française"),
        (
            N_("Je comprends, et je cherche mes mots"),
            N_("Le téléphone en français reste difficile"),
            N_("J’écris peu, ou pas encore"),
            N_("Les mots du métier me manquent"),
            N_("J’attends une place en cours de français"),
            N_("Quelqu’un traduit pour moi"),
        ),
    ),
    "digital": Area(
        N_("Numérique"),
        (
            N_("Pas d’ordinateur à la maison"),
            N_("Pas d’adresse électronique, ou jamais relevée"),
            N_("Un forfait trop petit pour les démarches"),
            N_("Besoin de quelqu’un pour une démarche en ligne"),
            N_("Joindre un document à un message reste difficile"),
            N_("Des mots de passe perdus"),
        ),
    ),
}
"""By the name of the field that holds what was found of it."""
