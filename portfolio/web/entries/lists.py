"""Entries side by side: by section, or as skills, languages and interests."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from portfolio.domain.dates import Period
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.interest import Card, Interest
from portfolio.domain.entries.language import Language
from portfolio.domain.sections import Section
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.web.paging import cut, number_in, portions

Kind = type[Entry]
ON_A_PAGE = 200
AROUND = 60  # letters of a line beside its title: an address, dates


Sections = list[tuple[Section, list[tuple[Kind, list[Opened]]]]]


def page_of(work: Work, number: int) -> dict[str, Any]:
    """A page of everything: of a long life, the sections that have something on it."""
    whole = by_section(entries.read_all(work))
    rows = [one for _, kinds in whole for _, there in kinds for one in there]
    shown = portions(rows, number, _letters, ON_A_PAGE)
    sections = _in_sections(shown.items) if shown.pages > 1 else whole
    return {"sections": sections, "shown": shown, "several": several()}


def _letters(one: Opened) -> int:
    return len(one.entry.title) + AROUND


def by_section(opened: Sequence[Opened]) -> Sections:
    """Every section, with the kinds that have something in it."""
    heaps: dict[Kind, list[Opened]] = {}
    for one in opened:
        heaps.setdefault(type(one.entry), []).append(one)
    filled = [(kind, latest_first(heaps[kind])) for kind in KINDS.values() if kind in heaps]
    return [
        (section, [pair for pair in filled if pair[0].section is section]) for section in Section
    ]


def _in_sections(rows: Sequence[Opened]) -> Sections:
    """Rows under their sections again, in the order they have already."""
    heaps = groupby(rows, key=lambda one: type(one.entry))
    kinds = [(kind, list(there)) for kind, there in heaps]
    return [
        (section, list(there))
        for section, there in groupby(kinds, key=lambda pair: pair[0].section)
    ]


def several() -> dict[Section, bool]:
    """The sections that hold several kinds, whose names are then worth writing."""
    count = Counter(kind.section for kind in KINDS.values())
    return {section: count[section] > 1 for section in Section}


def of_kind(opened: Sequence[Opened], kind: Kind) -> list[Opened]:
    """Those of *kind*, in the order they were given."""
    return [one for one in opened if isinstance(one.entry, kind)]


def latest_first(opened: Sequence[Opened]) -> list[Opened]:
    """By date, what is ongoing and recent first; what has none at the end, by title."""
    ages = [(_age(one.entry.period), one) for one in opened]  # worked out once each
    dated = sorted(((age, one) for age, one in ages if age), key=itemgetter(0), reverse=True)
    rest = sorted((one for age, one in ages if not age), key=lambda one: one.entry.title.casefold())
    return [*(one for _, one in dated), *rest]


def of_tastes(opened: Sequence[Opened], asked: Mapping[str, str]) -> dict[str, Any]:
    """Languages and interests, which the page of skills shows below them, a page of each."""
    by_card = [(card, one) for card in Card for one in of_kind(opened, Interest) if _is(one, card)]
    interests = cut(by_card, number_in(asked, "interests"))
    heaps = groupby(interests.items, key=itemgetter(0))
    return {
        "languages": cut(of_kind(opened, Language), number_in(asked, "languages")),
        "interests": interests,
        "cards": [(card, [one for _, one in there]) for card, there in heaps],
    }


def _is(one: Opened, card: Card) -> bool:
    return isinstance(one.entry, Interest) and one.entry.card is card


def _age(period: Period | None) -> tuple[bool, tuple[int, ...]] | None:
    """What puts a dated entry before another; None for one without a date."""
    anchor = period.anchor if period else None
    return (period.ongoing, anchor.parts) if period and anchor else None
