"""The published JSON Schemas of what leaves the product."""

from flask import Response, jsonify

from portfolio.domain.access import Permission
from portfolio.doors import Desk
from portfolio.formats import plan_json, portfolio_json
from portfolio.formats.archives import dealings as format_of_dealings
from portfolio.formats.archives import history as format_of_history

bp = Desk("api_schemas", __name__)


@bp.get("/schemas/action-plan", permission=Permission.VISIT)
def action_plan() -> Response:
    return jsonify(plan_json.schema())


@bp.get("/schemas/portfolio", permission=Permission.VISIT)
def portfolio() -> Response:
    return jsonify(portfolio_json.schema())


@bp.get("/schemas/dealings", permission=Permission.VISIT)
def dealings() -> Response:
    return jsonify(format_of_dealings.schema())


@bp.get("/schemas/history", permission=Permission.VISIT)
def history() -> Response:
    return jsonify(format_of_history.schema())
