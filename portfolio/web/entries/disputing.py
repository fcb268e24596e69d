"""Pages where a citizen says that they do not agree with what somebody else said of them."""

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.entries.dispute import Dispute
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import disputes
from portfolio.web.forms import form_for
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

bp = Desk("disputes", __name__, url_prefix="/portfolio/<uuid:entry_id>/disputes/<uuid:said_id>")
KEEP = Permission.KEEP_PORTFOLIO
FORM = form_for(Dispute, "text")
WRITTEN = N_("C’est noté à côté de ses mots. Les deux se lisent ensemble, partout.")
WITHDRAWN = N_("Votre désaccord ne s’affiche plus. Les versions en gardent la trace, pour vous.")


@bp.route("", methods=("GET", "POST"), permission=KEEP)
def edit(entry_id: UUID, said_id: UUID) -> ResponseReturnValue:
    """Their words, and beside them one's own."""
    one, said = disputes.read(work(), entry_id, said_id)
    form = FORM(text=said.dispute.text if said.dispute else "")
    if not form.validate_on_submit():
        return form_page("entries/dispute.html", form, one=one, said=said)
    disputes.put(work(), entry_id, said_id, form.value.text)
    flash(say(WRITTEN), "ok")
    return see_other("entries.show", entry_id=entry_id)


@bp.post("/withdraw", permission=KEEP)
def withdraw(entry_id: UUID, said_id: UUID) -> ResponseReturnValue:
    """Only the words of others are left."""
    disputes.withdraw(work(), entry_id, said_id)
    flash(say(WITHDRAWN), "ok")
    return see_other("entries.show", entry_id=entry_id)
