"""What was obtained: a diploma, a certificate, a licence, a distinction."""

from typing import Annotated, Self

from pydantic import Field, ValidationInfo, model_validator

from portfolio.domain.dates import PartialDate, Period, on, precedes
from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.checks import Check
from portfolio.domain.entries.classes import Classable
from portfolio.domain.entries.shapes import Line, Prose, Title, Url
from portfolio.domain.entries.training import Level
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

SIGNED = ("title", "story", "issuer", "issued", "expires")
"""What a signed document says; the rest is the owner's own."""
EXPIRES_FIRST = N_("La date de fin de validité arrive avant la date d’obtention.")


@kind(
    "certificate",
    label=N_("Un diplôme ou un certificat"),
    plural=N_("Diplômes et certificats"),
    section=Section.PATH,
)
class Certificate(Classable):
    """Something an organisation granted, once or for a time."""

    title: Title = Field(
        title=N_("Qu’avez-vous obtenu ?"),
        description=N_("Exemples : CléA, permis B, gestes d’urgence, prix d’un concours"),
    )
    story: Prose = Field(default="", title=N_("Ce que cela prouve"))
    issuer: Line = Field(default="", title=N_("Qui l’a délivré ?"))
    issued: PartialDate | None = Field(default=None, title=N_("Obtenu quand ?"))
    expires: PartialDate | None = Field(
        default=None,
        title=N_("Valable jusqu’à"),
        description=N_("À laisser vide s’il reste valable."),
    )
    distinction: Annotated[bool, LATER] = Field(
        default=False, title=N_("C’est un prix ou une distinction")
    )
    level: Annotated[Level | None, LATER] = Field(default=None, title=N_("Niveau"))
    number: Annotated[Line, LATER] = Field(default="", title=N_("Numéro"))
    code: Annotated[Line, LATER] = Field(
        default="", title=N_("Code RNCP ou RS"), description=N_("Exemple : RNCP34095")
    )
    url: Annotated[Url, LATER] = Field(default="", title=N_("Page qui le confirme"))
    checks: Annotated[tuple[Check, ...], NEVER] = ()

    @model_validator(mode="after")
    def _lasts(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.issued and self.expires and precedes(self.expires, self.issued):
            raise refusal("expires_first", EXPIRES_FIRST, field="expires")
        return self

    def amending(self, former: Self) -> Self:
        """The same; what was verified of a signed document says nothing of other words."""
        alike = all(getattr(self, name) == getattr(former, name) for name in SIGNED)
        kept = self if alike or not self.checks else self.changed(checks=())
        return super(Certificate, kept).amending(former)

    @property
    def period(self) -> Period | None:
        """The day it was obtained."""
        return on(self.issued) if self.issued else None

    @property
    def summary(self) -> str:
        """Who granted it."""
        return self.issuer

    @property
    def knot(self) -> str:
        """A bead: something gained."""
        return "bead"
