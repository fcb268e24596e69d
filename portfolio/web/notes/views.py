"""A structure's working notes: those kept on somebody, for how long, and who asks to read them."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.notes import Note
from portfolio.domain.words import N_
from portfolio.services import note_folders, note_requests
from portfolio.services import notes as use_cases
from portfolio.services.note_folders import Folder
from portfolio.services.notes import Version
from portfolio.web import places, responses, transaction
from portfolio.web.forms import form_for
from portfolio.web.notes.desk import bp
from portfolio.web.notes.forms import ReplyForm, RuleForm
from portfolio.web.paging import number_in
from portfolio.web.responses import UNPROCESSABLE, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

__all__ = ["bp"]

USE = Permission.USE_DESK
BOTH = ["GET", "POST"]
FORM = form_for(Note)
AMENDED = N_("La note est changée. La version d’avant reste lisible.")
CHANGED = N_("Cette note a changé entre-temps. Relisez-la avant de l’effacer.")
REMOVED = N_("La note est effacée, avec toutes ses versions.")
RULED = N_("C’est noté : les notes sont effacées %(num)s mois après le dernier contact.")
ANSWERED = N_("Votre réponse est partie. La personne la lit dans ses partages.")


@bp.get("", permission=USE)
def index() -> str:
    """The people whom notes are kept on, whether they share anything today or not."""
    page = number_in(request.args)
    kept = note_folders.kept(work(), page)
    rule = RuleForm(formdata=None, months=str(kept.months))
    until = {each.id: note_folders.until(each, kept.months) for each in kept.folders}
    waiting = note_requests.waiting(work())
    about = {"rule": rule, "until": until, "waiting": waiting, "standing": places.here(work())}
    return render_template("notes/index.html", kept=kept, **about)


@bp.post("/rule", permission=USE)
def rule() -> ResponseReturnValue:
    """Choose how long notes are kept."""
    months = request.form.get("months", "")
    note_folders.keep_for(work(), int(months) if months in {"3", "6", "12", "24", "36"} else 0)
    flash(say_with(RULED, num=months), "ok")
    return see_other("notes.index")


@bp.get("/<uuid:folder_id>", permission=USE)
def show(folder_id: UUID) -> str:
    """The notes kept on one person."""
    folder = note_folders.one(work(), folder_id)
    months = note_folders.months_of(work(), folder.structure_id)
    page = {"found": use_cases.of_folder(work(), folder), "months": months}
    return render_template(
        "notes/show.html", folder=folder, until=note_folders.until(folder, months), **page
    )


@bp.route("/<uuid:folder_id>/<uuid:note_id>", methods=BOTH, permission=USE)
def amend(folder_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """One note with its versions, and the form to change it."""
    folder = note_folders.one(work(), folder_id)
    history = use_cases.history(work(), folder, note_id)
    form = FORM.of(history[0].what)
    if not form.validate_on_submit():
        return _page(folder, history, form, UNPROCESSABLE if form.is_submitted() else 200)
    try:
        use_cases.amend(work(), folder, note_id, form.value, rev=_sent_rev())
    except Conflict:
        history = use_cases.history(work(), folder, note_id)
        return _page(folder, history, form, 409, clash=True)
    flash(say(AMENDED), "ok")
    return see_other("notes.show", folder_id=folder_id)


@bp.post("/<uuid:folder_id>/<uuid:note_id>/remove", permission=USE)
def remove(folder_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """Take one away, for good; never words that a colleague wrote since it was read."""
    folder = note_folders.one(work(), folder_id)
    try:
        use_cases.remove(work(), folder, note_id, rev=_sent_rev())
    except Conflict:
        flash(say(CHANGED), "warn")
        return see_other("notes.amend", folder_id=folder_id, note_id=note_id)
    transaction.erase()
    flash(say(REMOVED), "ok")
    return see_other("notes.index")


@bp.get("/requests", permission=USE)
def requests() -> str:
    """Who asks to read, or to have destroyed, the notes kept on them; and until when to answer."""
    return render_template("notes/requests.html", waiting=note_requests.waiting(work()))


@bp.route("/requests/<uuid:request_id>", methods=BOTH, permission=USE)
def reply(request_id: UUID) -> ResponseReturnValue:
    """One of them, the notes it is about, and the answer to give."""
    asked, folder = note_requests.one(work(), request_id)
    form = ReplyForm()
    form.offer(asked.wanted)
    if not form.validate_on_submit() or not _replied(request_id, form):
        found = use_cases.of_folder(work(), folder)
        about = {"asked": asked, "folder": folder, "found": found}
        return responses.form_page("notes/reply.html", form, **about)
    flash(say(ANSWERED), "ok")
    return see_other("notes.requests")


def _sent_rev() -> int:
    """The revision that the page was made of."""
    sent = request.form.get("rev", "")
    return int(sent) if sent.isdecimal() and len(sent) < len("1000000") else 0


def _replied(request_id: UUID, form: ReplyForm) -> bool:
    try:
        note_requests.reply(work(), request_id, form.value)
    except Refused as refused:
        form.refuse(refused)
        return False
    transaction.erase()
    return True


def _page(
    folder: Folder, history: list[Version], form: object, status: int, *, clash: bool = False
) -> ResponseReturnValue:
    page = {"folder": folder, "history": history, "form": form, "clash": clash}
    return render_template("notes/amend.html", **page), status
