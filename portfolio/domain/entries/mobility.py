"""How far someone can go to work or to learn, and how they get there."""

from typing import Annotated

from pydantic import Field

from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

FARTHEST = 20_000  # km: nobody on earth lives farther


class Move(Choice):
    """Whether one would live elsewhere."""

    YES = "yes", N_("Oui")
    MAYBE = "maybe", N_("Peut-être, cela dépend")
    NO = "no", N_("Non, pas pour l’instant")


@kind(
    "mobility",
    label=N_("Mes déplacements"),
    plural=N_("Mes déplacements"),
    section=Section.IDENTITY,
)
class Mobility(Entry):
    """Once is enough: what is possible today."""

    title: Title = Field(
        title=N_("Comment vous déplacez-vous ?"),
        description=N_("Exemples : en bus et à vélo, en voiture, à pied seulement"),
    )
    story: Prose = Field(
        default="",
        title=N_("Ce qui compte dans vos déplacements"),
        description=N_("Exemples : l’heure du dernier bus, les enfants à déposer le matin"),
    )
    start: Line = Field(
        default="", title=N_("Vous partez d’où ?"), description=N_("Une ville suffit")
    )
    radius: int | None = Field(
        default=None,
        ge=0,
        le=FARTHEST,
        title=N_("Jusqu’à combien de kilomètres pouvez-vous aller ?"),
        description=N_("Un nombre, aller simple. Exemple : 20"),
    )
    minutes: Annotated[int | None, LATER] = Field(
        default=None, ge=1, le=600, title=N_("Et combien de minutes, au plus ?")
    )
    move: Annotated[Move | None, LATER] = Field(default=None, title=N_("Pourriez-vous déménager ?"))
    places: Annotated[Line, LATER] = Field(
        default="",
        title=N_("Où iriez-vous ?"),
        description=N_("Exemples : les Vosges, le Luxembourg, partout en France"),
    )

    @property
    def summary(self) -> str:
        """How far, from where."""
        far = f"{self.radius} km" if self.radius is not None else ""
        return ", ".join(part for part in (far, self.start) if part)
