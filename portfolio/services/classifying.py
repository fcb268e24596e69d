"""Giving what somebody wrote in their own words a place in the frameworks, and taking it back."""

from uuid import UUID

from portfolio.domain.entries.classes import Classified
from portfolio.domain.entries.skill import MOST_CLASSES, Skill
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.frameworks import SKILLS
from portfolio.domain.words import N_
from portfolio.services import entries, frameworks
from portfolio.services.boxes import Opened
from portfolio.services.frameworks import Found
from portfolio.services.work import Work

UNKNOWN = N_("Cette ligne n’est plus dans le référentiel. Cherchez-en une autre.")
FULL = N_("Il y a déjà %(most)s classements ici. Retirez-en un pour en choisir un autre.")


def read(work: Work, entry_id: UUID) -> tuple[Opened, Skill]:
    """One of the actor's own skills; what is not one, or not theirs, is :class:`NotFound`."""
    one = entries.read(work, entry_id)
    if not isinstance(one.entry, Skill):
        raise NotFound
    return one, one.entry


def suggested(work: Work, skill: Skill) -> list[Found]:
    """The lines to offer for *skill*: none once it has one, or once its owner said none fits."""
    return frameworks.suggest(work.session, skill.title, SKILLS) if skill.wants_suggestions else []


def classify(work: Work, entry_id: UUID, framework: str, code: str) -> None:
    """Put a skill under a line of a framework, whose label it keeps; twice is once.

    Raises :class:`Refused` for a code that nobody knows and for one too many.
    """
    one, skill = read(work, entry_id)
    try:
        line = frameworks.read(work.session, framework, code)
    except NotFound as why:
        raise Refused(UNKNOWN) from why
    if any((each.framework, each.code) == (framework, code) for each in skill.classified):
        return
    if len(skill.classified) >= MOST_CLASSES:
        raise Refused(FULL, most=MOST_CLASSES)
    chosen = Classified(
        framework=line.framework, code=line.code, label=line.label[:1000], version=line.version
    )
    _keep(work, one, skill.changed(classified=(*skill.classified, chosen)))


def unclassify(work: Work, entry_id: UUID, framework: str, code: str) -> None:
    """Take a skill out from under a line; where it is not, nothing changes."""
    one, skill = read(work, entry_id)
    kept = tuple(
        each for each in skill.classified if (each.framework, each.code) != (framework, code)
    )
    _keep(work, one, skill.changed(classified=kept))


def say_nothing_fits(work: Work, entry_id: UUID) -> None:
    """Offer nothing more for a skill as it is named today."""
    one, skill = read(work, entry_id)
    _keep(work, one, skill.changed(nothing_fits=skill.title))


def _keep(work: Work, one: Opened, skill: Skill) -> None:
    if skill != one.entry:
        entries.change(work, one.id, skill, rev=one.rev)
