"""A situation check made together in an interview, which the person keeps or not."""

from typing import Any
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.contributions import ProposedSituation
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.areas import AREAS
from portfolio.domain.entries.situation import Finding, SituationCheck
from portfolio.domain.errors import Refused
from portfolio.domain.sharing import Right, day_of
from portfolio.domain.words import N_
from portfolio.services import contributions, grants
from portfolio.services.grants import OpenGrant
from portfolio.web import responses, signin, transaction
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.interviews.desk import bp
from portfolio.web.templating import say

USE = Permission.USE_DESK
PAGE = "interviews/situation.html"
FORM = form_for(ProposedSituation, "met_on", "story", *AREAS)
SENT = N_(
    "Le point de situation est envoyé. La personne le garde pour elle, le change ou le refuse."
)


@bp.get("/<uuid:grant_id>/situation", permission=USE, writes=True)
def situation(grant_id: UUID) -> str:
    """The ten areas, beside how they were if that is shared; a visit like any other."""
    work = signin.work()
    opened = grants.open_(work, grant_id, right=Right.PROPOSE)
    today = day_of(work.now)
    form = FORM(met_on=PartialDate(today.year, today.month, today.day).typed)
    return render_template(PAGE, **_page(opened, form))


@bp.post("/<uuid:grant_id>/situation", permission=USE)
def check(grant_id: UUID) -> ResponseReturnValue:
    """Send it to the person; what is refused is said beside its question."""
    work = signin.work()
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    form = FORM()
    if not (form.validate_on_submit() and _brought(opened, form)):
        again = grants.open_(work, grant_id, right=Right.PROPOSE)
        transaction.keep()  # a refusal keeps nothing, but the line in the person's journal
        return responses.form_page(PAGE, **_page(again, form))
    flash(say(SENT), "ok")
    return responses.see_other("interviews.show", grant_id=grant_id)


def _brought(opened: OpenGrant, form: ModelForm[ProposedSituation]) -> bool:
    try:
        contributions.propose(signin.work(), opened.id, form.value)
    except Refused as why:
        form.refuse(why)
        return False
    return True


def _page(opened: OpenGrant, form: ModelForm[ProposedSituation]) -> dict[str, Any]:
    areas = [field for field in form if field.short_name in AREAS]
    return {"opened": opened, "form": form, "areas": areas, "former": _former(opened)}


def _former(opened: OpenGrant) -> dict[str, Finding]:
    """What the latest check that the person shows says, area by area."""
    found = (one for one in opened.view.entries if issubclass(one.kind, SituationCheck))
    checks = [one.entry for one in sorted(found, key=lambda one: one.changed_at)]
    last = checks[-1] if checks else None
    return last.found if isinstance(last, SituationCheck) else {}
