"""A share is prolonged: what two people have under way goes on under the new one."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.appointments import Stage
from portfolio.domain.comments import Comment
from portfolio.domain.contributions import Answer
from portfolio.domain.errors import NotFound
from portfolio.domain.joint import Stage as Final
from portfolio.domain.notes import Reply as NotesReply
from portfolio.domain.notes import State as Asked
from portfolio.domain.preparing import Followed, Preparation
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Audience, Right
from portfolio.services import (
    appointed,
    appointing,
    appointments,
    brought,
    comments,
    contributions,
    cowriting,
    entries,
    following,
    given,
    grants,
    handing,
    handouts,
    joint,
    meetings,
    note_requests,
    preparations,
    prolonged,
    revisions,
    sharing,
    sides,
    talks,
)
from portfolio.services.appointing import Change
from portfolio.services.following import Reply
from portfolio.services.handing import Around
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import To, ToMembers, ToStructure
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.appointments import Appointment
from portfolio.storage.base import Base
from portfolio.storage.comments import Comment as Line
from portfolio.storage.joint import JointRevision, JointSynthesis
from portfolio.storage.meetings import Meeting
from portfolio.storage.sharing import Contribution
from tests.services.people import (
    a_citizen,
    a_job,
    a_meeting,
    a_member,
    a_proposal,
    a_skill,
    a_structure,
    appointed_with,
    asks_notes,
    commented,
    cowritten,
    gives,
    later,
    met_with,
    names,
    noted,
    place_of,
    prepared,
    sent_programme,
    terms,
)

RIGHTS = (Right.READ, Right.PROPOSE, Right.COMMENT)


class Two:
    """A citizen and a counsellor with everything under way between them."""

    def __init__(self, session: Session, keys: Keyring) -> None:
        self.session = session
        self.counsellor = a_structure(session, keys)
        self.colleague = a_member(self.counsellor, "Sonia Mougel")
        self.citizen = a_citizen(session, keys)
        self.shown = [entries.add(self.citizen, one) for one in (a_skill(), a_job())]
        everything = (Section.SKILLS, Section.PLAN, Section.PATH)
        given = {"sections": everything, "rights": RIGHTS}
        self.former = self.grant_id = gives(self.citizen, self.counsellor, **given)
        self.made = appointed_with(self.counsellor, self.grant_id)
        appointing.confirm(self.citizen, self.hers, Change(self.made, 1))
        self._prepares()
        self._follows()
        met_with(self.counsellor, self.grant_id)
        self._talks()

    def _talks(self) -> None:
        """A proposal that waits, another refused; a synthesis under way; lines, read and not."""
        self.proposed = contributions.propose(self.counsellor, self.grant_id, a_proposal())
        refused = a_proposal(what="Vendre sa voiture")
        refused_id = contributions.propose(self.counsellor, self.grant_id, refused)
        contributions.decline(self.citizen, refused_id)
        self.joint = cowritten(self.counsellor, self.grant_id)
        there = revisions.one(self.citizen, self.hers, self.joint).last.what
        changed = there.model_copy(update={"decided": "Écrire à l’école."})
        joint.revise(self.citizen, self.hers, self.joint, changed, rev=1)
        commented(self.counsellor, self.grant_id, "Avez-vous reçu la lettre ?")
        comments.read(self.citizen, self.hers)
        minute = later(self.citizen, minutes=1)
        comments.say(minute, self.hers, Comment(text="Oui.", about=self.shown[0]))

    def _prepares(self) -> None:
        made = prepared(self.citizen, self.grant_id)
        kept = handouts.read(self.citizen, Preparation, made)
        new = kept.what.changed(items=tuple(self.shown))
        handouts.change(self.citizen, made, new, rev=kept.rev)
        preparations.show(self.citizen, handouts.read(self.citizen, Preparation, made))

    def _follows(self) -> None:
        self.sent = sent_programme(self.counsellor, self.grant_id)
        self.followed = contributions.accept(self.citizen, self.sent)
        kept = handouts.read(self.citizen, Followed, self.followed)
        following.answer(self.citizen, kept, Reply((0,), (), tells=True), rev=kept.rev)

    @property
    def hers(self) -> Side:
        return sides.of_owner(self.citizen, self.grant_id, Right.READ)

    @property
    def theirs(self) -> Side:
        return sides.of_structure(self.counsellor, self.grant_id, Right.READ)

    @property
    def around(self) -> Around:
        opened = grants.reach(self.counsellor, self.grant_id, Right.READ)
        return handing.of_grant(self.counsellor, opened)

    def prolongs(self, to: To | None = None, **changes: object) -> None:
        to = to or ToStructure(place_of(self.counsellor))
        new = terms(**{"rights": RIGHTS} | changes)
        self.grant_id = sharing.renew(self.citizen, self.former, to, new, once=uuid4())

    def named(self, *members: Work) -> ToMembers:
        ids = frozenset(one.actor.account_id for one in members)
        return ToMembers(place_of(self.counsellor), ids)


@pytest.fixture
def two(session: Session, keys: Keyring) -> Two:
    return Two(session, keys)


def talked(two: Two) -> set[type[Base]]:
    """What of all that was said or proposed lies on the new grant."""
    said = (Line, Contribution, JointSynthesis, JointRevision)
    return {
        model
        for model in said
        if two.session.scalars(select(model).where(model.grant_id == two.grant_id)).all()
    }


def where(two: Two) -> set[UUID]:
    """The grants that appointments lie on."""
    return set(two.session.scalars(select(Appointment.grant_id)))


def test_an_appointment_goes_on_for_both_with_its_whole_story(two: Two) -> None:
    two.prolongs()
    for work, side in ((two.citizen, two.hers), (two.counsellor, two.theirs)):
        one = appointed.one(work, side, two.made)
        assert (one.stage, one.plan, one.with_name) == (
            Stage.CONFIRMED,
            a_meeting(),
            "Hélène Grandjean",
        )
        assert [each.what.act for each in appointed.history(work, side, two.made)] == [
            "confirmed",
            "proposed",
        ]
    assert where(two) == {two.grant_id}
    [found] = appointments.mine(two.citizen)
    assert found.grant_id == two.grant_id
    assert [one.id for one in appointments.coming(two.counsellor, 8)] == [two.made]
    appointing.cancel(two.counsellor, two.theirs, Change(two.made, 2))


def test_what_is_shown_sent_and_closed_goes_on_within_what_the_new_share_shows(two: Two) -> None:
    two.prolongs()
    [shown] = two.around.preparations
    assert [one.id for one in shown.what.items] == two.shown[:1], "the job is not shared any more"  # type: ignore[union-attr]  # a preparation
    assert two.sent in two.around.progress
    opened = grants.reach(two.counsellor, two.grant_id, Right.READ)
    assert {one.id for one in brought.to_grant(two.counsellor, opened)} == {two.sent, two.proposed}
    assert len(meetings.of_grant(two.counsellor, two.theirs)) == 1
    assert [one.grant_id for one in meetings.mine(two.citizen)] == [two.grant_id]
    kept = handouts.read(two.citizen, Followed, two.followed)
    following.send(two.citizen, kept, rev=kept.rev)
    assert handing.one(two.counsellor, opened, two.sent).sent


def test_what_waits_for_an_answer_goes_on_and_a_no_stays_behind(two: Two) -> None:
    two.prolongs()
    [one] = contributions.awaiting(two.citizen)
    assert (one.id, one.grant_id, one.author) == (two.proposed, two.grant_id, "Hélène Grandjean")
    [refused] = contributions.of_grant(two.citizen, two.former)
    assert refused.state is Answer.DECLINED
    action = entries.read(two.citizen, contributions.accept(two.citizen, two.proposed)).entry
    assert action.title == a_proposal().what


def test_a_synthesis_under_way_goes_on_with_every_revision_and_who_agrees(two: Two) -> None:
    before = revisions.told(two.citizen, two.hers, two.joint)[1]
    two.prolongs()
    assert not two.session.scalars(
        select(JointRevision).where(JointRevision.grant_id == two.former)
    ).all()
    found, history = revisions.told(two.citizen, two.hers, two.joint)
    assert history == before and (found.mine, found.theirs) == (True, False)
    side = sides.of_structure(two.counsellor, two.grant_id, Right.PROPOSE)
    assert joint.agree(two.counsellor, side, two.joint, rev=2).stage is Final.FINAL
    kept = cowriting.keep(two.citizen, two.hers, two.joint)
    assert getattr(entries.read(two.citizen, kept).entry, "decided", "") == "Écrire à l’école."


def test_lines_go_on_with_what_they_are_about_and_who_read_them(two: Two) -> None:
    two.prolongs()
    side = sides.of_structure(two.counsellor, two.grant_id, Right.COMMENT)
    [hers, theirs] = comments.read(two.counsellor, side).lines
    assert (hers.what.text, hers.fresh, theirs.what.text) == (
        "Oui.",
        True,
        "Avez-vous reçu la lettre ?",
    )
    assert theirs.read_at == two.citizen.now
    assert comments.read(two.counsellor, side, about=two.shown[0]).total == 1
    [talk] = talks.about(two.citizen, two.shown[0])
    assert (talk.grant_id, talk.total) == (two.grant_id, 1)


def test_what_she_asks_of_their_notes_hangs_on_no_share(two: Two) -> None:
    noted(two.counsellor, two.grant_id)
    asks_notes(two.citizen)
    two.prolongs()
    [waiting] = note_requests.waiting(two.counsellor)
    note_requests.reply(two.counsellor, waiting.id, NotesReply(granted=True))
    [asked] = note_requests.mine(two.citizen)
    assert asked.state is Asked.GIVEN


@pytest.mark.parametrize(
    ("former", "to", "follows"),
    [
        ("", (Audience.STRUCTURE, "", ""), "all"),
        ("", (Audience.STRUCTURE, "", "Lou"), "nothing"),
        ("", (Audience.MEMBERS, "a", ""), "appointments"),
        ("ab", (Audience.MEMBERS, "a", ""), "all"),
        ("a", (Audience.MEMBERS, "ab", ""), "appointments"),
        ("a", (Audience.STRUCTURE, "", ""), "appointments"),
        ("", (Audience.PARTNER, "", ""), "nothing"),
    ],
)
def test_what_will_follow_is_known_beforehand(
    two: Two, former: str, to: tuple[Audience, str, str], follows: str
) -> None:
    people, (audience, named, alias) = {"a": two.counsellor, "b": two.colleague}, to
    by_name = names(two.citizen, *(people[one] for one in former)) if former else None
    one = given.one(two.citizen, by_name or two.former)
    ids = [people[each].actor.account_id for each in named]
    assert prolonged.brings(one, audience, ids, alias) == follows


def test_under_another_name_nothing_follows(two: Two) -> None:
    two.prolongs(alias="Lou")
    assert not talked(two)
    assert where(two) == {two.former}
    assert not two.around.preparations and not two.around.progress
    assert not meetings.of_grant(two.counsellor, two.theirs)
    assert len(meetings.mine(two.citizen)) == 1


def test_somebody_named_keeps_the_appointment_and_reads_nothing_else(two: Two) -> None:
    two.prolongs(two.named(two.counsellor))
    assert not talked(two)
    assert appointed.one(two.counsellor, two.theirs, two.made).with_name == "Hélène Grandjean"
    assert not two.around.preparations
    assert not meetings.of_grant(two.counsellor, two.theirs)


def test_an_appointment_with_who_reads_no_more_waits_for_who_does(two: Two) -> None:
    two.prolongs(two.named(two.colleague))
    side = sides.of_structure(two.colleague, two.grant_id, Right.READ)
    one = appointed.one(two.colleague, side, two.made)
    assert one.with_id is None and one.mine and one.stage is Stage.CONFIRMED


def test_after_she_stopped_a_share_nothing_of_it_comes_back(two: Two) -> None:
    sharing.revoke(two.citizen, two.former)
    two.prolongs()
    assert where(two) == {two.former}
    assert not meetings.of_grant(two.counsellor, two.theirs)
    with pytest.raises(NotFound):
        appointed.one(two.counsellor, two.theirs, two.made)


def test_what_was_altered_stays_behind_and_stops_nothing(two: Two) -> None:
    """A row changed in the database is not vouched for anew."""
    two.session.execute(update(Appointment).values(stage=Stage.PROPOSED))
    for model in (Meeting, Line, JointRevision):
        two.session.execute(update(model).values(box=b"altered"))
    two.session.expire_all()
    two.prolongs()
    assert where(two) == {two.former}
    assert not meetings.of_grant(two.counsellor, two.theirs)
    assert not talked(two) - {Contribution}
    assert two.around.preparations
