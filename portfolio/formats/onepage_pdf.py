"""The fil rouge on one sheet in large print: a life, what it taught, what comes next."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from portfolio.domain.unmarking import unmarked
from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.sheets import BOXED, Letterhead, letterhead
from portfolio.formats.typesetting import typeset
from portfolio.formats.words import Words

MOST_STEPS = 14
ABOUT, STRENGTH, GOAL, ACTION, STEP, NAME = 300, 70, 110, 80, 80, 60
"""How many letters of each are printed: at 14 points a page holds about two thousand."""

WHO = N_("Qui je suis")
STRENGTHS = N_("Mes points forts")
PATH = N_("Mon fil")
BEGINS = N_("Mon fil commence ici")
TODAY = N_("Aujourd’hui")
PROJECT = N_("Mon projet")
NEXT = N_("Mes prochaines actions")
OLDER_ONE = N_("Une étape plus ancienne n’est pas sur cette page : elle est dans « Mon fil ».")
OLDER = N_(
    "%(count)s étapes plus anciennes ne sont pas sur cette page : elles sont dans « Mon fil »."
)
CUT = N_("Là où vous voyez « … », le texte entier est dans votre portfolio.")


@dataclass(frozen=True, slots=True)
class Step:
    """A knot of the thread: *kind* as it is drawn, *when* and *title* in words."""

    kind: str
    when: str
    title: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """What is told on the sheet; *steps* oldest first, *goal* and *actions* still to come."""

    head: Letterhead
    name: str
    about: str
    strengths: tuple[str, ...]
    steps: tuple[Step, ...]
    goal: Step | None
    actions: tuple[Step, ...]


@writes(
    "onepage-pdf",
    subject=OnePage,
    label=N_("Mon fil rouge en une page (PDF)"),
    media_type="application/pdf",
    suffix="pdf",
)
def write(page: OnePage, words: Words) -> bytes:
    """*page* as PDF/UA-1: always one A4 sheet, 14 points or more, saying what is not on it."""
    steps = page.steps[-MOST_STEPS:]
    before = len(page.steps) - len(steps)
    data = {
        **letterhead(page.head),
        "boxed": words(BOXED),
        "name": cut(page.name, NAME),
        "about": cut(unmarked(page.about), ABOUT),
        "strengths": [cut(each, STRENGTH) for each in page.strengths[:3]],
        "steps": [_step(each, STEP) for each in steps],
        "older": [_older(before + left, words) for left in range(len(steps) + 1)],
        "goal": _step(page.goal, GOAL) if page.goal else None,
        "actions": [_step(each, ACTION) for each in page.actions[:3]],
        "cut": words(CUT) if _any_cut(page, steps) else "",
        "labels": {
            "about": words(WHO),
            "strengths": words(STRENGTHS),
            "steps": words(PATH) if steps else words(BEGINS),
            "today": words(TODAY),
            "goal": words(PROJECT),
            "actions": words(NEXT),
        },
    }
    return typeset("onepage", data, page.head.at)


def cut(text: str, most: int) -> str:
    """*text* on one line, as far as *most* letters, ended at a word when one ends in time."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    return (kept.rpartition(" ")[0] if " " in kept[most // 2 :] else kept) + "…"


def _step(step: Step, most: int) -> dict[str, Any]:
    return {**asdict(step), "title": cut(step.title, most), "when": cut(step.when, 60)}


def _any_cut(page: OnePage, steps: Sequence[Step]) -> bool:
    said = [(unmarked(page.about), ABOUT), *((each, STRENGTH) for each in page.strengths[:3])]
    said += [(each.title, STEP) for each in steps]
    said += [(each.title, ACTION) for each in page.actions[:3]]
    said += [(page.goal.title, GOAL)] if page.goal else []
    return any(cut(text, most) != " ".join(text.split()) for text, most in said)


def _older(count: int, words: Words) -> str:
    if count == 1:
        return words(OLDER_ONE)
    return words(OLDER, count=count) if count else ""
