"""Letting something be proposed, archiving it, destroying a draft."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.bank import Standing
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.services import bank, banked
from portfolio.web.bank.desk import USE, bp
from portfolio.web.responses import see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

READY = N_("C’est à disposition de l’équipe : chacun peut le proposer en entretien.")
ARCHIVED = N_("C’est archivé. Ce qui a déjà été envoyé ne change pas.")
BACK = N_("C’est de nouveau à disposition.")
DROPPED = N_("Le brouillon est supprimé.")


@bp.post("/<uuid:item_id>/publish", permission=USE)
def publish(item_id: UUID) -> ResponseReturnValue:
    """A draft may be proposed from now on."""
    bank.publish(work(), item_id)
    flash(say(READY), "ok")
    return see_other("bank.show", item_id=item_id)


@bp.post("/<uuid:item_id>/archive", permission=USE)
def archive(item_id: UUID) -> ResponseReturnValue:
    """Out of what may be proposed."""
    bank.archive(work(), item_id)
    flash(say(ARCHIVED), "ok")
    return see_other("bank.show", item_id=item_id)


@bp.post("/<uuid:item_id>/back", permission=USE)
def bring_back(item_id: UUID) -> ResponseReturnValue:
    """Among what may be proposed again."""
    bank.archive(work(), item_id, back=True)
    flash(say(BACK), "ok")
    return see_other("bank.show", item_id=item_id)


@bp.get("/<uuid:item_id>/drop", permission=USE)
def drop(item_id: UUID) -> str:
    """Asking before a draft is destroyed."""
    kept = banked.read(work(), item_id)
    if kept.standing is not Standing.DRAFT:
        raise NotFound
    return render_template("bank/drop.html", kept=kept)


@bp.post("/<uuid:item_id>/drop", permission=USE)
def dropped(item_id: UUID) -> ResponseReturnValue:
    """Gone."""
    bank.drop(work(), item_id)
    flash(say(DROPPED), "ok")
    return see_other("bank.index")
