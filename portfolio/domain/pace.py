"""How many shares one professional opens: a person reads, whoever stole a session empties."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """The most distinct shares in an hour without a new proof, and in a day whatever is proved.

    *proved_at* is when the actor last showed who they are; *writes* tells that what is reached
    may be noted in this transaction.
    """

    hour: int = 20
    day: int = 60
    proved_at: datetime | None = None
    writes: bool = False

    def since(self, now: datetime) -> datetime:
        """From when on openings count against the hour's: a proof begins a new count."""
        proved = self.proved_at if self.proved_at and self.proved_at <= now else now - HOUR
        return max(now - HOUR, proved)


USUAL = Pace()
