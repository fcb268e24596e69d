"""What a person prepares is theirs; a structure reads what they show it, as long as they do."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portfolio.domain.contributions import Answer, ProposedProgramme
from portfolio.domain.errors import Conflict, Forbidden, NotFound, Refused, Tampered
from portfolio.domain.preparing import Followed, Preparation, Preparing, ShownProgress, Stage
from portfolio.domain.programmes import Ask, Programme, Question, Task
from portfolio.domain.sharing import Right
from portfolio.services import (
    bank,
    contributions,
    entries,
    following,
    grants,
    handing,
    handouts,
    preparations,
    sharing,
    thrown,
)
from portfolio.services.following import Reply
from portfolio.services.handouts import Kept
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.handouts import ShownHandout
from tests.services.people import a_citizen, a_job, a_skill, a_structure, gives, later, names
from tests.services.test_bank import a_programme

ASKED = Programme(
    title="Le tour de mes envies",
    tasks=(Task(text="Relire mon CV"), Task(text="Téléphoner")),
    questions=(
        Question(text="Un moment aimé ?", ask=Ask.LONG),
        Question(text="Le calme", ask=Ask.SCALE),
    ),
)
SAID = Reply((1,), (("Au jardin.",), ("Assez", "Beaucoup")), tells=False)


class Two:
    """A citizen, a structure, and the share between them."""

    def __init__(self, session: Session, keys: Keyring, **terms: Any) -> None:
        self.session = session
        self.counsellor = a_structure(session, keys)
        self.citizen = a_citizen(session, keys)
        self.skill = entries.add(self.citizen, a_skill())
        self.job = entries.add(self.citizen, a_job())
        self.grant_id = gives(self.citizen, self.counsellor, **terms)

    def prepared(self, **said: Any) -> Kept[Preparation]:
        made = preparations.begin(self.citizen, self.grant_id, "Mon rendez-vous")
        what = handouts.read(self.citizen, Preparation, made)
        handouts.change(self.citizen, made, what.what.changed(**said), rev=what.rev)
        return handouts.read(self.citizen, Preparation, made)

    def sent(self, **changes: Any) -> UUID:
        item = bank.add(self.counsellor, a_programme(), ready=True)
        what = ProposedProgramme(programme=ASKED, item_id=item, version=1, **changes)
        return contributions.propose(self.counsellor, self.grant_id, what)

    def followed(self) -> UUID:
        return contributions.accept(self.citizen, self.sent())

    def kept(self, handout_id: UUID) -> Kept[Followed]:
        return handouts.read(self.citizen, Followed, handout_id)

    def around(self, work: Work | None = None) -> handing.Around:
        work = work or self.counsellor
        return handing.of_grant(work, grants.reach(work, self.grant_id, Right.READ))


@pytest.fixture
def two(session: Session, keys: Keyring) -> Two:
    return Two(session, keys)


def test_a_preparation_is_hers_until_she_shows_it_and_she_takes_it_back(two: Two) -> None:
    kept = two.prepared(questions="Ai-je droit à une aide ?", items=(two.skill, two.job))
    assert not two.around().preparations
    preparations.show(two.citizen, kept)
    [shown] = two.around().preparations
    assert shown.what.questions == "Ai-je droit à une aide ?"  # type: ignore[union-attr]  # a preparation
    assert [one.id for one in shown.what.items] == [two.skill]  # type: ignore[union-attr]  # the job is not shared
    preparations.hide(two.citizen, kept.id)
    assert not two.around().preparations


def test_what_she_does_not_want_to_speak_of_is_shown_only_if_she_says_so(two: Two) -> None:
    kept = two.prepared(avoid="Ma séparation")
    preparations.show(two.citizen, kept)
    assert two.around().preparations[0].what.avoid == ""  # type: ignore[union-attr]  # a preparation
    handouts.change(two.citizen, kept.id, kept.what.changed(avoid_shown=True), rev=kept.rev)
    assert two.around().preparations[0].what.avoid == "", "nothing new travels by itself"  # type: ignore[union-attr]
    preparations.show(two.citizen, handouts.read(two.citizen, Preparation, kept.id))
    assert two.around().preparations[0].what.avoid == "Ma séparation"  # type: ignore[union-attr]  # a preparation


def test_once_the_share_stops_the_structure_has_nothing_and_she_keeps_hers(two: Two) -> None:
    kept = two.prepared(questions="Et après ?")
    preparations.show(two.citizen, kept)
    sharing.revoke(two.citizen, two.grant_id)
    assert two.session.scalar(select(func.count()).select_from(ShownHandout)) == 0
    assert handouts.read(two.citizen, Preparation, kept.id).what.questions == "Et après ?"
    with pytest.raises(Refused):
        preparations.show(two.citizen, kept)
    with pytest.raises(NotFound):
        two.around()


def test_a_new_share_with_the_same_structure_takes_over(two: Two) -> None:
    kept = two.prepared(questions="Et après ?")
    sharing.revoke(two.citizen, two.grant_id)
    two.grant_id = gives(two.citizen, two.counsellor)
    preparations.show(two.citizen, kept)
    assert len(two.around().preparations) == 1


def test_put_away_or_thrown_it_is_out_of_sight_and_comes_back(two: Two) -> None:
    kept = two.prepared(questions="Et après ?")
    preparations.show(two.citizen, kept)
    preparations.put_away(two.citizen, kept, away=True)
    assert not two.around().preparations
    preparations.throw(two.citizen, kept.id)
    assert not handouts.read_all(two.citizen, Preparing)
    thrown.restore(two.citizen, kept.id)
    assert handouts.read(two.citizen, Preparation, kept.id).what.away


def test_pressed_twice_begins_one(two: Two) -> None:
    begun = {preparations.begin(two.citizen, two.grant_id, "Mon rendez-vous") for _ in range(2)}
    assert len(begun) == 1


def test_a_sent_programme_never_changes_under_her_hands(two: Two) -> None:
    made = two.followed()
    assert two.kept(made).what.what == ASKED
    assert two.kept(made).what.structure == "CIDFF des Vosges"


def test_nothing_of_her_answers_travels_before_she_sends_them(two: Two) -> None:
    made = two.followed()
    following.answer(two.citizen, two.kept(made), SAID, rev=1)
    assert not two.around().progress
    kept = two.kept(made)
    assert kept.what.answers == (("Au jardin.",), ("Assez",)) and kept.what.done == (1,)

    following.send(two.citizen, kept, rev=kept.rev)
    [told] = two.around().progress.values()
    assert isinstance(told.what, ShownProgress)
    assert told.what.answers == kept.what.answers and told.what.sent

    following.answer(two.citizen, two.kept(made), Reply((), (("Non.",),), tells=True), rev=3)
    [told] = two.around().progress.values()
    assert told.what.answers == kept.what.answers, "what changes later waits to be sent too"  # type: ignore[union-attr]

    following.take_back(two.citizen, two.kept(made))
    [told] = two.around().progress.values()
    assert told.what.answers == () and not told.what.sent, "she tells that it is begun"  # type: ignore[union-attr]


def test_that_it_is_begun_is_told_only_if_she_says_so(two: Two) -> None:
    made = two.followed()
    following.answer(two.citizen, two.kept(made), Reply((0,), (), tells=True), rev=1)
    [told] = two.around().progress.values()
    assert told.what == ShownProgress(brought_id=two.kept(made).what.brought_id)
    following.answer(two.citizen, two.kept(made), Reply((0,), (), tells=False), rev=2)
    assert not two.around().progress


def test_a_stopped_one_takes_no_answer_and_shows_nothing(two: Two) -> None:
    made = two.followed()
    following.answer(two.citizen, two.kept(made), SAID, rev=1)
    following.send(two.citizen, two.kept(made), rev=2)
    following.stop(two.citizen, two.kept(made))
    assert not two.around().progress
    kept = two.kept(made)
    assert kept.what.stage is Stage.STOPPED and kept.what.away
    with pytest.raises(Refused):
        following.answer(two.citizen, kept, SAID, rev=kept.rev)
    with pytest.raises(Refused):
        following.send(two.citizen, kept, rev=kept.rev)
    following.resume(two.citizen, kept)
    assert two.kept(made).what.stage is Stage.GOING


def test_two_windows_and_an_empty_answer(two: Two) -> None:
    made = two.followed()
    with pytest.raises(Refused):
        following.send(two.citizen, two.kept(made), rev=1)
    following.answer(two.citizen, two.kept(made), SAID, rev=1)
    with pytest.raises(Conflict):
        following.answer(two.citizen, two.kept(made), Reply((), (), tells=False), rev=1)
    with pytest.raises(Conflict):
        following.send(two.citizen, two.kept(made), rev=1)
    assert not two.around().progress


def test_after_revocation_she_goes_on_alone(two: Two) -> None:
    made = two.followed()
    sharing.revoke(two.citizen, two.grant_id)
    following.answer(two.citizen, two.kept(made), Reply((0,), (), tells=True), rev=1)
    with pytest.raises(Refused):
        following.send(two.citizen, two.kept(made), rev=2)
    assert two.kept(made).what.done == (0,)


def test_declining_leaves_nothing_and_sending_asks_for_the_right(
    session: Session, keys: Keyring, two: Two
) -> None:
    contributions.decline(two.citizen, two.sent())
    assert not handouts.read_all(two.citizen, Followed)
    reading = Two(session, keys, rights=(Right.READ,))
    with pytest.raises(Forbidden):
        reading.sent()


def test_another_s_is_as_absent_as_none(session: Session, keys: Keyring, two: Two) -> None:
    """Security test 64: neither another person's nor through another structure's share."""
    kept, other = two.prepared(questions="Et moi ?"), Two(session, keys)
    preparations.show(two.citizen, kept)
    with pytest.raises(NotFound):
        handouts.read(other.citizen, Preparation, kept.id)
    with pytest.raises(NotFound):
        preparations.begin(other.citizen, two.grant_id, "Mon rendez-vous")
    preparations.hide(other.citizen, kept.id)
    with pytest.raises(NotFound):
        two.around(other.counsellor)
    assert len(two.around().preparations) == 1
    brought = two.sent()
    with pytest.raises(NotFound):
        contributions.accept(other.citizen, brought)
    assert [one.state for one in contributions.of_grant(two.citizen, two.grant_id)] == [
        Answer.PENDING
    ]


def test_a_copy_put_elsewhere_or_at_another_time_does_not_open(two: Two) -> None:
    preparations.show(two.citizen, two.prepared(questions="Et moi ?"))
    two.session.execute(update(ShownHandout).values(shown_at=later(two.citizen, days=1).now))
    with pytest.raises(Tampered):
        two.around()


def test_what_was_begun_under_a_name_is_not_shown_under_another(
    session: Session, keys: Keyring
) -> None:
    """Security test: nothing ties an alias to the name; nor do colleagues read what was named."""
    two = Two(session, keys)
    kept = two.prepared(questions="Une aide ?")
    gives(two.citizen, two.counsellor, alias="Aster")
    names(two.citizen, two.counsellor)
    sharing.revoke(two.citizen, two.grant_id)
    with pytest.raises(Refused):
        preparations.show(two.citizen, kept)
    again = gives(two.citizen, two.counsellor)
    preparations.show(two.citizen, kept)
    assert session.scalars(select(ShownHandout.grant_id)).all() == [again]
