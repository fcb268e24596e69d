"""A question with many possible answers: those given, some of the others, and a way to the rest."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import Choice

from portfolio.domain import searching

MOST = 40
"""Answers shown beside those that are given: what somebody reads through without getting lost."""
LOOK, SOUGHT, SEEN = "look", "sought", "seen"
ENTERED = "unsaved-entered"
"""What the first button of a form sends: the one that the key « Enter » presses."""


class Seeking(SelectField):
    """Shows at most :data:`MOST` answers besides those given: the first, or those looked for."""

    sought = ""
    looking = False
    """Whether the form was sent to look for answers, not to be saved."""

    def process(self, formdata: Any, *given: Any, **options: Any) -> None:
        """Take the answer, and the words that others are looked for by."""
        super().process(formdata, *given, **options)
        if formdata:
            said = {part: formdata.get(f"{self.name}-{part}", "") for part in (LOOK, SOUGHT, SEEN)}
            self.sought = " ".join(said[SOUGHT].split())
            entered = ENTERED in formdata and self.sought != said[SEEN]
            self.looking = bool(said[LOOK]) or entered

    @property
    def many(self) -> bool:
        """Whether some answers can wait until they are looked for."""
        return len(self.choices or ()) > MOST

    @property
    def found(self) -> int:
        """How many answers say what is looked for."""
        terms = searching.terms_of(self.sought)
        return sum(_says(str(each.label), terms) for each in self.choices or ())

    def iter_choices(self) -> list[Choice]:
        """The answers given, and the first of those that are looked for."""
        every = super().iter_choices()
        return list(_shown(every, searching.terms_of(self.sought))) if self.many else every


class SeekingSeveral(Seeking, SelectMultipleField):
    """The same where several answers may be given."""


def _shown(choices: Iterable[Choice], terms: tuple[str, ...]) -> Iterable[Choice]:
    room = MOST
    for each in choices:
        if each.selected or not each.value:
            yield each
        elif room and _says(each.label, terms):
            room -= 1
            yield each


def _says(label: str, terms: tuple[str, ...]) -> bool:
    return not terms or searching.holds_all([label], terms)
