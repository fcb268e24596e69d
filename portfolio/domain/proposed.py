"""What may be proposed to somebody from a library: an objective, a document."""

from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from portfolio.domain.dates import AHEAD_HINT, PartialDate
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.objective import Objective, Theme
from portfolio.domain.entries.shapes import Line, Lines, Prose, Title, Url
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.words import N_

NOT_HTTPS = N_("L’adresse doit commencer par https:// pour que la lecture reste privée.")
NOWHERE = N_("Dites où le trouver : une adresse qui commence par https://, ou un lieu.")


class Proposed(BaseModel):
    """Base of what may be proposed."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class ProposedObjective(Proposed):
    """What to reach, in the person's words, and the first things to do for it, if any."""

    kind: Literal["objective"] = "objective"
    title: Title = Field(
        title=N_("L’objectif, avec les mots de la personne"),
        description=N_("Exemple : pouvoir me rendre au travail"),
    )
    theme: Theme | None = Field(default=None, title=N_("Thème"))
    why: Prose = Field(default="", title=N_("Pourquoi c’est important pour elle"))
    due: PartialDate | None = Field(default=None, title=N_("Pour le"), description=AHEAD_HINT)
    first: Lines = Field(
        default=(),
        max_length=10,
        title=N_("Premières actions"),
        description=N_("Une par ligne, dix au plus. Elles arrivent avec l’objectif."),
    )

    def entry(self, provenance: Provenance, agreed_on: date) -> Entry:
        """The objective it becomes."""
        return Objective(
            title=self.title,
            story=self.why,
            theme=self.theme,
            due=self.due,
            agreed_on=agreed_on,
            provenance=provenance,
        )

    def actions(self, objective: UUID, provenance: Provenance, agreed_on: date) -> list[Entry]:
        """What is to be done for it, once it is the entry called *objective*."""
        return [
            Action(
                title=what,
                objective=objective,
                theme=self.theme,
                agreed_on=agreed_on,
                provenance=provenance,
            )
            for what in self.first
        ]


class ProposedDocument(Proposed):
    """Something to read, to fill in or to bring: a page of the web, or a paper and its place."""

    kind: Literal["document"] = "document"
    title: Title = Field(
        title=N_("Quel document ?"), description=N_("Exemple : le dossier de demande de logement")
    )
    link: Url = Field(
        default="",
        title=N_("Adresse du site"),
        description=N_("Elle commence par https://. Laissez vide pour un papier."),
    )
    paper: Line = Field(
        default="",
        title=N_("Ou, sur papier : où le trouver"),
        description=N_("Exemple : à l’accueil de la mairie"),
    )
    why: Prose = Field(default="", title=N_("Pourquoi ce document"))

    @model_validator(mode="after")
    def _is_found(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.link and not self.link.startswith("https://"):
            raise refusal("not_https", NOT_HTTPS, field="link")
        if not (self.link or self.paper):
            raise refusal("nowhere", NOWHERE, field="link")
        return self

    def entry(self, provenance: Provenance, agreed_on: date) -> Entry:  # noqa: ARG002  # as above
        """The document it becomes, kept by its owner for themself until they show it."""
        return Evidence(
            title=self.title,
            story="\n\n".join(text for text in (self.why, self.paper) if text),
            links=(self.link,) if self.link else (),
            private=True,
            provenance=provenance,
        )
