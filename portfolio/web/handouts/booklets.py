"""The booklet of a VAE from a portfolio: what is told already, and room for the rest."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask_babel import gettext
from pydantic import BaseModel

from portfolio.domain.entries import Entry
from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.shapes import in_one_line
from portfolio.domain.entries.skill import Skill
from portfolio.domain.handouts import Booklet
from portfolio.domain.sections import Section
from portfolio.domain.words import N_
from portfolio.formats.booklet_pdf import BookletSheet, Experience, Question, Work
from portfolio.formats.sheets import Pairs
from portfolio.services.boxes import Opened
from portfolio.web import calendar
from portfolio.web.facts import words
from portfolio.web.own import Own, latest_first, letterhead
from portfolio.web.templating import say

TITLE = N_("Livret de VAE")
WHY = N_("Pourquoi ce diplôme, pourquoi maintenant ?")
STORY = N_("Un moment dont je suis content ou contente")
ASKED_ABOUT_ALL = (
    N_("Le lieu : que fait-on là, pour qui, avec combien de personnes ?"),
    N_("Ma place : qui me dit quoi faire ? De quoi est-ce que je décide ?"),
    N_("Une journée ordinaire, du début à la fin :"),
    N_("Ce qui a changé dans ma façon de faire depuis le début :"),
)
ASKED_ABOUT_A_TASK = (
    N_("Comment je m’y prends, étape par étape :"),
    N_("Avec quels outils, en suivant quelles règles :"),
    N_("Une difficulté, et ce que j’ai fait :"),
)
CLOSING = (
    N_(
        "Ce livret vous aide à préparer votre dossier. Le dossier officiel se demande à "
        "l’organisme qui délivre le diplôme : recopiez-y ce qui vous sert."
    ),
)
ROWS, FEW_ROWS = 4, 3


def offered(own: Own) -> list[Opened]:
    """What may be recognised: any part of the path that lasted, paid or not."""
    path = (one for one in own.opened if one.entry.section is Section.PATH)
    return latest_first(one for one in path if "when" in type(one.entry).model_fields)


def sheet_of(own: Own, booklet: Booklet) -> BookletSheet:
    """The booklet as it is today, the chosen experiences from the latest to the oldest."""
    chosen = [one for one in offered(own) if one.id in booklet.experiences]
    facts = (
        (gettext("Personne"), own.name),
        (gettext("Diplôme visé"), booklet.diploma),
        (gettext("Code"), booklet.code),
        (gettext("Délivré par"), booklet.certifier),
    )
    return BookletSheet(
        head=letterhead(own, say(TITLE)),
        author=own.name_for_files,
        facts=tuple((label, value) for label, value in facts if value),
        reason=_question(WHY, booklet.reason, ROWS + FEW_ROWS),
        experiences=tuple(_experience(own, one) for one in chosen),
        closing=tuple(map(say, CLOSING)),
    )


def _experience(own: Own, one: Opened) -> Experience:
    entry = one.entry
    return Experience(
        title=entry.title,
        context=_context(entry),
        story=_question(STORY, entry.story, ROWS),
        activities=tuple(_works(entry)),
        skills=tuple(_skills(own, one.id)),
        evidence=tuple(_evidence(own, one.id)),
        questions=tuple(_question(asked, "", ROWS) for asked in ASKED_ABOUT_ALL),
    )


def _context(entry: Entry) -> Pairs:
    told = (
        (gettext("Où, avec qui"), entry.summary),
        (gettext("Quand"), calendar.capital(calendar.period(entry.period))),
        (gettext("Contrat"), words(getattr(entry, "contract", None))),
        (gettext("Temps de travail"), words(getattr(entry, "working_time", None))),
        (gettext("Combien de temps"), getattr(entry, "volume", "") or getattr(entry, "length", "")),
        (gettext("Secteur"), words(getattr(entry, "sector", None))),
        (gettext("Personnes dans l’équipe"), words(getattr(entry, "team_size", None))),
    )
    return tuple((label, value) for label, value in told if value)


def _works(entry: Entry) -> Iterator[Work]:
    """Activities with the answers they have; else the tasks, each with the questions to answer."""
    activities = getattr(entry, "activities", ())
    for activity in activities:
        yield Work(activity.what, tuple(_answers(activity)))
    for task in () if activities else getattr(entry, "tasks", ()):
        yield Work(task, tuple(_question(asked, "", FEW_ROWS) for asked in ASKED_ABOUT_A_TASK))


def _answers(activity: BaseModel) -> Iterator[Question]:
    for name, info in type(activity).model_fields.items():
        if name != "what" and info.title:
            yield _question(info.title, _told(getattr(activity, name)), 2)


def _told(value: Any) -> str:
    return "\n".join(map(words, value)) if isinstance(value, tuple) else words(value)


def _skills(own: Own, experience: UUID) -> Iterator[str]:
    """The skills that say they come from there."""
    return (one.title for one in _pointing(own, experience) if isinstance(one, Skill))


def _evidence(own: Own, experience: UUID) -> Iterator[str]:
    """Whatever else says that it belongs there, and can show it."""
    for one in _pointing(own, experience):
        if not isinstance(one, (Skill, Interest)):
            yield in_one_line(one.title, one.summary)


def _pointing(own: Own, experience: UUID) -> Iterator[Entry]:
    linked = ((one.entry, getattr(one.entry, "linked", ())) for one in own.opened)
    return (entry for entry, links in linked if isinstance(links, tuple) and experience in links)


def _question(asked: str, told: str, rows: int) -> Question:
    """Ruled lines only where nothing is told yet."""
    return Question(say(asked), told, 0 if told else rows)
