"""The steps of a share after whom it is for: what, why and until when, then the letter to sign."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.sharing import day_of, latest_end
from portfolio.domain.words import N_
from portfolio.services import entries, requested, sharing
from portfolio.web import transaction
from portfolio.web.calendar import day
from portfolio.web.forms import fail
from portfolio.web.responses import form_page, see_other
from portfolio.web.sharing import drafts, letters, relaying, ticking
from portfolio.web.sharing.addressing import onward
from portfolio.web.sharing.desk import bp
from portfolio.web.sharing.drafts import Answers, Draft, Given, Lost, Unfinished
from portfolio.web.sharing.forms import Why, blame
from portfolio.web.sharing.letters import Letter
from portfolio.web.signin import now, work
from portfolio.web.templating import say, say_with

SHARE = Permission.SHARE
BOTH = ["GET", "POST"]
LOST = N_("Ces réponses ne sont plus gardées. Recommencez le partage, rien n’a été partagé.")
AGAIN = N_("Une réponse n’est plus possible. Revoyez cette étape.")
OPENED = N_("Votre partage avec %(structure)s est ouvert.")
LATER = N_("Votre accord est gardé. %(structure)s pourra lire à partir du %(day)s.")
DROPPED = N_("Rien n’a été partagé.")


@bp.route("/new/<uuid:draft_id>/what", methods=BOTH, permission=SHARE)
def what(draft_id: UUID) -> ResponseReturnValue:
    """Step 2: sections, entries one by one, private ones apart; and under what name."""
    draft, listed = drafts.placed(draft_id)
    there = ticking.choosable(entries.read_all(work()), by_name=draft.by_name)
    form = ticking.what(there, draft.answers)
    untickable = ticking.untick(form, there)
    answers = {name: form[name].data or [] for name in ("sections", "items", "private")}
    answers["alias"] = form.alias.data or ""
    if _accepted(form, draft, answers) and not untickable:
        return onward(draft.answered(**answers))
    for name, sentence in untickable:
        fail(form[name], sentence)
    return form_page("sharing/what.html", form, there=there, draft=draft, structure=listed)


@bp.route("/new/<uuid:draft_id>/why", methods=BOTH, permission=SHARE)
def why(draft_id: UUID) -> ResponseReturnValue:
    """Step 3: to what end, with what rights, from what day until what day."""
    (draft, listed), today = drafts.placed(draft_id), day_of(now())
    form = Why(data=drafts.proposed(today) | {"purpose": ""} | draft.answers)
    answers = {name: form[name].data for name in ("purpose", "purpose_text", "mode", "ends")}
    answers |= {"rights": form.rights.data or [], "starts": form.starts.data}
    if _accepted(form, draft, answers):
        days = {name: answers[name] and str(answers[name]) for name in ("starts", "ends")}
        return onward(draft.answered(**answers | days))
    about = {"draft": draft, "structure": listed, "latest": latest_end(today)}
    return form_page("sharing/why.html", form, **about)


@bp.route("/new/<uuid:draft_id>/check", methods=BOTH, permission=SHARE)
def check(draft_id: UUID) -> ResponseReturnValue:
    """Step 4: the letter. No is as easy as yes."""
    if request.form.get("answer") == "no":
        return _dropped(draft_id)
    letter = letters.read(work(), draft_id)
    form, signed = letters.sign(letter)
    if not signed:
        return form_page("sharing/check.html", form, letter=letter)
    grant_id = _given(letter)
    relaying.hand_over(work(), letter.draft, grant_id)
    requested.settle(work(), letter.structure.id, grant_id)
    drafts.done(draft_id, grant_id)
    flash(_given_words(letter), "ok")
    return see_other("sharing.receipt", grant_id=grant_id)


def _given_words(letter: Letter) -> str:
    """What to say of what was given: it is open, or it will be on a day."""
    name, starts = letter.structure.card.name, letter.terms.starts
    if starts and starts > day_of(now()):
        return say_with(LATER, structure=name, day=day(starts))
    return say_with(OPENED, structure=name)


def _given(letter: Letter) -> UUID:
    """Give what was signed, in the place of what it prolongs if it does."""
    draft = letter.draft
    if letter.former is None:
        return sharing.give(work(), draft.to, letter.terms, once=draft.id)
    transaction.erase()
    return sharing.renew(work(), letter.former.id, draft.to, letter.terms, once=draft.id)


@bp.get("/new/<uuid:draft_id>/preview", permission=SHARE)
def preview(draft_id: UUID) -> str:
    """Exactly what the structure would see."""
    return render_template("sharing/preview.html", letter=letters.read(work(), draft_id))


@bp.errorhandler(Lost)
def lost(_problem: Lost) -> ResponseReturnValue:
    """Begin again, and know why."""
    flash(say(LOST), "warn")
    return see_other("sharing.new")


@bp.errorhandler(Given)
def given_already(problem: Given) -> ResponseReturnValue:
    """What was sent twice was given once."""
    return see_other("sharing.receipt", grant_id=problem.grant_id)


@bp.errorhandler(Unfinished)
def unfinished(problem: Unfinished) -> ResponseReturnValue:
    """Go to the step that must be seen."""
    transaction.release()
    flash(say(AGAIN), "warn")
    return see_other(f"sharing.{problem.step}", draft_id=problem.draft_id)


def _accepted(form: Any, draft: Draft, answers: Answers) -> bool:
    """Whether *form* came back with answers that hold; each refusal goes beside its question."""
    if not form.is_submitted():
        return False
    valid = form.validate()
    try:
        draft.check(drafts.terms(draft.answers | answers, day_of(now())))
    except ValidationError as refused:
        blame(form, refused)
    except Refused as refused:
        _refuse(form, refused)
    try:
        drafts.check_days(answers.get("starts"), answers.get("ends"), now())
    except Refused as refused:
        if refused.field not in form.errors:  # one sentence about a date is enough
            _refuse(form, refused)
    return valid and not form.errors


def _refuse(form: Any, refused: Refused) -> None:
    """Say no in *form*, if the refusal is about one of its questions; dates in words."""
    if refused.field in form:
        values = refused.values.items()
        words = {name: day(it) if isinstance(it, date) else it for name, it in values}
        form.refuse(Refused(refused.message, refused.field, **words))


def _dropped(draft_id: UUID) -> ResponseReturnValue:
    drafts.read(draft_id)
    drafts.drop(draft_id)
    flash(say(DROPPED), "info")
    return see_other("sharing.index")
