"""What should not have been written is told to the platform, and to nobody else."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.crypto.sealing import Opener
from portfolio.domain.comments import Comment
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.reports import About, Reason, Report
from portfolio.domain.sharing import Right
from portfolio.services import boxes, comments, contributions, journal, reports, sides
from portfolio.services.keyring import Keyring
from portfolio.services.reports import A_DAY
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import reports as rows
from tests.services.people import a_citizen, a_proposal, commented, gives

PAIR = hybrid.new_pair()
BAD = "Vous n’arriverez jamais à rien."
REPORT = Report(reason=Reason.INSULT, joined=True, words="C’est la deuxième fois.")


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, rights=tuple(Right))


def hers(citizen: Work, grant_id: UUID) -> Side:
    return sides.of_owner(citizen, grant_id, Right.READ)


def send(
    work: Work, side: Side, thing: UUID | None, *, public: bytes | None, report: Report = REPORT
) -> None:
    reports.send(work, side, reports.received(work, side, thing), report, public)


def test_h_11_a_report_goes_to_the_platform_with_the_words_if_she_joins_them(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance H-11: who, about whom, when and why; the words for the operators' key alone."""
    line = commented(counsellor, grant_id, BAD)
    send(citizen, hers(citizen, grant_id), line, public=PAIR.public)

    [told] = reports.read(session, keys, PAIR.private)
    assert (told.facts.about, told.facts.reason) == (About.COMMENT, Reason.INSULT)
    assert told.facts.author_id == counsellor.actor.account_id
    assert told.facts.reporter_id == citizen.actor.account_id
    assert (told.facts.thing_id, told.facts.grant_id) == (line, grant_id)
    assert told.quoted is not None
    assert (told.quoted.words, told.quoted.received) == (REPORT.words, BAD)
    [bare] = reports.read(session, keys)
    assert bare.quoted is None


def test_h_11_words_that_are_not_joined_go_nowhere(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance H-11: without her tick, or without the operators' key, no word is sent."""
    line = commented(counsellor, grant_id, BAD)
    alone = REPORT.model_copy(update={"joined": False})
    send(citizen, hers(citizen, grant_id), line, public=PAIR.public, report=alone)
    send(citizen, hers(citizen, grant_id), line, public=None)

    told = list(reports.read(session, keys, PAIR.private))
    assert [one.quoted and one.quoted.received for one in told] == ["", None]


def test_h_11_neither_the_author_nor_the_structure_learns_who_reported(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance H-11: no line in any journal, no id in the row, no box that their keys open."""
    line = commented(counsellor, grant_id, BAD)
    before = journal.count(citizen, boxes.portfolio_of(citizen), others=False)
    send(citizen, hers(citizen, grant_id), line, public=PAIR.public)

    assert journal.count(citizen, boxes.portfolio_of(citizen), others=False) == before
    row = session.scalars(select(rows.Report)).one()
    seen = b"".join(filter(None, (row.box, row.words_key, row.words_box)))
    ids = (citizen.actor.account_id, counsellor.actor.account_id, grant_id, line)
    assert not [one for one in ids if one.bytes in seen or str(one).encode() in seen]
    theirs = sides.of_structure(counsellor, grant_id, Right.READ)
    for key in (theirs.key, counsellor.keys.user_key):
        assert not any(Opener(key).opens(box) for box in (row.box, row.words_box or b""))


def test_a_professional_reports_what_a_person_wrote_or_shares(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    line = comments.say(
        citizen, sides.of_owner(citizen, grant_id, Right.COMMENT), Comment(text=BAD)
    )
    side = sides.of_structure(counsellor, grant_id, Right.READ)
    before = journal.count(citizen, boxes.portfolio_of(citizen), others=False)
    for thing in (line, None):
        send(counsellor, side, thing, public=PAIR.public)

    told = list(reports.read(session, keys, PAIR.private))
    assert {one.facts.about for one in told} == {About.COMMENT, About.SHARE}
    assert {one.facts.author_id for one in told} == {citizen.actor.account_id}
    assert journal.count(citizen, boxes.portfolio_of(citizen), others=False) == before


def test_only_what_the_other_side_wrote_in_that_share_is_reported(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    proposal = contributions.propose(counsellor, grant_id, a_proposal(note=BAD))
    side = hers(citizen, grant_id)
    what = reports.received(citizen, side, proposal)
    assert what.about is About.CONTRIBUTION and BAD in what.text
    mine = comments.say(
        citizen, sides.of_owner(citizen, grant_id, Right.COMMENT), Comment(text="Non.")
    )
    elsewhere = commented(counsellor, gives(citizen, counsellor, rights=tuple(Right)))
    theirs = sides.of_structure(counsellor, grant_id, Right.READ)
    for who, whose, thing in (
        (citizen, side, mine),
        (citizen, side, elsewhere),
        (citizen, side, uuid4()),
        (counsellor, theirs, proposal),
    ):
        with pytest.raises(NotFound):
            reports.received(who, whose, thing)


def test_nobody_floods_the_operators(citizen: Work, grant_id: UUID) -> None:
    side = hers(citizen, grant_id)
    for _ in range(A_DAY):
        send(citizen, side, None, public=None)
    with pytest.raises(Refused):
        send(citizen, side, None, public=None)


def test_a_report_changed_by_hand_is_refused_and_one_dealt_with_is_destroyed(
    session: Session, keys: Keyring, citizen: Work, grant_id: UUID
) -> None:
    send(citizen, hers(citizen, grant_id), None, public=PAIR.public)
    [told] = reports.read(session, keys)
    reports.close(session, told.id)
    assert list(reports.read(session, keys)) == []
    with pytest.raises(NotFound):
        reports.close(session, told.id)

    send(citizen, hers(citizen, grant_id), None, public=PAIR.public)
    session.execute(update(rows.Report).values(id=uuid4()))
    session.expunge_all()
    with pytest.raises(Tampered):
        list(reports.read(session, keys))
