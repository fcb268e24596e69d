"""What a form adds is added once: a button pressed twice, a page gone back to."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Response, flash, g, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from portfolio.domain import searching
from portfolio.domain.entries import Entry
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.words import N_
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.web import unsaved
from portfolio.web.responses import see_other
from portfolio.web.templating import say, say_with

ALIKE = 0.6
"""From how much of two titles is the same, one is the other put right."""
THERE = N_(
    "« %(title)s » est déjà ajouté. Ici, vous le changez. Pour ajouter autre chose, revenez à la "
    "liste."
)

SAVED = N_("C’est fait : vos mots se lisent sur cette page. Ce que vous écrivez ici s’y ajoute.")
AGAIN = N_(
    "Vous avez déjà envoyé un texte d’ici : il se lit sur cette page. Pour ajouter aussi celui-ci, "
    "appuyez de nouveau."
)

View = Callable[..., ResponseReturnValue]


def at_its_own_address(view: View) -> View:
    """Draw each blank form at an address of its own, which names what the form will make.

    Pages are not kept by browsers: going back asks for the address again, and by it the very
    form that was left is known, with its draft, or with what it made meanwhile.
    """

    @wraps(view)
    def drawn(**values: Any) -> ResponseReturnValue:
        return to_its_own_address() or view(**values)

    return drawn


def to_its_own_address() -> Response | None:
    """The same, for a page that looks first whether it may be drawn at all."""
    return None if request.method == "POST" or unsaved.own() else _anew()


def once(view: View) -> View:
    """The same for the page of a form that adds a word below others: gone back to, it says so."""

    @wraps(view)
    def drawn(**values: Any) -> ResponseReturnValue:
        if not unsaved.saved_before():
            return to_its_own_address() or view(**values)
        if request.method == "GET":
            flash(say(SAVED), "info")
        return _anew()

    return drawn


def _anew() -> Response:
    """The same page at another address of its own; what else was asked of it is asked again."""
    asked = request.args.to_dict(flat=False) | {unsaved.SHEET: [str(uuid4())]}
    place = url_for(str(request.endpoint), **(request.view_args or {}))
    return redirect(f"{place}?{urlencode(asked, doseq=True)}", 303)  # type: ignore[return-value]


def refuse_again() -> None:
    """Refuse what comes from a form that sent something already; pressed again, it is one more."""
    if unsaved.saved_before():
        g.pressed_again = True
        raise Refused(AGAIN)


def way(endpoint: str, **values: Any) -> str:
    """Where such a form is sent: to the address that its page has, as long as it is of use.

    It is of none when it names the draft of another form on the page.
    """
    place, kept = url_for(endpoint, **values), unsaved.resumed()
    taken = "pressed_again" in g or (kept is not None and kept.place != place)
    return f"{place}?{unsaved.SHEET}={uuid4() if taken else unsaved.own() or uuid4()}"


def gone_back(opened: Sequence[Opened]) -> Response | None:
    """Lead whoever goes back to a form to what it made, to be changed and not made again."""
    one = None if request.method == "POST" else _made(opened)
    if one is None:
        return None
    tell(one.entry.title)
    desk = "evidence" if one.entry.kind == "evidence" else "entries"
    return see_other(f"{desk}.edit", entry_id=one.id)


def tell(title: str) -> None:
    """Say on the next page that *title* is there already; a script that asks leaves no word."""
    if request.method == "GET":
        flash(say_with(THERE, title=title), "info")


def keep(work: Work, entry: Entry, opened: Sequence[Opened]) -> UUID:
    """Add what a form brings; the very same thing, when it was kept already, is left as it is.

    :class:`Conflict` when that form made something else meanwhile that reads like it.
    """
    if there := next((one.id for one in opened if one.entry == entry), None):
        return there
    made = _made(opened)
    own = None if made and not _alike(made.entry, entry) else unsaved.own()
    try:
        return entries.add(work, entry, own)
    except Conflict as found:
        if own and isinstance(found.current, Opened) and found.current.entry == entry:
            return own  # the other press of the button was a moment ahead
        raise


def _made(opened: Sequence[Opened]) -> Opened | None:
    own = unsaved.own()
    return next((one for one in opened if one.id == own), None)


def _alike(made: Entry, said: Entry) -> bool:
    """Whether what is said now is what was made, put right, rather than another thing."""
    titles = SequenceMatcher(None, searching.fold(made.title), searching.fold(said.title))
    return made.kind == said.kind and titles.ratio() >= ALIKE
