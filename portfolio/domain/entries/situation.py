"""A situation check: ten areas of a life, what each changes for the path, on one day.

Not spoken of is an answer of its own, and never « no ». What is asked is the consequence, what
would help, since when; never a cause. Of health not even since when.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries.areas import AREAS
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Prose, Text, Title, clean_prose
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

UNMARKED = N_("Vous avez noté quelque chose ici : dites aussi où cela en est.")
ONLY_CHANGE = N_(
    "Écrivez seulement ce que cela change, jamais la cause : ni maladie, ni traitement, ni dossier."
)

Words = Annotated[str, Text("prose", 600, clean_prose)]


class Hold(Choice):
    """How far something holds the person back on that day."""

    UNSPOKEN = "unspoken", N_("Non abordé")
    NONE = "none", N_("Pas de difficulté")
    WATCH = "watch", N_("Point d’attention")
    HURDLE = "hurdle", N_("Frein actuel")
    LIFTED = "lifted", N_("Levé")


class Finding(BaseModel):
    """What is said of one area."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    hold: Hold = Field(default=Hold.UNSPOKEN, title=N_("Où en est-on ?"))
    change: Words = Field(default="", title=N_("Ce que cela change pour le parcours"))
    need: Words = Field(default="", title=N_("Ce qui aiderait"))

    def __bool__(self) -> bool:
        return self.hold is not Hold.UNSPOKEN

    @model_validator(mode="after")
    def _is_marked(self, info: ValidationInfo) -> Self:
        if not (self or ours(info)) and any(value for name, value in self if name != "hold"):
            raise refusal("unmarked", UNMARKED, field="hold")
        return self


class DatedFinding(Finding):
    """The same, and since when."""

    since: PartialDate | None = Field(default=None, title=N_("Depuis quand ?"))


def _area(name: str, hint: str = "") -> Any:
    """The question about one area; nothing was said of it until something is."""
    usual = Finding() if name == "limits" else DatedFinding()
    return Field(default=usual, title=AREAS[name].label, description=hint or None)


class Findings(BaseModel):
    """What is said of the ten areas, in any order; *limits* is what health changes."""

    housing: DatedFinding = _area("housing")
    work: DatedFinding = _area("work")
    learning: DatedFinding = _area("learning")
    rights: DatedFinding = _area("rights")
    money: DatedFinding = _area("money")
    mobility: DatedFinding = _area("mobility")
    limits: Finding = _area("limits", ONLY_CHANGE)
    family: DatedFinding = _area("family")
    language: DatedFinding = _area("language")
    digital: DatedFinding = _area("digital")

    @property
    def found(self) -> dict[str, Finding]:
        """Each area that was spoken of, in the order of the list."""
        areas: dict[str, Finding] = {name: getattr(self, name) for name in AREAS}
        return {name: finding for name, finding in areas.items() if finding}

    def beside(self, former: "Findings | None") -> Iterator[tuple[str, Finding | None, Finding]]:
        """Each area that either speaks of: as it was, if it was, and as it is."""
        before = former.found if former else {}
        for name in AREAS:
            if name in before or name in self.found:
                yield name, before.get(name), getattr(self, name)


@kind(
    "situation",
    label=N_("Un point sur ma situation"),
    plural=N_("Points sur ma situation"),
    section=Section.PLAN,
)
class SituationCheck(Findings, Entry):
    """One check, of one day; kept for oneself unless its owner says otherwise."""

    title: Title = Field(
        title=N_("Comment appelez-vous ce point ?"),
        description=N_("Exemple : Ma situation à la rentrée"),
    )
    story: Prose = Field(default="", title=N_("Ce qui compte le plus pour moi en ce moment"))
    private: bool = Field(
        default=True,
        title=N_("Garder pour moi"),
        description=N_("N’apparaît dans aucun partage, sauf si vous le cochez vous-même."),
    )
    checked: PartialDate | None = Field(default=None, title=N_("Fait quel jour ?"))

    @property
    def own_words(self) -> tuple[object, ...]:
        """All of it: what somebody noted is theirs until its owner changes it."""
        return (*super().own_words, self.checked, *(getattr(self, name) for name in AREAS))

    @property
    def period(self) -> Period | None:
        """The day of the check."""
        return Period(end=self.checked) if self.checked else None

    @property
    def summary(self) -> str:
        """With whom, when it was made with somebody."""
        return self.provenance.structure
