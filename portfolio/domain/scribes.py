"""Somebody beside a citizen who types for them: for how long, under what name."""

from datetime import datetime, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

LASTS = timedelta(minutes=60)
MOST_DRAFTS = 100
NAME_MOST = 80


class Sitting(BaseModel):
    """The time a scribe has, on a session of the citizen's; *name* is who they say they are.

    It ends with the citizen's passphrase or with the session. Once *until* is past, nothing more
    is written, and it has still not ended: the scribe may be the one who is there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=NAME_MOST)
    since: datetime
    until: datetime

    @classmethod
    def begun(cls, name: str, now: datetime) -> Self:
        """A sitting that begins at *now*."""
        return cls(name=name, since=now, until=now + LASTS)

    def runs(self, now: datetime) -> bool:
        """Whether something may still be written."""
        return now < self.until
