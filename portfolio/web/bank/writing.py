"""Writing in the bank: something new, a change, a copy, or one of ours to begin from."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.bank import Sort, shipped
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.words import N_
from portfolio.services import bank, banked
from portfolio.services.banked import Kept
from portfolio.web import both_texts
from portfolio.web.bank import forms
from portfolio.web.bank.desk import USE, bp
from portfolio.web.bank.forms import ReadyForm
from portfolio.web.languages import spoken
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

BOTH = ("GET", "POST")
ADDED = N_("C’est enregistré comme brouillon. Relisez, puis mettez à disposition de l’équipe.")
SAVED = N_("C’est enregistré. Ce qui a déjà été envoyé ne change pas.")
COPY = N_("%(title)s (copie)")
LINE = 200


@bp.route("/new/<sort>", methods=BOTH, permission=USE)
def new(sort: str) -> ResponseReturnValue:
    """Something new, as a draft."""
    if sort not in set(Sort):
        raise NotFound
    form = forms.blank(Sort(sort))
    banked.place_of(work())
    if form.validate_on_submit() and (item_id := _added(form)):
        flash(say(ADDED), "ok")
        return see_other("bank.show", item_id=item_id)
    return form_page("bank/edit.html", form, sort=Sort(sort), kept=None)


@bp.route("/<uuid:item_id>/edit", methods=BOTH, permission=USE)
def edit(item_id: UUID) -> ResponseReturnValue:
    """A change; of what is ready, the next version."""
    kept = banked.read(work(), item_id)
    form = forms.of(kept)
    if not form.validate_on_submit():
        return form_page("bank/edit.html", form, sort=kept.sort, kept=kept)
    try:
        bank.change(work(), item_id, form.value, rev=forms.sent_rev())
    except Conflict as moved:
        return _both(moved, form), 409
    except Refused as why:
        form.refuse(why)
        return form_page("bank/edit.html", form, sort=kept.sort, kept=kept)
    flash(say(SAVED), "ok")
    return see_other("bank.show", item_id=item_id)


@bp.post("/<uuid:item_id>/duplicate", permission=USE)
def duplicate(item_id: UUID) -> ResponseReturnValue:
    """A draft that says the same, to be changed at once."""
    title = banked.read(work(), item_id).what.title
    copy = bank.duplicate(work(), item_id, say_with(COPY, title=title)[:LINE])
    return see_other("bank.edit", item_id=copy)


@bp.get("/shipped", permission=USE)
def ours() -> str:
    """Démarches in our own words, to copy and change."""
    banked.place_of(work())
    return render_template("bank/shipped.html", shipped=shipped(spoken()))


@bp.post("/shipped/<name>", permission=USE)
def take(name: str) -> ResponseReturnValue:
    """One of them becomes a draft of the structure's, in the language it was read in."""
    ready = shipped(spoken())
    if name not in ready:
        raise NotFound
    return see_other("bank.edit", item_id=bank.add(work(), ready[name]))


def _added(form: ReadyForm) -> UUID | None:
    try:
        return bank.add(work(), form.value)
    except Refused as why:
        form.refuse(why)
        return None


def _both(moved: Conflict, form: ReadyForm) -> str:
    """What was typed, still in the form, beside what a colleague wrote meanwhile."""
    there = moved.current
    assert isinstance(there, Kept)  # noqa: S101  # what services.bank raises
    page = both_texts.apart(form, both_texts.differences(form, there.what))
    page |= {"one": there, "rev": there.changed_at.isoformat(), "nav": "bank"}
    page |= {"action": url_for("bank.edit", item_id=there.id), "title": there.what.title}
    back = url_for("bank.show", item_id=there.id)
    return render_template("entries/conflict.html", back=back, **page)
