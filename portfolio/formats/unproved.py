"""Words of others in a file that anybody may have changed: kept, and said to come from there."""

from typing import Any

from portfolio.domain.entries import Entry
from portfolio.domain.entries.certificate import Certificate
from portfolio.domain.entries.shapes import in_one_line
from portfolio.domain.entries.skill import Skill
from portfolio.domain.handouts import Handout
from portfolio.domain.keepsakes import ClosingSheet
from portfolio.domain.words import N_

SAYS_THE_FILE = N_("selon un fichier importé")
ROOM = 200 - len(SAYS_THE_FILE) - 2


def unproved(entry: Entry) -> Entry:
    """*entry* with every name that answers for a part of it marked; what was verified is not."""
    changes: dict[str, Any] = {}
    came = entry.provenance
    if came.how == "proposed":
        changes["provenance"] = came.model_copy(update={"structure": _marked(came.structure)})
    if entry.confirmed:
        told = (one.model_copy(update={"role": _marked(one.role)}) for one in entry.confirmed)
        changes["confirmed"] = tuple(told)
    if isinstance(entry, Skill) and entry.observed:
        seen = ((one, _marked(one.structure)) for one in entry.observed)
        changes["observed"] = tuple(one.model_copy(update={"structure": by}) for one, by in seen)
    if isinstance(entry, Certificate) and entry.checks:
        changes["checks"] = ()
    return entry.changed(**changes) if changes else entry


def unproved_paper(what: Handout) -> Handout:
    """The same of a paper that another wrote."""
    if not isinstance(what, ClosingSheet):
        return what
    by = _marked(what.sheet.structure)
    return what.changed(sheet=what.sheet.model_copy(update={"structure": by}))


def _marked(name: str) -> str:
    return name if name.endswith(SAYS_THE_FILE) else in_one_line(name[:ROOM], SAYS_THE_FILE)
