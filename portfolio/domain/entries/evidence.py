"""What shows or proves something: a paper, a photograph, a piece of work, a page elsewhere."""

from typing import Annotated, NewType, Self
from uuid import UUID

from pydantic import Field, ValidationInfo, model_validator

from portfolio.domain.dates import PartialDate, Period, on, precedes
from portfolio.domain.entries.asking import NEVER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title, Urls
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

EXPIRES_FIRST = N_("La date de fin de validité arrive avant la date du document.")
MOST_FILES = 20

FileId = NewType("FileId", UUID)
"""The id of a stored file: not an entry's, so no link to leave out of what is shared."""


class Nature(Choice):
    """What it is, in a few words that people use."""

    DIPLOMA = "diploma", N_("Un diplôme ou un titre")
    CERTIFICATE = "certificate", N_("Une attestation, un certificat, un permis")
    TRANSCRIPT = "transcript", N_("Un relevé de notes, un bilan de compétences")
    REFERENCE = "reference", N_("Une lettre de recommandation, un certificat de travail")
    RESUME = "resume", N_("Un CV, une lettre de motivation")
    WORK = "work", N_("Une réalisation : texte, plan, objet, programme")
    PHOTO = "photo", N_("Une photo, une vidéo, un enregistrement")
    PRESS = "press", N_("Un article, une page qui parle de moi")
    OTHER = "other", N_("Autre chose")


@kind(
    "evidence",
    label=N_("Un document"),
    plural=N_("Documents"),
    section=Section.EVIDENCE,
)
class Evidence(Entry):
    """Something to show, with its files and addresses, and the entries it supports.

    *files* are ids of stored files, whose names and keys are in boxes of their own: several
    entries may show the same file.
    """

    title: Title = Field(
        title=N_("Quel est ce document ?"),
        description=N_("Exemples : mon CAP, attestation de stage, photo du potager"),
    )
    story: Prose = Field(
        default="",
        title=N_("Ce qu’il montre de vous"),
        description=N_("Ce que vous avez fait, avec qui, et ce qu’il faut y voir."),
    )
    nature: Nature | None = Field(default=None, title=N_("De quoi s’agit-il ?"))
    issuer: Line = Field(default="", title=N_("Qui l’a délivré ou écrit ?"))
    issued: PartialDate | None = Field(default=None, title=N_("Daté de quand ?"))
    expires: PartialDate | None = Field(
        default=None,
        title=N_("Valable jusqu’à"),
        description=N_("À laisser vide s’il reste valable."),
    )
    links: Urls = Field(
        default=(),
        title=N_("Adresses"),
        description=N_("Une par ligne : votre site, une vidéo, un article."),
    )
    linked: tuple[UUID, ...] = Field(default=(), max_length=100, title=N_("Que vient-il appuyer ?"))
    files: Annotated[tuple[FileId, ...], NEVER] = Field(default=(), max_length=MOST_FILES)

    @model_validator(mode="after")
    def _lasts(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.issued and self.expires and precedes(self.expires, self.issued):
            raise refusal("expires_first", EXPIRES_FIRST, field="expires")
        return self

    @property
    def period(self) -> Period | None:
        """The day it bears."""
        return on(self.issued) if self.issued else None

    @property
    def summary(self) -> str:
        """Who granted or wrote it."""
        return self.issuer
