"""What is asked to lay out a CV and to begin a booklet."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self, TypeVar
from uuid import UUID

from flask import request
from pydantic import ValidationError
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from portfolio.domain import searching
from portfolio.domain.entries.shapes import in_one_line
from portfolio.domain.handouts import Booklet, Cv, Handout, Layout
from portfolio.domain.words import N_
from portfolio.services.handouts import Kept
from portfolio.web import both_texts, calendar
from portfolio.web.both_texts import Difference
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import at_most, filled
from portfolio.web.forms.inputs import Checks
from portfolio.web.forms.messages import in_plain_words
from portfolio.web.forms.seeking import SeekingSeveral
from portfolio.web.handouts import booklets, cvs, ticks
from portfolio.web.handouts.cvs import Choice
from portfolio.web.handouts.ticks import Tick
from portfolio.web.own import Own
from portfolio.web.templating import say

H = TypeVar("H", bound=Handout)

LINE, PROSE = 200, 20_000
TICKED = frozenset({"parts", "entries", "drawn", "experiences"})
"""Boxes: where two windows part ways, each is told by itself."""
NO_NAME = N_("Donnez un nom à ce document, pour le retrouver.")
MEANWHILE = N_(
    "Ce document a changé dans une autre fenêtre. Vos réponses sont encore là : "
    "vérifiez-les, puis enregistrez de nouveau."
)


def _asked(kind: type[Handout], name: str) -> dict[str, Any]:
    """The words of a question, from the model that keeps its answer."""
    info = kind.model_fields[name]
    return {"label": info.title, "description": info.description or ""}


class HandoutForm(Form):
    """A form whose answers are choices to keep; *rev* tells what they were made from."""

    rev = HiddenField()
    stored: Sequence[Difference] = ()
    """What another window kept meanwhile, beside what was typed here."""
    ticks: Sequence[Tick] = ()
    """The boxes that another window left otherwise."""
    as_stored: frozenset[str] = frozenset()
    """What the person ticked to keep it as it is stored."""

    @property
    def read_rev(self) -> int:
        """The revision that the page was made from; none that exists unless it sent a number."""
        sent = str((self.rev.raw_data or [""])[0])
        return int(sent) if sent.isascii() and sent.isdecimal() else -1

    def settle(self, current: Handout) -> None:
        """Of two answers, take from what is kept those that the person ticked."""
        if self.is_submitted():
            both_texts.settle(self, current)
            self.as_stored = frozenset(request.form.getlist("stored"))

    def taken(self, former: H, **answers: object) -> H | None:
        """*former* with the answers, or None: what is wrong is then said beside each."""
        try:
            return former.changed(**answers)
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                self._blame(str(error["loc"][0]), in_plain_words(error))
            return None

    def meanwhile(self, current: Kept[Any], ticks: Iterable[Tick]) -> None:
        """Say that what is kept moved on, and show it; pressing again replaces it."""
        told = both_texts.differences(self, current.what)
        self.stored = [each for each in told if each.field.short_name not in TICKED]
        self.ticks = tuple(ticks)
        self.rev.data = self.rev.raw_data = None
        self.rev.process_data(current.rev)
        self.form_errors.append(say(MEANWHILE))

    def _blame(self, name: str, sentence: str) -> None:
        if name in self:
            fail(self[name], sentence)
        else:
            self.form_errors.append(sentence)


class CvForm(HandoutForm):
    """How a CV looks; its parts and entries are boxes that the page draws in their order."""

    name = StringField(validators=[filled(NO_NAME), at_most(LINE)], **_asked(Cv, "name"))
    headline = StringField(validators=[at_most(LINE)], **_asked(Cv, "headline"))
    layout = RadioField(
        choices=[SelectChoice(each.value, each.label) for each in Layout], **_asked(Cv, "layout")
    )
    contact = BooleanField(**_asked(Cv, "contact"))
    stories = BooleanField(**_asked(Cv, "stories"))
    parts = SelectMultipleField(choices=[], validate_choice=False)
    entries = SeekingSeveral(N_("Ce qui est dessus"), choices=[], validate_choice=False)
    drawn = SelectMultipleField(choices=[], validate_choice=False)
    up = StringField()
    down = StringField()

    @classmethod
    def of(cls, kept: Kept[Cv]) -> Self:
        """The form of a CV that is kept."""
        return cls(data={**dict(kept.what), "layout": kept.what.layout.value, "rev": kept.rev})

    def arranged(self, former: Cv, own: Own) -> Cv:
        """*former* with the parts and entries that are ticked, and one of them moved."""
        if not self.is_submitted():
            return former
        drawn = {choice.kind: choice.entries for choice in cvs.choices(own, former)}
        sent = dict.fromkeys(part for part in self.parts.data or () if part in drawn)
        parts = (*sent, *(part for part in former.parts if part not in drawn))
        boxes = set(_ids(self.drawn.data))
        there = (one for pairs in drawn.values() for one, _ in pairs)
        offered = [(one.id, one.entry) for one in there if one.id in boxes]
        chosen = former.changed(parts=parts).choosing(offered, list(_ids(self.entries.data)))
        moved = chosen.moved(self.up.data or "", -1).moved(self.down.data or "", 1)
        return ticks.settled(own, moved, former, self.as_stored)

    def moved_on(self, current: Kept[Cv], own: Own) -> None:
        """Another window kept something else: tell what, box by box too."""
        here = self.arranged(current.what, own)
        self.meanwhile(current, ticks.of_cv(own, here, current.what))

    def choices(self, former: Cv, own: Own) -> list[Choice]:
        """The parts with their boxes: of many entries, those that are looked for."""
        every = cvs.choices(own, self.arranged(former, own))
        self.entries.choices = [
            SelectChoice(str(one.id), in_one_line(one.entry.title, one.entry.summary))
            for part in every
            for one, _ in part.entries
        ]
        before, most = set(_ids(self.drawn.data)), cvs.room(every)
        terms = searching.terms_of(self.entries.sought)
        return [cvs.drawn(part, terms, before, most) for part in every]

    def read(self, former: Cv, own: Own) -> Cv | None:
        """The CV as answered, or None when something is to be seen again."""
        if not self.validate():
            return None
        names = ("name", "headline", "layout", "contact", "stories")
        return self.taken(self.arranged(former, own), **{name: self[name].data for name in names})


class BookletForm(HandoutForm):
    """Which diploma, why, and which experiences."""

    diploma = StringField(validators=[at_most(LINE)], **_asked(Booklet, "diploma"))
    code = StringField(validators=[at_most(LINE)], **_asked(Booklet, "code"))
    certifier = StringField(validators=[at_most(LINE)], **_asked(Booklet, "certifier"))
    reason = TextAreaField(validators=[at_most(PROSE)], **_asked(Booklet, "reason"))
    experiences = Checks(
        N_("Quelles expériences voulez-vous y mettre ?"), choices=[], validate_choice=False
    )

    @classmethod
    def of(cls, former: Booklet, rev: int, own: Own) -> Self:
        """The form of the booklet, with everything that may be recognised to tick."""
        ticked = [str(each) for each in former.experiences]
        form = cls(data={**dict(former), "experiences": ticked, "rev": rev})
        form.experiences.choices = [
            SelectChoice(str(one.id), _named(one.entry.title, calendar.period(one.entry.period)))
            for one in booklets.offered(own)
        ]
        return form

    def settle(self, current: Booklet) -> None:  # type: ignore[override]  # its own kind
        """Experiences too, one by one."""
        super().settle(current)
        here = ticks.taken(self._ticked(), current.experiences, self.as_stored)
        self.experiences.data = [str(each) for each in here]

    def read(self, former: Booklet) -> Booklet | None:
        """The booklet as answered, or None when something is to be seen again."""
        if not self.validate():
            return None
        names = ("diploma", "code", "certifier", "reason")
        answers = {name: self[name].data for name in names}
        return self.taken(former, experiences=self._ticked(), **answers)

    def moved_on(self, current: Kept[Booklet], own: Own) -> None:
        """Another window kept something else: tell what, experience by experience too."""
        here = self._ticked()
        self.meanwhile(current, ticks.of_booklet(booklets.offered(own), here, current.what))

    def _ticked(self) -> tuple[UUID, ...]:
        """The experiences chosen, among those that there are."""
        boxes = {str(choice.value) for choice in self.experiences.choices or ()}
        return tuple(_ids(each for each in self.experiences.data or () if each in boxes))


def _named(title: str, when: str) -> str:
    return f"{title} ({when})" if when else title


def _ids(sent: Any) -> Iterator[UUID]:
    """The ids among what was sent; anything else was not written by a page of ours."""
    for each in sent or ():
        try:
            yield UUID(each)
        except ValueError:
            continue
