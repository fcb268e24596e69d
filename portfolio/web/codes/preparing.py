"""Making a code in two pages: what it opens and for whom, then the letter to sign."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError
from wtforms.fields.choices import SelectChoice

from portfolio.domain.access import Permission
from portfolio.domain.codes import Whom
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.services import codes, standings, structures
from portfolio.services.recipients import NOBODY_READS
from portfolio.services.structures import Listed
from portfolio.web import signin, transaction
from portfolio.web.codes import drafts
from portfolio.web.codes.desk import bp
from portfolio.web.codes.drafts import Issued, Letter, Lost
from portfolio.web.codes.forms import Make
from portfolio.web.forms import fail
from portfolio.web.forms.messages import in_plain_words
from portfolio.web.responses import form_page, see_other
from portfolio.web.templating import say, say_with

SHARE = Permission.SHARE
BOTH = ["GET", "POST"]
LOST = N_("Ces réponses ne sont plus gardées. Recommencez : aucun code n’a été fait.")
DROPPED = N_("Aucun code n’a été fait.")
MADE = N_("Votre code est prêt.")
FOR_ONE = N_("À %(structure)s seulement")


@bp.route("/codes/new", methods=BOTH, permission=SHARE)
def new() -> ResponseReturnValue:
    """Whom for, what, why, how long: one page."""
    listed = _structure(request.args.get("structure", type=UUID))
    form = Make()
    if listed:
        only = say_with(FOR_ONE, structure=listed.card.name)
        form.whom.choices = [SelectChoice(Whom.NAMED.value, only), *form.whom.choices]
    if form.validate_on_submit() and _holds(form, listed):
        named = listed.id if listed and form.whom.data == Whom.NAMED else None
        return see_other("codes.check", draft_id=drafts.keep(form, named))
    return form_page("codes/new.html", form, structure=listed)


@bp.route("/codes/new/<uuid:draft_id>/check", methods=BOTH, permission=SHARE)
def check(draft_id: UUID) -> ResponseReturnValue:
    """The letter. No is as easy as yes."""
    if request.form.get("answer") == "no":
        drafts.drop(draft_id)
        flash(say(DROPPED), "info")
        return see_other("sharing.index")
    letter = drafts.read(signin.work(), draft_id)
    form, signed = drafts.sign(letter)
    if not signed:
        return form_page("codes/check.html", form, letter=letter)
    try:
        grant_id = _issue(letter)
    except Refused as why:
        form.refuse(why)
        return form_page("codes/check.html", form, letter=letter)
    drafts.done(draft_id, grant_id)
    flash(say(MADE), "ok")
    return see_other("codes.show", grant_id=grant_id)


@bp.get("/codes/new/<uuid:draft_id>/preview", permission=SHARE)
def preview(draft_id: UUID) -> str:
    """Exactly what the code would open."""
    letter = drafts.read(signin.work(), draft_id)
    return render_template("codes/preview.html", letter=letter)


@bp.errorhandler(Lost)
def lost(_problem: Lost) -> ResponseReturnValue:
    """Begin again, and know why."""
    transaction.release()
    flash(say(LOST), "warn")
    return see_other("codes.new")


@bp.errorhandler(Issued)
def issued_already(problem: Issued) -> ResponseReturnValue:
    """What was sent twice is one code."""
    return see_other("codes.show", grant_id=problem.grant_id)


def _issue(letter: Letter) -> UUID:
    """Draw the code, which is slow and needs no database, then open the grant to it."""
    transaction.release()
    made = codes.prepare(signin.keyring(), letter.whom, letter.stay, letter.structure_id)
    return codes.issue(signin.work(), made, letter.terms, once=letter.draft_id)


def _structure(chosen: UUID | None) -> Listed | None:
    """The one structure that the address names, if it is in the directory."""
    try:
        return structures.read(signin.work().session, chosen) if chosen else None
    except NotFound:
        return None


def _holds(form: Make, listed: Listed | None) -> bool:
    """Whether the answers make terms; each refusal goes beside its question."""
    try:
        drafts.terms(form.data, day_of(signin.now())).check(signin.now())
    except ValidationError as refused:
        for error in refused.errors(include_url=False, include_input=False):
            name = (error.get("ctx") or {}).get("field") or str(error["loc"][0])
            fail(form[name], in_plain_words(error))
    if listed and form.whom.data == Whom.NAMED and not _read(listed):
        fail(form.whom, say(NOBODY_READS))
    return not form.errors


def _read(listed: Listed) -> bool:
    return bool(standings.holders(signin.work(), listed.id))
