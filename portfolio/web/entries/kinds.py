"""The kinds of entries as somebody who never kept a portfolio would choose among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.merging import ALONE
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Mon travail, ma formation"), ("job", "placement", "training", "certificate", "licence")),
    (N_("Ma vie"), ("caring", "volunteering", "service", "venture", "moment")),
    (N_("Ce que je sais faire"), ("skill", "language", "evidence")),
    (N_("Ce que j’aime, ce que je veux"), ("interest", "lead", "project")),
    (N_("Qui je suis"), ("identity", "mobility", "situation")),
)
PLANNED = frozenset({"plan", "objective", "action", "synthesis"})  # the plan has a desk of its own
OTHERS = N_("Autre chose")

TOLD = {
    "job": N_("Tout travail compte : contrat, intérim, saison, activité à votre compte."),
    "placement": N_("Quelques jours ou quelques mois pour apprendre, essayer, voir."),
    "training": N_("École, stage de formation, cours du soir, apprentissage en ligne."),
    "certificate": N_("Ce qui a été reconnu : diplôme, titre, attestation."),
    "licence": N_("Permis de conduire, CACES, habilitation électrique, permis bateau."),
    "caring": N_("Élever des enfants, aider un proche, tenir une maison : cela s’apprend aussi."),
    "volunteering": N_("Association, aide à un voisin, comité des fêtes, club de sport."),
    "service": N_("Service civique, armée, pompiers volontaires, réserve."),
    "venture": N_("Retaper une maison, monter un groupe, un site, un commerce. Abouti ou non."),
    "moment": N_("Un déménagement, un voyage, une pause, un changement de voie, avec vos mots."),
    "skill": N_("Ce que vous faites bien, au travail, à la maison ou ailleurs."),
    "language": N_("Toutes les langues que vous comprenez, parlez, lisez ou écrivez un peu."),
    "evidence": N_("Diplôme scanné, attestation, photo, lettre, lien : ce qui montre ou prouve."),
    "interest": N_("Ce que vous aimez, évitez, ce dont vous avez besoin, ce qui compte pour vous."),
    "lead": N_("Une idée de métier, de formation ou de vie, à explorer avant de choisir."),
    "project": N_("Ce que vous aimeriez faire. Une envie suffit pour commencer."),
    "identity": N_("Votre nom, comment vous joindre, quelques phrases sur vous."),
    "mobility": N_("Jusqu’où vous pouvez aller, et comment."),
    "situation": N_(
        "Logement, budget, garde d’enfant… Ce que cela change pour vous, rien de plus."
    ),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind one may add, and what it is for in everyday words."""

    kind: str
    label: str
    told: str


def offers() -> list[tuple[str, list[Offer]]]:
    """What can be added, life events first; a kind nobody described yet comes last."""
    grouped = [(title, [_offer(KINDS[name]) for name in names]) for title, names in GROUPS]
    named = {name for _, names in GROUPS for name in names} | PLANNED
    rest = [_offer(kind) for name, kind in KINDS.items() if name not in named]
    return [*grouped, (OTHERS, rest)] if rest else grouped


def already(model: type[Entry], opened: Sequence[Opened]) -> UUID | None:
    """The entry to change rather than add another, for a kind of which one is enough."""
    there = (one.id for one in opened if isinstance(one.entry, model))
    return next(there, None) if model.kind in ALONE else None


def _offer(kind: type[Entry]) -> Offer:
    return Offer(kind.kind, kind.label, TOLD.get(kind.kind, ""))
