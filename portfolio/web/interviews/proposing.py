"""What is proposed on a page of its own, with a library: an action, an objective and more."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.proposed import ProposedDocument, ProposedObjective
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import contributions, grants
from portfolio.services.grants import OpenGrant
from portfolio.web import responses, signin, sought
from portfolio.web.forms import form_for
from portfolio.web.interviews import library, pages
from portfolio.web.interviews.desk import bp
from portfolio.web.interviews.forms import Contribution
from portfolio.web.paging import number_in
from portfolio.web.templating import say

USE = Permission.USE_DESK
BOTH = ("GET", "POST")
PAGE = "interviews/propose.html"
OBJECTIVE = form_for(ProposedObjective, "title", "theme", "why", "due", "first")
DOCUMENT = form_for(ProposedDocument, "title", "link", "paper", "why")
PROPOSED = {
    "action": N_("L’action est proposée. La personne l’accepte ou la refuse dans son plan."),
    "objective": N_("L’objectif est proposé. La personne l’accepte, le change ou le refuse."),
    "document": N_("Le document est proposé. La personne le garde ou le refuse."),
    "observation": N_(
        "L’observation est envoyée. La personne la garde à côté de ses mots, ou la refuse."
    ),
}


@bp.route("/<uuid:grant_id>/propose/action", methods=BOTH, permission=USE)
def offer_action(grant_id: UUID) -> ResponseReturnValue:
    """Something to do, begun from an idea."""
    return _page("action", grant_id)


@bp.route("/<uuid:grant_id>/propose/objective", methods=BOTH, permission=USE)
def offer_objective(grant_id: UUID) -> ResponseReturnValue:
    """What to reach, in the person's words."""
    return _page("objective", grant_id)


@bp.route("/<uuid:grant_id>/propose/document", methods=BOTH, permission=USE)
def offer_document(grant_id: UUID) -> ResponseReturnValue:
    """Something to read, to fill in or to bring."""
    return _page("document", grant_id)


@bp.route("/<uuid:grant_id>/observations", methods=BOTH, permission=USE)
def observe(grant_id: UUID) -> ResponseReturnValue:
    """What was seen of a skill."""
    return _page("observation", grant_id)


def _page(kind: str, grant_id: UUID) -> ResponseReturnValue:
    opened = grants.reach(signin.work(), grant_id, Right.PROPOSE)
    form = _form(kind, opened)
    if form.validate_on_submit() and _brought(opened, form):
        flash(say(PROPOSED[kind]), "ok")
        return responses.see_other("interviews.show", grant_id=grant_id)
    page = {"kind": kind, "opened": opened} | _library(kind)
    if request.method == "POST":
        return responses.form_page(PAGE, form, **page)
    return render_template(PAGE, form=form, **page)


def _library(kind: str) -> dict[str, Any]:
    """The ideas that say the words looked for: the structure's bank, and ours."""
    question = sought.words()
    if kind not in library.KINDS:
        return {"question": question, "shelves": []}
    number = number_in(request.args)
    return {
        "question": question,
        "shelves": library.shelves(kind, question),
        "ready": library.ready(signin.work(), kind, question, number),
    }


def _form(kind: str, opened: OpenGrant) -> Any:
    """The form as it was sent, or filled by the idea that the address names."""
    sent = request.method == "POST"
    if kind == "observation":
        return pages.observation_form(opened, sent=sent)
    filled = {} if sent else _filled(kind)
    if kind == "action":
        return pages.action_form(opened, sent=sent, **filled)
    asked = OBJECTIVE if kind == "objective" else DOCUMENT
    return asked() if sent else asked(data=_typed(filled))


def _filled(kind: str) -> dict[str, str]:
    """The answers of the idea that the address names: it holds no words."""
    if item_id := request.args.get("ready"):
        return library.from_bank(signin.work(), kind, item_id)
    idea_id = request.args.get("idea")
    return library.filled(kind, idea_id) if idea_id and kind in library.KINDS else {}


def _typed(filled: dict[str, str]) -> dict[str, Any]:
    """The same, where an answer is made of lines."""
    lines = {"first": tuple(filled["first"].splitlines())} if "first" in filled else {}
    return filled | lines


def _brought(opened: OpenGrant, form: Any) -> bool:
    name = opened.standing.name
    what = form.signed(name) if isinstance(form, Contribution) else form.value
    try:
        contributions.propose(signin.work(), opened.id, what)
    except Refused as why:
        form.refuse(why)
        return False
    return True
