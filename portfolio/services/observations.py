"""What professionals saw of somebody's skills: kept beside their words as long as they like."""

from uuid import UUID

from portfolio.domain.contributions import ProposedObservation
from portfolio.domain.entries import Provenance
from portfolio.domain.entries.skill import MOST_OBSERVATIONS, Skill
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.words import N_
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.work import Work

NO_SKILL = N_("Cette compétence n’est plus dans votre fil. Vous pouvez refuser la proposition.")
FULL = N_("Il y a déjà %(most)s observations ici. Retirez-en une pour en accepter une autre.")


def put(work: Work, what: ProposedObservation, provenance: Provenance) -> UUID:
    """Put what was seen beside the actor's own words, which stay; returns the skill's id.

    Raises :class:`Refused` when the skill is gone, or has enough of them.
    """
    try:
        one, skill = _skill(work, what.skill)
    except NotFound as why:
        raise Refused(NO_SKILL) from why
    if len(skill.observed) >= MOST_OBSERVATIONS:
        raise Refused(FULL, most=MOST_OBSERVATIONS)
    entries.change(work, one.id, what.beside(skill, provenance), rev=one.rev)
    return one.id


def remove(work: Work, entry_id: UUID, observation_id: UUID) -> None:
    """Take one away from one of the actor's own skills; raises :class:`NotFound`."""
    one, skill = _skill(work, entry_id)
    kept = tuple(each for each in skill.observed if each.id != observation_id)
    if len(kept) == len(skill.observed):
        raise NotFound
    entries.change(work, entry_id, skill.changed(observed=kept), rev=one.rev)


def _skill(work: Work, entry_id: UUID) -> tuple[Opened, Skill]:
    one = entries.read(work, entry_id)
    if not isinstance(one.entry, Skill):
        raise NotFound
    return one, one.entry
