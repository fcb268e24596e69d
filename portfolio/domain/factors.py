"""What somebody shows besides their passphrase when they come in: a second factor."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

STEP = 30  # seconds that a code of six figures is shown (RFC 6238)
SEED_BYTES = 20
FIGURES = 6
SPARES = 10
PROOF_LASTS = timedelta(minutes=5)
"""How long a proof of who one is counts for what matters most."""
HALF_LASTS = timedelta(minutes=10)
"""How long the second step waits once the passphrase was right."""


class FactorKind(StrEnum):
    """The kinds of rows that stand at the second step."""

    TELEPHONE = "telephone"
    PASSKEY = "passkey"
    SPARE = "spare"
    WAIVER = "waiver"


STRONG = frozenset({FactorKind.TELEPHONE, FactorKind.PASSKEY})
"""What makes an account ask for a second step; the other two only help to get past a loss."""


class _Kept(BaseModel):
    """What a row of a factor holds, sealed under its owner's key."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Telephone(_Kept):
    """An application that shows six figures; *step* is that of the last ones taken."""

    seed: str = Field(repr=False)
    step: int = 0


class Passkey(_Kept):
    """A device that signs; *count* is how often it says it did, *public* its key (COSE)."""

    credential: str
    public: str
    count: int
    name: str


class Spare(_Kept):
    """Blind indexes of the printed codes that still serve, each once."""

    left: tuple[str, ...] = Field(repr=False)


class Waiver(_Kept):
    """Everything was lost: from *ready_at* on, the passphrase leads to a new factor."""

    asked_at: datetime
    ready_at: datetime


def step_of(now: datetime) -> int:
    """Which step of thirty seconds a moment is in."""
    return int(now.timestamp()) // STEP
