"""What a refused answer is told, by Pydantic's type of error: what is wrong, how to mend it."""

from typing import get_args

from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from portfolio.domain.dates import PartialDate
from portfolio.domain.spans import two_in
from portfolio.domain.words import N_
from portfolio.web.calendar import partial
from portfolio.web.templating import say_with
from portfolio.web.weights import counted

EMPTY = N_("Cette réponse est nécessaire pour continuer.")
LONG = N_("C’est un peu long : %(max_length)s signes au plus.")
MANY = N_("C’est un peu trop : %(max_length)s lignes au plus.")
CHOOSE = N_("Choisissez une des réponses proposées.")
NUMBER = N_("Écrivez un nombre entier, en chiffres.")
LEAST = N_("Écrivez un nombre d’au moins %(ge)s.")
MOST = N_("Écrivez un nombre d’au plus %(le)s.")
OTHER = N_("Cette réponse n’a pas été comprise. Vérifiez-la.")
ONE_DATE = N_("Cette case attend une seule date : %(first)s ou %(last)s.")
TWO_BOXES = N_(
    "Cette case attend une seule date. Écrivez %(first)s dans « Début » et %(last)s dans « Fin »."
)
IN_LINE = N_("Ligne %(line)s : %(said)s")

WORDS = {
    "missing": EMPTY,
    "string_type": EMPTY,
    "string_too_short": EMPTY,
    "string_too_long": LONG,
    "too_long": MANY,
    "enum": CHOOSE,
    "literal_error": CHOOSE,
    "uuid_parsing": CHOOSE,
    "uuid_type": CHOOSE,
    "int_parsing": NUMBER,
    "int_parsing_size": NUMBER,
    "int_from_float": NUMBER,
    "int_type": NUMBER,
    "greater_than_equal": LEAST,
    "less_than_equal": MOST,
}
LIBRARY = frozenset(get_args(ErrorType))


def in_plain_words(error: ErrorDetails) -> str:
    """The sentence for one of Pydantic's errors, in the reader's language.

    A rule of ours carries its own sentence; a library's rule has one in :data:`WORDS`. In a
    list, the line at fault is named.
    """
    kind, context = error["type"], error.get("ctx") or {}
    sentence = WORDS.get(kind, OTHER) if kind in LIBRARY else error["msg"]
    said = say_with(sentence, **{name: _said(value) for name, value in context.items()})
    line = next((part for part in error["loc"] if isinstance(part, int)), None)
    return said if line is None else say_with(IN_LINE, line=line + 1, said=said)


def about_dates(error: ErrorDetails, typed: object, sentence: str = ONE_DATE) -> str:
    """The same, for whoever *typed* two dates where one is asked for."""
    both = two_in(typed) if isinstance(typed, str) and error["type"].startswith("date_") else None
    if both is None:
        return in_plain_words(error)
    return say_with(sentence, first=partial(both[0]), last=partial(both[1]))


def _said(value: object) -> object:
    if isinstance(value, int):
        return counted(value)
    return partial(value) if isinstance(value, PartialDate) else value
