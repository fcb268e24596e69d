"""What professionals saw of somebody's skills: kept beside their words as long as they like."""

from uuid import UUID

from portfolio.domain.errors import NotFound
from portfolio.services import classifying, entries
from portfolio.services.work import Work


def remove(work: Work, entry_id: UUID, observation_id: UUID) -> None:
    """Take one away from one of the actor's own skills; raises :class:`NotFound`."""
    one, skill = classifying.read(work, entry_id)
    kept = tuple(each for each in skill.observed if each.id != observation_id)
    if len(kept) == len(skill.observed):
        raise NotFound
    entries.change(work, entry_id, skill.changed(observed=kept), rev=one.rev)
