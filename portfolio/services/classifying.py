"""Giving what somebody wrote in their own words a place in the frameworks, and taking it back."""

from uuid import UUID

from portfolio.domain.entries.classes import MOST_CLASSES, Classable, Classified
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.frameworks import JOBS, SKILLS, Sort
from portfolio.domain.words import N_
from portfolio.services import entries, frameworks, suggesting
from portfolio.services.boxes import Opened
from portfolio.services.frameworks import Found
from portfolio.services.work import Work

UNKNOWN = N_("Cette ligne n’est plus dans le référentiel. Cherchez-en une autre.")
CERTIFICATES = (Sort.CERTIFICATE,)
SORTS: dict[str, tuple[Sort, ...]] = {
    "skill": SKILLS,
    **dict.fromkeys(("training", "certificate"), CERTIFICATES),
    **dict.fromkeys(("job", "placement", "service", "volunteering", "caring", "venture"), JOBS),
}
"""The lines a kind may stand under; what is not named, a period of a life, is nobody's line."""
UNLISTED = frozenset({"caring", "venture"})
"""Kinds that seldom have a name in a framework: one is offered to them, not searched for."""
FULL = N_("Il y a déjà %(most)s classements ici. Retirez-en un pour en choisir un autre.")


def read(work: Work, entry_id: UUID) -> tuple[Opened, Classable]:
    """One of the actor's own that frameworks may know of; else :class:`NotFound`."""
    one = entries.read(work, entry_id)
    if not isinstance(one.entry, Classable):
        raise NotFound
    return one, one.entry


def sorts_of(entry: Classable) -> tuple[Sort, ...]:
    """The sorts of lines it may stand under; none for a kind that frameworks have no name for."""
    return SORTS.get(entry.kind, ())


def suggested(work: Work, entry: Classable) -> list[Found]:
    """The lines to offer for *entry*: none once it has one, or once its owner said none fits."""
    sorts = sorts_of(entry)
    if not (sorts and entry.wants_suggestions):
        return []
    return suggesting.suggest(work.session, entry.title, sorts)


def may_search(work: Work, entry: Classable) -> bool:
    """Whether its owner may want to look for a line: some that is loaded suits what it is."""
    sorts = sorts_of(entry)
    return bool(sorts) and entry.kind not in UNLISTED and frameworks.knows(work.session, sorts)


def classify(work: Work, entry_id: UUID, framework: str, code: str) -> None:
    """Put an entry under a line of a framework, whose label it keeps; twice is once.

    Raises :class:`Refused` for a code that nobody knows and for one too many.
    """
    one, entry = read(work, entry_id)
    try:
        line = frameworks.read(work.session, framework, code)
    except NotFound as why:
        raise Refused(UNKNOWN) from why
    if any((each.framework, each.code) == (framework, code) for each in entry.classified):
        return
    if len(entry.classified) >= MOST_CLASSES:
        raise Refused(FULL, most=MOST_CLASSES)
    chosen = Classified(
        framework=line.framework, code=line.code, label=line.label[:1000], version=line.version
    )
    _keep(work, one, entry.changed(classified=(*entry.classified, chosen)))


def unclassify(work: Work, entry_id: UUID, framework: str, code: str) -> None:
    """Take an entry out from under a line; where it is not, nothing changes."""
    one, entry = read(work, entry_id)
    kept = tuple(
        each for each in entry.classified if (each.framework, each.code) != (framework, code)
    )
    _keep(work, one, entry.changed(classified=kept))


def say_nothing_fits(work: Work, entry_id: UUID) -> None:
    """Offer nothing more for an entry as it is named today."""
    one, entry = read(work, entry_id)
    _keep(work, one, entry.changed(nothing_fits=entry.title))


def _keep(work: Work, one: Opened, entry: Classable) -> None:
    if entry != one.entry:
        entries.change(work, one.id, entry, rev=one.rev)
