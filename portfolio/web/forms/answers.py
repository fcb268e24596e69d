"""What an answer must be, asked by hand-written forms: there, short enough, taken by a rule."""

from collections.abc import Callable
from typing import Any

from wtforms.validators import StopValidation

from portfolio.crypto.phrases import normalise
from portfolio.domain.accounts import check_phrase
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.web.forms.base import Form
from portfolio.web.templating import say, say_with
from portfolio.web.weights import counted

Validator = Callable[[Any, Any], None]
NOT_FILLED = N_("Écrivez votre réponse.")
TOO_LONG = N_("%(most)s signes au plus. Il y en a %(count)s.")
PHRASE = N_("Votre phrase de passe")
PHRASE_HINT = N_("Un mot de passe en plus long : 15 signes au moins. Les espaces comptent.")


class filled:  # noqa: N801  # WTForms validators are named like functions
    """Refuse an empty answer with *sentence*, and mark the question as one to answer."""

    field_flags = {"required": True}  # noqa: RUF012  # WTForms reads it from the class

    def __init__(self, sentence: str = NOT_FILLED) -> None:
        self.sentence = sentence

    def __call__(self, _form: Form, field: Any) -> None:
        """Refuse, or let the other rules look."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(say(self.sentence))


def at_most(most: int) -> Validator:
    """Refuse more than *most* characters, and say how many there are."""

    def check(_form: Form, field: Any) -> None:
        if len(field.data or "") > most:
            raise StopValidation(
                say_with(TOO_LONG, most=counted(most), count=counted(len(field.data)))
            )

    return check


def taken_by(rule: Callable[[str], object], sentence: str = "") -> Validator:
    """Refuse what *rule* of a lower floor refuses, in its own words or in *sentence*."""

    def check(_form: Form, field: Any) -> None:
        try:
            rule(field.data or "")
        except Refused as why:
            raise StopValidation(
                say(sentence) if sentence else say_with(why.message, **why.values)
            ) from None

    return check


def a_phrase(form: Form, field: Any) -> None:
    """Refuse a passphrase that somebody would guess, knowing what else the form says."""
    typed = [each.data for each in form if each.short_name in {"name", "email", "login"}]
    known = getattr(form, "about", ())
    taken_by(lambda phrase: check_phrase(phrase, *filter(None, (*typed, *known))))(form, field)


readable = taken_by(normalise, N_("Cette phrase est trop longue ou contient un signe illisible."))
"""Refuse what no passphrase can be, before anything costly is done with it."""
