"""What one is allowed to drive, handle or work on, and until when."""

from typing import Annotated, Self

from pydantic import Field, ValidationInfo, model_validator

from portfolio.domain.dates import PartialDate, Period, on, precedes
from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.certificate import EXPIRES_FIRST
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title, in_one_line
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Permit(Choice):
    """Which family of licences."""

    DRIVING = "driving", N_("Permis de conduire")
    MACHINE = "machine", N_("Conduite d’engins (CACES)")
    ELECTRIC = "electric", N_("Habilitation électrique")
    BOAT = "boat", N_("Permis bateau")
    OTHER = "other", N_("Autre autorisation")


class Vehicle(Choice):
    """What there is to drive."""

    OWN = "own", N_("Oui, le mien")
    SHARED = "shared", N_("Oui, on me le prête ou nous le partageons")
    NONE = "none", N_("Non")


@kind(
    "licence",
    label=N_("Un permis, une habilitation"),
    plural=N_("Permis et habilitations"),
    section=Section.PATH,
)
class Licence(Entry):
    """A licence; its number is nobody's business here."""

    title: Title = Field(
        title=N_("Quel permis, quelle habilitation ?"),
        description=N_("Exemples : permis B, CACES R489, habilitation électrique B0"),
    )
    story: Prose = Field(default="", title=N_("Ce que j’en fais"))
    permit: Permit | None = Field(default=None, title=N_("De quel genre ?"))
    categories: Line = Field(
        default="",
        title=N_("Catégories"),
        description=N_("Exemples : B, R489 catégorie 3"),
    )
    issued: PartialDate | None = Field(default=None, title=N_("Obtenu quand ?"))
    expires: PartialDate | None = Field(
        default=None,
        title=N_("Valable jusqu’à"),
        description=N_("À laisser vide s’il reste valable."),
    )
    vehicle: Vehicle | None = Field(
        default=None, title=N_("Avez-vous de quoi conduire ?"), description=N_("Pour ce permis")
    )
    issuer: Annotated[Line, LATER] = Field(default="", title=N_("Qui l’a délivré ?"))

    @model_validator(mode="after")
    def _lasts(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.issued and self.expires and precedes(self.expires, self.issued):
            raise refusal("expires_first", EXPIRES_FIRST, field="expires")
        return self

    @property
    def period(self) -> Period | None:
        """The day it was obtained."""
        return on(self.issued) if self.issued else None

    @property
    def summary(self) -> str:
        """Its categories, unless its title says them, and who granted it."""
        told = f" {self.title} ".casefold()
        categories = "" if f" {self.categories} ".casefold() in told else self.categories
        return in_one_line(categories, self.issuer)

    @property
    def knot(self) -> str:
        """A bead: something gained."""
        return "bead"
