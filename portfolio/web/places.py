"""The structure a professional acts for: taken, changed, left."""

from portfolio.domain.errors import NotFound
from portfolio.domain.structures import Membership
from portfolio.services import members, standings
from portfolio.services.members import Belonging
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.web import signin


def here(work: Work) -> Standing | None:
    """Where the actor stands in the structure they act for, if they still stand there."""
    try:
        return standings.confirmed(work)
    except NotFound:
        return None


def only_one(work: Work) -> Belonging | None:
    """The structure to act for when there is no choice to make."""
    confirmed = [one for one in members.mine(work) if one.state is Membership.CONFIRMED]
    return confirmed[0] if len(confirmed) == 1 else None


def take(place: Belonging) -> None:
    """Act for *place* from now on; standing in it is checked at each use."""
    signin.act_for(place.structure_id)
    signin.current()["structure_name"] = place.structure


def forget() -> None:
    """Act for no structure any more, until another is chosen."""
    for name in ("structure", "structure_name"):
        signin.current().pop(name, None)
