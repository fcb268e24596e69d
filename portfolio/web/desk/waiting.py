"""Pages of what the desk only counts: proposals without an answer, the agenda of the structure."""

from itertools import groupby

from flask import render_template, request

from portfolio.domain.access import Permission
from portfolio.services import appointments, desk_agenda, desk_proposals, readers
from portfolio.web import signin
from portfolio.web.desk import listing
from portfolio.web.desk.desk import bp

USE = Permission.USE_DESK


@bp.get("/proposals", permission=USE)
def proposals() -> str:
    """What nobody answered yet, the oldest first."""
    work, mine = signin.work(), request.args.get("whose") == "mine"
    found = desk_proposals.read(work, listing.number(), mine=mine)
    return render_template("desk/proposals.html", found=found, mine=mine, now=work.now)


@bp.get("/agenda", permission=USE)
def agenda() -> str:
    """The appointments of the structure, today and for a week."""
    work = signin.work()
    reader, mine = readers.here(work), request.args.get("whose") == "mine"
    found = appointments.coming(work, desk_agenda.DAYS, reader)
    shown = [one for one in found if one.mine or not mine]
    days = [(day, list(held)) for day, held in groupby(shown, lambda one: one.plan.day)]
    page = {"standing": reader.standing, "days": days, "mine": mine, "now": work.now}
    return render_template("desk/agenda.html", unread=found.altered, **page)
