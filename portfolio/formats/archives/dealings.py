"""What passed between somebody and structures, share by share: to be read, never taken in again.

Every part is made from whatever a page reads, by the names of its attributes; a share may miss
what did not open on that day, and says so in *unread*.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from portfolio.domain import appointments, referrals
from portfolio.domain.access_requests import Wish
from portfolio.domain.comments import Comment
from portfolio.domain.contributions import Answer, Contribution
from portfolio.domain.endorsements import Answer as Testified
from portfolio.domain.endorsements import Request
from portfolio.domain.joint import JointSynthesis, Stage
from portfolio.domain.meetings import MeetingSheet
from portfolio.domain.notes import Reply, State, Wanted
from portfolio.domain.preparing import AnyShown
from portfolio.domain.sharing import State as Runs
from portfolio.formats.archives import growing
from portfolio.formats.archives.growing import Growing, Write

SCHEMA_ID: Literal["/api/v1/schemas/dealings"] = "/api/v1/schemas/dealings"


class Part(BaseModel):
    """Base of what a share had on it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", from_attributes=True, hide_input_in_errors=True
    )


class Sheet(Part):
    """The sheet of an interview that was closed."""

    id: UUID
    at: AwareDatetime
    sheet: MeetingSheet


class Step(Part):
    """What somebody did about an appointment."""

    what: appointments.Step
    by_owner: bool
    author: str
    at: AwareDatetime


class Appointment(Part):
    """One, with every step, the latest first."""

    id: UUID
    stage: appointments.Stage
    with_name: str
    steps: tuple[Step, ...]


class Proposal(Part):
    """What a professional proposed, and what became of it."""

    id: UUID
    what: Contribution
    author: str
    structure: str
    created_at: AwareDatetime
    state: Answer
    answered_at: AwareDatetime | None


class Revision(Part):
    """What was written at one revision of a synthesis."""

    rev: int
    what: JointSynthesis
    by_owner: bool
    author: str
    at: AwareDatetime


class Synthesis(Part):
    """One written by two; *entry_id* is the entry that it became, once both agreed."""

    id: UUID
    stage: Stage
    owner_at: AwareDatetime | None
    structure_at: AwareDatetime | None
    entry_id: UUID | None
    revisions: tuple[Revision, ...]


class Line(Part):
    """A comment."""

    id: UUID
    what: Comment
    by_owner: bool
    author: str
    at: AwareDatetime
    read_at: AwareDatetime | None


class Shown(Part):
    """What the structure read of a preparation, or of a démarche."""

    id: UUID
    what: AnyShown
    at: AwareDatetime


class RelayAnswer(Part):
    """What the other structure said."""

    appointment: referrals.Appointment | None
    decline: referrals.Decline | None
    outcome: referrals.Outcome | None


class Relay(Part):
    """One that was proposed; *let_go* is what went to the other structure, beside a share."""

    id: UUID
    given_id: UUID | None
    structure: str
    author: str
    what: referrals.Proposal
    stage: referrals.Stage
    created_at: AwareDatetime
    sent_at: AwareDatetime | None
    seen_at: AwareDatetime | None
    answered_at: AwareDatetime | None
    waits_until: AwareDatetime | None
    told: bool
    word: str
    answer: RelayAnswer
    let_go: referrals.Relay | None


class Share(Part):
    """A share, and all that was said and done on it."""

    id: UUID
    structure: str
    alias: str
    state: Runs
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    ended_at: AwareDatetime | None
    sheets: tuple[Sheet, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    syntheses: tuple[Synthesis, ...] = ()
    comments: tuple[Line, ...] = ()
    shown: tuple[Shown, ...] = ()
    relays: tuple[Relay, ...] = ()
    unread: tuple[str, ...] = ()


class Notes(Part):
    """What was asked of the notes that a structure keeps, and the answer."""

    id: UUID
    structure: str
    wanted: Wanted
    state: State
    asked_at: AwareDatetime
    answered_at: AwareDatetime | None
    reply: Reply | None


class AccessRequest(Part):
    """What a structure asks to see, as long as it waits for an answer."""

    id: UUID
    structure: str
    wish: Wish
    created_at: AwareDatetime
    expires_at: AwareDatetime


class Testimony(Part):
    """What a witness was asked about an entry, and said, shown or not."""

    id: UUID
    entry_id: UUID
    witness: str
    request: Request
    created_at: AwareDatetime
    expires_at: AwareDatetime
    answered_at: AwareDatetime | None
    answer: Testified | None


class Asked(Part):
    """What was asked apart from any share, in either direction."""

    notes: tuple[Notes, ...] = ()
    access_requests: tuple[AccessRequest, ...] = ()
    testimonies: tuple[Testimony, ...] = ()
    unread: tuple[str, ...] = ()


class DealingsFile(Asked):
    """The whole file. Within version 1 fields may be added, never removed or renamed."""

    schema_: Literal["/api/v1/schemas/dealings"] = Field(alias="$schema")
    version: Literal[1]
    site: str
    exported_at: AwareDatetime
    shares: tuple[Share, ...]


def written(write: Write, site: str, at: datetime) -> Growing:
    """The file, begun: shares are added to it, then what was asked finishes it."""
    return Growing(write, growing.head(SCHEMA_ID, site, at), "shares")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file."""
    return growing.schema(DealingsFile, SCHEMA_ID)
