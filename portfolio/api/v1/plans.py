"""The action plans that people gave to the calling system: which there are, and each of them."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, jsonify, request, url_for

from portfolio.api import bearer, problems
from portfolio.domain.access import Permission
from portfolio.domain.sharing import last_day
from portfolio.domain.showing import plan_items
from portfolio.doors import Desk
from portfolio.formats import plan_json
from portfolio.formats.plan import Export, plan_of
from portfolio.services import partner_plans
from portfolio.services.partner_plans import PAGE, Offered
from portfolio.settings import Settings

bp = Desk("api_plans", __name__, guard=bearer.guard)
problems.init(bp)
TAKE = Permission.TAKE_PLANS
FURTHEST = 10_000


@bp.get("/plans", permission=TAKE, writes=True)
def index() -> Response:
    """What may be taken, latest change first: ids and days, no name."""
    page = min(max(request.args.get("page", 1, type=int), 1), FURTHEST)
    found, total = partner_plans.offered(bearer.work(), page=page)
    further = page * PAGE < total
    onward = url_for("api_plans.index", page=page + 1) if further else None
    return jsonify(items=[_item(each) for each in found], total=total, page=page, next=onward)


@bp.get("/plans/<uuid:grant_id>", permission=TAKE, writes=True)
def show(grant_id: UUID) -> Response:
    """One person's agreed plan, as the published schema says; they see that it was taken."""
    work, caller = bearer.work(), bearer.caller()
    view = partner_plans.take(work, caller, grant_id)
    settings: Settings = current_app.extensions["settings"]
    whose = Export(
        view.person, caller.name, work.now, settings.site_name, caller.structure, settings.base_url
    )
    content = plan_json.as_json(plan_of(plan_items(view), whose))
    return Response(content, mimetype="application/json")


def _item(one: Offered) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "changed_at": one.changed_at.isoformat(),
        "until": last_day(one.ends_at).isoformat(),
        "plan": url_for("api_plans.show", grant_id=one.id),
    }
