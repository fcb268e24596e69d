"""The one thing proposed on a citizen's first page: never two, never again what was put aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from portfolio.domain.accounts import Profile
from portfolio.domain.entries import KINDS
from portfolio.domain.errors import NotFound
from portfolio.domain.freshness import Said, to_ask
from portfolio.domain.guide import LAST
from portfolio.domain.nextstep import LADDER, NextStep, next_step
from portfolio.domain.sections import Section
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.web.templating import say, say_with

START, TRUE = "start", "true"
AWHILE = timedelta(days=30)
"""How long what was put aside is not proposed again."""
SOON = timedelta(days=7)
"""The same for what was begun and left."""


@dataclass(frozen=True, slots=True)
class Idea:
    """One small step: why, what, and where; *name* is how it is put aside."""

    name: str
    sentence: str
    action: str
    url: str


def idea(opened: Sequence[Opened], profile: Profile, today: date) -> Idea | None:
    """What to propose today; nothing when all is taken or put aside."""
    aside = {name for name, until in profile.aside.items() if until > today}
    if profile.guide.begun and START not in aside:
        return _going_on(profile.guide.next)
    step = next_step(((one.id, one.entry) for one in opened), aside)
    return Idea(step.name, say(step.sentence), say(step.action), _where(step)) if step else None


def question(opened: Sequence[Opened], profile: Profile, today: date) -> Opened | None:
    """What to ask about, "still true?"; after an answer, nothing for some days."""
    aside = {name for name, until in profile.aside.items() if until > today}
    if TRUE in aside:
        return None
    said = (Said(one.id, one.entry, day_of(one.changed_at)) for one in opened)
    asked = to_ask(said, today, aside)
    return next((one for one in opened if asked and one.id == asked.id), None)


def aside_until(what: str, today: date) -> date:
    """Until when *what* is put aside; what was never proposed is not there."""
    if what not in {START, TRUE, *(rung.step.name for rung in LADDER)}:
        raise NotFound
    return today + (SOON if what == START else AWHILE)


def _going_on(step: int) -> Idea:
    return Idea(
        START,
        say(N_("Vous aviez commencé à vous présenter. Vos réponses sont gardées.")),
        say_with(N_("Reprendre à l’étape %(step)s sur %(total)s"), step=step, total=LAST),
        url_for("start.index"),
    )


def _where(step: NextStep) -> str:
    if step.entry_id:
        return url_for("entries.edit", entry_id=step.entry_id)
    if not step.kind:
        return url_for("entries.choose")
    desk = "plans" if KINDS[step.kind].section is Section.PLAN else "entries"
    return url_for(f"{desk}.add", kind=step.kind)
