"""The list of people, and what a professional looks for in it: by list, by name, page by page.

What was looked for is kept in the session, sealed: no name is in an address, hence in no log and
in no browser's history.
"""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SearchField

from portfolio.domain import desks
from portfolio.domain.access import Permission
from portfolio.domain.desks import LONGEST, Among
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.services import desk, desk_search, pressing
from portfolio.services.work import Work
from portfolio.web import paging, places, responses, signin
from portfolio.web.desk.desk import bp
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import at_most, filled
from portfolio.web.templating import say, say_with

USE = Permission.USE_DESK
SOUGHT = "desk-search"
OUT = N_("Vous n’avez plus accès à %(name)s. Rien de ce que vous y aviez fait n’est perdu.")
NOTHING = N_("Écrivez au moins une lettre du prénom ou du nom.")


class Seek(Form):
    """A part of a name, to look for among the people of a list."""

    words = SearchField(
        N_("Prénom ou nom, même en partie"),
        [filled(NOTHING), at_most(LONGEST)],
        filters=[lambda text: clean_line(text or "")],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    among = HiddenField()

    def validate_words(self, field: Any) -> None:
        """Refuse words that no name can hold."""
        if not desks.terms_of(field.data):
            fail(field, say(NOTHING))


@bp.get("/", permission=USE)
def index() -> ResponseReturnValue:
    """The people, the day's appointments, what waits."""
    work = signin.work()
    try:
        found = desk.read(work, number(), among())
    except NotFound:
        return _nothing_to_read(work)
    pressed = pressing.read(work, found.standing)
    page = {"desk": found, "pressing": pressed, "form": Seek(None), "now": work.now}
    return render_template("desk/index.html", **page)


@bp.post("/search", permission=USE)
def seek() -> ResponseReturnValue:
    """Look for a part of a name: what was typed is kept, then the page that shows who has it."""
    work, form = signin.work(), Seek()
    which = among(form.among.data)
    if not form.validate_on_submit():
        found = desk_search.find(work, "")
        return responses.form_page("desk/search.html", form, desk=found, words="", now=work.now)
    desk_search.prepare(work)
    signin.current()[SOUGHT] = form.words.data
    return responses.see_other("desk.search", among=which.value)


@bp.get("/search", permission=USE)
def search() -> ResponseReturnValue:
    """Who has what was looked for last."""
    work, words = signin.work(), sought()
    if not words:
        return responses.see_other("desk.index")
    found = desk_search.find(work, words, number(), among())
    form = Seek(None, words=words)
    return render_template("desk/search.html", desk=found, form=form, words=words, now=work.now)


def sought() -> str:
    """What was looked for last in this session."""
    return str(signin.current().get(SOUGHT, ""))


def forget() -> None:
    """Look for nothing any more."""
    signin.current().pop(SOUGHT, None)


def number() -> int:
    """The page that the address asks for."""
    return paging.number_in(request.args)


def among(asked: str | None = None) -> Among:
    """The list that is asked for; all of them for a word that is no list."""
    word = request.args.get("among", "") if asked is None else asked
    return Among(word) if word in set(Among) else Among.ALL


def _nothing_to_read(work: Work) -> ResponseReturnValue:
    """Whoever acts nowhere chooses; an account manager has a team; without a key nothing opens."""
    standing = places.here(work)
    if standing is None:
        return _elsewhere(work)
    if not standing.office.reads:
        return responses.see_other("structures.team")
    return render_template("desk/no_key.html", standing=standing)


def _elsewhere(work: Work) -> ResponseReturnValue:
    """Take the one structure there is, or ask which."""
    if former := places.forget():
        flash(say_with(OUT, name=former), "warn")
    place = places.only_one(work)
    if place is None:
        return responses.see_other("desk.structure")
    places.take(place)
    return responses.see_other("desk.index")
