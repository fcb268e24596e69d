"""The form that takes a file in, and the answers that say what becomes of it."""

from collections.abc import Mapping
from contextlib import suppress

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portfolio.domain.words import N_
from portfolio.formats import jsonresume  # noqa: F401  # it registers itself
from portfolio.formats.base import READERS
from portfolio.services.proposals import Fate
from portfolio.web.forms import Form

FATE = "fate-"


class Upload(Form):
    """A file, and what kind of file it is when several are understood."""

    format = RadioField(
        N_("Quel genre de fichier ?"),
        [InputRequired(lazy_gettext("Choisissez un genre de fichier."))],
    )
    file = FileField(
        N_("Votre fichier"),
        [FileRequired(lazy_gettext("Choisissez un fichier."))],
        render_kw={"accept": ".json,application/json"},
    )

    def __init__(self) -> None:
        super().__init__()
        self.format.choices = [SelectChoice(name, reader.label) for name, reader in READERS.items()]
        if len(READERS) == 1:
            self.format.data = next(iter(READERS))
            self.format.validators = []


def fates(answers: Mapping[str, str]) -> dict[int, Fate]:
    """What was chosen, by place in the file; an answer that makes no sense is left out."""
    chosen: dict[int, Fate] = {}
    for name, value in answers.items():
        place = name.removeprefix(FATE)
        if name.startswith(FATE) and place.isdecimal():
            with suppress(ValueError):
                chosen[int(place)] = Fate(value)
    return chosen
