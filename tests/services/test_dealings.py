"""What passed with structures goes home whole: nothing marked as read, nothing lost to one row."""

from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.domain.appointments import Presence
from portfolio.domain.notes import Reply
from portfolio.domain.preparing import Preparation
from portfolio.domain.referrals import Agreed
from portfolio.domain.sharing import Right
from portfolio.services import (
    appointing,
    comments,
    contributions,
    dealings,
    handovers,
    keepsakes,
    meetings,
    note_requests,
    preparations,
    referrals,
    referred,
    sharing,
    sides,
)
from portfolio.services.appointing import Change
from portfolio.services.handouts import read as kept
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.comments import Comment
from portfolio.storage.meetings import Meeting
from tests.services.people import (
    a_citizen,
    a_proposal,
    a_referral,
    a_structure,
    appointed_with,
    asks_notes,
    commented,
    cowritten,
    gives,
    later,
    met_with,
    noted,
    prepared,
    referral_rules_accepted,
    what_is_let_go,
)

RIGHTS = (Right.READ, Right.PROPOSE, Right.COMMENT)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    """A share on which everything happened that may."""
    made = gives(citizen, counsellor, rights=RIGHTS)
    met_with(counsellor, made)
    one = appointed_with(counsellor, made)
    side = sides.of_owner(citizen, made, Right.READ)
    appointing.confirm(citizen, side, Change(one, 1))
    held = later(counsellor, days=8)
    appointing.note(held, side_of(held, made), Change(one, 2), Presence.CAME)
    contributions.decline(citizen, contributions.propose(counsellor, made, a_proposal()))
    cowritten(counsellor, made)
    commented(counsellor, made)
    noted(counsellor, made)
    shown = prepared(citizen, made)
    preparations.show(citizen, kept(citizen, Preparation, shown))
    return made


def side_of(work: Work, grant_id: UUID) -> sides.Side:
    return sides.of_structure(work, grant_id, Right.READ)


def test_a_share_tells_all_that_was_done_on_it_ended_or_not(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance K-01, G: closed or running, it is the person's to take home."""
    [running] = dealings.shares(citizen)
    sharing.revoke(citizen, grant_id)
    [share] = dealings.shares(citizen)
    for one in (running, share):
        assert one.structure == "CIDFF des Vosges" and not one.unread
        assert [step.what.act for step in one.appointments[0].steps] == [
            "noted",
            "confirmed",
            "proposed",
        ]
        assert [(it.state, it.what.kind) for it in one.proposals] == [("declined", "action")]
        assert one.syntheses[0].revisions[0].what.said == "Bonjour."
        assert one.sheets[0].sheet.counsellor == "Hélène Grandjean"
        assert one.comments[0].what.text == "Bonjour."
    assert running.shown and not share.shown, "what it reads is gone with the share"


def test_nothing_is_marked_as_read_by_that(citizen: Work, counsellor: Work, grant_id: UUID) -> None:
    list(dealings.shares(citizen))
    side = sides.of_owner(citizen, grant_id, Right.COMMENT)
    assert [line.fresh for line in comments.every(citizen, side)] == [True]
    assert meetings.of_grant(citizen, side)[0].fresh


def test_a_relay_tells_what_was_let_go_and_what_came_of_it(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    other = a_structure(session, keys, "Mission locale")
    referral_rules_accepted(counsellor)
    made = referrals.propose(counsellor, grant_id, a_referral(other))
    given = gives(citizen, other)
    agreed: Agreed = what_is_let_go(told=True)
    referred.hand_over(citizen, made, agreed, given)
    handovers.open_(other, made)
    found = next(one for one in dealings.shares(citizen) if one.id == grant_id).relays[0]
    assert (found.given_id, found.stage) == (given, "seen")
    assert found.let_go and found.let_go.need == agreed.need


def test_what_was_asked_is_told_with_its_answer(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """GDPR 15: the copy of notes that she was given is hers to take along."""
    note_requests.reply(counsellor, asks_notes(citizen), Reply(granted=True))
    [notes] = dealings.asked(citizen).notes
    assert notes.reply
    assert [said.text for said in notes.reply.notes] == ["Garde d’enfants à trouver."]


def test_what_was_altered_costs_itself_and_is_named(
    session: Session, citizen: Work, grant_id: UUID
) -> None:
    for model in (Comment, Meeting):
        session.execute(update(model).values(box=b"altered"))
    session.expire_all()
    [share] = dealings.shares(citizen)
    assert set(share.unread) == {"comments", "sheets"}
    assert share.appointments and share.proposals
    assert keepsakes.carried(citizen) == []


def test_of_somebody_else_there_is_nothing(session: Session, keys: Keyring, grant_id: UUID) -> None:
    other = a_citizen(session, keys, "Ombeline")
    assert list(dealings.shares(other)) == []
    assert not any(dealings.asked(other).model_dump().values())
