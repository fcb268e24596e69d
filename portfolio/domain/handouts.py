"""What someone chose to print of their portfolio, and keeps: CVs, the booklet of a VAE."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, ClassVar, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.registry import Registry
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

H = TypeVar("H", bound="type[Handout]")

HANDOUTS: Registry[type["Handout"]] = Registry()
MOST_ITEMS = 5000
TELLABLE = (Section.PATH, Section.SKILLS, Section.INTERESTS, Section.PROJECT)
USUAL = (
    *("job", "placement", "service", "venture", "training", "certificate", "licence"),
    *("volunteering", "skill", "language", "interest"),
)
NO_CODE = N_("Un code RNCP a quelques chiffres. Exemple : RNCP40692. Vous pouvez laisser vide.")

Ids = Annotated[tuple[UUID, ...], Field(max_length=MOST_ITEMS)]


class Handout(BaseModel):
    """Choices alone: what is printed is read from the portfolio each time, never copied."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: ClassVar[str]
    version: ClassVar[int]

    name: Title = Field(
        title=N_("Comment appelez-vous ce document ?"),
        description=N_("Pour vous seulement. Exemples : CV pour l’hôpital, CV vente"),
    )

    def changed(self, **changes: object) -> Self:
        """A copy with *changes*, validated."""
        return type(self).model_validate({**dict(self), **changes})

    def to_bytes(self) -> bytes:
        """The plaintext to seal: ``kind/version``, a line break, the fields as JSON."""
        return f"{self.kind}/{self.version}\n{self.model_dump_json()}".encode()

    @staticmethod
    def from_bytes(payload: bytes) -> "Handout":
        """Read any kind back; raises ``UnknownName`` for one this release was not taught."""
        head, _, body = payload.partition(b"\n")
        return HANDOUTS[head.decode(errors="replace").partition("/")[0]].model_validate_json(body)


def handout(name: str, *, version: int = 1) -> Callable[[H], H]:
    """Register the decorated model as a kind of handout."""

    def register(model: H) -> H:
        model.kind, model.version = name, version
        HANDOUTS.add(name, model)
        return model

    return register


class Layout(Choice):
    """How a CV is laid out."""

    SOBER = "sober", N_("Sobre, tout sur une colonne")
    SIDE = "side", N_("Avec une colonne sur le côté")


@handout("cv")
class Cv(Handout):
    """A choice of parts, in order, and of entries in them.

    *parts* are kinds of entries. New entries come in by themselves, private ones never:
    *left_out* are entries unticked, *added* private ones ticked by themselves.
    """

    layout: Layout = Field(default=Layout.SOBER, title=N_("Mise en page"))
    headline: Line = Field(
        default="",
        title=N_("Phrase sous votre nom"),
        description=N_(
            "Ce que vous cherchez, en une ligne. Sinon, celle de votre présentation est reprise."
        ),
    )
    contact: bool = Field(
        default=True,
        title=N_("Écrire comment me joindre"),
        description=N_(
            "Téléphone, adresse électronique, ville, tels qu’ils sont dans « Qui je suis »."
        ),
    )
    stories: bool = Field(
        default=False,
        title=N_("Ajouter ce que je raconte de chaque étape"),
        description=N_("Sinon, seules les tâches sont reprises : un CV court se lit mieux."),
    )
    parts: tuple[str, ...] = Field(default=USUAL, max_length=100)
    left_out: Ids = ()
    added: Ids = ()

    def shows(self, entry_id: UUID, entry: Entry) -> bool:
        """Whether an entry of a part that is shown is in."""
        return entry_id in self.added if entry.private else entry_id not in self.left_out

    def moved(self, part: str, by: int) -> Self:
        """The same with *part* one place up (-1) or down (1), as far as there is room."""
        order = list(self.parts)
        if part not in order:
            return self
        here = order.index(part)
        there = min(max(here + by, 0), len(order) - 1)
        order.insert(there, order.pop(here))
        return self.changed(parts=tuple(order))

    def choosing(self, offered: Iterable[tuple[UUID, Entry]], ticked: Sequence[UUID]) -> Self:
        """The same with, among *offered* entries, those that are *ticked*; others keep theirs."""
        found, kept = dict(offered), set(ticked)
        out = {row for row, entry in found.items() if not entry.private and row not in kept}
        within = {row for row, entry in found.items() if entry.private and row in kept}
        return self.changed(
            left_out=tuple(sorted({*self.left_out} - found.keys() | out)),
            added=tuple(sorted({*self.added} - found.keys() | within)),
        )


def parts_of_a_cv() -> list[str]:
    """Every kind of entry that a CV may show, the usual ones first."""
    known = [name for name, kind in KINDS.items() if kind.section in TELLABLE]
    return [*(name for name in USUAL if name in known), *(n for n in known if n not in USUAL)]


@handout("booklet")
class Booklet(Handout):
    """The experiences that a person wants recognised (VAE), and the diploma they aim at."""

    name: Title = N_("Livret de VAE")
    diploma: Line = Field(
        default="",
        title=N_("Quel diplôme ou titre voulez-vous obtenir ?"),
        description=N_("Exemple : diplôme d’État d’aide-soignant"),
    )
    code: Line = Field(
        default="",
        title=N_("Son code RNCP"),
        description=N_("Il se trouve sur la fiche du diplôme. Exemple : RNCP40692"),
    )
    certifier: Line = Field(
        default="",
        title=N_("Qui le délivre ?"),
        description=N_("Un ministère, une université, une branche professionnelle."),
    )
    reason: Prose = Field(
        default="",
        title=N_("Pourquoi ce diplôme, pourquoi maintenant ?"),
        description=N_("Le jury aime comprendre ce qui vous amène. Quelques phrases suffisent."),
    )
    experiences: Ids = ()

    @field_validator("code")
    @classmethod
    def _is_a_code(cls, text: str, info: ValidationInfo) -> str:
        """``rncp 40692`` and ``40692`` are ``RNCP40692``."""
        if ours(info):
            return text
        found = re.fullmatch(r"(RNCP|RS)?(\d{2,6})", re.sub(r"[\s.:-]", "", text).upper(), re.ASCII)
        if text and not found:
            raise refusal("code", NO_CODE)
        return f"{found[1] or 'RNCP'}{found[2]}" if found else ""
