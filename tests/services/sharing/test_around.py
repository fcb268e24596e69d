"""What lies around a grant: all of it with one statement, read arm by arm."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from portfolio.domain.comments import Comment
from portfolio.domain.dates import PartialDate
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.sharing import Right
from portfolio.services import around, brought, comments, contributions, counting, grants, sides
from portfolio.services import joint as syntheses
from portfolio.services.around import Around
from portfolio.services.counting import Tally
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from tests.services.people import a_citizen, a_proposal, a_synthesis, gives, later

WRITTEN = JointSynthesis(met_on=PartialDate(2026, 11, 20), said="Elle veut être aide-soignante.")


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, rights=tuple(Right))


def around_it(work: Work, grant_id: UUID) -> Around:
    return around.gather(work, grants.reach(work, grant_id, Right.READ))


def test_nothing_around_a_grant_is_told_as_nothing(counsellor: Work, grant_id: UUID) -> None:
    found = around_it(counsellor, grant_id)
    assert found.of(brought.ARM) == []
    assert found.of(counting.COMMENTS) == found["joint"] == Tally(0, 0)


def test_all_of_it_is_told_with_one_statement_whatever_there_is(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session
) -> None:
    first = contributions.propose(counsellor, grant_id, a_proposal())
    last = contributions.propose(later(counsellor, minutes=5), grant_id, a_synthesis())
    theirs = sides.of_structure(counsellor, grant_id, Right.COMMENT)
    mine = sides.of_owner(citizen, grant_id, Right.COMMENT)
    comments.say(counsellor, theirs, Comment(text="Pensez à vos papiers."))
    comments.say(citizen, mine, Comment(text="Je les ai."))
    joint_id = syntheses.begin(counsellor, theirs, WRITTEN)
    changed = WRITTEN.model_copy(update={"said": "Je veux être aide-soignante."})
    syntheses.revise(citizen, mine, joint_id, changed, rev=1)
    opened = grants.reach(counsellor, grant_id, Right.READ)

    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    found = around.gather(counsellor, opened)
    event.remove(engine, "before_cursor_execute", note)

    assert len(sent) == 1
    assert [one.id for one in found.of(brought.ARM)] == [last, first]
    assert found.of(brought.ARM) == contributions.brought(counsellor, opened)
    assert found.of(counting.COMMENTS) == Tally(2, 1)
    assert found.of(counting.JOINT) == Tally(1, 1)


def test_what_lies_around_one_grant_is_not_told_of_another(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    contributions.propose(counsellor, grant_id, a_proposal())
    beside = gives(citizen, counsellor)
    assert around_it(counsellor, beside).of(brought.ARM) == []


def test_arms_are_in_order_and_each_has_a_name_of_its_own() -> None:
    names = [arm.name for arm in around.ARMS]
    assert names == sorted(set(names))
