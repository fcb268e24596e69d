"""What stands on the sheet of an interview that is being closed."""

from collections.abc import Iterable, Iterator

from portfolio.domain.contributions import (
    Answer,
    ProposedAction,
    ProposedObservation,
    ProposedProgramme,
    ProposedSituation,
    Synthesis,
)
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.meetings import Agreed, Ending, MeetingSheet, Offer, Written
from portfolio.domain.proposed import ProposedDocument, ProposedObjective
from portfolio.domain.sharing import day_of
from portfolio.domain.showing import plan_entries
from portfolio.services import brought, revisions, sides
from portfolio.services.brought import Brought
from portfolio.services.grants import OpenGrant
from portfolio.services.work import Work

TO_DO = frozenset({ActionStatus.AGREED, ActionStatus.IN_PROGRESS, ActionStatus.PAUSED})
ANSWERS = {
    Answer.PENDING: Written.SENT,
    Answer.ACCEPTED: Written.ACCEPTED,
    Answer.DECLINED: Written.DECLINED,
}


def of(work: Work, opened: OpenGrant, said: Ending, language: str) -> MeetingSheet:
    """The sheet, as things are now: what was *said*, and what is known of the rest."""
    view = opened.view
    there = brought.to_grant(work, opened)
    sections = tuple(view.terms.sections)
    apart = sum(shown.kind.section not in sections for shown in view.entries)
    return MeetingSheet(
        **dict(said),
        person=view.person,
        counsellor=opened.standing.name,
        structure=opened.standing.structure,
        actions=tuple(_actions(opened, there, said.met_on)),
        offers=tuple(_offers(there, said.met_on)),
        written=_written(work, opened, there, said.met_on),
        sections=sections,
        apart=apart,
        rights=view.terms.rights,
        ends=view.terms.ends,
        language="en" if language == "en" else "fr",
    )


def _agreed(opened: OpenGrant) -> Iterator[Agreed]:
    """What is still to be done of the plan that the structure sees, the soonest first."""
    found = (shown.entry for shown in plan_entries(opened.view))
    actions = [one for one in found if isinstance(one, Action) and one.status in TO_DO]
    for one in sorted(actions, key=lambda it: (it.due is None, it.due.latest if it.due else 0)):
        who = one.who_name or (
            opened.view.person if one.who is Who.ME else one.provenance.structure
        )
        yield Agreed(what=one.title, who=who, due=one.due, due_text=one.due_text, place=one.place)


def _actions(opened: OpenGrant, there: Iterable[Brought], met_on: PartialDate) -> Iterator[Agreed]:
    """Those of the plan that the structure sees, then those proposed that are not in it."""
    agreed = list(_agreed(opened))
    yield from agreed
    known = {one.what for one in agreed}
    for one in _of_that_day(there, met_on):
        it, waiting = one.what, one.state is Answer.PENDING
        if isinstance(it, ProposedAction) and (waiting or it.what not in known):
            who = it.who_name or (opened.standing.name if it.who is Who.COUNSELLOR else "")
            yield Agreed(
                what=it.what,
                who=who,
                due=it.due,
                due_text=it.due_text,
                place=it.place,
                waiting=waiting,
            )


def _offers(there: Iterable[Brought], met_on: PartialDate) -> Iterator[Offer]:
    """What else was proposed; the synthesis has a part of its own."""
    for one in _of_that_day(there, met_on):
        it, waiting = one.what, one.state is Answer.PENDING
        match it:
            case ProposedObjective() | ProposedDocument():
                due = it.due if isinstance(it, ProposedObjective) else None
                yield Offer(kind=it.kind, what=it.title, due=due, waiting=waiting)
            case ProposedProgramme():
                yield Offer(kind=it.kind, what=it.programme.title, waiting=waiting)
            case ProposedObservation():
                yield Offer(kind=it.kind, what=it.about, waiting=waiting)
            case ProposedSituation():
                yield Offer(kind=it.kind, waiting=waiting)


def _of_that_day(there: Iterable[Brought], met_on: PartialDate) -> Iterator[Brought]:
    """What was proposed on the day of the interview and not declined, and all that waits still."""
    for one in there:
        that_day = met_on.earliest <= day_of(one.created_at) <= met_on.latest
        if one.state is Answer.PENDING or (that_day and one.state is Answer.ACCEPTED):
            yield one


def _written(
    work: Work, opened: OpenGrant, there: Iterable[Brought], met_on: PartialDate
) -> Written:
    """What became of the synthesis of that day, written by two or by one."""
    for joint in revisions.of_grant(work, sides.of_opened(opened)):
        if joint.last.what.met_on == met_on:
            return Written.OPEN if joint.open else Written.FINAL
    for one in there:
        if isinstance(one.what, Synthesis) and one.what.met_on == met_on.latest:
            return ANSWERS[one.state]
    return Written.NONE
