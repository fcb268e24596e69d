"""The booklet of a VAE, begun: what is known is written, what is not has room to be written."""

from dataclasses import asdict, dataclass

from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.sheets import BOXED, Letterhead, Pairs, letterhead
from portfolio.formats.typesetting import typeset
from portfolio.formats.unmarking import unmarked_in
from portfolio.formats.words import Words

NUMBERED = N_("Expérience %(number)s : %(title)s")
ACTIVITIES = N_("Ce que j’y fais, ou y faisais")
SKILLS = N_("Ce que je sais faire grâce à elle")
EVIDENCE = N_("Ce qui peut le montrer")
MORE = N_("À compléter à la main")
EMPTY = N_("Aucune expérience n’est encore choisie pour ce livret.")
PROSE = frozenset({"told"})
PARTS = (N_("Contexte"), N_("Mes mots"))


@dataclass(frozen=True, slots=True)
class Question:
    """Something to tell: what is told already, and how many ruled lines are left for the rest."""

    asked: str
    told: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """One activity: what it is, then its questions."""

    what: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Experience:
    """A part of a life to be recognised."""

    title: str
    context: Pairs
    story: Question
    activities: tuple[Work, ...]
    skills: tuple[str, ...]
    evidence: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class BookletSheet:
    """The booklet: whose, for which diploma, why, and the experiences."""

    head: Letterhead
    author: str
    facts: Pairs
    reason: Question
    experiences: tuple[Experience, ...]
    closing: tuple[str, ...]


@writes(
    "booklet-pdf",
    subject=BookletSheet,
    label=N_("Livret de VAE à compléter (PDF)"),
    media_type="application/pdf",
    suffix="pdf",
)
def write(sheet: BookletSheet, words: Words) -> bytes:
    """*sheet* as PDF/UA-1; a fresh page for each experience."""
    data = {
        **letterhead(sheet.head),
        "author": sheet.author,
        "boxed": words(BOXED),
        "facts": sheet.facts,
        "reason": asdict(sheet.reason),
        "experiences": [
            asdict(one) | {"title": words(NUMBERED, number=number, title=one.title)}
            for number, one in enumerate(sheet.experiences, 1)
        ],
        "empty": "" if sheet.experiences else words(EMPTY),
        "closing": sheet.closing,
        "labels": {
            "context": words(PARTS[0]),
            "story": words(PARTS[1]),
            "activities": words(ACTIVITIES),
            "skills": words(SKILLS),
            "evidence": words(EVIDENCE),
            "more": words(MORE),
        },
    }
    return typeset("booklet", unmarked_in(data, PROSE), sheet.head.at)
