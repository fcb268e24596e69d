"""One small thing to do next, for whoever does not know where to begin; never a reproach."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.language import Language
from portfolio.domain.entries.project import Project
from portfolio.domain.entries.skill import Skill
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to try, why, and where.

    *name* tells it apart. *sentence* says why, *action* what to do. *kind* is the kind of entry to
    add, empty when any will do; *entry_id* is set when an entry that exists is to be completed.
    """

    name: str
    sentence: str
    action: str
    kind: str = ""
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """A step that is taken once some entry is *enough*; else one that is *near* may become so."""

    step: NextStep
    enough: Callable[[Entry], bool]
    near: Callable[[Entry], bool] | None = None


def _is_path(entry: Entry) -> bool:
    return entry.section is Section.PATH


LADDER = (
    Rung(
        NextStep(
            "path",
            N_("Un emploi, une école, une aide donnée à un proche : une seule suffit."),
            N_("Ajoutez une première étape"),
        ),
        _is_path,
    ),
    Rung(
        NextStep(
            "story",
            N_("Un titre dit votre poste. Quelques phrases disent ce que vous savez faire."),
            N_("Racontez une étape"),
        ),
        lambda entry: _is_path(entry) and bool(entry.story),
        lambda entry: _is_path(entry) and entry.knot == "event",
    ),
    Rung(
        NextStep(
            "skill",
            N_("Tout ce que vous faites bien compte : au travail, à la maison ou ailleurs."),
            N_("Notez une compétence"),
            "skill",
        ),
        lambda entry: isinstance(entry, Skill),
    ),
    Rung(
        NextStep(
            "linked",
            N_("Dites où vous l’avez apprise : une compétence se comprend mieux."),
            N_("Reliez une compétence à une étape"),
        ),
        lambda entry: isinstance(entry, Skill) and bool(entry.linked),
        lambda entry: isinstance(entry, Skill),
    ),
    Rung(
        NextStep(
            "language",
            N_("Même quelques mots d’une langue peuvent servir."),
            N_("Ajoutez une langue"),
            "language",
        ),
        lambda entry: isinstance(entry, Language),
    ),
    Rung(
        NextStep(
            "interest",
            N_("Ce que vous aimez, ou préférez éviter, aide à choisir."),
            N_("Notez ce que vous aimez"),
            "interest",
        ),
        lambda entry: isinstance(entry, Interest),
    ),
    Rung(
        NextStep(
            "project",
            N_("Rien ne presse. Un projet peut commencer par une envie."),
            N_("Notez une envie"),
            "project",
        ),
        lambda entry: isinstance(entry, Project),
    ),
    Rung(
        NextStep(
            "action",
            N_("Un coup de fil, une visite : une petite action fait avancer un projet."),
            N_("Ajoutez une action"),
            "action",
        ),
        lambda entry: isinstance(entry, Action),
    ),
    Rung(
        NextStep(
            "identity",
            N_("Quelques lignes sur vous aideront la personne qui vous recevra."),
            N_("Présentez-vous"),
            "identity",
        ),
        lambda entry: isinstance(entry, Identity),
    ),
)


def next_step(items: Iterable[tuple[UUID, Entry]], aside: Collection[str] = ()) -> NextStep | None:
    """The first step not taken yet by a portfolio of *items*; None when all are.

    Whoever said "not now" to a step, named in *aside*, is proposed another.
    """
    found = list(items)
    for rung in LADDER:
        if rung.step.name not in aside and not any(rung.enough(entry) for _, entry in found):
            near = (row for row, entry in found if rung.near and rung.near(entry))
            return replace(rung.step, entry_id=next(near, None))
    return None


def taken(entries: Iterable[Entry]) -> tuple[int, int]:
    """How many steps are taken, and how many there are; adding an entry never lowers the first."""
    found = list(entries)
    return sum(any(map(rung.enough, found)) for rung in LADDER), len(LADDER)
