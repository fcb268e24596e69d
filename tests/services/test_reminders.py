"""Reminders: what is kept apart for the nightly job, and who is told, once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.access import Role
from portfolio.domain.dates import PartialDate
from portfolio.domain.endorsements import Answer, Request
from portfolio.domain.entries.action import Action, Ahead
from portfolio.domain.errors import NotFound
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.reminders import TYPES, day_of, steps, year_of_rest
from portfolio.domain.reminders import Reminder as Kind
from portfolio.domain.sharing import Right
from portfolio.domain.structures import Office
from portfolio.services import (
    addresses,
    agenda,
    appointing,
    boxes,
    contributions,
    endorsements,
    entries,
    grants,
    joint,
    journal,
    mail_choices,
    recalls,
    reminding,
    sharing,
    sides,
    trash,
    witnessing,
)
from portfolio.services.appointing import Change
from portfolio.services.keyring import Keyring
from portfolio.services.reminding import Notice
from portfolio.services.work import Work
from portfolio.storage.reminders import Reminder
from tests.services.people import (
    NOON,
    a_citizen,
    a_job,
    a_member,
    a_proposal,
    a_skill,
    a_structure,
    an_action,
    appointed_with,
    cowritten,
    gives,
    later,
    names,
)
from tests.services.test_endorsements import witness_of

TODAY = date(2026, 11, 20)
"""The day of NOON."""
DUE = PartialDate(2026, 11, 30)


def to_do(**changes: Any) -> Action:
    """An action for ten days from now, with a reminder three days before."""
    given: dict[str, Any] = {"due": DUE, "remind": Ahead.DAYS}
    return an_action(**given | changes)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    """Somebody with an address."""
    work = a_citizen(session, keys)
    addresses.attach(work, addresses.propose(work, "sandrine@example.org") or "")
    return work


@pytest.fixture
def told(session: Session, keys: Keyring) -> Callable[[float], list[Notice]]:
    """What a round some days from now says, every letter of it taken by the mail server."""

    def round_in(days: float) -> list[Notice]:
        now = NOON + timedelta(days=days)
        whom = reminding.page(session, None)
        found = reminding.notices(session, keys, whom, now)
        claimed = [reminding.claim(session, keys, notice, now) for notice in found]
        for notice in claimed:
            if notice:
                reminding.settle(session, notice, now, sent=True)
        session.flush()
        return [notice for notice in claimed if notice]

    return round_in


def kinds(notices: list[Notice]) -> list[str]:
    return sorted(notice.kind.value for notice in notices if notice.kind)


@pytest.mark.parametrize(
    ("action", "day"),
    [
        (to_do(), date(2026, 11, 27)),
        (to_do(remind=Ahead.SAME_DAY), date(2026, 11, 30)),
        (to_do(remind=Ahead.MONTH), date(2026, 10, 31)),
        (to_do(due=PartialDate(2026, 12)), date(2026, 12, 28)),
        (to_do(remind=Ahead.NEVER), None),
        (to_do(due=None), None),
        (to_do(due=PartialDate(2026, 11, 19)), None),
        (to_do(status="done"), None),
        (to_do(status="paused"), None),
        (to_do(status="proposed"), None),
        (a_job(), None),
    ],
)
def test_the_day_of_a_reminder(action: Any, day: date | None) -> None:
    assert day_of(action, TODAY) == day


@pytest.mark.parametrize(
    ("given", "ends", "today", "said"),
    [
        ("2026-01-01", "2026-07-01", "2026-05-01", []),
        ("2026-01-01", "2026-07-01", "2026-06-01", [30]),
        ("2026-01-01", "2026-07-01", "2026-06-24", [7]),
        ("2026-01-01", "2026-07-01", "2026-07-01", [7]),
        ("2026-06-21", "2026-07-01", "2026-06-22", []),  # given for ten days: no month to speak of
        ("2026-06-21", "2026-07-01", "2026-06-25", [7]),
        ("2026-06-28", "2026-07-01", "2026-06-30", []),
    ],
)
def test_the_steps_before_the_end_of_a_share(
    given: str, ends: str, today: str, said: list[int]
) -> None:
    assert list(steps(*map(date.fromisoformat, (given, ends, today)))) == said


def test_a_portfolio_at_rest_is_spoken_of_once_a_year() -> None:
    start = date(2026, 1, 1)
    years = [year_of_rest(start, start + timedelta(days=days)) for days in (1, 364, 365, 395, 396)]
    assert years == [0, 0, 1, 1, 0]
    assert year_of_rest(start, start + timedelta(days=731)) == 2


def test_e_06_a_due_date_is_reminded_of_once_on_its_day(
    citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    """Acceptance E-06, below the mail: not before, exactly once, not again when saved again."""
    made = entries.add(citizen, to_do())
    assert told(6) == []
    assert kinds(told(7)) == ["due"]
    assert told(7) == told(8) == []
    opened = entries.read(citizen, made)
    entries.change(later(citizen, days=8), made, opened.entry.changed(story="…"), rev=opened.rev)
    assert told(8) == []


def test_another_day_is_another_reminder(
    citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    made = entries.add(citizen, to_do())
    assert kinds(told(7)) == ["due"]
    opened = entries.read(citizen, made)
    put_off = opened.entry.changed(due=PartialDate(2026, 12, 20))
    entries.change(later(citizen, days=8), made, put_off, rev=opened.rev)
    assert told(9) == []
    assert kinds(told(28)) == ["due"]


@pytest.mark.parametrize("change", [{"status": "done"}, {"remind": "never"}, {"due": None}])
def test_what_is_done_or_not_asked_any_more_is_not_reminded_of(
    session: Session, citizen: Work, told: Callable[[float], list[Notice]], change: dict[str, Any]
) -> None:
    made = entries.add(citizen, to_do())
    opened = entries.read(citizen, made)
    entries.change(citizen, made, opened.entry.changed(**change), rev=opened.rev)
    assert told(7) == []
    assert session.scalars(select(Reminder)).all() == []


def test_what_is_thrown_away_is_not_reminded_of_and_what_comes_back_is(
    citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    made = entries.add(citizen, to_do())
    entries.remove(citizen, [made])
    assert told(7) == []
    trash.restore(citizen, [made])
    assert kinds(told(7)) == ["due"]


def test_what_the_job_is_told_is_a_sealed_day_and_a_name_that_says_nothing(
    session: Session, keys: Keyring, citizen: Work
) -> None:
    made = entries.add(citizen, to_do(title="Voir le médecin"))
    (row,) = session.scalars(select(Reminder)).all()
    assert row.mark == agenda.mark_of(keys, citizen.actor.account_id, "due", made)
    assert made.bytes not in row.mark and row.box and b"2026" not in row.box
    assert agenda.read(keys, row) == date(2026, 11, 27)


def test_saving_what_is_no_action_asks_nothing_of_the_agenda(
    citizen: Work, statements: list[str]
) -> None:
    statements.clear()
    entries.add_all(citizen, [a_job(), a_skill()])
    assert statements
    assert not [each for each in statements if "reminder" in each]


def test_a_day_that_was_altered_reminds_of_nothing(
    session: Session, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    entries.add(citizen, to_do())
    session.execute(update(Reminder).values(box=b"\xe5\x01" + bytes(80)))
    assert told(7) == []


def test_the_end_of_a_share_is_told_at_thirty_days_and_at_seven(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    ends = TODAY + timedelta(days=60)
    grant_id = gives(citizen, a_structure(session, keys), ends=ends)
    said = {days: kinds(told(days)) for days in (1, 29, 30, 31, 52, 53, 54, 60, 61)}
    assert {days for days, found in said.items() if found} == {30, 53}
    sharing.revoke(later(citizen, days=2), grant_id)


def test_a_stopped_share_is_not_spoken_of(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    grant_id = gives(citizen, a_structure(session, keys), ends=TODAY + timedelta(days=60))
    sharing.revoke(citizen, grant_id)
    assert told(30) == told(53) == []


def test_m_01_what_waits_for_an_answer_is_told_once_and_together(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    """In the spirit of acceptance M-01: two proposals and an answered request, one letter."""
    counsellor = a_structure(session, keys)
    grant_id = gives(citizen, counsellor)
    first = contributions.propose(counsellor, grant_id, a_proposal())
    contributions.propose(counsellor, grant_id, a_proposal(what="Appeler"))
    job = entries.add(citizen, a_job())
    request = Request(person="Sandrine", message="Un mot ?", label="Un emploi", title="Aide")
    _, token = endorsements.ask(citizen, job, request, "Mme Renard")
    witnessing.answer(witness_of(citizen), token, Answer(accepted=False, on=TODAY))

    assert [len(notice.marks) for notice in told(1)] == [3]
    assert told(2) == []
    contributions.decline(citizen, first)


def test_m_01_a_synthesis_that_waits_for_her_word_is_told_once(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    """Acceptance M-01, for what two wrote: the next day, and not again at each change."""
    counsellor = a_structure(session, keys)
    grant_id = gives(citizen, counsellor)
    joint_id = cowritten(counsellor, grant_id)
    assert told(0.5) == []
    assert [len(notice.marks) for notice in told(1)] == [1]
    change = JointSynthesis(met_on=PartialDate(2026, 11, 20), said="Autre chose.")
    side = sides.of_structure(later(counsellor, days=2), grant_id, Right.PROPOSE)
    joint.revise(later(counsellor, days=2), side, joint_id, change, rev=1)
    assert told(4) == []


def test_an_answer_given_in_the_interview_is_not_reminded_of(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    counsellor = a_structure(session, keys)
    made = contributions.propose(counsellor, gives(citizen, counsellor), a_proposal())
    assert told(0.5) == []
    contributions.accept(citizen, made)
    assert told(2) == []


def test_a_year_without_a_change_is_told_once_a_year(
    citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    entries.add(citizen, a_job())
    said = {days: kinds(told(days)) for days in (364, 365, 366, 380, 729, 730, 735)}
    assert {days for days, found in said.items() if found} == {365, 730}
    entries.add(later(citizen, days=740), a_skill())
    assert told(1095) == []
    assert kinds(told(1105)) == ["fresh"]


def test_only_the_types_one_wants_are_told(
    session: Session, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    entries.add(citizen, to_do())
    mail_choices.choose(citizen, ["ending"])
    assert mail_choices.read(citizen) == {Kind.ENDING}
    assert told(7) == []
    mail_choices.choose(citizen, ["ending", "due"])
    assert kinds(told(8)) == ["due"]


def test_a_letter_s_link_stops_its_type_alone_for_its_reader_alone(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    other = a_citizen(session, keys)
    entries.add(citizen, to_do())
    (notice,) = told(7)
    mail_choices.check(session, notice.token)
    for _twice in range(2):
        mail_choices.stop(session, notice.token)
    session.expire_all()
    assert mail_choices.read(citizen) == set(TYPES[Role.CITIZEN]) - {Kind.DUE, Kind.ACCESS}
    assert mail_choices.read(other) == set(TYPES[Role.CITIZEN]) - {Kind.ACCESS}
    for act in (mail_choices.check, mail_choices.stop):
        with pytest.raises(NotFound):
            act(session, "x" * 43)


def test_nobody_without_an_address_is_looked_at(session: Session, keys: Keyring) -> None:
    entries.add(a_citizen(session, keys), to_do())
    assert list(reminding.page(session, None)) == []


def test_two_rounds_at_once_send_one_letter(session: Session, keys: Keyring, citizen: Work) -> None:
    entries.add(citizen, to_do())
    gives(citizen, a_structure(session, keys), ends=TODAY + timedelta(days=30))
    now = NOON + timedelta(days=7)
    one = reminding.notices(session, keys, reminding.page(session, None), now)
    other = reminding.notices(session, keys, reminding.page(session, None), now)
    assert all(reminding.claim(session, keys, each, now) for each in one)
    assert not any(reminding.claim(session, keys, each, now) for each in other)


def test_what_a_dead_round_claimed_leaves_an_hour_later_under_the_same_name(
    session: Session, keys: Keyring, citizen: Work
) -> None:
    entries.add(citizen, to_do())
    at = NOON + timedelta(days=7)

    def claimed(now: Any) -> list[Notice | None]:
        found = reminding.notices(session, keys, reminding.page(session, None), now)
        return [reminding.claim(session, keys, each, now) for each in found]

    (first,) = claimed(at)
    assert claimed(at + timedelta(minutes=59)) == []
    (again,) = claimed(at + timedelta(minutes=61))
    assert first and again and first.name == again.name


def test_what_was_refused_is_tried_again_by_the_next_round(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    entries.add(citizen, to_do())
    now = NOON + timedelta(days=7)
    (notice,) = reminding.notices(session, keys, reminding.page(session, None), now)
    claimed = reminding.claim(session, keys, notice, now)
    assert claimed
    reminding.settle(session, claimed, now, sent=False)
    assert kinds(told(7)) == ["due"]
    assert told(7) == []


def test_accounts_come_page_by_page(session: Session, keys: Keyring) -> None:
    for number in range(5):
        work = a_citizen(session, keys)
        addresses.attach(work, addresses.propose(work, f"p{number}@example.org") or "")
    pages, after = [], None
    while found := reminding.page(session, after, most=2):
        pages.append(len(found))
        after = found[-1]
    assert pages == [2, 2, 1]


def test_the_page_says_what_the_letter_did_not(
    session: Session, keys: Keyring, citizen: Work
) -> None:
    made = entries.add(citizen, to_do(title="Déposer le dossier"))
    counsellor = a_structure(session, keys)
    grant_id = gives(citizen, counsellor, ends=TODAY + timedelta(days=20))
    contributions.propose(counsellor, grant_id, a_proposal())

    found = recalls.read(later(citizen, days=8))
    assert [(one.kind, one.id) for one in found] == [
        (Kind.DUE, made),
        (Kind.ENDING, grant_id),
        (Kind.WAITING, None),
        (Kind.ACCESS, None),
    ]
    assert found[0].title == "Déposer le dossier" and found[0].day == date(2026, 11, 30)
    assert recalls.read(citizen)[0].kind is Kind.ENDING
    assert [one.kind for one in recalls.read(later(citizen, days=400))][-1] is Kind.FRESH


def test_nobody_gets_letters_about_visits_without_having_asked(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    counsellor = a_structure(session, keys)
    grants.open_(counsellor, gives(citizen, counsellor))
    assert told(1) == []


def test_m_01_each_access_is_told_once_by_the_channel_chosen(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    """Acceptance M-01: a grant, a reading, an export, a proposal, a revocation; one letter each."""
    counsellor = a_structure(session, keys)
    mail_choices.choose(citizen, ["access"])
    grant_id = gives(citizen, counsellor)
    acts: list[Callable[[Work, Work], object]] = [
        lambda *_: None,
        lambda _, reader: grants.open_(reader, grant_id),
        lambda _, reader: grants.open_(reader, grant_id, act="plan.exported"),
        lambda _, reader: contributions.propose(reader, grant_id, a_proposal()),
        lambda owner, _: sharing.revoke(owner, grant_id),
    ]
    for day, act in enumerate(acts, 1):
        act(later(citizen, days=day), later(counsellor, days=day))
        assert kinds(told(day + 0.1)) == ["access"]
        assert told(day + 0.2) == []


def test_m_01_what_its_owner_has_seen_at_home_is_not_told_again_by_letter(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    """Acceptance M-01: once, not once by each channel."""
    counsellor = a_structure(session, keys)
    mail_choices.choose(citizen, ["access"])
    grants.open_(counsellor, gives(citizen, counsellor))
    portfolio = boxes.portfolio_of(citizen)
    acts = [line.act for line in journal.news(citizen, portfolio, 9, others=False)]
    assert acts == ["grant.read", "grant.given"]
    journal.see(citizen, portfolio)
    assert journal.news(citizen, portfolio, 9) == []
    assert told(1) == []


def test_what_somebody_does_alone_in_their_own_portfolio_is_no_news(
    citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    mail_choices.choose(citizen, ["access"])
    entries.add(citizen, a_job())
    journal.write(citizen, boxes.portfolio_of(citizen), "plan.exported", detail="pdf")
    assert journal.news(citizen, boxes.portfolio_of(citizen), 9) == []
    assert told(1) == []


def with_address(work: Work, email: str) -> Work:
    addresses.attach(work, addresses.propose(work, email) or "")
    return work


def test_m_03_whoever_reads_a_share_may_ask_to_be_told_that_it_changed(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    """Acceptance M-03: a digest, never the content; once a day, for those who asked and read."""
    counsellor = with_address(a_structure(session, keys), "helene@example.org")
    manager = with_address(
        a_member(counsellor, "Nadia", Office.ACCOUNT_MANAGER), "nadia@example.org"
    )
    colleague = with_address(a_member(counsellor), "sonia@example.org")
    for work in (counsellor, manager):
        mail_choices.choose(work, ["digest"])
    grant_id = gives(citizen, counsellor, mode="suivi")
    (first,) = told(1)
    assert (first.account_id, first.kind) == (counsellor.actor.account_id, Kind.DIGEST)
    assert told(1.1) == told(2) == []
    assert Kind.DIGEST not in mail_choices.read(colleague)

    entries.add(later(citizen, days=3), an_action())
    assert told(3.1) == []
    assert kinds(told(4)) == ["digest"]
    assert told(4.2) == []

    entries.add(later(citizen, days=5), an_action("Encore"))
    sharing.revoke(later(citizen, days=5), grant_id)
    assert told(6) == []


def test_a_share_for_named_people_is_told_to_nobody_else(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    counsellor = with_address(a_structure(session, keys), "helene@example.org")
    colleague = with_address(a_member(counsellor), "sonia@example.org")
    for work in (counsellor, colleague):
        mail_choices.choose(work, ["digest"])
    names(citizen, colleague)
    (notice,) = told(1)
    assert notice.account_id == colleague.actor.account_id


def test_m_01_an_appointment_is_told_once_to_the_other_and_the_day_before_to_both(
    session: Session,
    keys: Keyring,
    citizen: Work,
    told: Callable[[float], list[Notice]],
) -> None:
    """Acceptance M-01: once for each step, once the day before, and not a word of it."""
    counsellor = a_structure(session, keys)
    addresses.attach(counsellor, addresses.propose(counsellor, "helene@example.org") or "")
    grant_id = gives(citizen, counsellor)
    made = appointed_with(counsellor, grant_id, days=7)
    them = [citizen.actor.account_id, counsellor.actor.account_id]

    def whom(days: float) -> list[UUID]:
        found = [one for one in told(days) if one.kind is Kind.APPOINTMENT]
        return [one.account_id for one in found]

    assert whom(0) == them[:1] and not whom(1)
    side = sides.of_owner(citizen, grant_id, Right.READ)
    appointing.confirm(later(citizen, days=1), side, Change(made, 1))
    assert whom(1) == them[1:] and not whom(5)
    assert sorted(whom(6)) == sorted(them) and not whom(6) and not whom(7)


def test_nobody_is_reminded_of_an_appointment_whose_share_stopped(
    session: Session, keys: Keyring, citizen: Work, told: Callable[[float], list[Notice]]
) -> None:
    counsellor = a_structure(session, keys)
    grant_id = gives(citizen, counsellor)
    appointed_with(counsellor, grant_id, days=7)
    sharing.revoke(citizen, grant_id)
    assert Kind.APPOINTMENT not in {one.kind for day in (0, 6) for one in told(day)}
