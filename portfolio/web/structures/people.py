"""Finding one member of the reader's own team, by the state they are in."""

from uuid import UUID

from portfolio.domain.errors import NotFound
from portfolio.domain.structures import Membership
from portfolio.services import members
from portfolio.services.members import Teammate
from portfolio.services.work import Work


def one(work: Work, account_id: UUID, *states: Membership) -> Teammate:
    """Somebody of the team, in one of *states* if any is said; else :class:`NotFound`."""
    for each in members.team(work):
        if each.account_id == account_id and (not states or each.state in states):
            return each
    raise NotFound
