"""Plans to write: entries as a portfolio holds them, plain or made up by Hypothesis."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.entries.objective import Objective, Theme
from portfolio.domain.entries.project import Project
from portfolio.formats.plan import Export, PlanSheet, plan_of

AT = datetime(2026, 11, 20, 10, 2, tzinfo=UTC)
EXPORT = Export("Awa Diallo", "Hélène Grandjean", AT, "Fil rouge", "CIDFF", "https://exemple.fr")
BY_HELENE = Provenance.proposed("CIDFF des Vosges", "Hélène Grandjean", date(2026, 9, 3))
GOAL, OTHER_GOAL, PROJECT = UUID(int=1), UUID(int=2), UUID(int=3)


def an_action(**changes: Any) -> Action:
    return Action.model_validate({"title": "Appeler l’Afpa", "objective": GOAL, **changes})


PLAN: list[tuple[UUID, Entry]] = [
    (PROJECT, Project(title="Devenir aide-soignante")),
    (
        GOAL,
        Objective(
            title="Confirmer mon choix",
            project=PROJECT,
            due=PartialDate(2026),
            theme=Theme.CHOOSING,
        ),
    ),
    (OTHER_GOAL, Objective(title="Financer ma formation", due=PartialDate(2027, 1, 15))),
    (
        UUID("3f2a9c1e-0000-4000-8000-000000000001"),
        an_action(title="Rencontrer une aide-soignante", due="2026-09-03", status="done"),
    ),
    (
        UUID("3f2a9c1e-0000-4000-8000-000000000002"),
        an_action(
            title="Faire une immersion en gériatrie",
            story="Cinq jours; convention, tenue\nbadge",
            due="2026-12",
            start="2026-12-07",
            who=Who.STRUCTURE,
            who_name="CIDFF des Vosges",
            provenance=BY_HELENE,
            agreed_on=date(2026, 9, 5),
            status="in-progress",
            place="Épinal",
        ),
    ),
    (
        UUID("3f2a9c1e-0000-4000-8000-000000000003"),
        an_action(
            objective=OTHER_GOAL,
            title="Déposer le dossier",
            due_text="quand j’aurai la réponse",
            who=Who.COUNSELLOR,
            status="paused",
            outcome="=1+1",
        ),
    ),
    (
        UUID("3f2a9c1e-0000-4000-8000-000000000004"),
        an_action(objective=None, title="Passer le permis", due="2028", status="agreed"),
    ),
    (
        UUID("3f2a9c1e-0000-4000-8000-000000000005"),
        an_action(
            objective=UUID(int=99), title="Loger", status="dropped", dropped_reason="Trop loin"
        ),
    ),
    (
        UUID("3f2a9c1e-0000-4000-8000-000000000006"),
        an_action(title="Seulement proposée", status="proposed", provenance=BY_HELENE),
    ),
]
SHEET: PlanSheet = plan_of(PLAN, EXPORT)

letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co"))
lines = st.text(letters, max_size=60)
titles = st.text(letters, min_size=1, max_size=60).map(lambda text: f"x{text}x")
prose = st.text(letters | st.just("\n"), max_size=120)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
partial_dates = days.flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(*day.timetuple()[:3])]
    )
)
actions = st.builds(
    an_action,
    title=titles,
    story=prose,
    objective=st.sampled_from([GOAL, OTHER_GOAL, None]),
    who=st.sampled_from(Who),
    who_name=lines,
    due=st.none() | partial_dates,
    due_text=lines,
    status=st.sampled_from(ActionStatus),
    dropped_reason=titles,
    place=lines,
    outcome=prose,
    provenance=st.just(Provenance()) | st.just(BY_HELENE),
)
sheets = st.lists(
    st.tuples(st.uuids(version=4), actions), max_size=4, unique_by=lambda p: p[0]
).map(lambda some: plan_of([*PLAN[:3], *some], EXPORT))
