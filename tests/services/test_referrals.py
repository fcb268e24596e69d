"""A relay from one structure to another: the person decides, and nothing leaves before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portfolio.domain import referral_rules
from portfolio.domain.appointments import PAST, Presence
from portfolio.domain.consents import Event
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered
from portfolio.domain.referrals import (
    LIFE,
    Appointment,
    Cause,
    Decline,
    Outcome,
    Stage,
    Word,
)
from portfolio.domain.reminders import Reminder
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, State
from portfolio.domain.structures import Office
from portfolio.services import (
    agreements,
    appointed,
    appointing,
    appointments,
    around,
    boxes,
    contributions,
    cowriting,
    desk,
    desk_search,
    given,
    grants,
    handovers,
    journal,
    note_folders,
    readers,
    referrals,
    referred,
    relay_ends,
    reminding,
    rules,
    sharing,
    sides,
    structures,
    waiting,
)
from portfolio.services import sealed_referrals as sealed
from portfolio.services.appointing import Change
from portfolio.services.handovers import Received
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.relays import Line, Told
from portfolio.services.work import Work
from portfolio.storage.referrals import Handover, Referral, RulesAccepted
from tests.services.people import (
    NOON,
    a_citizen,
    a_meeting,
    a_member,
    a_proposal,
    a_referral,
    a_structure,
    a_synthesis,
    appointed_with,
    at_night,
    cowritten,
    gives,
    later,
    names,
    noted,
    place_of,
    referral_rules_accepted,
    terms,
    what_is_let_go,
)


def received_by(work: Work) -> int:
    """How many relays wait for an answer of the structure, as its desk says."""
    return desk.read(work).waiting["received"].count


@dataclass
class Three:
    """A citizen, the counsellor who proposes, the structure it leads to, the first grant."""

    citizen: Work
    one: Work
    two: Work
    grant_id: UUID

    def proposes(self, **changes: Any) -> UUID:
        """The id of a relay from one to two."""
        return referrals.propose(self.one, self.grant_id, a_referral(self.two, **changes))

    def agrees(self, referral_id: UUID, **changes: Any) -> UUID:
        """The id of the grant that the citizen gives for a relay."""
        given_id = gives(self.citizen, self.two, sections=(Section.SKILLS,))
        referred.hand_over(self.citizen, referral_id, what_is_let_go(**changes), given_id)
        return given_id


@pytest.fixture
def three(session: Session, keys: Keyring) -> Three:
    one = a_structure(session, keys)
    two = a_structure(session, keys, "Marc Weber", name="Mission locale", town="Épinal")
    citizen = a_citizen(session, keys)
    referral_rules_accepted(one)
    return Three(citizen, one, two, gives(citizen, one))


NEED, REASON = (getattr(what_is_let_go(), name) for name in ("need", "reason"))
NO = Decline(cause=Cause.FULL, words="Complet jusqu’en mars, rappelez-nous alors.")


def came_to(work: Work) -> list[Received]:
    lines = handovers.received(work, readers.here(work)).items
    return [line.relay for line in lines if line.relay]


def gone_from(work: Work) -> Sequence[Line[Told]]:
    return referrals.proposed(work, readers.here(work)).items


def rows(work: Work, model: type[Any]) -> int:
    return work.session.scalar(select(func.count()).select_from(model)) or 0


def met_by_both(three: Three, referral_id: UUID) -> appointed.Appointment:
    """The meeting of a relay, the same for both, once in the lists of each."""
    hers = referred.met(three.citizen, referred.one(three.citizen, referral_id))
    theirs = handovers.met(three.two, *handovers.open_(three.two, referral_id))
    assert hers and theirs and (hers.id, hers.plan) == (theirs.id, theirs.plan)
    assert [one.id for one in appointments.mine(three.citizen)] == [hers.id]
    assert [one.id for one in appointments.coming(three.two, 30)] == [hers.id]
    return hers


def acts(work: Work) -> list[str]:
    lines = journal.read(work, boxes.portfolio_of(work), others=False)
    return [line.act for line in reversed(lines)]


def test_i_05_the_citizen_picks_sections_for_b_after_reading_why(three: Three) -> None:
    """Acceptance I-05, the yes: B gets a grant of its own, with what she picked, and the reason."""
    referral_id = three.proposes(sections=(Section.PLAN,))
    found = referred.one(three.citizen, referral_id)
    assert (found.what.need, found.what.reason, found.author) == (NEED, REASON, "Hélène Grandjean")
    assert found.structure == "CIDFF des Vosges" and found.stage is Stage.AWAITING
    three.agrees(referral_id, need="Apprendre à écrire")
    (came,) = came_to(three.two)
    assert (came.person, came.what.need, came.what.reason) == (
        "Sandrine Thiébaut",
        "Apprendre à écrire",
        REASON,
    )
    opened, came = handovers.open_(three.two, referral_id)
    assert opened.view.terms.sections == (Section.SKILLS,)
    assert came.what.structure == "CIDFF des Vosges" and came.what.by == "Hélène Grandjean"
    assert referrals.one(three.one, three.grant_id, referral_id)[1].what.need == NEED


def test_i_05_before_she_agrees_there_is_no_row_and_no_name_for_b(three: Three) -> None:
    """Acceptance I-05: nothing leaves, not even the name, before the citizen accepts."""
    referral_id = three.proposes()
    assert rows(three.one, Handover) == 0
    row = three.one.session.scalars(select(Referral)).one()
    kept = [getattr(row, column.name) for column in Referral.__table__.columns]
    assert place_of(three.two) not in kept
    assert not any(place_of(three.two).bytes in each for each in kept if isinstance(each, bytes))
    assert came_to(three.two) == []
    for act in (
        lambda: handovers.open_(three.two, referral_id),
        lambda: handovers.accept(three.two, referral_id, a_meeting()),
        lambda: handovers.decline(three.two, referral_id, NO),
        lambda: handovers.open_(three.two, uuid4()),
    ):
        with pytest.raises(NotFound):
            act()


def test_i_05_refused_b_learns_nothing_and_a_reads_no_reason_unless_she_says_one(
    three: Three,
) -> None:
    """Acceptance I-05, the no."""
    silent = three.proposes()
    referred.refuse(three.citizen, silent, Word())
    assert came_to(three.two) == [] and rows(three.one, Handover) == 0
    found = referrals.one(three.one, three.grant_id, silent)[1]
    assert (found.stage, found.word) == (Stage.REFUSED, "")
    spoken = three.proposes()
    referred.refuse(three.citizen, spoken, Word(words="Trop loin pour moi."))
    assert referrals.one(three.one, three.grant_id, spoken)[1].word == "Trop loin pour moi."
    with pytest.raises(Refused):
        referred.refuse(three.citizen, spoken, Word())
    with pytest.raises(Refused):
        three.agrees(spoken)


def test_i_06_the_steps_travel_if_she_says_so_and_nothing_else_of_a_does(three: Three) -> None:
    """Acceptance I-06: who, when, what was agreed; never what was said, never A's notes."""
    noted(three.one, three.grant_id, "Note de A.")
    done = contributions.propose(three.one, three.grant_id, a_synthesis(decided="Lui écrire."))
    contributions.accept(three.citizen, done)
    to_do = contributions.propose(three.one, three.grant_id, a_proposal())
    contributions.accept(three.citizen, to_do)
    refused = contributions.propose(three.one, three.grant_id, a_proposal(what="Déménager"))
    contributions.decline(three.citizen, refused)
    joint_id = cowritten(three.one, three.grant_id, "La demande à deux")
    side = sides.of_owner(three.citizen, three.grant_id, Right.PROPOSE)
    assert cowriting.agree(three.citizen, side, joint_id, rev=1)
    three.agrees(three.proposes(), thread=True)
    (came,) = came_to(three.two)
    told = {(step.kind, step.by, step.agreed) for step in came.what.steps}
    assert told == {
        ("synthesis", "Hélène Grandjean", "Lui écrire."),
        ("synthesis", "Hélène Grandjean", ""),
        ("action", "Hélène Grandjean", "Obtenir l’accord écrit de l’employeur"),
    }
    assert {step.on for step in came.what.steps} == {date(2026, 11, 20)}
    opened, _ = handovers.open_(three.two, came.id)
    for kept in (came.what.model_dump_json(), opened.view.to_bytes().decode()):
        assert "L’employeur n’a pas répondu" not in kept and "Note de A." not in kept
    assert note_folders.kept(three.two).folders == ()


def test_without_her_word_no_step_travels(three: Three) -> None:
    """Acceptance I-06, the other way: the thread of steps is hers to send or not."""
    contributions.accept(
        three.citizen, contributions.propose(three.one, three.grant_id, a_proposal())
    )
    three.agrees(three.proposes())
    assert came_to(three.two)[0].what.steps == ()


def test_i_07_declined_the_reason_is_read_by_the_citizen_and_by_a(three: Three) -> None:
    """Acceptance I-07: the coded reason and the message, for both; and B's access closes."""
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    handovers.decline(three.two, referral_id, NO)
    for found in (
        referred.one(three.citizen, referral_id),
        referrals.one(three.one, three.grant_id, referral_id)[1],
    ):
        assert found.stage is Stage.DECLINED and found.answer.decline == NO
    assert given.one(three.citizen, given_id).state is State.GIVEN_UP
    with pytest.raises(NotFound):
        grants.open_(three.two, given_id)
    with pytest.raises(NotFound):
        handovers.open_(three.two, referral_id)


def test_accepted_a_knows_that_much_and_the_meeting_is_between_b_and_her(three: Three) -> None:
    referral_id = three.proposes()
    three.agrees(referral_id)
    handovers.open_(three.two, referral_id)
    handovers.accept(three.two, referral_id, a_meeting())
    assert met_by_both(three, referral_id).plan == a_meeting()
    with pytest.raises(Refused):
        handovers.close(three.two, referral_id, Outcome(came=True))
    after = later(three.two, days=8)
    handovers.close(after, referral_id, Outcome(came=False, words="Personne ne s’est présenté."))
    assert referred.one(three.citizen, referral_id).answer.outcome is not None
    found = referrals.one(three.one, three.grant_id, referral_id)[1]
    assert found.stage is Stage.ACCEPTED
    assert found.answer.appointment is None and found.answer.outcome is None


def test_the_first_meeting_is_an_appointment_of_both_that_she_confirms_and_either_moves(
    three: Three,
) -> None:
    referral_id = three.proposes()
    given_id = three.agrees(referral_id, told=True)
    handovers.accept(three.two, referral_id, a_meeting())
    made = met_by_both(three, referral_id)
    assert made.waits_for(owner=True) and made.with_id == three.two.actor.account_id
    assert waiting.count(three.citizen).meeting == appointments.mine(three.citizen)[0]
    hers = sides.of_owner(three.citizen, given_id, Right.READ)
    appointing.confirm(three.citizen, hers, Change(made.id, 1))
    appointing.move(three.citizen, hers, Change(made.id, 2), a_meeting(days=9))
    assert met_by_both(three, referral_id).plan == a_meeting(days=9)
    first = referrals.one(three.one, three.grant_id, referral_id)[1].answer.appointment
    assert first and first.on == a_meeting().day
    with pytest.raises(Refused) as why:
        handovers.close(later(three.two, days=8), referral_id, Outcome(came=True))
    assert why.value.message == handovers.TOO_SOON
    handovers.close(later(three.two, days=10), referral_id, Outcome(came=True))
    assert met_by_both(three, referral_id).presence is Presence.CAME


def test_an_absence_that_was_excused_stays_so_and_what_was_called_off_is_noted_nowhere(
    three: Three,
) -> None:
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    made = handovers.accept(three.two, referral_id, a_meeting())
    after = later(three.two, days=8)
    side = sides.of_structure(after, given_id, Right.READ)
    appointing.note(after, side, Change(made.id, 1), Presence.EXCUSED)
    handovers.close(after, referral_id, Outcome(came=False))
    assert met_by_both(three, referral_id).presence is Presence.EXCUSED
    again = three.proposes()
    given_id = three.agrees(again)
    made = handovers.accept(three.two, again, a_meeting(days=5))
    hers = sides.of_owner(three.citizen, given_id, Right.READ)
    appointing.cancel(three.citizen, hers, Change(made.id, 1))
    handovers.close(three.two, again, Outcome(came=False))
    assert referred.one(three.citizen, again).stage is Stage.MISSED


def test_a_relay_that_she_stops_takes_its_appointment_along(three: Three) -> None:
    referral_id = three.proposes()
    three.agrees(referral_id)
    handovers.accept(three.two, referral_id, a_meeting())
    referred.cancel(three.citizen, referral_id)
    (kept,) = appointments.mine(three.citizen)
    assert not kept.open and waiting.count(three.citizen).meeting is None


def test_an_answer_of_before_there_were_appointments_is_still_read(three: Three) -> None:
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    handovers.accept(three.two, referral_id, a_meeting())
    old = {"on": "2026-11-26", "at": "9 h 30", "place": "12 rue des Halles", "words": "À bientôt."}
    hand = three.two.session.get_one(Handover, (given_id, referral_id))
    key = grants.reach(three.two, given_id, Right.READ).key
    hand.answer_box = sealed.written(key, hand, "answer", Appointment.model_validate(old))
    sealed.vouch(three.two.keys, hand)
    found = referred.one(three.citizen, referral_id)
    first = found.answer.appointment
    assert first and (first.at, first.starts, first.words) == ("9 h 30", None, "À bientôt.")
    assert referred.met(three.citizen, found) is None
    with pytest.raises(Refused):
        handovers.close(three.two, referral_id, Outcome(came=True))
    handovers.close(later(three.two, days=6), referral_id, Outcome(came=True))


def test_what_came_of_it_is_told_to_a_where_she_lets_it(three: Three) -> None:
    referral_id = three.proposes()
    three.agrees(referral_id, told=True)
    handovers.accept(three.two, referral_id, a_meeting())
    handovers.close(later(three.two, days=8), referral_id, Outcome(came=True, words="À suivre."))
    found = referrals.one(three.one, three.grant_id, referral_id)[1]
    given = found.answer.appointment
    assert found.stage is Stage.DONE and given
    assert (given.on, given.at, given.place) == (a_meeting().day, "10:00", "12 rue Thiers")
    assert found.answer.outcome and found.answer.outcome.words == "À suivre."


def test_each_act_is_a_line_of_her_journal_and_the_consent_names_who_proposed(
    three: Three,
) -> None:
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    handovers.open_(three.two, referral_id)
    handovers.open_(three.two, referral_id)
    handovers.accept(three.two, referral_id, a_meeting())
    told = [act for act in acts(three.citizen) if act.startswith("referral.")]
    assert told == [f"referral.{act}" for act in ("proposed", "agreed", "seen", "accepted")]
    records = agreements.read(three.citizen, given_id)
    assert [one.event for one in records] == [Event.GIVEN, Event.RELAYED]
    assert records[-1].referrer and records[-1].referrer.name == "CIDFF des Vosges"


def test_cancelled_at_any_later_step_it_closes_with_its_share(three: Three) -> None:
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    handovers.accept(three.two, referral_id, a_meeting())
    referred.cancel(three.citizen, referral_id)
    assert given.one(three.citizen, given_id).state is State.REVOKED
    assert referred.one(three.citizen, referral_id).stage is Stage.CANCELLED
    with pytest.raises(NotFound):
        handovers.open_(three.two, referral_id)
    with pytest.raises(Refused):
        referred.cancel(three.citizen, referral_id)


def test_the_share_stopped_by_itself_ends_the_relay_too(three: Three) -> None:
    referral_id = three.proposes()
    sharing.revoke(three.citizen, three.agrees(referral_id))
    assert referred.one(three.citizen, referral_id).stage is Stage.LAPSED
    with pytest.raises(NotFound):
        handovers.accept(three.two, referral_id, a_meeting())


def test_once_a_s_share_ends_a_proposal_dies_and_an_accepted_relay_lives(three: Three) -> None:
    dying = three.proposes()
    sharing.revoke(three.citizen, three.grant_id)
    assert referred.one(three.citizen, dying).stage is Stage.LAPSED
    with pytest.raises(Refused):
        three.agrees(dying)
    with pytest.raises(NotFound):
        three.proposes()
    three.grant_id = gives(three.citizen, three.one)
    living = three.proposes()
    three.agrees(living, told=True)
    sharing.revoke(three.citizen, three.grant_id)
    handovers.accept(three.two, living, a_meeting())
    assert referred.one(three.citizen, living).stage is Stage.ACCEPTED
    assert gone_from(three.one) == []
    with pytest.raises(NotFound):
        referrals.one(three.one, three.grant_id, living)


def test_a_clock_of_thirty_days_for_each_answer_at_once_and_by_night(three: Three) -> None:
    unanswered = three.proposes()
    over = later(three.citizen, days=30)
    assert referred.one(over, unanswered).stage is Stage.EXPIRED
    with pytest.raises(Refused):
        referred.refuse(over, unanswered, Word())
    night = at_night(three.citizen, days=30)
    assert relay_ends.expire(night) == 1 and relay_ends.expire(night) == 0
    untaken = three.proposes()
    given_id = three.agrees(untaken)
    with pytest.raises(NotFound):
        handovers.accept(later(three.two, days=30), untaken, a_meeting())
    assert received_by(three.two) == 1
    assert received_by(later(three.two, days=30)) == 0
    assert relay_ends.expire(night) == 1
    assert referred.one(three.citizen, untaken).stage is Stage.EXPIRED
    assert given.one(three.citizen, given_id).state is State.EXPIRED
    assert acts(three.citizen).count("referral.expired") == 2


def test_past_thirty_days_the_share_opens_no_more_whether_the_night_ran_or_not(
    three: Three,
) -> None:
    """By the clock alone: the page, the lists, the search, the days; the person reads it ended."""
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    appointed_with(three.two, given_id, days=32)
    end = three.citizen.now + LIFE
    for work, there in ((later(three.two, days=30, seconds=-1), 1), (later(three.two, days=30), 0)):
        assert len(desk.read(work).people) == there
        desk_search.prepare(work)
        assert desk_search.find(work, "thiébaut").total == there
        assert len(appointments.coming(work, 10)) == there
        assert len(handovers.received(work, readers.here(work)).items) == there
        if there:
            assert grants.open_(work, given_id).view.person == "Sandrine Thiébaut"
            continue
        for act in (
            lambda: grants.open_(work, given_id),  # noqa: B023  # called at once
            lambda: handovers.open_(work, referral_id),  # noqa: B023  # called at once
        ):
            with pytest.raises(NotFound):
                act()
    over = later(three.citizen, days=30)
    ended = given.one(over, given_id)
    assert (ended.state, ended.ended_at) == (State.EXPIRED, end)
    assert referred.one(over, referral_id).stage is Stage.EXPIRED
    with pytest.raises(NotFound):
        given.shown(over, given_id)


def test_answered_in_time_the_share_goes_on_to_its_own_end(three: Three) -> None:
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    handovers.accept(three.two, referral_id, a_meeting())
    assert relay_ends.expire(at_night(three.citizen, days=30)) == 0
    assert grants.open_(later(three.two, days=30), given_id).id == given_id
    assert given.one(later(three.citizen, days=30), given_id).state is State.ACTIVE


def test_a_structure_that_left_receives_none(three: Three) -> None:
    referral_id = three.proposes()
    structures.close(at_night(three.two), place_of(three.two))
    with pytest.raises(Refused) as why:
        three.proposes()
    assert why.value.message == referrals.GONE
    with pytest.raises(Refused) as why:
        referred.awaiting(three.citizen, referral_id)
    assert why.value.message == referred.GONE
    with pytest.raises(Refused) as why:
        referrals.propose(three.one, three.grant_id, a_referral(three.one))
    assert why.value.message == referrals.ONESELF
    nowhere = a_referral(three.two).model_copy(update={"to": uuid4()})
    with pytest.raises(Refused):
        referrals.propose(three.one, three.grant_id, nowhere)


def test_one_at_a_time_towards_a_structure_and_twice_sent_is_once(
    three: Three, keys: Keyring
) -> None:
    referral_id = three.proposes()
    assert three.proposes() == referral_id
    with pytest.raises(Refused) as why:
        three.proposes(need="Autre chose.")
    assert why.value.message == referrals.ALREADY
    given_id = three.agrees(referral_id)
    referred.hand_over(three.citizen, referral_id, what_is_let_go(), given_id)
    assert rows(three.one, Handover) == 1
    third = a_structure(three.one.session, keys, "Nadia Ferry", name="Cap emploi")
    referral_rules_accepted(third)
    beside = gives(three.citizen, third)
    again = referrals.propose(third, beside, a_referral(three.two))
    with pytest.raises(Refused) as why:
        three.agrees(again)
    assert why.value.message == referred.BUSY


def test_withdrawn_while_it_waits_it_is_nothing_to_answer_any_more(three: Three) -> None:
    referral_id = three.proposes()
    referrals.withdraw(three.one, three.grant_id, referral_id)
    assert referred.one(three.citizen, referral_id).stage is Stage.WITHDRAWN
    with pytest.raises(Refused):
        three.agrees(referral_id)
    with pytest.raises(Refused):
        referrals.withdraw(three.one, three.grant_id, referral_id)


def test_i_01_another_structure_and_another_citizen_find_nothing(
    three: Three, keys: Keyring
) -> None:
    """Acceptance I-01, for relays: whoever is no side of one reads what nobody wrote."""
    session = three.one.session
    referral_id = three.proposes()
    given_id = three.agrees(referral_id)
    stranger = a_structure(session, keys, "Nadia Ferry", name="Cap emploi")
    for act in (
        lambda: handovers.open_(stranger, referral_id),
        lambda: handovers.open_(three.one, referral_id),
        lambda: referrals.of_grant(three.two, three.grant_id),
        lambda: referrals.one(three.two, given_id, referral_id),
        lambda: referrals.withdraw(stranger, three.grant_id, referral_id),
        lambda: referred.one(a_citizen(session, keys, "Awa"), referral_id),
        lambda: referred.hand_over(three.citizen, uuid4(), what_is_let_go(), given_id),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_share_that_is_not_for_the_structure_proposed_carries_no_relay(three: Three) -> None:
    referral_id = three.proposes()
    elsewhere = gives(three.citizen, three.one)
    with pytest.raises(NotFound):
        referred.hand_over(three.citizen, referral_id, what_is_let_go(), elsewhere)


def test_given_to_people_by_name_it_is_theirs_alone(three: Three) -> None:
    colleague = a_member(three.two)
    referral_id = three.proposes()
    named = names(three.citizen, colleague)
    referred.hand_over(three.citizen, referral_id, what_is_let_go(), named)
    assert [one.id for one in came_to(colleague)] == [referral_id]
    assert came_to(three.two) == []
    assert received_by(three.two) == 0
    assert received_by(colleague) == 1
    with pytest.raises(NotFound):
        handovers.open_(three.two, referral_id)
    handovers.decline(colleague, referral_id, NO)
    assert given.one(three.citizen, named).state is State.GIVEN_UP


FORGED: list[tuple[type[Any], dict[str, Any]]] = [
    (Referral, {"stage": Stage.REFUSED}),
    (Referral, {"expires_at": NOON + timedelta(days=300)}),
    (Handover, {"stage": Stage.ACCEPTED}),
    (Handover, {"told": True}),
    (Handover, {"expires_at": NOON + timedelta(days=300)}),
    (Handover, {"box": b"\x01forged"}),
]


@pytest.mark.parametrize(("model", "values"), FORGED)
def test_a_row_written_by_hand_counts_for_nothing(
    three: Three, model: type[Any], values: dict[str, Any]
) -> None:
    """Security: a stage, an end or a box that this server did not write is Tampered for all."""
    referral_id = three.proposes()
    three.agrees(referral_id)
    three.one.session.flush()
    three.one.session.execute(update(model).values(values))
    three.one.session.expire_all()
    with pytest.raises(Tampered):
        referred.one(three.citizen, referral_id)
    with pytest.raises(Tampered):
        referrals.one(three.one, three.grant_id, referral_id)
    if model is Handover:
        with pytest.raises(Tampered):
            handovers.open_(three.two, referral_id)


def test_rules_are_accepted_once_a_year_and_a_forged_acceptance_is_none(
    three: Three, keys: Keyring
) -> None:
    version = referral_rules.current().version
    newcomer = a_member(three.one)
    with pytest.raises(Refused) as why:
        referrals.propose(newcomer, three.grant_id, a_referral(three.two))
    assert why.value.message == rules.UNREAD
    with pytest.raises(Refused):
        rules.accept(newcomer, "1999-1", "fr")
    rules.accept(newcomer, version, "fr")
    rules.accept(newcomer, version, "fr")
    assert rules.accepted_at(newcomer) == NOON
    assert rules.accepted_at(later(newcomer, days=365)) is None
    rules.accept(later(newcomer, days=365), version, "en")
    assert rows(newcomer, RulesAccepted) == 3
    newcomer.session.execute(update(RulesAccepted).values(proof=b"forged"))
    newcomer.session.expire_all()
    assert rules.accepted_at(newcomer) is None
    with pytest.raises(Forbidden):
        rules.accept(a_member(three.one, "Ada", Office.ACCOUNT_MANAGER), version, "fr")


def test_rules_say_the_same_in_both_languages() -> None:
    for each in referral_rules.versions():
        assert len(each.fr) == len(each.en) >= 5
        assert each.fingerprint("fr") != each.fingerprint("en")


def test_a_relay_proposed_is_listed_with_who_proposed_it_and_counted(three: Three) -> None:
    three.proposes()
    colleague = a_member(three.one)
    (listed,) = gone_from(colleague)
    assert listed.relay
    assert (listed.person, listed.relay.author) == ("Sandrine Thiébaut", "Hélène Grandjean")
    assert received_by(colleague) == 0
    assert desk.read(colleague).waiting["relayed"].count == 1


def test_an_appointment_is_for_a_day_to_come(three: Three) -> None:
    referral_id = three.proposes()
    three.agrees(referral_id)
    with pytest.raises(Refused) as why:
        handovers.accept(three.two, referral_id, a_meeting(days=-1))
    assert (why.value.message, why.value.field) == (PAST, "day")
    with pytest.raises(Refused) as why:
        handovers.accept(three.two, referral_id, a_meeting(place=""))
    assert (why.value.message, why.value.field) == (handovers.NOWHERE, "place")
    handovers.accept(three.two, referral_id, a_meeting(days=1))
    with pytest.raises(Refused):
        handovers.accept(three.two, referral_id, a_meeting())
    with pytest.raises(Refused):
        handovers.decline(three.two, referral_id, NO)


def letters(work: Work, *whom: Work) -> list[int]:
    """How many things of relays each of *whom* is to be told, by their next letter."""
    ids = [one.actor.account_id for one in whom]
    found = reminding.notices(work.session, work.keys, ids, work.now)
    told = {one.account_id: len(one.marks) for one in found if one.kind is Reminder.RELAY}
    return [told.get(each, 0) for each in ids]


def posted(work: Work, *whom: Work) -> list[int]:
    """The same, once the letters left."""
    ids, told = [one.actor.account_id for one in whom], letters(work, *whom)
    for notice in reminding.notices(work.session, work.keys, ids, work.now):
        if claimed := reminding.claim(work.session, work.keys, notice, work.now):
            reminding.settle(work.session, claimed, work.now, sent=True)
    return told


def test_m_01_each_step_is_told_once_and_what_waits_ten_days_once_more(three: Three) -> None:
    """Acceptance M-01, for relays: the person at each step, whoever is waited for at ten days."""
    night = at_night(three.citizen, hours=12)
    everybody = three.citizen, three.one, three.two
    referral_id = three.proposes()
    assert posted(night, *everybody) == [1, 0, 0]
    assert posted(night, *everybody) == [0, 0, 0]
    assert posted(at_night(three.citizen, days=10), *everybody) == [1, 0, 0]
    three.agrees(referral_id)
    assert posted(night, *everybody) == [0, 1, 1]
    handovers.open_(three.two, referral_id)
    assert posted(at_night(three.citizen, days=10), *everybody) == [1, 0, 1]
    handovers.accept(three.two, referral_id, a_meeting())
    assert posted(night, *everybody) == [1, 1, 0]
    assert posted(night, *everybody) == [0, 0, 0]


def test_m_01_silence_is_told_once_to_whoever_waited(three: Three) -> None:
    """Acceptance M-01: the person's, to who proposed; the other structure's, to both."""
    everybody = three.citizen, three.one, three.two
    unanswered, night = three.proposes(), at_night(three.citizen, days=30, hours=1)
    near = around.gather(three.one, grants.reach(three.one, three.grant_id, Right.READ))
    assert near["referrals"].waiting == 1
    assert posted(at_night(three.citizen, hours=1), *everybody) == [1, 0, 0]
    over = later(three.one, days=30)
    near = around.gather(over, grants.reach(over, three.grant_id, Right.READ))
    assert (near["referrals"].total, near["referrals"].waiting) == (1, 0)
    assert relay_ends.expire(night) == 1
    assert posted(night, *everybody) == [0, 1, 0]
    assert posted(night, *everybody) == [0, 0, 0]
    untaken = three.proposes()
    assert untaken != unanswered
    three.agrees(untaken)
    assert posted(at_night(three.citizen, hours=1), *everybody) == [0, 1, 1]
    assert relay_ends.expire(night) == 1
    assert posted(night, *everybody) == [1, 1, 0]
    assert posted(night, *everybody) == [0, 0, 0]


def test_a_yes_with_its_appointment_is_one_letter_whichever_of_both_she_wants(
    three: Three,
) -> None:
    """Acceptance M-01: one act, one letter."""
    night, her = at_night(three.citizen, hours=12), three.citizen.actor.account_id
    three.agrees(referral_id := three.proposes())
    handovers.accept(three.two, referral_id, a_meeting())
    kinds = []
    for notice in reminding.notices(night.session, night.keys, [her], night.now):
        if claimed := reminding.claim(night.session, night.keys, notice, night.now):
            reminding.settle(night.session, claimed, night.now, sent=True)
            kinds.append(claimed.kind)
    assert len(kinds) == 1
    assert reminding.notices(night.session, night.keys, [her], night.now) == []


def test_what_waits_is_counted_on_her_first_page(three: Three) -> None:
    assert waiting.count(three.citizen).relays == 0
    referral_id = three.proposes()
    assert waiting.count(three.citizen).relays == 1
    assert waiting.count(later(three.citizen, days=30)).relays == 0
    referred.refuse(three.citizen, referral_id, Word())
    assert waiting.count(three.citizen).relays == 0


def prolongs(three: Three, former: UUID, work: Work) -> UUID:
    """The id of the grant that takes the place of one to where *work* acts."""
    to = ToStructure(place_of(work))
    return sharing.renew(three.citizen, former, to, terms(), once=uuid4())


def test_prolonged_on_either_side_a_relay_goes_on(three: Three) -> None:
    referral_id = three.proposes()
    three.grant_id = prolongs(three, three.grant_id, three.one)
    assert referrals.one(three.one, three.grant_id, referral_id)[1].stage is Stage.AWAITING
    shared = prolongs(three, three.agrees(referral_id), three.two)
    handovers.accept(three.two, referral_id, a_meeting())
    shared = prolongs(three, shared, three.two)
    three.grant_id = prolongs(three, three.grant_id, three.one)
    assert referred.one(three.citizen, referral_id).given_id == shared
    assert met_by_both(three, referral_id).grant_id == shared
    handovers.close(later(three.two, days=8), referral_id, Outcome(came=True))
    assert referrals.one(three.one, three.grant_id, referral_id)[1].stage is Stage.ACCEPTED


def test_prolonged_after_a_refusal_a_still_reads_why(three: Three) -> None:
    referral_id = three.proposes()
    three.agrees(referral_id)
    handovers.decline(three.two, referral_id, NO)
    three.grant_id = prolongs(three, three.grant_id, three.one)
    assert referrals.one(three.one, three.grant_id, referral_id)[1].answer.decline == NO
