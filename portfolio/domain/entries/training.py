"""Schooling, training and anything learnt on purpose."""

from typing import Annotated

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.asking import LATER, RESERVED
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.choices import Choice, Rung
from portfolio.domain.entries.shapes import Line, Points, Prose, Title, Url, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Level(Rung):
    """The European Qualifications Framework (2017/C 189/03), in words one knows."""

    BASIC = 1, N_("Savoirs de base")
    ELEMENTARY = 2, N_("Niveau 2 : socle commun")
    VOCATIONAL = 3, N_("Niveau 3 : CAP, BEP")
    UPPER_SECONDARY = 4, N_("Niveau 4 : bac, bac professionnel, brevet professionnel")
    SHORT_CYCLE = 5, N_("Niveau 5 : bac + 2, BTS, DUT")
    BACHELOR = 6, N_("Niveau 6 : bac + 3 ou 4, licence, BUT")
    MASTER = 7, N_("Niveau 7 : bac + 5, master, ingénieur")
    DOCTORATE = 8, N_("Niveau 8 : doctorat")


class Outcome(Choice):
    """How it ended; stopping on the way is an outcome like another."""

    IN_PROGRESS = "in-progress", N_("En cours")
    CERTIFIED = "certified", N_("Diplôme ou titre obtenu")
    PARTIAL = "partial", N_("Obtenu en partie")
    ATTENDED = "attended", N_("Suivie en entier")
    STOPPED = "stopped", N_("Arrêtée en chemin")


@kind("training", label=N_("Une formation"), plural=N_("Formations"), section=Section.PATH)
class Training(Experience):
    """A course, long or short, with or without a diploma."""

    title: Title = Field(
        title=N_("Quelle formation ?"),
        description=N_("Exemples : CAP cuisine, remise à niveau, permis de cariste"),
    )
    story: Prose = Field(default="", title=N_("Ce que j’en retiens"))
    provider: Line = Field(
        default="", title=N_("Où ?"), description=N_("École, centre, entreprise ou site web")
    )
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    outcome: Outcome | None = Field(default=None, title=N_("Comment s’est-elle terminée ?"))
    level: Annotated[Level | None, LATER] = Field(default=None, title=N_("Niveau"))
    field: Annotated[Line, LATER] = Field(
        default="", title=N_("Domaine"), description=N_("Exemples : mécanique, vente, langues")
    )
    diploma: Annotated[Line, LATER] = Field(
        default="", title=N_("Type de diplôme"), description=N_("Exemples : CAP, titre, licence")
    )
    grade: Annotated[Line, LATER] = Field(default="", title=N_("Mention ou résultat"))
    courses: Annotated[Points, LATER] = Field(
        default=(), title=N_("Matières ou modules"), description=N_("Un par ligne")
    )
    blocks: Annotated[Points, LATER] = Field(
        default=(),
        title=N_("Blocs ou unités déjà obtenus"),
        description=N_("Un par ligne. Ils restent à vous, même sans le diplôme entier."),
    )
    code: Annotated[Line, LATER] = Field(
        default="", title=N_("Code RNCP ou RS"), description=N_("Exemple : RNCP34095")
    )
    url: Annotated[Url, LATER] = Field(default="", title=N_("Site de l’organisme"))
    leaving_reason: Annotated[Prose, RESERVED] = Field(
        default="",
        title=N_("Si elle s’est arrêtée, pourquoi ?"),
        description=N_("Pour vous seulement : jamais partagé."),
    )

    @property
    def summary(self) -> str:
        """With whom and where."""
        return in_one_line(self.provider, self.town)

    @property
    def knot(self) -> str:
        """A bead once something was gained."""
        return "bead" if self.outcome is Outcome.CERTIFIED else "event"
