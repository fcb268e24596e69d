"""A share that answers a relay: what is let go beside it is kept with its draft until signed."""

from uuid import UUID

from portfolio.domain.errors import Problem, Refused
from portfolio.domain.referrals import Agreed, Relay
from portfolio.services import referred
from portfolio.services.work import Work
from portfolio.web.sharing.drafts import Answers, Draft


class Over(Problem):
    """A relay that does not wait any more, or cannot be done; *refused* says why."""

    def __init__(self, referral_id: UUID, refused: Refused) -> None:
        super().__init__("over")
        self.referral_id, self.refused = referral_id, refused


def kept(referral_id: UUID, agreed: Agreed) -> Answers:
    """What a draft keeps of it, as JSON knows it."""
    return {"id": str(referral_id), "agreed": agreed.model_dump(mode="json")}


def of(work: Work, draft: Draft) -> Relay | None:
    """What would go with the share of *draft*, to the byte; None when it answers no relay."""
    if not draft.relay:
        return None
    referral_id = UUID(draft.relay["id"])
    try:
        found = referred.awaiting(work, referral_id)
    except Refused as refused:
        raise Over(referral_id, refused) from refused
    return referred.compose(work, found, _agreed(draft))


def hand_over(work: Work, draft: Draft, grant_id: UUID) -> None:
    """Join it with the grant that was just given, if the draft answers a relay."""
    if not draft.relay:
        return
    referral_id = UUID(draft.relay["id"])
    try:
        referred.hand_over(work, referral_id, _agreed(draft), grant_id)
    except Refused as refused:
        raise Over(referral_id, refused) from refused


def _agreed(draft: Draft) -> Agreed:
    return Agreed.model_validate(draft.relay["agreed"])
