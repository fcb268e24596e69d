"""Two requests at the same instant: one outcome, and nothing that cannot be opened."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portfolio.domain.codes import Stay, Whom
from portfolio.domain.dates import PartialDate
from portfolio.domain.erasure import DELAY
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.notes import State as Answered
from portfolio.domain.referrals import Stage
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right, State
from portfolio.domain.structures import Office
from portfolio.extensions import writing
from portfolio.services import (
    access_requests,
    bearing,
    boxes,
    codes,
    contributions,
    cowriting,
    departures,
    entries,
    epochs,
    erasures,
    giving_up,
    grants,
    handovers,
    joint,
    journal,
    mail_choices,
    note_requests,
    plan_exports,
    referrals,
    referred,
    requested,
    rotations,
    sharing,
    sides,
    standings,
    structures,
    turns,
)
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.work import Work
from portfolio.storage.access_requests import MeetingCode
from portfolio.storage.sharing import Consent, Grant, GrantWrap
from tests.services.people import (
    a_citizen,
    a_member,
    a_proposal,
    a_referral,
    a_skill,
    a_structure,
    appointed_with,
    asks_notes,
    at_night,
    commented,
    cowritten,
    gives,
    later,
    met_with,
    names,
    noted,
    place_of,
    referral_rules_accepted,
    terms,
    what_is_let_go,
)

Act = Callable[[Work], Any]


@pytest.fixture
def together(database: Engine, session: Session) -> Callable[..., list[Any]]:
    """Run acts at once, each in a transaction of its own; what they return or refuse."""

    def run(*acts: tuple[Work, Act]) -> list[Any]:
        session.commit()
        start = Barrier(len(acts))

        def one(who: Work, act: Act) -> Any:
            writing.set(True)
            start.wait()
            with Session(database) as own, own.begin():
                return act(replace(who, session=own))

        with ThreadPoolExecutor(len(acts)) as pool:
            asked = [pool.submit(one, who, act) for who, act in acts]
        return [each.exception() or each.result() for each in asked]

    return run


def test_85_two_tabs_that_send_one_form_give_one_grant(
    session: Session, citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    """Security test 85, at the same instant."""
    once, place = uuid4(), place_of(counsellor)

    def give(work: Work) -> Any:
        return sharing.give(work, ToStructure(place), terms(), once=once)

    ids = together(*[(citizen, give)] * 3)

    assert len(set(ids)) == 1
    for table in (Grant, GrantWrap, Consent):
        assert session.scalar(select(func.count()).select_from(table)) == 1


def test_a_share_given_while_its_owner_asks_to_be_deleted_is_refused_or_stopped(
    session: Session, citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    give: Act = lambda work: gives(work, counsellor)  # noqa: E731

    *outcomes, goes = together((citizen, give), (citizen, give), (citizen, erasures.ask))

    assert goes == citizen.now + DELAY
    assert all(isinstance(one, UUID | Refused) for one in outcomes)
    assert not session.scalar(select(func.count()).select_from(GrantWrap))


def test_an_answer_sent_twice_counts_once(
    citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    grant_id = gives(citizen, counsellor)
    brought = contributions.propose(counsellor, grant_id, a_proposal())
    accept: Act = lambda work: contributions.accept(work, brought)  # noqa: E731
    decline: Act = lambda work: contributions.decline(work, brought)  # noqa: E731

    outcomes = together((citizen, accept), (citizen, accept), (citizen, decline))

    refused = [one for one in outcomes if isinstance(one, Refused)]
    actions = [one for one in entries.read_all(citizen) if one.entry.kind == "action"]
    assert len(refused) == 2
    assert len(actions) == (0 if None in outcomes else 1)


def test_a_proposal_sent_twice_at_once_waits_once(
    citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    grant_id = gives(citizen, counsellor)
    propose: Act = lambda work: contributions.propose(work, grant_id, a_proposal())  # noqa: E731

    outcomes = together(*[(counsellor, propose)] * 3)

    assert [one.id for one in contributions.awaiting(citizen)] == list(set(outcomes))


def test_a_grant_given_during_a_rotation_is_one_that_opens(
    citizen: Work,
    session: Session,
    keys: Keyring,
    counsellor: Work,
    together: Callable[..., list[Any]],
) -> None:
    others = [a_citizen(session, keys, name) for name in ("Aïcha", "Olga")]
    first = gives(citizen, counsellor)
    give: Act = lambda work: gives(work, counsellor)  # noqa: E731

    *given, rotated = together(
        *((who, give) for who in (citizen, *others)), (counsellor, rotations.rotate)
    )

    assert rotated.epoch == 2
    for grant_id in (first, *given):
        assert grants.open_(counsellor, grant_id).view.person


def test_what_is_stopped_during_a_rotation_stays_stopped(
    citizen: Work, session: Session, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    stopped, kept = gives(citizen, counsellor), gives(citizen, counsellor)
    stop: Act = lambda work: sharing.revoke(work, stopped)  # noqa: E731

    nothing, rotated = together((citizen, stop), (counsellor, rotations.rotate))

    assert (nothing, rotated.epoch) == (None, 2)
    assert list(session.scalars(select(GrantWrap.grant_id))) == [kept]
    assert grants.open_(counsellor, kept).view.person


def test_what_is_stopped_while_it_is_refreshed_stays_stopped(
    session: Session, citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    grant_id = gives(citizen, counsellor, sections=(Section.SKILLS,), mode=Mode.SUIVI)
    save: Act = lambda work: entries.add(work, a_skill("Coudre"))  # noqa: E731
    stop: Act = lambda work: sharing.revoke(work, grant_id)  # noqa: E731

    together((citizen, save), (citizen, stop), (citizen, save))

    row = session.get_one(Grant, grant_id, populate_existing=True)
    assert (row.state, row.body) == ("revoked", None)
    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)


def test_73_two_key_holders_who_leave_at_once_do_not_both_leave(
    counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    """Security test 73, at the same instant."""
    other = a_member(counsellor, "Claire", Office.REFERENT)

    outcomes = together((counsellor, departures.leave), (other, departures.leave))

    assert [type(one) for one in outcomes].count(Refused) == 1
    assert len(standings.holders(counsellor, place_of(counsellor))) == 1


def test_who_leaves_while_they_are_named_keeps_no_key(
    session: Session, citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    """Given first, closed at once; left first, there is nobody to give to."""
    sonia = a_member(counsellor)
    name: Act = lambda work: names(work, counsellor, sonia)  # noqa: E731

    given, left = together((citizen, name), (sonia, departures.leave))

    assert left is None
    wraps = session.scalars(select(GrantWrap.recipient_id)).all()
    assert wraps == ([] if isinstance(given, NotFound) else [counsellor.actor.account_id])


def test_a_code_used_while_it_is_stopped_opens_nothing_and_stopping_it_never_fails(
    citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    for _ in range(5):
        made = codes.prepare(citizen.keys, Whom.DESK, Stay.HOUR)
        grant_id = codes.issue(citizen, made, terms(), once=uuid4())

        stopped, used = together(
            (citizen, partial(_with, sharing.revoke, grant_id)),
            (counsellor, partial(_with, bearing.redeem, made.root)),
        )

        assert stopped is None
        assert used == grant_id or isinstance(used, NotFound)
        with pytest.raises(NotFound):
            grants.open_(counsellor, grant_id)


def test_what_is_stopped_while_its_structure_closes_stays_stopped(
    citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    grant_id = gives(citizen, counsellor)

    outcomes = together(
        (citizen, partial(_with, sharing.revoke, grant_id)),
        (at_night(citizen), partial(_with, structures.close, place_of(counsellor))),
    )

    assert outcomes in ([None, 0], [None, 1])


def test_a_synthesis_kept_twice_at_once_is_one_entry(
    citizen: Work, counsellor: Work, together: Callable[..., list[Any]]
) -> None:
    grant_id = gives(citizen, counsellor)
    theirs = sides.of_structure(counsellor, grant_id, Right.PROPOSE)
    what = JointSynthesis(met_on=PartialDate(2026, 11, 20), said="Elle veut coudre.")
    begun = joint.begin(counsellor, theirs, what)
    mine = sides.of_owner(citizen, grant_id, Right.PROPOSE)
    joint.revise(citizen, mine, begun, what.model_copy(update={"decided": "Écrire."}), rev=1)
    joint.agree(counsellor, theirs, begun, rev=2)

    def keep(work: Work) -> Any:
        return cowriting.keep(work, sides.of_owner(work, grant_id, Right.PROPOSE), begun)

    ids = together(*[(citizen, keep)] * 3)

    kept = [one.id for one in entries.read_all(citizen) if one.entry.kind == "synthesis"]
    assert kept == list(set(ids))


def test_two_codes_asked_for_at_once_are_one_that_leads_to_her(
    session: Session, citizen: Work, together: Callable[..., list[Any]]
) -> None:
    shown = together(*[(citizen, requested.show_code)] * 3)

    (row,) = session.scalars(select(MeetingCode))
    assert row.code_index in {access_requests.code_index(citizen, code) for code in shown}


def _with(act: Callable[..., Any], about: Any, work: Work) -> Any:
    return act(work, about)


def test_two_tabs_that_choose_their_letters_for_the_first_time_both_succeed(
    session: Session, keys: Keyring, together: Callable[..., list[Any]]
) -> None:
    citizen = a_citizen(session, keys)
    chosen = [(citizen, partial(mail_choices.choose, kinds=["due"]))] * 2
    assert together(*chosen) == [None, None]
    assert "due" in mail_choices.read(citizen)


def test_a_relay_read_while_it_is_stopped_stays_stopped(
    session: Session, keys: Keyring, database: Engine, citizen: Work, counsellor: Work
) -> None:
    """On PostgreSQL, whoever waited for the citizen reads what she did before writing over it."""
    two = a_structure(session, keys, "Marc Weber", name="Mission locale")
    referral_rules_accepted(counsellor)
    grant_id = gives(citizen, counsellor)
    relay = referrals.propose(counsellor, grant_id, a_referral(two))
    given_id = gives(citizen, two)
    referred.hand_over(citizen, relay, what_is_let_go(), given_id)
    session.commit()
    if database.dialect.name == "postgresql":
        with ThreadPoolExecutor(1) as pool, Session(database) as hers, hers.begin():
            referred.cancel(replace(citizen, session=hers), relay)
            read = pool.submit(_read_relay, database, two, relay)
            waited_for(database, read)
            hers.commit()
            assert isinstance(read.exception(), NotFound)
    else:  # where there is one writer at a time
        referred.cancel(citizen, relay)
        session.commit()
        with pytest.raises(NotFound):
            _read_relay(database, two, relay)
    session.expire_all()
    assert referred.one(citizen, relay).stage is Stage.CANCELLED


def test_stopping_a_share_and_coming_back_to_it_do_not_wait_for_one_another(
    database: Engine, session: Session, citizen: Work, counsellor: Work
) -> None:
    """On PostgreSQL: the visit of an earlier day is counted in the person's turn."""
    grant_id = gives(citizen, counsellor)
    grants.open_(counsellor, grant_id)
    session.commit()
    back = replace(later(counsellor, days=2), pace=replace(counsellor.pace, writes=True))
    if database.dialect.name != "postgresql":
        grants.reach(back, grant_id, Right.READ)
        return
    with ThreadPoolExecutor(1) as pool, Session(database) as hers, hers.begin():
        stopping = replace(later(citizen, days=2), session=hers)
        turns.wait(stopping, boxes.portfolio_of(stopping))
        came = pool.submit(_proposed, database, back, grant_id)
        waited_for(database, came)
        sharing.revoke(stopping, grant_id)
        hers.commit()
        assert not isinstance(came.exception(), OperationalError)  # a deadlock
    session.expire_all()
    assert session.get_one(Grant, grant_id).state == State.REVOKED


WRITES: dict[str, Callable[[Work, UUID], Any]] = {
    "a proposal": lambda work, grant_id: contributions.propose(work, grant_id, a_proposal()),
    "a comment": commented,
    "a note": noted,
    "a synthesis": cowritten,
    "a meeting": met_with,
    "an appointment": appointed_with,
    "giving up": giving_up.give_up,
    "a visit": grants.open_,
}


@pytest.mark.parametrize("what", WRITES)
def test_whoever_waited_while_a_share_was_stopped_writes_nothing_more(
    database: Engine, session: Session, citizen: Work, counsellor: Work, what: str
) -> None:
    """On PostgreSQL: the grant was open when they began, and is not once it is their turn."""
    grant_id = gives(citizen, counsellor, rights=tuple(Right))
    session.commit()
    write = partial(_own, database, counsellor, partial(_told_of, WRITES[what], grant_id))
    if database.dialect.name == "postgresql":
        with ThreadPoolExecutor(1) as pool, Session(database) as hers, hers.begin():
            sharing.revoke(replace(citizen, session=hers), grant_id)
            wrote = pool.submit(write)
            waited_for(database, wrote)
            hers.commit()
            assert isinstance(wrote.exception(), NotFound)
    else:  # where there is one writer at a time
        sharing.revoke(citizen, grant_id)
        session.commit()
        with pytest.raises(NotFound):
            write()
    session.expire_all()
    assert journal.read(citizen, boxes.portfolio_of(citizen)) == []


def test_a_note_written_while_its_author_is_removed_waits_for_nobody_who_waits_for_it(
    database: Engine, session: Session, citizen: Work, counsellor: Work
) -> None:
    """On PostgreSQL: a departure holds the structure, then the people who named whoever leaves."""
    sonia = a_member(counsellor)
    grant_id = names(citizen, sonia)
    grants.open_(sonia, grant_id)
    session.commit()
    back = replace(later(sonia, days=2), pace=replace(sonia.pace, writes=True))
    write = partial(_own, database, back, partial(_told_of, noted, grant_id))
    if database.dialect.name != "postgresql":
        write()
        return
    with ThreadPoolExecutor(1) as pool, Session(database) as theirs, theirs.begin():
        leaving = replace(later(counsellor, days=2), session=theirs)
        epochs.hold(leaving, place_of(counsellor), to_change=True)
        wrote = pool.submit(write)
        waited_for(database, wrote)
        departures.remove(leaving, sonia.actor.account_id)
        theirs.commit()
        assert isinstance(wrote.exception(), NotFound)


def test_who_leaves_and_who_takes_several_plans_home_take_people_in_one_order(
    database: Engine, session: Session, keys: Keyring, counsellor: Work
) -> None:
    """On PostgreSQL: the departure answers first whoever asked first, and tells the others."""
    sonia, people = a_member(counsellor), [a_citizen(session, keys, name) for name in "AB"]
    people.sort(key=lambda one: boxes.portfolio_of(one).id, reverse=True)
    plans = [[gives(one, counsellor, sections=(Section.PLAN,))] for one in people]
    for minutes, one in enumerate(people):
        noted(sonia, names(one, sonia))
        asks_notes(later(one, minutes=minutes))
    session.commit()
    leave = partial(_own, database, later(sonia, hours=1), departures.leave)
    if database.dialect.name != "postgresql":
        leave()
    else:
        with ThreadPoolExecutor(1) as pool, Session(database) as theirs, theirs.begin():
            home = later(counsellor, hours=1)
            home = replace(home, session=theirs, pace=replace(home.pace, writes=True))
            turns.wait(home, boxes.portfolio_of(replace(people[1], session=theirs)))
            left = pool.submit(leave)
            waited_for(database, left)
            assert len(plan_exports.look(home, plans)) == len(plans)
            theirs.commit()
            assert left.exception() is None
    session.expire_all()
    assert {note_requests.mine(one)[0].state for one in people} == {Answered.GIVEN}


def _told_of(act: Callable[[Work, UUID], Any], grant_id: UUID, work: Work) -> Any:
    return act(work, grant_id)


def _own(database: Engine, who: Work, act: Act) -> None:
    writing.set(True)
    with Session(database) as own, own.begin():
        act(replace(who, session=own))


def _read_relay(database: Engine, who: Work, relay: UUID) -> None:
    _own(database, who, lambda work: handovers.open_(work, relay))


def _proposed(database: Engine, who: Work, grant_id: UUID) -> None:
    _own(database, who, lambda work: contributions.propose(work, grant_id, a_proposal()))


def waited_for(database: Engine, other: Future[Any]) -> None:
    """Until *other* waits for a lock of ours."""
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not connection.scalar(waits):
            assert not other.done(), other.exception()
