"""What an entry may be linked to, as the boxes of a form."""

from collections.abc import Iterable, Sequence

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.lead import Lead
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.project import Project
from portfolio.domain.sections import Section
from portfolio.domain.shelf import Shelf
from portfolio.services.boxes import Opened
from portfolio.web.forms import ModelForm

TARGETS: dict[str, type[Entry]] = {
    "objective": Objective,
    "project": Project,
    "plan": ActionPlan,
    "lead": Lead,
}
LINKED = frozenset({Section.PATH})
SUPPORTED = frozenset({Section.PATH, Section.SKILLS, Section.PROJECT})


def names_others(kind: type[Entry]) -> bool:
    """Whether entries of a *kind* may name other entries."""
    return not {"linked", *TARGETS}.isdisjoint(kind.model_fields)


def offer(form: ModelForm[Entry], opened: Sequence[Opened]) -> None:
    """Say what the questions of *form* that name other entries may be answered with.

    A closed plan takes nothing more; what is in one stays there.
    """
    if "linked" in form:
        sections = SUPPORTED if issubclass(form.model, Evidence) else LINKED
        form.offer("linked", named(one for one in opened if one.entry.section in sections))
    targets = {name: kind for name, kind in TARGETS.items() if name in form}
    over = Shelf.of((one.id, one.entry) for one in opened).over if targets else frozenset()
    for name, kind in targets.items():
        mine = getattr(form.former, name, None)
        open_ = (one for one in opened if one.id not in over or one.id == mine)
        form.offer(name, named(one for one in open_ if isinstance(one.entry, kind)))


def named(opened: Iterable[Opened]) -> list[tuple[str, str]]:
    """Their ids, and their own words."""
    return [
        (str(one.id), ", ".join(filter(None, (one.entry.title, one.entry.summary))))
        for one in opened
    ]
