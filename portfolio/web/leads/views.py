"""Pages of leads: compared side by side, then one by one."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.entries.lead import Enquiry
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.web import presses
from portfolio.web.forms import part_form_for
from portfolio.web.leads import pages
from portfolio.web.paging import number_in
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

bp = Desk("leads", __name__, url_prefix="/leads")
KEEP = Permission.KEEP_PORTFOLIO
LEARNT = N_("C’est noté.")
BEGUN = N_("Votre piste devient un projet. Complétez-le quand vous voulez.")


@bp.get("", permission=KEEP)
def index() -> str:
    page = number_in(request.args)
    return render_template("leads/index.html", **pages.comparison(work(), page))


@bp.get("/<uuid:lead_id>", permission=KEEP)
@presses.once
def show(lead_id: UUID) -> str:
    form = part_form_for(Enquiry)(formdata=None)
    return render_template("leads/show.html", **pages.of_lead(work(), lead_id, form))


@bp.post("/<uuid:lead_id>/enquiries", permission=KEEP)
def ask(lead_id: UUID) -> ResponseReturnValue:
    form = part_form_for(Enquiry)()
    page = pages.of_lead(work(), lead_id, form)
    try:
        if not form.validate_on_submit():
            return form_page("leads/show.html", **page)
        pages.note(work(), lead_id, form.value)
    except Refused as why:
        form.refuse(why)
        return form_page("leads/show.html", **page)
    flash(say(LEARNT), "ok")
    return see_other("leads.show", lead_id=lead_id)


@bp.post("/<uuid:lead_id>/enquiries/remove", permission=KEEP)
def take_out(lead_id: UUID) -> ResponseReturnValue:
    place = request.form.get("place", -1, type=int)
    pages.take_out(work(), lead_id, request.form.get("rev", 0, type=int), place)
    flash(say(N_("L’enquête est retirée.")), "ok")
    return see_other("leads.show", lead_id=lead_id)


@bp.post("/<uuid:lead_id>/project", permission=KEEP)
def begin(lead_id: UUID) -> ResponseReturnValue:
    project_id = pages.make_project(work(), lead_id)
    flash(say(BEGUN), "ok")
    return see_other("entries.edit", entry_id=project_id)
