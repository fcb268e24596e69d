"""An agreed action plan as it leaves the product: one content for every format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.objective import Objective, ObjectiveStatus
from portfolio.domain.entries.project import Project
from portfolio.domain.shelf import current
from portfolio.domain.words import N_
from portfolio.formats.words import Words

AMENDED = N_("Modifiée ensuite par %(person)s.")

Agreed = Literal["agreed", "in-progress", "paused", "done", "dropped"]
Actor = Literal["me", "counsellor", "structure"]
Standing = Literal["to-do", "in-progress", "done", "dropped"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class PlanComment(_Part):
    """A word about an action."""

    on: date | None = Field(description="The day it was written, when it is known.")
    text: str


class PlanAction(_Part):
    """One action that the person agreed to."""

    id: UUID = Field(description="Stable: the same action has the same id in every export.")
    what: str
    details: str
    who: Actor = Field(description="Who acts: the person, a counsellor, a structure.")
    who_name: str = Field(description="Name of the one who acts, when it is known.")
    start: PartialDate | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")
    due: PartialDate | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD; that day included.")
    due_text: str = Field(description="The due date in the person's words.")
    status: Agreed
    done_on: PartialDate | None
    dropped_reason: str
    place: str
    contact: str
    outcome: str = Field(description="What came of it, in the person's words.")
    author: str = Field(description="Who wrote the action: a professional, or the person.")
    structure: str = Field(description="The author's structure at the time; empty for the person.")
    proposed_on: date | None
    amended: bool = Field(
        default=False, description="Whether the person has since changed the author's words."
    )
    agreed_on: date | None
    theme: str = Field(default="", description="A theme of data.inclusion, or empty.")
    paused_reason: str = ""
    help_needed: str = ""
    comments: tuple[PlanComment, ...] = ()


class PlanObjective(_Part):
    """An objective and its actions; without id or title it gathers the actions that have none."""

    id: UUID | None
    title: str
    details: str
    project: str = Field(description="Title of the project it serves.")
    theme: str = Field(description="A theme of data.inclusion, or empty.")
    due: PartialDate | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")
    status: Standing
    dropped_reason: str
    actions: tuple[PlanAction, ...]
    plan: str = Field(default="", description="Title of the plan it belongs to, if it has one.")


class PlanSheet(_Part):
    """A person's agreed plan at one instant, and who took it out."""

    person: str = Field(description="The person's name, as they show it to the reader.")
    structure: str = Field(description="The structure it was exported in; empty for the person.")
    exported_by: str
    exported_at: AwareDatetime
    site: str = Field(description="Name of the service.")
    address: str = Field(description="Address of the service, or empty.")
    objectives: tuple[PlanObjective, ...]

    @property
    def actions(self) -> tuple[PlanAction, ...]:
        """Every action, in the order they are read."""
        return tuple(action for objective in self.objectives for action in objective.actions)


@dataclass(frozen=True, slots=True)
class Export:
    """Who takes a plan out, whose it is, when (aware) and from which service."""

    person: str
    exported_by: str
    exported_at: AwareDatetime
    site: str
    structure: str = ""
    address: str = ""


def plan_of(items: Iterable[tuple[UUID, Entry]], export: Export) -> PlanSheet:
    """The agreed plan among *items* (row id, entry), without what is proposed, drafted or closed.

    Objectives keep the order given; actions go by due date, then as given. An action whose
    objective is not among *items* comes last, under an objective without a name.
    """
    found = current(items)
    titles = {row: entry.title for row, entry in found if isinstance(entry, (Project, ActionPlan))}
    goals = [(row, entry) for row, entry in found if isinstance(entry, Objective)]
    agreed = [
        (row, entry)
        for row, entry in found
        if isinstance(entry, Action) and entry.status is not ActionStatus.PROPOSED
    ]
    objectives = [
        _objective(row, goal, titles, _under({row}, agreed, export)) for row, goal in goals
    ]
    known = {row for row, _ in goals}
    others = {action.objective for _, action in agreed} - known
    if loose := _under(others, agreed, export):
        objectives.append(_nameless(loose))
    return PlanSheet(
        person=export.person,
        structure=export.structure,
        exported_by=export.exported_by,
        exported_at=export.exported_at,
        site=export.site,
        address=export.address,
        objectives=tuple(objectives),
    )


def who_acts(action: PlanAction, sheet: PlanSheet, words: Words) -> str:
    """The name of the one who acts, else what they are."""
    if action.who_name:
        return action.who_name
    return sheet.person if action.who == "me" else words(Who(action.who).label)


def amendment(action: PlanAction, sheet: PlanSheet, words: Words) -> str:
    """Whose the words are when no longer the author's; empty when they still are."""
    return words(AMENDED, person=sheet.person) if action.amended else ""


def reason_of(action: PlanAction) -> str:
    """Why it rests or was left, when that is where it stands."""
    reasons = {"paused": action.paused_reason, "dropped": action.dropped_reason}
    return reasons.get(action.status, "")


def comments_of(action: PlanAction, words: Words) -> list[str]:
    """What was said of it, each with its day."""
    days = [PartialDate(o.on.year, o.on.month, o.on.day) if o.on else None for o in action.comments]
    return [
        f"{words.partial(day)} : {one.text}" if day else one.text
        for day, one in zip(days, action.comments, strict=True)
    ]


def status_of(action: PlanAction, words: Words) -> str:
    """Where an action stands, as people read it."""
    return words(ActionStatus(action.status).label)


def standing_of(objective: PlanObjective, words: Words) -> str:
    """Where an objective stands, as people read it."""
    return words(ObjectiveStatus(objective.status).label)


def _under(
    objectives: set[UUID] | set[UUID | None], agreed: Sequence[tuple[UUID, Action]], export: Export
) -> tuple[PlanAction, ...]:
    chosen = [(row, action) for row, action in agreed if action.objective in objectives]
    chosen.sort(key=lambda pair: pair[1].due.latest if pair[1].due else date.max)
    return tuple(_action(row, action, export) for row, action in chosen)


def _action(row: UUID, action: Action, export: Export) -> PlanAction:
    said = action.provenance
    proposed = said.how == "proposed"
    return PlanAction(
        id=row,
        what=action.title,
        details=action.story,
        who=action.who.value,
        who_name=action.who_name,
        start=action.start,
        due=action.due,
        due_text=action.due_text,
        status=action.status.value,
        done_on=action.done_on,
        dropped_reason=action.dropped_reason,
        place=action.place,
        contact=action.contact,
        outcome=action.outcome,
        author=said.person if proposed else export.person,
        structure=said.structure if proposed else "",
        proposed_on=said.on if proposed else None,
        amended=said.amended,
        agreed_on=action.agreed_on,
        theme=action.theme.value if action.theme else "",
        paused_reason=action.paused_reason,
        help_needed=action.help_needed,
        comments=tuple(PlanComment(on=one.on, text=one.text) for one in action.comments),
    )


def _objective(
    row: UUID, goal: Objective, titles: dict[UUID, str], actions: tuple[PlanAction, ...]
) -> PlanObjective:
    return PlanObjective(
        id=row,
        title=goal.title,
        details=goal.story,
        project=titles.get(goal.project, "") if goal.project else "",
        theme=goal.theme.value if goal.theme else "",
        due=goal.due,
        status=goal.status.value,
        dropped_reason=goal.dropped_reason,
        actions=actions,
        plan=titles.get(goal.plan, "") if goal.plan else "",
    )


def _nameless(actions: tuple[PlanAction, ...]) -> PlanObjective:
    return PlanObjective(
        id=None,
        title="",
        details="",
        project="",
        theme="",
        due=None,
        status="in-progress",
        dropped_reason="",
        actions=actions,
    )
