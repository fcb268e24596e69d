"""Trying a code: slow, the same whatever it is, and counted when it opens nothing."""

from collections.abc import Callable
from typing import TypeVar

from wtforms import StringField

from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.services import code_tries, codes
from portfolio.services.work import Work
from portfolio.web import attempts, signin, transaction
from portfolio.web.forms import Form
from portfolio.web.forms.answers import filled, taken_by

Opened = TypeVar("Opened")


class Code(Form):
    """A code, as somebody shows it or reads it out."""

    code = StringField(
        N_("Le code"),
        [filled(N_("Recopiez le code.")), taken_by(codes.written)],
        filters=[lambda text: clean_line(text or "")],
        description=N_("Trois groupes de quatre signes. Il n’y a ni lettre O, ni lettre I."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


def attempt(typed: str, use: Callable[[Work, bytes], Opened]) -> Opened:
    """What *use* makes of a code as it was *typed*; :class:`NotFound` whatever is wrong with it.

    Raises :class:`TooMany` and :class:`Overloaded` before anything is tried.
    """
    place = attempts.place()
    code_tries.wait_turn(signin.work(), place)
    transaction.release()
    root = codes.root_of(signin.keyring(), codes.written(typed))
    code_tries.wait_turn(signin.work(), place)  # many sent at once all found the door open
    try:
        return use(signin.work(), root)
    except NotFound:
        transaction.release()
        code_tries.miss(signin.work(), root, place)
        transaction.keep()
        raise
