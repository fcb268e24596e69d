"""The lines of a team's changes, in words."""

from portfolio.domain.structures import Office
from portfolio.domain.team import TeamAct
from portfolio.domain.words import N_
from portfolio.services.team_lines import Line
from portfolio.web.templating import say, say_with

ALTERED = N_("Cette ligne a été modifiée hors de Fil rouge.")
SERVICE = N_("Le service")
SOMEBODY = N_("Une personne")
INVITED_BY = N_("a dit oui à l’invitation de %(who)s")
OFFICES = {office.value: office.label for office in Office}


def in_words(line: Line) -> str:
    """Who did what, in one sentence."""
    if line.act is None:
        return say(ALTERED)
    by = line.by or say(SERVICE if line.serviced else SOMEBODY)
    answered = line.act is TeamAct.ACCEPTED and line.who
    words = INVITED_BY if answered else line.act.label
    who = line.who or say(SOMEBODY)
    return f"{by} {say_with(words, who=who, detail=_offices(line.detail))}"


def _offices(detail: str) -> str:
    return " → ".join(say(OFFICES[each]) for each in detail.split() if each in OFFICES)
