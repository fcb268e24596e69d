"""What the address of the plan asks to see, and the words of what it may ask."""

from collections.abc import Mapping
from datetime import date

from portfolio.domain.entries.action import Who
from portfolio.domain.entries.objective import Theme
from portfolio.domain.plan import Plan
from portfolio.domain.sifting import AHEAD, Sieve
from portfolio.domain.words import N_
from portfolio.web.templating import say

STATES = {
    AHEAD: N_("Pas encore faites"),
    "todo": N_("À faire"),
    "doing": N_("En cours"),
    "paused": N_("En pause"),
    "late": N_("Date passée"),
    "done": N_("Faites"),
    "dropped": N_("Abandonnées"),
    "idea": N_("Proposées"),
}

Options = list[tuple[str, str]]


def of(asked: Mapping[str, str]) -> Sieve:
    """The sieve that an address asks for; what means nothing asks for nothing."""
    state, theme, who = (asked.get(name, "") for name in ("state", "theme", "who"))
    return Sieve(
        state if state in STATES else "",
        theme if theme in set(Theme) else "",
        who if who in set(Who) else "",
    )


def choices(plan: Plan, today: date) -> dict[str, Options]:
    """What may be asked of *plan*: nothing that would find nothing."""
    goals = [(step, goal.objective) for goal in plan.goals for step in goal.steps]
    states = {step.state(today) for step, _ in goals}
    about = {step.action.theme or (goal.theme if goal else None) for step, goal in goals}
    who = {step.action.who for step, _ in goals}
    return {
        "state": [(it, say(words)) for it, words in STATES.items() if it in {AHEAD, *states}],
        "theme": [(it.value, say(it.label)) for it in Theme if it in about],
        "who": [(it.value, say(it.label)) for it in Who if it in who],
    }
