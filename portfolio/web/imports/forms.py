"""The form that takes a file in, and the answers that say what becomes of it."""

from collections.abc import Mapping
from contextlib import suppress

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired

from portfolio.domain.words import N_
from portfolio.formats import credentials, jsonresume, portfolio_json  # noqa: F401  # they register
from portfolio.formats.base import READERS
from portfolio.services.proposals import Fate
from portfolio.web.forms import Form

FATE = "fate-"


class Upload(Form):
    """A file; what it is, its content says."""

    file = FileField(
        N_("Votre fichier"),
        [FileRequired(lazy_gettext("Choisissez un fichier."))],
    )

    def __init__(self) -> None:
        super().__init__()
        accepted = (one for each in READERS.values() for one in (*each.suffixes, *each.media_types))
        self.file.render_kw = {"accept": ",".join(dict.fromkeys(accepted))}


def fates(answers: Mapping[str, str]) -> dict[int, Fate]:
    """What was chosen, by place in the file; an answer that makes no sense is left out."""
    chosen: dict[int, Fate] = {}
    for name, value in answers.items():
        place = name.removeprefix(FATE)
        if name.startswith(FATE) and place.isdecimal():
            with suppress(ValueError):
                chosen[int(place)] = Fate(value)
    return chosen
