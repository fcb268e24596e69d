"""A step of a plan, in the person's own words; actions hang on it."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, ValidationInfo, model_validator

from portfolio.domain.dates import AHEAD_HINT, PartialDate
from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

WHY_DROPPED = N_("Dites en quelques mots pourquoi c’est abandonné.")


class Theme(Choice):
    """What it is about: the families of data·inclusion, schema 1.0.8."""

    CHOOSING = "choisir-un-metier", N_("Choisir un métier")
    LEARNING = "se-former", N_("Me former")
    APPLYING = "preparer-sa-candidature", N_("Préparer mes candidatures")
    WORK = "trouver-un-emploi", N_("Trouver un emploi")
    BUSINESS = "creer-une-entreprise", N_("Créer une entreprise")
    ABROAD = "souvrir-a-linternational", N_("M’ouvrir à l’international")
    BASICS = "lecture-ecriture-calcul", N_("Lire, écrire, compter")
    DIGITAL = "numerique", N_("Ordinateur et téléphone")
    MOBILITY = "mobilite", N_("Me déplacer")
    HOUSING = "logement-hebergement", N_("Me loger")
    FAMILY = "famille", N_("Ma famille")
    MONEY = "difficultes-financieres", N_("Mon budget")
    RIGHTS = "difficultes-administratives-ou-juridiques", N_("Mes papiers, mes droits")
    EQUIPMENT = "equipement-et-alimentation", N_("M’équiper, me nourrir")
    HEALTH = "sante", N_("Prendre soin de moi")
    CONFIDENCE = "remobilisation", N_("Reprendre confiance, rencontrer du monde")


class Priority(Choice):
    """What comes first."""

    HIGH = "high", N_("D’abord")
    NORMAL = "normal", N_("Ensuite")
    LOW = "low", N_("Plus tard")


class ObjectiveStatus(Choice):
    """Where it stands."""

    TO_DO = "to-do", N_("Pas encore commencé")
    IN_PROGRESS = "in-progress", N_("En cours")
    DONE = "done", N_("Réalisé")
    DROPPED = "dropped", N_("Abandonné")


@kind("objective", label=N_("Un objectif"), plural=N_("Objectifs"), section=Section.PLAN)
class Objective(Entry):
    """What one wants to reach, before anybody's vocabulary."""

    title: Title = Field(
        title=N_("Votre objectif"),
        description=N_("Avec vos mots. Exemple : financer ma formation"),
    )
    story: Prose = Field(default="", title=N_("Pourquoi c’est important pour vous"))
    project: UUID | None = Field(default=None, title=N_("Pour quel projet ?"))
    plan: UUID | None = Field(default=None, title=N_("Dans quel plan ?"))
    due: PartialDate | None = Field(default=None, title=N_("Pour quand ?"), description=AHEAD_HINT)
    status: ObjectiveStatus = Field(default=ObjectiveStatus.TO_DO, title=N_("Où en est-il ?"))
    dropped_reason: Line = Field(
        default="",
        title=N_("S’il est abandonné, pourquoi ?"),
    )
    priority: Annotated[Priority, LATER] = Field(default=Priority.NORMAL, title=N_("Priorité"))
    theme: Annotated[Theme | None, LATER] = Field(default=None, title=N_("Thème"))
    agreed_on: Annotated[date | None, NEVER] = None

    @model_validator(mode="after")
    def _says_why(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.status is ObjectiveStatus.DROPPED and not self.dropped_reason:
            raise refusal("dropped_reason", WHY_DROPPED, field="dropped_reason")
        return self
