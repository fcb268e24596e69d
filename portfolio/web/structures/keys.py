"""How a structure's keys are kept: by whom, and on what paper; taking them up with that paper."""

from secrets import randbelow
from uuid import UUID

from flask import Response, flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.extensions import db
from portfolio.formats.sheets import (
    BOXED,
    Letterhead,
    RecoverySheet,
    groups_of_four,
    recovery_pdf,
)
from portfolio.services import members, rescues, standings, structure_sheets
from portfolio.web import holders, letters, places, responses, signin, transaction
from portfolio.web.calendar import day
from portfolio.web.forms.noted import NotedCode
from portfolio.web.structures.desk import bp
from portfolio.web.structures.forms import TypedCode
from portfolio.web.templating import locale, say, say_with, site_name

MANAGE = Permission.MANAGE_MEMBERS
BOTH = ["GET", "POST"]
CODE, ASKED = "structure code", "structure group"  # where the session keeps them until typed back
WHOLE_GROUPS = 8  # its ninth has two characters only
HOW = (
    N_("Une personne de l’équipe, ou invitée comme référente, se connecte à son propre compte."),
    N_("Dans « Mon bureau » ou « Mon équipe », elle choisit « J’ai la feuille de secours »."),
    N_("Elle recopie les neuf groupes : elle garde alors les clés. Les autres en sont avertis."),
    N_("Ce code sert une seule fois. Imprimez ensuite une nouvelle feuille."),
)
KEEP = N_("Rangez cette feuille dans un lieu fermé de la structure, jamais avec un ordinateur.")
NOTED = N_("La feuille est rangée : les clés ne dépendent plus d’une seule personne.")
WHICH = N_("Pour vérifier : quel est le groupe numéro %(asked)s ?")
CANCELLED = N_("La feuille est annulée. Son code n’ouvre plus rien.")
RESCUED = N_("Vous gardez maintenant les clés de %(name)s. Imprimez une nouvelle feuille.")


@bp.get("/team/keys", permission=MANAGE)
def keys() -> str:
    """Who keeps them, and what to do until they are safe."""
    work = signin.work()
    page = {"standing": standings.confirmed(work), "keeping": structure_sheets.keeping(work)}
    return render_template("structures/keys.html", **page, shown=CODE in signin.current())


@bp.post("/team/keys/print", permission=MANAGE, fresh=Fresh.PROOF)
def print_sheet() -> ResponseReturnValue:
    """A new sheet, whose code is shown, and opens nothing, until one group of it is typed back."""
    work, kept = signin.work(), signin.current()
    place = str(standings.confirmed(work).structure_id)
    kept[CODE] = {"place": place, "code": structure_sheets.new_code(work)}
    kept[ASKED] = randbelow(WHOLE_GROUPS) + 1
    return responses.see_other("structures.sheet")


@bp.route("/team/keys/sheet", methods=BOTH, permission=MANAGE, fresh=Fresh.PROOF)
def sheet() -> ResponseReturnValue:
    """The code, and the question that proves it was kept."""
    groups, asked = groups_of_four(_code()), signin.current()[ASKED]
    form = NotedCode()
    if form.validate_on_submit() and form.shows(groups[asked - 1], asked):
        return _put_away()
    form.group.label.text = say_with(WHICH, asked=asked)
    about = {"standing": standings.confirmed(signin.work()), "today": signin.now()}
    page = {"groups": groups, "how": HOW, "closing": KEEP}
    return responses.form_page("structures/sheet.html", form, **about, **page)


@bp.get("/team/keys/sheet.pdf", permission=MANAGE, fresh=Fresh.PROOF)
def sheet_pdf() -> Response:
    """The same sheet, to print."""
    name = say(N_("feuille-de-secours-de-la-structure")) + ".pdf"
    return responses.download(recovery_pdf(_printed(_code())), name, "application/pdf")


@bp.get("/team/keys/cancel", permission=MANAGE)
def cancelling() -> str:
    """The question before the sheet is cancelled."""
    standings.confirmed(signin.work()).keep_keys()
    return render_template("structures/cancel_sheet.html")


@bp.post("/team/keys/cancel", permission=MANAGE, fresh=Fresh.PROOF)
def cancel_sheet() -> ResponseReturnValue:
    """Make the sheet open nothing any more."""
    work = signin.work()
    standing = standings.confirmed(work)
    structure_sheets.destroy(work)
    signin.current().pop(CODE, None)
    transaction.erase()
    holders.tell(work, standing.structure_id, "keys", letters.link("structures.changes"))
    flash(say(CANCELLED), "ok")
    return responses.see_other("structures.keys")


@bp.route("/team/rescue/<uuid:structure_id>", methods=BOTH, permission=MANAGE, fresh=Fresh.PROOF)
def rescue(structure_id: UUID) -> ResponseReturnValue:
    """Take the keys up with the printed code; every holder is told."""
    work, form = signin.work(), TypedCode()
    name = rescues.may(work, structure_id)
    rescues.wait_turn(work, structure_id)
    if not (form.validate_on_submit() and _rescued(form, structure_id)):
        return responses.form_page("structures/rescue.html", form, name=name)
    transaction.erase()
    holders.tell(work, structure_id, "keys", letters.link("structures.changes"))
    for place in members.mine(work):
        if place.structure_id == structure_id:
            places.take(place)
    flash(say_with(RESCUED, name=name), "ok")
    return responses.see_other("structures.keys")


def _put_away() -> Response:
    """The sheet serves from now on, and whoever else keeps the keys is told."""
    work = signin.work()
    structure_sheets.keep(work, _code())
    for name in (CODE, ASKED):
        signin.current().pop(name)
    transaction.erase()
    place = standings.confirmed(work).structure_id
    holders.tell(work, place, "keys", letters.link("structures.changes"))
    flash(say(NOTED), "ok")
    return responses.see_other("structures.keys")


def _rescued(form: TypedCode, structure_id: UUID) -> bool:
    """Try the code; a wrong one is counted, whatever becomes of the request."""
    work = signin.work()
    try:
        rescues.rescue(work, structure_id, rescues.read(form.code.data or ""))
    except Refused as why:
        db.session.rollback()
        if rescues.miss(work, structure_id):
            link = letters.link("structures.changes")
            holders.tell(work, structure_id, "keys", link, kept=True)
        transaction.keep()
        form.refuse(why)
    return not form.errors


def _code() -> str:
    """The code to show, as long as its reader stands where it is of."""
    kept, standing = signin.current().get(CODE), standings.confirmed(signin.work()).keep_keys()
    if kept is None or kept["place"] != str(standing.structure_id):
        raise NotFound
    return str(kept["code"])


def _printed(code: str) -> RecoverySheet:
    work = signin.work()
    standing = standings.confirmed(work)
    made = say_with(N_("Créée le %(day)s"), day=day(work.now))
    title = say(N_("Feuille de secours de la structure"))
    head = Letterhead(*(site_name(), locale(), title, made, say(KEEP), work.now), boxed=say(BOXED))
    facts = ((say(N_("Structure")), standing.structure), (say(N_("Imprimée par")), standing.name))
    steps = tuple(say(each) for each in HOW)
    return RecoverySheet(
        head, facts, say(N_("Code de secours")), code, say(N_("Pour s’en servir")), steps
    )
