"""A structure asks somebody for access: she alone hears of it, and the structure learns nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from portfolio.domain.access_requests import LIFE, Wish
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose
from portfolio.domain.structures import Office
from portfolio.services import access_requests, boxes, journal, requested, structures, waiting
from portfolio.services.access_requests import Rules
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest, MeetingCode
from portfolio.storage.accounts import Account
from tests.services.people import (
    a_citizen,
    a_member,
    a_structure,
    acting,
    at_night,
    gives,
    later,
    login_of,
    names,
    place_of,
)

RULES = Rules(timedelta(days=30), by_member=5, by_structure=8)
NEVER = "renard-galet-1000"


def a_wish(**changes: object) -> Wish:
    """Skills and plan, for a quarter."""
    given: dict[str, object] = {
        "sections": (Section.SKILLS, Section.PLAN),
        "purpose": Purpose.GUIDANCE,
        "reason": "Préparer notre rendez-vous du 3.",
    }
    return Wish.model_validate(given | changes)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def asks(counsellor: Work, whom: str, **changes: object) -> None:
    access_requests.ask(counsellor, whom, a_wish(**changes), RULES)


def test_she_reads_what_is_asked_and_her_journal_says_so(citizen: Work, counsellor: Work) -> None:
    asks(counsellor, f"  {login_of(citizen).upper()} ")
    (one,) = requested.waiting(citizen)
    assert waiting.count(citizen).requests == 1
    assert (one.structure, one.wish.by) == ("CIDFF des Vosges", "Hélène Grandjean")
    assert one.wish.sections == (Section.SKILLS, Section.PLAN)
    assert one.wish.reason == "Préparer notre rendez-vous du 3."
    (line, *_) = journal.read(citizen, boxes.portfolio_of(citizen))
    assert (line.act, line.by, line.detail) == (
        "access.requested",
        "Hélène Grandjean",
        "skills,plan",
    )
    assert journal.is_sound(citizen, boxes.portfolio_of(citizen))


def test_f_01_f_06_refused_ignored_and_never_there_are_one_answer(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    """Acceptance F-01 and F-06: nothing, not even existence, whatever becomes of it."""
    silent = a_citizen(session, keys, "Awa Diallo")
    for whom in (login_of(citizen), login_of(silent), NEVER):
        asks(counsellor, whom)
    requested.refuse(later(citizen, days=1), requested.waiting(citizen)[0].id)
    for days in (0, 2, 15, 29):
        seen = access_requests.sent(later(counsellor, days=days))
        assert {whom.whom for whom in seen} == {login_of(citizen), login_of(silent), NEVER}
        assert {(one.wish, one.created_at, one.expires_at, one.grant_id) for one in seen} == {
            (a_wish(), counsellor.now, counsellor.now + LIFE, None)
        }


def test_f_06_a_refusal_closes_it_and_it_may_not_be_asked_again_before_the_delay(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance F-06."""
    asks(counsellor, login_of(citizen))
    requested.refuse(citizen, requested.waiting(citizen)[0].id)
    assert requested.waiting(citizen) == []
    row = counsellor.session.scalars(select(AccessRequest)).one()
    assert row.wish_box is row.key_box is row.proof is None
    for days in (0, 13, 29):
        with pytest.raises(Refused) as refusal:
            asks(later(counsellor, days=days), login_of(citizen))
        assert refusal.value.field == "whom"
    asks(later(counsellor, days=30), login_of(citizen))
    assert waiting.count(later(citizen, days=30)).requests == 1


@pytest.mark.parametrize("by_whom", ["the same member", "a colleague"])
def test_the_delay_is_said_alike_of_somebody_and_of_nobody(
    citizen: Work, counsellor: Work, by_whom: str
) -> None:
    other = counsellor if by_whom == "the same member" else a_member(counsellor)
    told = set()
    for whom in (login_of(citizen), NEVER):
        asks(counsellor, whom)
        with pytest.raises(Refused) as refusal:
            asks(later(other, days=3), whom)
        told.add((refusal.value.message, str(refusal.value.values)))
    assert len(told) == 1


def test_whatever_way_she_is_asked_by_she_hears_once_within_the_delay(
    citizen: Work, counsellor: Work
) -> None:
    """By her login name, then by her code: the second is taken like any, and reaches nobody."""
    asks(counsellor, login_of(citizen))
    asks(later(counsellor, days=1), requested.show_code(later(citizen, days=1)))
    assert waiting.count(later(citizen, days=1)).requests == 1
    assert len(access_requests.sent(counsellor)) == 2


def test_another_structure_may_ask_meanwhile(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    other = a_structure(session, keys, "Léa Petit", name="Mission locale")
    asks(counsellor, login_of(citizen))
    asks(other, login_of(citizen))
    assert {one.structure for one in requested.waiting(citizen)} == {
        "CIDFF des Vosges",
        "Mission locale",
    }


@pytest.mark.parametrize("written", [str, str.lower, lambda code: code.replace(" ", "-")])
def test_the_code_on_her_screen_leads_to_her_once_for_some_minutes(
    citizen: Work, counsellor: Work, written: Callable[[str], str]
) -> None:
    code = requested.show_code(citizen)
    assert [len(group) for group in code.split()] == [4, 4]
    asks(later(counsellor, minutes=14), written(code))
    assert waiting.count(later(citizen, minutes=14)).requests == 1
    assert counsellor.session.scalar(select(MeetingCode)) is None


def test_a_code_that_is_over_replaced_or_served_leads_to_nobody(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    former = requested.show_code(citizen)
    code = requested.show_code(citizen)
    assert former != code
    asks(counsellor, former)
    asks(later(counsellor, minutes=15), code)
    assert waiting.count(later(citizen, minutes=15)).requests == 0
    served = requested.show_code(citizen)
    asks(counsellor, served)
    other = a_structure(session, keys, "Léa Petit", name="Mission locale")
    asks(other, served)
    assert [one.structure for one in requested.waiting(citizen)] == ["CIDFF des Vosges"]


def test_professionals_and_closed_accounts_are_nobody(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    other = a_structure(session, keys, "Léa Petit", name="Mission locale")
    closed = update(Account).where(Account.id == citizen.actor.account_id)
    session.execute(closed.values(state="closed"))
    for whom in (login_of(other), login_of(citizen)):
        asks(counsellor, whom)
    assert set(session.scalars(select(AccessRequest.portfolio_id))) == {None}


def test_somebody_and_nobody_cost_the_same_statements(
    citizen: Work, counsellor: Work, statements: list[str]
) -> None:
    """Security test 64: no timing difference that tells; the costly part is done for nobody too."""
    sent = []
    for whom in ("sapin-lune-1111", login_of(citizen), NEVER, requested.show_code(citizen)):
        statements.clear()
        asks(counsellor, whom)
        sent.append([statement.split()[0] for statement in statements])
    assert sent[1] == sent[2] == sent[3]


def test_requests_of_a_day_are_counted_for_a_member_and_for_the_structure(
    counsellor: Work,
) -> None:
    colleague = a_member(counsellor)
    for number in range(5):
        asks(counsellor, f"sapin-lune-{number}")
    with pytest.raises(Refused):
        asks(counsellor, NEVER)
    for number in range(5, 8):
        asks(colleague, f"sapin-lune-{number}")
    with pytest.raises(Refused):
        asks(colleague, NEVER)
    asks(later(colleague, days=1, seconds=1), NEVER)


def test_a_request_nobody_answers_ends_by_itself(citizen: Work, counsellor: Work) -> None:
    asks(counsellor, login_of(citizen))
    over = later(citizen, days=14)
    assert waiting.count(over).requests == 0 and requested.waiting(over) == []
    assert access_requests.sweep(citizen.session, RULES.delay, over.now) == 1
    row = citizen.session.scalars(select(AccessRequest)).one()
    assert row.wish_box is None
    with pytest.raises(Refused):
        asks(later(counsellor, days=20), login_of(citizen))
    access_requests.sweep(citizen.session, RULES.delay, later(citizen, days=30).now)
    assert citizen.session.scalars(select(AccessRequest)).all() == []


def test_a_share_answers_what_the_structure_asked_and_it_learns_that(
    citizen: Work, counsellor: Work
) -> None:
    asks(counsellor, login_of(citizen))
    grant_id = gives(citizen, counsellor, sections=(Section.PLAN,))
    requested.settle(citizen, place_of(counsellor), grant_id)
    assert requested.waiting(citizen) == []
    [granted] = access_requests.sent(counsellor)
    assert (granted.grant_id, granted.name) == (grant_id, "Sandrine Thiébaut")
    over = later(counsellor, days=200)
    assert [(one.grant_id, one.name) for one in access_requests.sent(over)] == [(None, "")]


def test_a_share_for_a_colleague_by_name_says_nothing_to_whoever_asked(
    citizen: Work, counsellor: Work
) -> None:
    """For everybody who is not named, it is not there: neither granted, nor its number."""
    colleague = a_member(counsellor)
    for asker in (counsellor, colleague):
        asks(asker, login_of(citizen) if asker is counsellor else requested.show_code(citizen))
    grant_id = names(citizen, colleague)
    requested.settle(citizen, place_of(counsellor), grant_id)
    assert [one.grant_id for one in access_requests.sent(counsellor)] == [None]
    citizen.session.execute(update(AccessRequest).values(grant_id=grant_id))
    assert [one.grant_id for one in access_requests.sent(colleague)] == [grant_id]


def test_a_share_to_come_is_not_granted_yet(citizen: Work, counsellor: Work) -> None:
    asks(counsellor, login_of(citizen))
    starts = later(citizen, days=3)
    grant_id = gives(citizen, counsellor, starts=starts.now.date())
    requested.settle(citizen, place_of(counsellor), grant_id)
    assert [one.grant_id for one in access_requests.sent(counsellor)] == [None]
    assert [one.grant_id for one in access_requests.sent(later(counsellor, days=3))] == [grant_id]


def test_what_a_structure_asked_before_it_closed_is_not_counted(
    citizen: Work, counsellor: Work
) -> None:
    asks(counsellor, login_of(citizen))
    structures.close(at_night(citizen), place_of(counsellor))
    assert requested.waiting(citizen) == []
    assert waiting.count(citizen).requests == 0


def test_another_s_request_is_not_there(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    other = a_citizen(session, keys, "Awa Diallo")
    asks(counsellor, login_of(citizen))
    (one,) = requested.waiting(citizen)
    for act in (requested.one, requested.refuse):
        with pytest.raises(NotFound):
            act(other, one.id)
    assert access_requests.sent(a_member(counsellor)) == []


@pytest.mark.parametrize("column", ["structure_id", "author_id", "expires_at", "portfolio_id"])
def test_a_request_moved_or_extended_in_the_database_is_not_shown(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, column: str
) -> None:
    """Security tests 8 and 81: a row that was altered asks nothing of anybody."""
    other = a_citizen(session, keys, "Awa Diallo")
    elsewhere = a_structure(session, keys, "Léa Petit", name="Mission locale")
    asks(counsellor, login_of(citizen))
    values = {
        "structure_id": place_of(elsewhere),
        "author_id": elsewhere.actor.account_id,
        "expires_at": citizen.now + timedelta(days=300),
        "portfolio_id": boxes.portfolio_of(other).id,
    }
    session.execute(update(AccessRequest).values({column: values[column]}))
    assert requested.waiting(citizen) == requested.waiting(other) == []


def test_a_request_forged_without_the_server_s_keys_is_not_shown(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Anyone can seal to a public key: the server's word is what tells."""
    asks(counsellor, login_of(citizen))
    session.execute(update(AccessRequest).values(proof=b"\1" + bytes(32)))
    assert requested.waiting(citizen) == []


def test_a_public_key_replaced_in_the_database_is_not_sealed_to(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    """Security test 21; and whoever asks notices nothing."""
    thief = a_citizen(session, keys, "Awa Diallo")
    theirs = session.get_one(Account, thief.actor.account_id).public
    changed = update(Account).where(Account.id == citizen.actor.account_id)
    session.execute(changed.values(public=theirs))
    asks(counsellor, login_of(citizen))
    (row,) = session.scalars(select(AccessRequest))
    assert row.key_box and row.key_box[2:10] != sha256(theirs).digest()[:8]


def test_an_author_s_copy_is_theirs_alone(citizen: Work, counsellor: Work) -> None:
    asks(counsellor, login_of(citizen))
    stranger = replace(counsellor, keys=counsellor.keys.opened(bytes(32)))
    with pytest.raises(Tampered):
        access_requests.sent(stranger)


def test_only_a_confirmed_member_who_reads_may_ask(citizen: Work, counsellor: Work) -> None:
    manager = a_member(counsellor, "Nadia Ferry", Office.ACCOUNT_MANAGER)
    with pytest.raises(Forbidden):
        asks(manager, login_of(citizen))
    nowhere = replace(counsellor, actor=replace(counsellor.actor, structure_id=None))
    with pytest.raises(NotFound):
        asks(nowhere, login_of(citizen))
    outsider = acting(counsellor, place_of(a_structure(counsellor.session, counsellor.keys)))
    with pytest.raises(NotFound):
        asks(outsider, login_of(citizen))


def test_the_table_says_no_word_of_it(citizen: Work, counsellor: Work, database: Engine) -> None:
    """Nothing in clear but ids and moments."""
    asks(counsellor, login_of(citizen))
    row = citizen.session.scalars(select(AccessRequest)).one()
    stored = b"".join(value for value in vars(row).values() if isinstance(value, bytes))
    for word in ("rendez-vous", "skills", "Grandjean", login_of(citizen)):
        assert word.encode() not in stored
