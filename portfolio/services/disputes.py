"""A person does not agree with what somebody said of them: both stand, and travel together."""

from uuid import UUID

from portfolio.domain import disputes
from portfolio.domain.disputes import Said
from portfolio.domain.entries.dispute import Dispute
from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import day_of
from portfolio.services import boxes, entries, journal
from portfolio.services.boxes import Opened
from portfolio.services.work import Work


def read(work: Work, entry_id: UUID, said_id: UUID) -> tuple[Opened, Said]:
    """What somebody else said in one of the actor's own entries."""
    one = entries.read(work, entry_id)
    for said in disputes.said(entry_id, one.entry):
        if said.id == said_id:
            return one, said
    raise NotFound


def put(work: Work, entry_id: UUID, said_id: UUID, text: str) -> None:
    """Say beside it that one does not agree; other words replace one's former ones.

    The very same words again are the same dispute, as of its first day.
    """
    one, said = read(work, entry_id, said_id)
    dispute = Dispute(text=text, on=day_of(work.now))
    if said.dispute and said.dispute.text == dispute.text:
        return
    _write(work, one, said_id, dispute)
    journal.write(work, boxes.portfolio_of(work), "dispute.written")


def withdraw(work: Work, entry_id: UUID, said_id: UUID) -> None:
    """Take it back; the entry's versions still have it. There is nothing to do when it is gone."""
    one, said = read(work, entry_id, said_id)
    if said.dispute is None:
        return
    _write(work, one, said_id, None)
    journal.write(work, boxes.portfolio_of(work), "dispute.withdrawn")


def _write(work: Work, one: Opened, said_id: UUID, dispute: Dispute | None) -> None:
    changed = disputes.answered(one.id, one.entry, said_id, dispute)
    entries.change(work, one.id, changed, rev=one.rev)
