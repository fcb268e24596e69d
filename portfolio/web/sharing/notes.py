"""Notes that structures may keep about the person: told, asked for, answered."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.notes import Wanted
from portfolio.domain.words import N_
from portfolio.services import note_places, note_requests
from portfolio.web.responses import see_other
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import work
from portfolio.web.templating import say

SHARE = Permission.SHARE
ASKED = N_("C’est demandé. La structure a un mois pour vous répondre, ici même.")
NONE = N_("Ces notes ne sont plus gardées : elles sont déjà effacées.")


@bp.get("/notes", permission=SHARE)
def notes() -> str:
    """Each structure met, whether it keeps notes, and what was asked."""
    found = {"places": note_places.places(work()), "asked": note_requests.mine(work())}
    return render_template("sharing/notes.html", wanted=Wanted, **found)


@bp.post("/notes", permission=SHARE)
def ask_notes() -> ResponseReturnValue:
    """Ask for a copy of what is kept under one name, or that it be destroyed."""
    folder_id = request.form.get("folder", type=UUID)
    wanted = request.form.get("wanted", "")
    if folder_id is None or wanted not in set(Wanted):
        raise NotFound
    there = note_requests.ask(work(), folder_id, Wanted(wanted))
    flash(say(ASKED if there else NONE), "ok" if there else "info")
    return see_other("sharing.notes")


@bp.get("/notes/<uuid:request_id>", permission=SHARE)
def notes_answer(request_id: UUID) -> str:
    """One request, with its answer once there is one."""
    asked, reply = note_requests.answer(work(), request_id)
    return render_template("sharing/notes_answer.html", one=asked, reply=reply)
