"""What the pages of leads are made of."""

from functools import partial
from typing import Any
from uuid import UUID

from portfolio.domain.entries.lead import MOST_ENQUIRIES, Enquiry, Lead, Phase, Stage
from portfolio.domain.entries.project import Project
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.weighing import MARGIN, SIDE, STEP, Balance, weigh
from portfolio.domain.words import N_
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.web import facts, presses
from portfolio.web.forms import PartForm
from portfolio.web.paging import cut

TOLD = frozenset({"stage", "enquiries", "project"})  # what has its own place on the page
FULL = N_("Cette piste a déjà beaucoup d’enquêtes. Retirez-en une pour en ajouter.")


def comparison(work: Work, number: int) -> dict[str, Any]:
    """A page of leads, where each stands, and the four times of thinking with what is in each."""
    every = weigh((one.id, one.entry) for one in entries.read_all(work))
    page = cut((*every.kept, *every.left), number)
    kept = tuple(each for each in page.items if each.lead.stage is not Stage.LEFT)
    left = tuple(each for each in page.items if each.lead.stage is Stage.LEFT)
    counts = {phase: sum(each.lead.phase is phase for each in every.kept) for phase in Phase}
    drawing = {"side": SIDE, "step": STEP, "margin": MARGIN, "first": every.first}
    return {"balance": Balance(kept, left), "page": page, "phases": counts, **drawing}


def of_lead(work: Work, lead_id: UUID, form: PartForm[Enquiry]) -> dict[str, Any]:
    """One lead, what was learnt about it, what it became."""
    opened = entries.read_all(work)
    one = _lead(opened, lead_id)
    lead = one.entry
    became = (each for each in opened if each.id == getattr(lead, "project", None))
    return {
        "one": one,
        "lead": lead,
        "form": form,
        "way": partial(presses.way, "leads.ask", lead_id=lead_id),
        "facts": facts.facts(lead, {}, but=TOLD),
        "project": next(became, None),
    }


def note(work: Work, lead_id: UUID, enquiry: Enquiry) -> None:
    """Add what was learnt; the very same words again are the same press of a button."""
    one = _lead(entries.read_all(work), lead_id)
    told = one.entry.enquiries  # type: ignore[attr-defined]  # _lead sees to it
    if enquiry in told:
        return
    presses.refuse_again()
    if len(told) >= MOST_ENQUIRIES:
        raise Refused(FULL)
    entries.change(work, lead_id, one.entry.changed(enquiries=(*told, enquiry)), rev=one.rev)


def take_out(work: Work, lead_id: UUID, rev: int, place: int) -> None:
    """Take an enquiry out of the lead as it was seen at *rev*."""
    one = _lead(entries.read_all(work), lead_id)
    told = one.entry.enquiries  # type: ignore[attr-defined]  # _lead sees to it
    if not 0 <= place < len(told):
        raise NotFound
    rest = told[:place] + told[place + 1 :]
    entries.change(work, lead_id, one.entry.changed(enquiries=rest), rev=rev)


def make_project(work: Work, lead_id: UUID) -> UUID:
    """The project that a lead becomes, begun with its words; the same one if asked twice."""
    opened = entries.read_all(work)
    one = _lead(opened, lead_id)
    lead = one.entry
    there = next((each.id for each in opened if each.id == getattr(lead, "project", None)), None)
    if there:
        return there
    project = Project(title=lead.title, story=lead.story, lead=lead_id)
    project_id = entries.add(work, project)
    chosen = lead.changed(stage=Stage.CHOSEN, project=project_id)
    entries.change(work, lead_id, chosen, rev=one.rev)
    return project_id


def _lead(opened: list[Opened], lead_id: UUID) -> Opened:
    for one in opened:
        if one.id == lead_id and isinstance(one.entry, Lead):
            return one
    raise NotFound
