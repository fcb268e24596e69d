"""A CV from a portfolio: which parts, which entries, and how each is told on paper."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import gettext

from portfolio.domain import searching
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Card, Interest
from portfolio.domain.entries.language import Language
from portfolio.domain.handouts import Cv, parts_of_a_cv
from portfolio.domain.sections import Section
from portfolio.domain.words import N_
from portfolio.formats.cv_pdf import CvSheet, Item, Part, Shape
from portfolio.formats.sheets import Pairs
from portfolio.services.boxes import Opened
from portfolio.web.forms.seeking import MOST
from portfolio.web.own import Own, span
from portfolio.web.templating import say, say_with

TITLES = {"job": N_("Expérience professionnelle"), "training": N_("Formation")}
"""What recruiters look for; other parts keep the name they have everywhere."""
SHAPES: dict[Section, Shape] = {Section.SKILLS: "list", Section.INTERESTS: "words"}
ASIDE = frozenset({Section.SKILLS, Section.INTERESTS})
DONE = ("tasks", "courses", "blocks")
TITLE = N_("CV – %(name)s")
MOST_POINTS = 12
BOXES = 120
"""Boxes of a page, all parts together."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A part as the page of choices shows it: its entries, each ticked or not.

    Of many, some have no box: those *carried* had one before the person looked for others.
    """

    kind: str
    title: str
    shown: bool
    entries: tuple[tuple[Opened, bool], ...]
    carried: tuple[tuple[Opened, bool], ...] = ()
    waiting: int = 0


def title_of(kind: str) -> str:
    """What a part is called on a CV."""
    return say(TITLES.get(kind, KINDS[kind].plural))


def offered(own: Own, kind: str) -> list[Opened]:
    """The entries of *kind* that a CV may tell: of tastes, only what one likes."""
    return [one for one in own.of_kind(kind) if _may(one.entry)]


def choices(own: Own, cv: Cv) -> list[Choice]:
    """Every part that has something in it: those shown, in order, then the others."""
    known = parts_of_a_cv()
    shown = [kind for kind in cv.parts if kind in known]
    found = []
    for kind in (*shown, *(each for each in known if each not in shown)):
        ticked = tuple((one, cv.shows(one.id, one.entry)) for one in offered(own, kind))
        if ticked:
            found.append(Choice(kind, title_of(kind), kind in shown, ticked))
    return found


def room(every: Sequence[Choice]) -> int:
    """How many boxes a part may have, so that a page of many parts stays light."""
    sizes = [len(part.entries) for part in every]
    fair = (most for most in range(MOST, 1, -1) if sum(min(most, size) for size in sizes) <= BOXES)
    return next(fair, 1)


def drawn(choice: Choice, terms: Sequence[str], before: Collection[UUID], most: int) -> Choice:
    """*choice* with *most* boxes, of entries that say *terms*; those *before* had one already."""
    boxes = [
        (one, ticked)
        for one, ticked in choice.entries
        if searching.holds_all([one.entry.title, one.entry.summary], terms)
    ][:most]
    rest = [pair for pair in choice.entries if pair not in boxes]
    carried = tuple(pair for pair in rest if pair[0].id in before)
    return replace(choice, entries=tuple(boxes), carried=carried, waiting=len(rest))


def sheet_of(own: Own, cv: Cv) -> CvSheet:
    """The CV as it is today: choices are kept, words are read from the portfolio each time."""
    identity = own.identity if own.identity and not own.identity.private else None
    return CvSheet(
        layout=cv.layout.value,
        title=say_with(TITLE, name=own.name_for_files) if own.name_for_files else "CV",
        author=own.name_for_files,
        name=own.name,
        headline=cv.headline or (identity.headline if identity else ""),
        contact=contact(identity) if identity and cv.contact else (),
        about=identity.story if identity else "",
        parts=tuple(_parts(own, cv)),
        at=own.now,
    )


def contact(identity: Identity) -> Pairs:
    """The ways to reach somebody, in the order they are tried."""
    town = " ".join(filter(None, (identity.postal_code, identity.town)))
    told = (
        (gettext("Téléphone"), identity.phone),
        (gettext("Courriel"), identity.email),
        (gettext("Ville"), town),
        (gettext("Site"), identity.website),
        *((gettext("Lien"), link) for link in identity.links),
    )
    return tuple((label, value) for label, value in told if value)


def _parts(own: Own, cv: Cv) -> Iterator[Part]:
    for choice in choices(own, cv):
        items = tuple(_item(one.entry, cv) for one, ticked in choice.entries if ticked)
        section = KINDS[choice.kind].section
        if choice.shown and items:
            shape = "words" if choice.kind == Language.kind else SHAPES.get(section, "dated")
            yield Part(choice.title, shape, items, section in ASIDE)


def _item(entry: Entry, cv: Cv) -> Item:
    return Item(
        title=entry.title,
        place=_place(entry),
        when=span(entry.period),
        notes=(entry.story,) if cv.stories and entry.story else (),
        points=tuple(_points(entry))[:MOST_POINTS],
    )


def _place(entry: Entry) -> str:
    """Where and with whom; of a language, how well; of a skill, nothing."""
    if isinstance(entry, Language):
        return _fluency(entry)
    return "" if entry.section is Section.SKILLS else entry.summary


def _fluency(language: Language) -> str:
    """``langue maternelle``, ``B1``, ``de A1 à B1``."""
    if language.mother_tongue:
        return str(gettext("langue maternelle"))
    levels = sorted({level.value for level in language.levels.values()})
    if len(levels) > 1:
        return str(gettext("de %(low)s à %(high)s", low=levels[0], high=levels[-1]))
    return "".join(levels)


def _points(entry: Entry) -> Iterator[str]:
    """What was done: in lines, else in activities told one by one."""
    lines = [line for name in DONE for line in getattr(entry, name, ())]
    yield from lines or [activity.what for activity in getattr(entry, "activities", ())]


def _may(entry: Entry) -> bool:
    return not isinstance(entry, Interest) or entry.card is Card.LIKE
