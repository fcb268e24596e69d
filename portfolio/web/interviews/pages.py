"""What the page of an interview is made of: one view, and what was brought to it."""

from typing import Any

from portfolio.domain.contributions import Answer
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import NotFound
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right, day_of
from portfolio.domain.shelf import Shelf
from portfolio.domain.showing import View, plan_entries, plan_items
from portfolio.services.around import gather
from portfolio.services.brought import ARM as BROUGHT
from portfolio.services.grants import OpenGrant
from portfolio.services.work import Work
from portfolio.web import takeaway
from portfolio.web.interviews.forms import ActionForm, Contribution, ObservationForm, SynthesisForm
from portfolio.web.records import record_of


def interview(
    work: Work, opened: OpenGrant, question: str = "", **came: Contribution
) -> dict[str, Any]:
    """Everything the page shows of a grant that opened: the forms that *came* back, if any.

    With a *question*, what answers it and nothing else of the record.
    """
    view = opened.view
    exports = view.terms.allow(Right.EXPORT) and Section.PLAN in view.sections
    around = gather(work, opened)
    forms = _blank(work, opened) | came
    return {
        **forms,
        "failed": next((form for form in forms.values() if form.errors), forms["synthesis"]),
        "opened": opened,
        "view": view,
        "kept": record_of(view, opened.news, question),
        "question": question,
        "follows": view.terms.mode is Mode.SUIVI,
        "around": around,
        "brought": around.of(BROUGHT),
        "comments": view.terms.allow(Right.COMMENT),
        "pending": Answer.PENDING,
        "proposes": view.terms.allow(Right.PROPOSE),
        "writers": takeaway.plan_writers() if exports else (),
        "now": work.now,
    }


def _blank(work: Work, opened: OpenGrant) -> dict[str, Contribution]:
    return {
        "synthesis": synthesis_form(work, sent=False),
        "action": action_form(opened, sent=False),
    }


def synthesis_form(work: Work, *, sent: bool = True) -> SynthesisForm:
    """The form of the day's page; *sent* when the request carries it."""
    today = day_of(work.now)
    form = SynthesisForm(met_on=today.isoformat(), **_unsent(sent=sent))
    form.today = today
    return form


def action_form(opened: OpenGrant, *, sent: bool = True, **filled: str) -> ActionForm:
    """The form of a proposal, *filled* or not, with the objectives that the structure sees."""
    form = ActionForm(**filled, **_unsent(sent=sent))
    over = Shelf.of((one.id, one.entry) for one in plan_entries(opened.view)).over
    goals = (one for one in opened.view.entries if issubclass(one.kind, Objective))
    form.offer(one for one in goals if one.id not in over)
    return form


def observation_form(opened: OpenGrant, *, sent: bool = True) -> ObservationForm:
    """The form of an observation, with the skills that the structure sees."""
    form = ObservationForm(**_unsent(sent=sent))
    form.offer(one for one in opened.view.entries if issubclass(one.kind, Skill))
    return form


def plan(view: View) -> list[tuple[Any, Any]]:
    """The agreed plan of a view, with the shared projects it serves; never what is not shared."""
    if Section.PLAN not in view.sections:
        raise NotFound
    return plan_items(view)


def _unsent(*, sent: bool) -> dict[str, Any]:
    return {} if sent else {"formdata": None}
