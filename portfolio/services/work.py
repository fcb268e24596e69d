"""What every use case is given: someone, now, with a session and the keys at hand."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from portfolio.domain.access import Actor
from portfolio.domain.pace import USUAL, Pace
from portfolio.services.keyring import Keyring
from portfolio.services.sealed_cache import NOTHING_KEPT, SealedCache


@dataclass(frozen=True, slots=True)
class Work:
    """Someone, now, with a session and a keyring.

    The edge (web, API, CLI, test) builds it and owns the transaction: use cases add,
    flush and raise; they never commit, read the clock or import Flask.
    """

    session: Session
    actor: Actor
    now: datetime
    keys: Keyring
    pace: Pace = USUAL
    cache: SealedCache = field(default=NOTHING_KEPT, repr=False)
