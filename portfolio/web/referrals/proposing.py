"""Relays on one grant: which structure, in what words, and what became of them."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Forbidden, NotFound, Refused
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import grants, neighbours, referrals, rules, structures
from portfolio.services.grants import OpenGrant
from portfolio.services.structures import Listed
from portfolio.web import closed as closed_share
from portfolio.web import paging, responses, signin, sought, transaction
from portfolio.web.referrals.desk import relays
from portfolio.web.referrals.forms import ProposalForm
from portfolio.web.templating import say, say_with

USE = Permission.USE_DESK
PROPOSED = N_(
    "Le relais est proposé. La personne accepte ou refuse dans son espace ; rien ne part avant."
)
WITHDRAWN = N_("La proposition est retirée.")


@relays.get("", permission=USE)
def of_grant(grant_id: UUID) -> str:
    """What was proposed to that person, the latest first."""
    page = paging.number_in(request.args)
    opened, found = referrals.of_grant(signin.work(), grant_id, page)
    return render_template("referrals/of_grant.html", opened=opened, found=found)


@relays.get("/new", permission=USE)
def choose(grant_id: UUID) -> ResponseReturnValue:
    """The directory: every active structure, whoever one had in mind."""
    work = signin.work()
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    if unread := _unread():
        return unread
    words = sought.words()
    page = paging.number_in(request.args)
    listing = structures.search(work.session, words, page=page)
    found = {"opened": opened, "words": words, "listing": listing}
    return render_template("referrals/choose.html", **found)


@relays.route("/new/<uuid:structure_id>", methods=["GET", "POST"], permission=USE)
def write(grant_id: UUID, structure_id: UUID) -> ResponseReturnValue:
    """The words, beside the structures that would do as well."""
    opened = grants.reach(signin.work(), grant_id, Right.PROPOSE)
    if unread := _unread():
        return unread
    own, form = opened.standing.structure_id, ProposalForm()
    listed, others = neighbours.around(signin.work(), structure_id, own)
    if listed is None:
        flash(say(referrals.GONE), "warn")
        return responses.see_other("relays.choose", grant_id=grant_id)
    if not form.validate_on_submit() or not _proposed(opened, form, listed):
        page = {"opened": opened, "structure": listed, "others": others}
        return responses.form_page("referrals/write.html", form, **page)
    flash(say(PROPOSED), "ok")
    return responses.see_other("relays.of_grant", grant_id=grant_id)


@relays.get("/<uuid:referral_id>", permission=USE)
def show(grant_id: UUID, referral_id: UUID) -> str:
    """One, and what became of it as far as the person lets it be known."""
    opened, one = referrals.one(signin.work(), grant_id, referral_id)
    return render_template("referrals/proposed.html", opened=opened, one=one)


@relays.post("/<uuid:referral_id>/withdraw", permission=USE)
def withdraw(grant_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Take it back, as long as the person did not answer."""
    try:
        referrals.withdraw(signin.work(), grant_id, referral_id)
        flash(say(WITHDRAWN), "ok")
    except Refused as refused:
        transaction.release()
        flash(say_with(refused.message, **refused.values), "warn")
    return responses.see_other("relays.of_grant", grant_id=grant_id)


@relays.errorhandler(NotFound)
@relays.errorhandler(Forbidden)
def closed(_problem: NotFound | Forbidden) -> ResponseReturnValue:
    """One answer, whatever is missing."""
    return closed_share.share()


def _unread() -> ResponseReturnValue | None:
    """The way to the rules, for whoever has yet to accept them."""
    if rules.accepted_at(signin.work()):
        return None
    return responses.see_other("referrals.rules", next=request.path)


def _proposed(opened: OpenGrant, form: ProposalForm, listed: Listed) -> bool:
    try:
        referrals.propose(signin.work(), opened.id, form.proposal(listed))
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
