"""What someone likes, avoids, needs or holds dear."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Lines, Prose, Title
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Card(Choice):
    """Which way it pulls."""

    LIKE = "like", N_("J’aime")
    AVOID = "avoid", N_("Je préfère éviter")
    NEED = "need", N_("J’ai besoin de")
    VALUE = "value", N_("Ce qui compte pour moi")


class Facet(Choice):
    """Which side of a life or a job it is about."""

    WORK = "work", N_("Le travail lui-même")
    PEOPLE = "people", N_("Les gens, l’équipe")
    PLACE = "place", N_("Le lieu, le cadre")
    TIME = "time", N_("Les horaires, le rythme")
    MEANING = "meaning", N_("Le sens, l’utilité")
    SECURITY = "security", N_("La sécurité, le salaire")
    LEARNING = "learning", N_("Apprendre, évoluer")
    LEISURE = "leisure", N_("Mon temps libre")


@kind(
    "interest",
    label=N_("Un centre d’intérêt"),
    plural=N_("Centres d’intérêt"),
    section=Section.INTERESTS,
)
class Interest(Entry):
    """A card to lay on the table when looking for one's way."""

    title: Title = Field(
        title=N_("De quoi s’agit-il ?"),
        description=N_("Exemples : travailler dehors, le bruit, des horaires réguliers"),
    )
    story: Prose = Field(default="", title=N_("Pourquoi ?"))
    card: Card = Field(default=Card.LIKE, title=N_("Pour moi"))
    theme: Annotated[Facet | None, LATER] = Field(default=None, title=N_("À propos de quoi ?"))
    linked: Annotated[tuple[UUID, ...], LATER] = Field(
        default=(), max_length=100, title=N_("Quelles étapes vous l’ont appris ?")
    )
    keywords: Annotated[Lines, LATER] = Field(
        default=(), title=N_("Précisions"), description=N_("Une par ligne")
    )
