"""What a refused answer is told, by Pydantic's type of error: what is wrong, how to mend it."""

from typing import Any, get_args

from flask_babel import gettext
from pydantic_core.core_schema import ErrorType

from portfolio.domain.words import N_

EMPTY = N_("Cette réponse est nécessaire pour continuer.")
LONG = N_("C’est un peu long : %(max_length)s signes au plus.")
MANY = N_("C’est un peu trop : %(max_length)s lignes au plus.")
CHOOSE = N_("Choisissez une des réponses proposées.")
NUMBER = N_("Écrivez un nombre, en chiffres.")
OTHER = N_("Cette réponse n’a pas été comprise. Vérifiez-la.")

WORDS = {
    "missing": EMPTY,
    "none_required": EMPTY,
    "string_type": EMPTY,
    "string_too_short": EMPTY,
    "string_too_long": LONG,
    "too_long": MANY,
    "enum": CHOOSE,
    "literal_error": CHOOSE,
    "uuid_parsing": CHOOSE,
    "uuid_type": CHOOSE,
    "int_parsing": NUMBER,
    "int_type": NUMBER,
    "greater_than_equal": N_("Écrivez un nombre d’au moins %(ge)s."),
    "less_than_equal": N_("Écrivez un nombre d’au plus %(le)s."),
}
LIBRARY = frozenset(get_args(ErrorType))


def in_plain_words(error: Any) -> str:
    """The sentence for one of Pydantic's errors, in the reader's language.

    A rule of ours carries its own sentence; a library's rule has one in :data:`WORDS`.
    """
    kind, values = error["type"], error.get("ctx") or {}
    sentence = WORDS.get(kind, OTHER) if kind in LIBRARY else str(error["msg"])
    return str(gettext(sentence)) % values if values else str(gettext(sentence))
