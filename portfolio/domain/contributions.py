"""What a professional brings to someone's plan; it waits there until the person answers."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationInfo, model_validator

from portfolio.domain.dates import PartialDate
from portfolio.domain.days import Day
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.entries.areas import AREAS
from portfolio.domain.entries.interview import EARLIER, EARLIER_HINT, Channel, Level
from portfolio.domain.entries.interview import Synthesis as SynthesisEntry
from portfolio.domain.entries.shapes import Line, Prose, Text, Title, clean_prose
from portfolio.domain.entries.situation import Findings, SituationCheck
from portfolio.domain.entries.skill import Observation, Seen, Skill
from portfolio.domain.programmes import Programme, Why
from portfolio.domain.proposed import Proposed, ProposedDocument, ProposedObjective
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.words import N_

NOTHING_FOUND = N_("Aucun thème n’est abordé. Choisissez une réponse pour l’un d’eux au moins.")


class Answer(StrEnum):
    """What became of a contribution."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ProposedAction(Proposed):
    """Something to do; *objective* is one that the structure sees."""

    kind: Literal["action"] = "action"
    what: Title = Field(title=N_("Action"))
    objective: UUID | None = Field(default=None, title=N_("Objectif"))
    who: Who = Field(default=Who.ME, title=N_("Qui le fait ?"))
    who_name: Line = Field(default="", title=N_("Son nom"))
    due: PartialDate | None = Field(default=None, title=N_("Pour le"))
    due_text: Line = Field(default="", title=N_("Ou bien, en quelques mots"))
    place: Line = Field(default="", title=N_("Où ?"))
    note: Prose = Field(default="", title=N_("Précisions"))

    def entry(self, provenance: Provenance, agreed_on: date) -> Entry:
        """The action it becomes once the person agrees."""
        return Action(
            title=self.what,
            story=self.note,
            objective=self.objective,
            who=self.who,
            who_name=self.who_name,
            due=self.due,
            due_text=self.due_text,
            place=self.place,
            status=ActionStatus.AGREED,
            agreed_on=agreed_on,
            provenance=provenance,
        )


class Synthesis(Proposed):
    """The page both will keep of an interview."""

    kind: Literal["synthesis"] = "synthesis"
    said: Prose = Field(title=N_("Ce que nous nous sommes dit"), min_length=1)
    decided: Prose = Field(default="", title=N_("Ce que nous avons décidé"))
    request: Prose = Field(default="", title=N_("La demande, avec les mots de la personne"))
    earlier: Prose = Field(default="", title=EARLIER, description=EARLIER_HINT)
    met_on: Day = Field(title=N_("Date de l’entretien"))
    channel: Channel | None = Field(default=None, title=N_("Comment ?"))
    level: Level | None = Field(default=None, title=N_("Quelle aide ?"))

    def entry(self, provenance: Provenance, agreed_on: date) -> Entry:  # noqa: ARG002  # as above
        """The page kept; other structures see it only if the person ticks it by itself."""
        return SynthesisEntry(
            title=f"Entretien, {provenance.structure}"[:200],
            story=self.said,
            decided=self.decided,
            request=self.request,
            earlier=self.earlier,
            met_on=PartialDate(self.met_on.year, self.met_on.month, self.met_on.day),
            channel=self.channel,
            level=self.level,
            private=True,
            provenance=provenance,
        )


class ProposedObservation(Proposed):
    """What a professional saw somebody do: said beside their own words, never over them.

    *skill* is one that the structure sees, *about* its title that day.
    """

    kind: Literal["observation"] = "observation"
    skill: UUID = Field(title=N_("Quelle compétence ?"))
    about: Line = ""
    text: Annotated[str, Text("prose", 2000, clean_prose, least=1)] = Field(
        title=N_("Ce que j’ai vu")
    )
    level: Seen | None = Field(default=None, title=N_("À quel niveau, selon moi ?"))

    def beside(self, skill: Skill, provenance: Provenance) -> Skill:
        """The skill with this beside its owner's words, once they agree."""
        seen = Observation(
            id=UUID(provenance.source_id),
            text=self.text,
            level=self.level,
            person=provenance.person,
            structure=provenance.structure,
            on=provenance.on,
        )
        return skill.changed(observed=(*skill.observed, seen))


class ProposedSituation(Findings, Proposed):
    """A situation check that both made in an interview; kept by the person, for themself."""

    kind: Literal["situation"] = "situation"
    met_on: PartialDate = Field(title=N_("Fait quel jour ?"))
    story: Prose = Field(
        default="", title=N_("Ce qui compte le plus en ce moment, avec les mots de la personne")
    )

    @model_validator(mode="after")
    def _says_something(self, info: ValidationInfo) -> Self:
        if not (ours(info) or self.found):
            raise refusal("nothing_found", NOTHING_FOUND)
        return self

    def entry(self, provenance: Provenance, agreed_on: date) -> Entry:  # noqa: ARG002  # as above
        """The check it becomes; nobody sees it unless the person ticks it by itself."""
        return SituationCheck(
            title=f"Point de situation, {provenance.structure}"[:200],
            story=self.story,
            checked=self.met_on,
            private=True,
            provenance=provenance,
            **{name: getattr(self, name) for name in AREAS},
        )


class ProposedProgramme(Proposed):
    """A démarche of the structure's bank, word for word at its *version* of that day."""

    kind: Literal["programme"] = "programme"
    programme: Programme
    message: Why = Field(default="", title=N_("Un mot pour la personne"))
    item_id: UUID
    version: int


AnyContribution: TypeAlias = (
    ProposedAction
    | Synthesis
    | ProposedObservation
    | ProposedSituation
    | ProposedObjective
    | ProposedDocument
    | ProposedProgramme
)
Contribution: TypeAlias = Annotated[AnyContribution, Field(discriminator="kind")]
_ADAPTER: TypeAdapter[AnyContribution] = TypeAdapter(Contribution)


def to_bytes(contribution: AnyContribution) -> bytes:
    """The plaintext to seal, as JSON; the kind is inside."""
    return contribution.model_dump_json().encode()


def from_bytes(data: bytes) -> AnyContribution:
    """Read what :func:`to_bytes` wrote."""
    return _ADAPTER.validate_json(data)
