"""Papers of an interview that come back with an archive: to be read and printed, never changed.

The share they were made on stayed where it was; their words are as both left with them.
"""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime

from portfolio.domain.entries.asking import NEVER
from portfolio.domain.handouts import Handout, handout
from portfolio.domain.meetings import MeetingSheet


@handout("closing-sheet")
class ClosingSheet(Handout):
    """The sheet of an interview that was closed *at* a moment, under the *meeting_id* of there."""

    meeting_id: Annotated[UUID, NEVER]
    at: Annotated[AwareDatetime, NEVER]
    sheet: Annotated[MeetingSheet, NEVER]
