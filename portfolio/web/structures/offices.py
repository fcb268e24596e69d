"""What somebody is in a structure, and what the structure says of itself: a referent's pages."""

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.structures import Card, Membership, Office
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.extensions import db
from portfolio.services import offices, standings, structures
from portfolio.web import holders, letters, responses, signin, transaction
from portfolio.web.forms.derive import form_for
from portfolio.web.structures import people
from portfolio.web.structures.desk import bp
from portfolio.web.structures.forms import NewOffice
from portfolio.web.templating import say, say_with

MANAGE = Permission.MANAGE_MEMBERS
BOTH = ["GET", "POST"]
ASKED = ("name", "about", "phone", "address", "postcode", "town")
CHANGED = N_("Le rôle de %(name)s est changé.")
WRITTEN = N_("La fiche est à jour. Tout le monde peut la lire dès maintenant.")


@bp.route("/team/<uuid:account_id>/office", methods=BOTH, permission=MANAGE, fresh=Fresh.PROOF)
def office(account_id: UUID) -> ResponseReturnValue:
    """Another role; keys follow, and whoever keeps them is told."""
    work = signin.work()
    standing = standings.confirmed(work).keep_keys()
    who = people.one(work, account_id, Membership.CONFIRMED)
    form = NewOffice(office=who.office.value)
    if not form.validate_on_submit():
        return responses.form_page("structures/office.html", form, who=who)
    try:
        offices.change(work, account_id, Office(form.office.data))
    except Refused as why:
        db.session.rollback()
        form.refuse(why)
        return responses.form_page("structures/office.html", form, who=who)
    transaction.erase()
    holders.tell(work, standing.structure_id, "keys", letters.link("structures.changes"))
    flash(say_with(CHANGED, name=who.name), "ok")
    return responses.see_other("structures.team")


@bp.route("/team/card", methods=BOTH, permission=MANAGE)
def card() -> ResponseReturnValue:
    """What the directory says of the structure, written by itself."""
    work = signin.work()
    standing = standings.confirmed(work).keep_keys()
    found = structures.read(db.session(), standing.structure_id)
    form = form_for(Card, *ASKED).of(found.card)
    if not form.validate_on_submit():
        return responses.form_page("structures/card.html", form, found=found)
    structures.revise(work, form.value)
    signin.current()["structure_name"] = form.value.name
    flash(say(WRITTEN), "ok")
    return responses.see_other("structures.show", structure_id=standing.structure_id)
