"""The fil rouge in one page: who, three strengths, the path, the project, three next actions."""

from collections.abc import Iterator
from operator import itemgetter

from portfolio.domain.dates import Period
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.entries.skill import Skill
from portfolio.domain.plan import OVER, Plan
from portfolio.domain.sections import Section
from portfolio.domain.words import N_
from portfolio.formats.onepage_pdf import OnePage, Step
from portfolio.formats.sheets import Letterhead
from portfolio.web import calendar
from portfolio.web.own import Own, letterhead
from portfolio.web.templating import say, say_with

STRENGTHS, ACTIONS = 3, 3
TITLE = N_("Mon fil rouge")
GOAL_FOR = N_("pour %(when)s")


def page_of(own: Own, head: Letterhead | None = None) -> OnePage:
    """What stands on the page; what is kept for oneself is not on it."""
    identity = own.identity
    return OnePage(
        head=head or letterhead(own, say(TITLE)),
        name=own.name,
        about=(identity.story or identity.headline) if identity and not identity.private else "",
        strengths=tuple(_strengths(own))[:STRENGTHS],
        steps=tuple(_steps(own)),
        goal=_goal(own),
        actions=tuple(_actions(own))[:ACTIONS],
    )


def _strengths(own: Own) -> Iterator[str]:
    """The surest skills first; among equals, those that one wants to use again."""
    skills = [skill for skill in own.all(Skill) if not skill.private]
    order = {"yes": 0, None: 1, "maybe": 1, "no": 2}
    skills.sort(key=lambda one: (order.get(one.again, 1), -(one.level or 0)))
    return (skill.title for skill in skills)


def _steps(own: Own) -> Iterator[Step]:
    """The dated path in the order in which it began."""
    path = (one.entry for one in own.opened if one.entry.section is Section.PATH)
    dated = [(_start(entry.period), entry) for entry in path if entry.period and not entry.private]
    for _, entry in sorted(dated, key=itemgetter(0)):
        where = f", {entry.summary}" if entry.summary else ""
        yield Step(entry.knot, calendar.period(entry.period), f"{entry.title}{where}")


def _start(period: Period) -> tuple[int, ...]:
    first = period.start or period.end
    return first.parts if first else ()


def _goal(own: Own) -> Step | None:
    active = (
        one for one in own.all(Project) if one.status is ProjectStatus.ACTIVE and not one.private
    )
    project = next(active, None)
    if project is None:
        return None
    when = calendar.partial(project.target)
    return Step("goal", say_with(GOAL_FOR, when=when) if when else "", project.title)


def _actions(own: Own) -> Iterator[Step]:
    """What was agreed to and is not over: the soonest first, the undated last."""
    for step in Plan.of((one.id, one.entry) for one in own.opened).agreed:
        if step.action.status not in OVER and not step.action.private:
            yield Step("action", _when(step.action), step.action.title)


def _when(action: Action) -> str:
    return calendar.partial(action.due) or action.due_text
