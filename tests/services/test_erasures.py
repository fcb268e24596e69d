"""Deleting an account: what stops at once, what may be taken back, what is left a month later."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.crypto.slots import SlotKind
from portfolio.domain.access_requests import Wish
from portfolio.domain.codes import Stay, Whom
from portfolio.domain.endorsements import Request
from portfolio.domain.erasure import DELAY
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose
from portfolio.services import (
    access_requests,
    addresses,
    boxes,
    codes,
    desk,
    endorsements,
    entries,
    erasures,
    given,
    grants,
    journal,
    mail_choices,
    profiles,
    receipts,
    reminding,
    requested,
    sessions,
    tombstones,
    unlocking,
    witnessing,
)
from portfolio.services.access_requests import Rules
from portfolio.services.keyring import Keyring
from portfolio.services.tombstones import Kind
from portfolio.services.unlocking import Attempt
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest, MeetingCode
from portfolio.storage.accounts import Account
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant, GrantWrap
from tests.services.people import (
    a_citizen,
    a_job,
    a_skill,
    gives,
    later,
    login_of,
    names,
    terms,
)

REQUEST = Request(person="Sandrine", message="Un mot ?", label="Un emploi", title="Aide")
WISH = Wish(sections=(Section.PLAN,), purpose=Purpose.GUIDANCE, reason="Pour jeudi.")
RULES = Rules(DELAY, 9, 9)


def finds(citizen: Work, login: str) -> bool:
    """Whether *login* leads to an account at the moment of *citizen*."""
    attempt = Attempt(login, SlotKind.PASSWORD, "")
    return bool(unlocking.find(citizen.session, citizen.keys, attempt, citizen.now).holder)


def gone(work: Work, days: int = 30) -> bool:
    """What the nightly job does about one person, that many days later."""
    late = later(work, days=days)
    found = [
        erasures.erase(late.session, one, late.now) for one in erasures.due(late.session, late.now)
    ]
    late.session.expire_all()
    return bool(found)


def test_n_01_what_others_could_open_stops_with_the_request(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance N-01: shares of every sort, each with its receipt, its keys destroyed."""
    shared = [gives(citizen, counsellor), names(citizen, counsellor)]
    made = codes.prepare(citizen.keys, Whom.OUTSIDE, Stay.DAY)
    codes.issue(citizen, made, terms(), once=uuid4())
    grants.open_(counsellor, shared[0])

    goes = erasures.ask(later(citizen, days=1))

    assert goes == later(citizen, days=31).now
    for grant_id in shared:
        with pytest.raises(NotFound):
            grants.open_(later(counsellor, days=1), grant_id)
        assert receipts.read(citizen, grant_id).records[-1].event == "withdrawn"
    assert not desk.read(counsellor).people
    assert not citizen.session.scalar(select(func.count()).select_from(GrantWrap))
    assert not given.mine(citizen).active
    portfolio = boxes.portfolio_of(citizen)
    assert journal.is_sound(citizen, portfolio)
    assert journal.read(citizen, portfolio, others=False)[0].act == "account.erasure"


def test_n_01_what_waits_for_somebody_closes_too(citizen: Work, counsellor: Work) -> None:
    """Acceptance N-01: a link to a witness, a request for access, a code on a screen."""
    job = entries.add(citizen, a_job())
    _, token = endorsements.ask(citizen, job, REQUEST, "Marc")
    access_requests.ask(counsellor, login_of(citizen), WISH, RULES)
    requested.show_code(citizen)

    erasures.ask(citizen)

    with pytest.raises(NotFound):
        witnessing.read(citizen, token)
    assert not requested.waiting(citizen)
    assert not citizen.session.scalars(select(MeetingCode)).all()
    assert [one.grant_id for one in access_requests.sent(counsellor)] == [None]  # told nothing


def test_nothing_new_opens_meanwhile(citizen: Work, counsellor: Work) -> None:
    job = entries.add(citizen, a_job())
    erasures.ask(citizen)

    with pytest.raises(Refused, match="Garder mon compte"):
        gives(citizen, counsellor)
    with pytest.raises(Refused):
        endorsements.ask(citizen, job, REQUEST, "Marc")
    with pytest.raises(Refused):
        requested.show_code(citizen)
    access_requests.ask(counsellor, login_of(citizen), WISH, RULES)
    assert not requested.waiting(citizen)  # as if there were nobody of that name
    entries.add(citizen, a_skill("Souder"))  # what is theirs alone goes on


def test_asking_twice_puts_nothing_off(citizen: Work) -> None:
    first = erasures.ask(citizen)

    assert erasures.ask(later(citizen, days=5)) == first
    lines = journal.read(citizen, boxes.portfolio_of(citizen), others=False)
    assert [line.act for line in lines].count("account.erasure") == 1


def test_something_altered_stands_in_nobody_s_way(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor)
    boxes.portfolio_of(citizen).head = b"forged"
    citizen.session.get_one(Grant, grant_id).owner_box = b"forged"
    citizen.session.flush()

    erasures.ask(citizen)

    assert not citizen.session.scalar(select(func.count()).select_from(GrantWrap))
    with pytest.raises(Tampered):
        entries.read_all(citizen)
    assert gone(citizen)


def test_n_01_it_is_taken_back_within_the_month_and_shares_stay_stopped(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance N-01: everything is there again, but what was stopped."""
    grant_id = gives(citizen, counsellor)
    erasures.ask(citizen)

    erasures.take_back(later(citizen, days=29))

    assert not gone(citizen, days=60)
    assert [one.entry.title for one in entries.read_all(citizen)] == [a_skill().title]
    with pytest.raises(NotFound):
        grants.open_(later(counsellor, days=29), grant_id)
    again = gives(later(citizen, days=29), counsellor)
    assert grants.open_(later(counsellor, days=29), again).view.entries
    acts = [line.act for line in journal.read(citizen, boxes.portfolio_of(citizen), others=False)]
    assert acts.count("account.kept") == 1
    erasures.take_back(later(citizen, days=30))  # a second press changes nothing
    assert erasures.waiting(citizen.session) == 0


def test_when_the_month_is_over_nobody_comes_in_whether_the_night_came_or_not(
    citizen: Work,
) -> None:
    login = login_of(citizen)
    erasures.ask(citizen)

    assert finds(later(citizen, days=29), login)
    assert not finds(later(citizen, days=30), login)
    with pytest.raises(NotFound):
        erasures.take_back(later(citizen, days=30))


def test_an_open_session_ends_with_the_month(citizen: Work) -> None:
    holder = unlocking.holder_of(profiles.account_of(citizen))
    live = sessions.Live({}, holder, citizen.keys.user_key, citizen.now, citizen.now, None)
    connection = citizen.session.connection()
    sessions.create(connection, "secret", live)
    limits = dict.fromkeys((holder.role,), sessions.Limits(timedelta(days=99), timedelta(days=99)))
    goes = erasures.ask(citizen)

    opened = sessions.load(connection, "secret", goes - timedelta(seconds=1), limits)
    assert opened and opened.holder and opened.holder.erase_at == goes
    assert sessions.load(connection, "secret", goes, limits) is None


def test_no_reminder_is_written_meanwhile(citizen: Work) -> None:
    addresses.attach(citizen, addresses.propose(citizen, "sandrine@example.org") or "")
    mail_choices.choose(citizen, ["due"])
    wanted = mail_choices.read(citizen)
    assert reminding.page(citizen.session, None) == [citizen.actor.account_id]

    erasures.ask(citizen)
    assert not reminding.page(citizen.session, None)

    erasures.take_back(citizen)
    assert reminding.page(citizen.session, None) == [citizen.actor.account_id]
    assert mail_choices.read(citizen) == wanted


def test_only_those_whose_month_is_over_go_each_once(session: Session, keys: Keyring) -> None:
    early, late, staying = (a_citizen(session, keys) for _ in range(3))
    erasures.ask(early)
    erasures.ask(later(late, days=1))
    now = later(early, days=30).now

    assert erasures.waiting(session) == 2
    assert erasures.due(session, now) == [early.actor.account_id]
    for whom in (late, staying):
        assert erasures.erase(session, whom.actor.account_id, now) is None
    assert erasures.erase(session, early.actor.account_id, now) == []
    assert erasures.erase(session, early.actor.account_id, now) is None
    left = set(session.scalars(select(Account.id)))
    assert left == {late.actor.account_id, staying.actor.account_id}
    assert len(session.scalars(select(Portfolio)).all()) == 2


def test_the_list_of_tombstones_says_that_it_went(citizen: Work) -> None:
    erasures.ask(citizen)
    tombstones.buried(citizen.session)
    gone(citizen)

    (stone,) = tombstones.buried(citizen.session)
    assert stone.mark == tombstones.mark(Kind.ACCOUNT, citizen.actor.account_id)


def test_what_a_structure_asked_before_says_nothing_when_its_delay_ends(
    citizen: Work, counsellor: Work
) -> None:
    """Requests leave with their delay, the same for whoever was never there."""
    access_requests.ask(counsellor, login_of(citizen), WISH, RULES)
    access_requests.ask(counsellor, "personne-lac-0000", WISH, RULES)
    erasures.ask(citizen)

    access_requests.sweep(citizen.session, DELAY, later(citizen, days=30).now)
    before: list[UUID] = [row.id for row in citizen.session.scalars(select(AccessRequest))]
    gone(citizen)

    assert before == [row.id for row in citizen.session.scalars(select(AccessRequest))]
