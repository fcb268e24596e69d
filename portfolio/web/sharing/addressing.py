"""Step 1 of a share: which structure, and whether it is for all of it or for people one names."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.sharing import Audience
from portfolio.services.structures import Listed
from portfolio.web.responses import form_page, see_other
from portfolio.web.sharing import choosing, drafts
from portfolio.web.sharing.desk import bp
from portfolio.web.sharing.drafts import NAMING, Draft
from portfolio.web.sharing.forms import Who

SHARE = Permission.SHARE
BOTH = ["GET", "POST"]


@bp.route("/new", methods=BOTH, permission=SHARE)
def new() -> ResponseReturnValue:
    """Step 1 of a new share."""
    return _who(None, request.args.get("structure", type=UUID))


@bp.route("/new/<uuid:draft_id>/who", methods=BOTH, permission=SHARE)
def who(draft_id: UUID) -> ResponseReturnValue:
    """Step 1 again."""
    draft = drafts.read(draft_id)
    return _who(draft, choosing.still_there(draft.structure_id))


@bp.route("/new/<uuid:draft_id>/whom", methods=BOTH, permission=SHARE)
def whom(draft_id: UUID) -> ResponseReturnValue:
    """Step 1, once the structure is known: the people one names in it."""
    draft, listed = drafts.placed(draft_id)
    there = choosing.people(listed.id)
    form = choosing.whom(there, draft.members)
    if form.validate_on_submit() and choosing.named(form, there):
        return onward(draft.addressed(listed.id, Audience.MEMBERS, form.members.data))
    page = {"structure": listed, "there": there, "referents": choosing.answering(listed.id)}
    return form_page("sharing/whom.html", form, draft=draft, **page)


@bp.route("/new/<uuid:draft_id>/system", methods=BOTH, permission=SHARE)
def system(draft_id: UUID) -> ResponseReturnValue:
    """Step 1, once the structure is known: the system that will receive the plan."""
    draft, listed = drafts.placed(draft_id)
    there = choosing.systems(listed.id)
    form = choosing.which(there, draft.members)
    if form.validate_on_submit() and choosing.picked(form, there):
        return onward(draft.for_system(listed.id, form.system.data))
    return form_page("sharing/system.html", form, draft=draft, structure=listed, there=there)


def onward(draft: Draft) -> ResponseReturnValue:
    """Keep *draft* and go to the first step that was not answered."""
    drafts.keep(draft)
    return see_other(f"sharing.{draft.unanswered or 'check'}", draft_id=draft.id)


def _who(draft: Draft | None, chosen: UUID | None) -> ResponseReturnValue:
    found = choosing.directory(chosen)
    form = choosing.who(found, chosen, draft.audience if draft else Audience.STRUCTURE)
    listed = choosing.pick(form) if form.validate_on_submit() else None
    if listed is None:
        return form_page("sharing/who.html", form, draft=draft, found=found)
    return _addressed(draft or drafts.begin(), listed, form)


def _addressed(draft: Draft, listed: Listed, form: Who) -> ResponseReturnValue:
    """Onward, by way of the names when people, or a system, are to be named."""
    audience = Audience(form.audience.data)
    kept = draft.members if (draft.structure_id, draft.audience) == (listed.id, audience) else ()
    draft = draft.addressed(listed.id, audience, kept)
    if audience is Audience.STRUCTURE:
        return onward(draft)
    drafts.keep(draft)
    return see_other(f"sharing.{NAMING[audience]}", draft_id=draft.id)
