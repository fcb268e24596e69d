"""Professionals propose; nothing enters a portfolio before the person says yes."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain import sharing as terms_of
from portfolio.domain.contributions import Answer
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import ActionStatus
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right
from portfolio.domain.showing import plan_entries
from portfolio.services import (
    boxes,
    contributions,
    departures,
    entries,
    grants,
    journal,
    sharing,
)
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.sharing import Contribution
from tests.services.people import (
    NOON,
    a_citizen,
    a_member,
    a_proposal,
    a_skill,
    a_structure,
    a_synthesis,
    an_action,
    an_objective,
    at_night,
    gives,
    later,
    terms,
)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add_all(work, [an_objective(), an_action(), a_skill()])
    return work


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, mode=Mode.SUIVI)


def plan(citizen: Work) -> list[str]:
    """What an export of the agreed plan would hold."""
    view = sharing.preview(citizen, terms(sections=tuple(Section)))
    return [shown.entry.title for shown in plan_entries(view)]


def test_e_03_what_is_proposed_is_not_in_the_agreed_plan_before_it_is_accepted(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance E-03: marked as proposed everywhere, excluded from exports."""
    contributions.propose(counsellor, grant_id, a_proposal())

    agreed = ["Financer ma formation", "Déposer le dossier"]
    assert plan(citizen) == agreed
    opened = grants.open_(counsellor, grant_id)
    assert [shown.entry.title for shown in plan_entries(opened.view)] == agreed
    assert [one.state for one in contributions.awaiting(citizen)] == [Answer.PENDING]
    assert [one.state for one in contributions.brought(counsellor, opened)] == [Answer.PENDING]


def test_e_03_an_action_somebody_keeps_as_proposed_is_not_agreed_either(citizen: Work) -> None:
    entries.add(citizen, an_action("Peut-être", status=ActionStatus.PROPOSED))

    assert "Peut-être" not in plan(citizen)


def test_an_accepted_action_joins_the_plan_with_its_author_and_its_date(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    contribution_id = contributions.propose(counsellor, grant_id, a_proposal(place="Golbey"))
    tomorrow = later(citizen, days=1)
    action = entries.read(citizen, contributions.accept(tomorrow, contribution_id)).entry

    assert action.kind == "action"
    assert action.model_dump(include={"title", "status", "due", "place", "agreed_on"}) == {
        "title": "Obtenir l’accord écrit de l’employeur",
        "status": ActionStatus.AGREED,
        "due": PartialDate(2026, 11, 27),
        "place": "Golbey",
        "agreed_on": terms_of.day_of(NOON) + timedelta(days=1),
    }
    told = action.provenance
    assert (told.how, told.structure, told.person) == (
        "proposed",
        "CIDFF des Vosges",
        "Hélène Grandjean",
    )
    assert (told.on, told.source_id) == (terms_of.day_of(NOON), str(contribution_id))
    opened = grants.open_(counsellor, grant_id)
    assert "Obtenir l’accord écrit de l’employeur" in [
        shown.entry.title for shown in plan_entries(opened.view)
    ]


def test_an_accepted_synthesis_is_kept_and_other_structures_do_not_see_it(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    other = a_structure(session, keys, "Marc Humbert", name="Fongecif")
    theirs = gives(citizen, other, mode=Mode.SUIVI)
    contribution_id = contributions.propose(counsellor, grant_id, a_synthesis(decided="Écrire"))
    entry = entries.read(citizen, contributions.accept(citizen, contribution_id)).entry

    assert (entry.kind, entry.title, entry.private) == (
        "synthesis",
        "Entretien, CIDFF des Vosges",
        True,
    )
    assert entry.story == "L’employeur n’a pas répondu."
    assert b"employeur" not in grants.open_(other, theirs).view.to_bytes()
    kept = contributions.brought(counsellor, grants.open_(counsellor, grant_id))
    assert [(one.state, one.what.kind) for one in kept] == [(Answer.ACCEPTED, "synthesis")]


def test_what_is_declined_enters_nothing(citizen: Work, counsellor: Work, grant_id: UUID) -> None:
    contribution_id = contributions.propose(counsellor, grant_id, a_proposal())
    contributions.decline(citizen, contribution_id)

    assert contributions.awaiting(citizen) == []
    assert [one.state for one in contributions.of_grant(citizen, grant_id)] == [Answer.DECLINED]
    assert plan(citizen) == ["Financer ma formation", "Déposer le dossier"]


def test_what_is_accepted_may_be_amended_and_keeps_its_author(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    brought = contributions.propose(counsellor, grant_id, a_proposal())
    due = PartialDate(2026, 12, 4)
    action = entries.read(citizen, contributions.accept(citizen, brought, due=due)).entry

    assert action.model_dump(include={"due"}) == {"due": due}
    assert action.provenance.person == "Hélène Grandjean"


def test_an_answer_is_given_once(citizen: Work, counsellor: Work, grant_id: UUID) -> None:
    contribution_id = contributions.propose(counsellor, grant_id, a_proposal())
    contributions.accept(citizen, contribution_id)

    for again in (contributions.accept, contributions.decline):
        with pytest.raises(Refused):
            again(citizen, contribution_id)
    assert len(entries.read_all(citizen)) == 4


def test_nobody_answers_for_somebody_else(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    contribution_id = contributions.propose(counsellor, grant_id, a_proposal())
    stranger = a_citizen(session, keys, "Fatou Diarra")

    for each in (contribution_id, uuid4()):
        for answer in (contributions.accept, contributions.decline):
            with pytest.raises(NotFound):
                answer(stranger, each)
    assert contributions.awaiting(stranger) == []
    assert contributions.of_grant(stranger, grant_id) == []


def test_every_step_is_in_the_owners_journal(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    one = contributions.propose(counsellor, grant_id, a_proposal())
    other = contributions.propose(counsellor, grant_id, a_synthesis())
    contributions.accept(citizen, one)
    contributions.decline(citizen, other)

    portfolio = boxes.portfolio_of(citizen)
    lines = journal.read(citizen, portfolio, others=False)
    acts = [(line.act, line.detail) for line in lines if line.act.startswith("contribution.")]
    assert acts == [
        ("contribution.declined", "synthesis"),
        ("contribution.accepted", "action"),
        ("contribution.proposed", "synthesis"),
        ("contribution.proposed", "action"),
    ]
    assert journal.is_sound(citizen, portfolio)


def test_proposing_needs_the_right_to(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor, rights=(Right.READ, Right.EXPORT))

    with pytest.raises(Forbidden):
        contributions.propose(counsellor, grant_id, a_proposal())


def test_an_objective_is_one_that_the_structure_sees(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    by_kind = {one.entry.kind: one.id for one in entries.read_all(citizen)}
    contributions.propose(counsellor, grant_id, a_proposal(objective=by_kind["objective"]))

    for unseen in (uuid4(), by_kind["action"]):
        with pytest.raises(Refused):
            contributions.propose(counsellor, grant_id, a_proposal(objective=unseen))


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_89_once_the_grant_ended_nothing_is_proposed_and_the_citizen_keeps_what_was(
    citizen: Work, counsellor: Work, grant_id: UUID, how: str
) -> None:
    """Security test 89: refused to the structure, still there for the person."""
    waiting = contributions.propose(counsellor, grant_id, a_proposal())
    if how == "revoked":
        sharing.revoke(citizen, grant_id)
    else:
        counsellor, citizen = later(counsellor, days=200), later(citizen, days=200)
        grants.expire(at_night(citizen))

    with pytest.raises(NotFound):
        contributions.propose(counsellor, grant_id, a_proposal())
    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)
    assert [one.id for one in contributions.awaiting(citizen)] == [waiting]
    entry_id = contributions.accept(citizen, waiting)
    assert entries.read(citizen, entry_id).entry.provenance.person == "Hélène Grandjean"


@pytest.mark.parametrize("forged", ["author_id", "created_at", "grant_id", "box"])
def test_89_neither_author_nor_moment_can_be_changed_by_hand(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID, forged: str
) -> None:
    """Security test 89: the author is part of what opens the box."""
    colleague = a_member(counsellor)
    contributions.propose(counsellor, grant_id, a_proposal())
    values = {
        "author_id": colleague.actor.account_id,
        "created_at": NOON - timedelta(days=1),
        "grant_id": gives(citizen, counsellor),
        "box": bytes(400),
    }
    session.execute(update(Contribution).values({forged: values[forged]}))
    session.expire_all()

    with pytest.raises(Tampered):
        contributions.awaiting(citizen)


def test_8_two_contributions_cannot_be_exchanged(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Security test 8, for contributions."""
    contributions.propose(counsellor, grant_id, a_proposal())
    contributions.propose(counsellor, grant_id, a_proposal(what="Autre chose"))
    one, other = session.scalars(select(Contribution)).all()
    one.box, other.box = other.box, one.box
    session.flush()

    with pytest.raises(Tampered):
        contributions.awaiting(citizen)


def test_the_author_stays_named_after_leaving(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    colleague = a_member(counsellor)
    contributions.propose(colleague, grant_id, a_proposal())
    departures.remove(counsellor, colleague.actor.account_id)

    assert [one.author for one in contributions.awaiting(citizen)] == ["Sonia Mougel"]


def test_answers_are_listed_in_a_fixed_number_of_queries(
    citizen: Work, counsellor: Work, grant_id: UUID, statements: list[str]
) -> None:
    for number in range(5):
        contributions.propose(counsellor, grant_id, a_proposal(what=f"Action {number}"))
    citizen.session.flush()
    statements.clear()

    assert len(contributions.awaiting(citizen)) == 5
    assert len(statements) <= 2
