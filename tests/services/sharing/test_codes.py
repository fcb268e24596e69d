"""Codes to hand over: opened once, for whom they are for, for no longer than was said."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto import codes as secrets
from portfolio.crypto.keyset import Keyset
from portfolio.crypto.server import ServerKeys
from portfolio.domain.access import VISITOR
from portfolio.domain.codes import MOST_TRIES, Stay, Whom
from portfolio.domain.consents import Event
from portfolio.domain.errors import NotFound, Refused, Tampered, TooMany
from portfolio.domain.sharing import Audience, Mode, State, day_of
from portfolio.domain.structures import Office
from portfolio.services import (
    agreements,
    bearing,
    boxes,
    code_tries,
    codes,
    desk,
    entries,
    given,
    grants,
    journal,
    receipts,
    reconciling,
    rotations,
    sharing,
    throttles,
    tombstones,
)
from portfolio.services.codes import Issue
from portfolio.services.keyring import Keyring
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage.codes import BearerCode
from portfolio.storage.sessions import Throttle
from portfolio.storage.sharing import Grant, GrantWrap
from tests.services.people import (
    NOON,
    a_member,
    a_skill,
    a_structure,
    later,
    place_of,
    terms,
)

WEEK = {"ends": day_of(NOON) + timedelta(days=7)}


@pytest.fixture
def stranger(citizen: Work) -> Work:
    """Somebody without an account."""
    return replace(citizen, actor=VISITOR, keys=replace(citizen.keys, user=None))


def issues(
    citizen: Work,
    whom: Whom = Whom.DESK,
    stay: Stay = Stay.HOUR,
    structure_id: UUID | None = None,
    **changes: object,
) -> Issue:
    made = codes.prepare(citizen.keys, whom, stay, structure_id)
    codes.issue(citizen, made, terms(**WEEK | changes), once=uuid4())
    return made


def titles(view: object) -> list[str]:
    return [one.entry.title for one in view.entries]  # type: ignore[attr-defined]


def redeems(work: Work, made: Issue) -> UUID:
    return bearing.redeem(work, codes.root_of(work.keys, made.secret.code))


def reads(work: Work, made: Issue, figures: str | None = None) -> str:
    root = codes.root_of(work.keys, made.secret.code)
    return bearing.open_once(work, root, made.secret.figures if figures is None else figures)[0]


def test_f_07_a_code_typed_at_a_desk_opens_for_that_structure_once_for_the_time_shown(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    """Acceptance F-07."""
    other = a_structure(session, keys, "Léa Petit", name="Mission locale")
    made = issues(citizen)
    assert desk.read(counsellor).people == desk.read(other).people == ()
    grant_id = redeems(counsellor, made)
    assert titles(grants.open_(counsellor, grant_id).view) == ["Informer et rassurer"]
    assert [person.name for person in desk.read(counsellor).people] == ["Sandrine Thiébaut"]
    assert titles(grants.open_(a_member(counsellor), grant_id).view)
    for work in (counsellor, other):
        with pytest.raises(NotFound):
            redeems(work, made)
    with pytest.raises(NotFound):
        grants.open_(other, grant_id)
    grants.open_(later(counsellor, minutes=59, seconds=59), grant_id)
    with pytest.raises(NotFound):
        grants.open_(later(counsellor, hours=1), grant_id)


def test_what_the_preview_showed_is_what_the_code_opens_to_the_byte(
    citizen: Work, counsellor: Work, stranger: Work
) -> None:
    """Acceptance F-11 and security test 82: whatever the thread becomes meanwhile."""
    shown = sharing.preview(citizen, terms(**WEEK)).to_bytes()
    one, other = issues(citizen), issues(citizen, Whom.OUTSIDE)
    entries.add(later(citizen, hours=1), a_skill("Conduire un groupe"))
    view = grants.open_(counsellor, redeems(counsellor, one)).view
    read = bearing.read(stranger, reads(stranger, other)).view
    assert view.to_bytes() == read.to_bytes() == shown


def test_a_code_for_one_structure_opens_nothing_for_another(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    other = a_structure(session, keys, "Léa Petit", name="Mission locale")
    made = issues(citizen, Whom.NAMED, structure_id=place_of(counsellor))
    with pytest.raises(NotFound):
        redeems(other, made)
    assert titles(grants.open_(counsellor, redeems(counsellor, made)).view)


def test_an_outside_reader_opens_it_once_with_the_figures_and_reads_for_the_time_shown(
    citizen: Work, stranger: Work
) -> None:
    made = issues(citizen, Whom.OUTSIDE, Stay.DAY)
    token = reads(stranger, made)
    for hours in (0, 12, 23):
        view = bearing.read(later(stranger, hours=hours), token).view
        assert titles(view) == ["Informer et rassurer"]
    with pytest.raises(NotFound):
        reads(stranger, made)
    with pytest.raises(NotFound):
        bearing.read(later(stranger, hours=24), token)


def test_a_reader_who_has_done_ends_it_for_good(citizen: Work, stranger: Work) -> None:
    token = reads(stranger, issues(citizen, Whom.OUTSIDE))
    bearing.leave(stranger, token)
    with pytest.raises(NotFound):
        bearing.read(stranger, token)


def test_the_owner_reads_what_became_of_it_and_her_journal_and_receipt_say_it(
    citizen: Work, counsellor: Work, stranger: Work
) -> None:
    one, other = issues(citizen), issues(citizen, Whom.OUTSIDE)
    waiting = codes.mine(citizen)
    assert {each.secret for each in waiting} == {one.secret, other.secret}
    grant_id = redeems(later(counsellor, minutes=5), one)
    bearing.read(later(stranger, minutes=9), reads(later(stranger, minutes=9), other))
    used = {each.whom: each for each in codes.mine(later(citizen, minutes=10))}
    assert used[Whom.DESK].used_by == "Hélène Grandjean"
    assert used[Whom.DESK].structure == "CIDFF des Vosges"
    assert used[Whom.DESK].used_at == NOON + timedelta(minutes=5)
    assert used[Whom.OUTSIDE].used_at == NOON + timedelta(minutes=9)
    assert not any(each.waits or each.secret or each.dead for each in used.values())
    assert all(each.grant.sound and each.grant.active for each in used.values())
    portfolio = boxes.portfolio_of(citizen)
    acts = [(line.act, line.by) for line in journal.read(citizen, portfolio)]
    assert acts == [
        ("code.read", ""),
        ("code.opened", ""),
        ("code.opened", "Hélène Grandjean"),
    ]
    assert journal.is_sound(citizen, portfolio)
    for reader in (citizen, counsellor):
        found = receipts.read(reader, grant_id)
        assert [record.event for record in found.records] == [Event.GIVEN, Event.OPENED]
        assert found.latest.recipient.name == "CIDFF des Vosges"
        assert found.latest.event_by == counsellor.actor.account_id
        assert found.latest.validity.ends_at == NOON + timedelta(hours=1, minutes=5)


def test_it_never_stays_open_after_the_day_agreed_to(citizen: Work, counsellor: Work) -> None:
    made = issues(citizen, stay=Stay.MONTH)
    grant_id = redeems(later(counsellor, days=6), made)
    ends = later(citizen, days=6)
    assert given.one(ends, grant_id).last_day == day_of(NOON) + timedelta(days=7)
    with pytest.raises(NotFound):
        redeems(later(counsellor, days=8), issues(citizen))


def test_security_85_sent_twice_it_is_one_grant_and_one_code(citizen: Work) -> None:
    """Security test 85: a double submit keeps the first code, which is the one on the page."""
    once = uuid4()
    first, second = (codes.prepare(citizen.keys, Whom.DESK, Stay.HOUR) for _ in range(2))
    ids = {codes.issue(citizen, made, terms(**WEEK), once=once) for made in (first, second)}
    assert len(ids) == 1
    assert [each.secret for each in codes.mine(citizen)] == [first.secret]
    assert len(agreements.read(citizen, ids.pop())) == 1


def test_a_code_opens_what_there_is_today_and_follows_nothing(citizen: Work) -> None:
    with pytest.raises(Refused, match="tel qu’il est aujourd’hui"):
        issues(citizen, mode=Mode.SUIVI)


def test_codes_that_wait_are_counted_and_one_too_many_leaves_nothing(citizen: Work) -> None:
    for _each in range(codes.MOST_WAITING):
        issues(citizen)
    citizen.session.commit()
    with pytest.raises(Refused, match="codes qui attendent"):
        issues(citizen)
    citizen.session.rollback()
    assert len(given.mine(citizen).active) == codes.MOST_WAITING
    issues(later(citizen, days=9), ends=day_of(NOON) + timedelta(days=14))  # those are over


@pytest.mark.parametrize("whom", [Whom.DESK, Whom.OUTSIDE])
def test_security_78_stopped_shortened_and_over_are_dead_at_once(
    citizen: Work, counsellor: Work, stranger: Work, whom: Whom
) -> None:
    """Security tests 32 and 78: the wrap and the owner's copy of the code are gone as well."""
    made, session = issues(citizen, whom), citizen.session
    (one,) = codes.mine(citizen)
    sharing.revoke(citizen, one.grant.id)
    for use in (lambda: redeems(counsellor, made), lambda: reads(stranger, made)):
        with pytest.raises(NotFound):
            use()
    row = session.scalars(select(BearerCode)).one()
    session.refresh(row)
    assert row.code_index is row.own_box is row.reading_hash is None
    assert session.scalars(select(GrantWrap)).all() == []
    made = issues(citizen, whom)
    (fresh,) = (each for each in codes.mine(citizen) if each.grant.active)
    sharing.shorten(citizen, fresh.grant.id, day_of(NOON))
    with pytest.raises(NotFound):
        bearing.redeem(later(counsellor, hours=13), made.root)
    assert redeems(counsellor, made) if whom is Whom.DESK else reads(stranger, made)


def test_stopping_ends_a_reading_and_a_share_that_a_code_opened(
    citizen: Work, counsellor: Work, stranger: Work
) -> None:
    """Acceptance G-01: the next request of any kind."""
    grant_id = redeems(counsellor, issues(citizen))
    token = reads(stranger, issues(citizen, Whom.OUTSIDE))
    for one in given.mine(citizen).active:
        sharing.revoke(citizen, one.id)
    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)
    with pytest.raises(NotFound):
        bearing.read(stranger, token)


def test_shortening_never_lengthens_what_a_code_opened(citizen: Work, counsellor: Work) -> None:
    grant_id = redeems(counsellor, issues(citizen))
    sharing.shorten(citizen, grant_id, day_of(NOON) + timedelta(days=3))
    assert given.one(citizen, grant_id).ends_at == NOON + timedelta(hours=1)
    grants.open_(counsellor, grant_id)


def test_five_wrong_figures_kill_a_code_and_its_owner_sees_it(
    citizen: Work, stranger: Work
) -> None:
    made = issues(citizen, Whom.OUTSIDE)
    wrong = "000000" if made.secret.figures != "000000" else "000001"
    for _ in range(MOST_TRIES):
        assert codes.mine(citizen)[0].waits
        with pytest.raises(NotFound):
            reads(stranger, made, wrong)
        code_tries.miss(stranger, made.root, "192.0.2.0/24")
    with pytest.raises(NotFound):
        reads(stranger, made)
    (dead,) = codes.mine(citizen)
    assert dead.dead and not dead.waits
    assert citizen.session.scalars(select(GrantWrap)).all() == []


def test_o_03_wrong_used_over_stopped_and_never_there_cost_the_same_statements(
    citizen: Work, counsellor: Work, stranger: Work, statements: list[str]
) -> None:
    """Acceptance O-03, security tests 50 and 92: one query, then the same counts."""
    used, stopped, dead = (issues(citizen, Whom.OUTSIDE) for _ in range(3))
    reads(stranger, used)
    for each in codes.mine(citizen):
        if each.secret == stopped.secret:
            sharing.revoke(citizen, each.grant.id)
    never = codes.prepare(citizen.keys, Whom.OUTSIDE, Stay.HOUR)
    at_the_desk = issues(citizen)
    code_tries.miss(stranger, never.root, "192.0.2.0/24")
    sent = set()
    for made in (used, stopped, never, at_the_desk, replace_figures(dead)):
        statements.clear()
        with pytest.raises(NotFound):
            bearing.open_once(stranger, made.root, made.secret.figures)
        code_tries.miss(stranger, made.root, "192.0.2.0/24")
        sent.add(tuple(statement.split()[0] for statement in statements))
    assert len(sent) == 1


def replace_figures(made: Issue) -> Issue:
    wrong = "000000" if made.secret.figures != "000000" else "000001"
    return replace(made, secret=made.secret.model_copy(update={"figures": wrong}))


@pytest.mark.parametrize("who", ["a place", "an account", "everybody"])
def test_guesses_are_slowed_down_for_a_place_an_account_and_all(
    citizen: Work, counsellor: Work, stranger: Work, who: str
) -> None:
    """Acceptance O-03: 10 000 guesses never get to be tried."""
    root, tried = bytes(32), 0
    work = counsellor if who == "an account" else stranger
    most = {"a place": 20, "an account": 10, "everybody": 1000}[who]
    if who == "everybody":  # what is counted already need not be counted again here
        name = throttles.bucket(work.keys, "code", "all")
        for _ in range(2):
            throttles.count(work.session, name, code_tries.IN_ALL, work.now)
        work.session.get_one(Throttle, name).count = tried = most - 3
    for guess in range(10_000):
        place = "192.0.2.0/24" if who == "a place" else f"10.0.{guess % 250}.0/24"
        try:
            code_tries.wait_turn(work, place)
        except TooMany:
            break
        code_tries.miss(work, root, place)
        tried += 1
    assert tried == most
    with suppress(TooMany):
        code_tries.wait_turn(later(work, hours=1), "198.51.100.0/24")


def test_two_who_use_it_at_once_are_one(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    made = issues(citizen)
    found = bearing._open(counsellor, made.root, "", BearerCode.whom != Whom.OUTSIDE)
    session.execute(
        update(BearerCode).values(code_index=None).execution_options(synchronize_session=False)
    )
    with pytest.raises(NotFound):
        bearing._spend(counsellor, found)


@pytest.mark.parametrize("whom", [Whom.DESK, Whom.OUTSIDE])
def test_whoever_uses_a_code_waits_for_its_owner_before_touching_anything(
    citizen: Work, counsellor: Work, stranger: Work, statements: list[str], whom: Whom
) -> None:
    """She may be stopping it: rows taken in another order than hers would lock both out."""
    made = issues(citizen, whom)
    statements.clear()
    if whom is Whom.DESK:
        bearing.redeem(counsellor, made.root)
    else:
        token, _ends = bearing.open_once(stranger, made.root, made.secret.figures)
    assert _writes_nothing_before(statements, "SELECT portfolio.id")
    if whom is Whom.OUTSIDE:
        statements.clear()
        bearing.read(stranger, token)
        assert _writes_nothing_before(statements, "UPDATE portfolio")


def _writes_nothing_before(statements: list[str], turn: str) -> bool:
    first = next(at for at, each in enumerate(statements) if each.startswith(turn))
    return not [one for one in statements[:first] if not one.startswith("SELECT")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("whom", Whom.OUTSIDE.value),
        ("stay", Stay.MONTH.value),
        ("structure_id", "theirs"),
        ("grant_id", "other"),
    ],
)
def test_security_81_a_code_altered_in_the_database_opens_nothing(
    citizen: Work, counsellor: Work, stranger: Work, column: str, value: str
) -> None:
    """Security tests 8 and 81: for whom, for how long, of what: each is bound."""
    made = issues(citizen)
    row = citizen.session.scalars(select(BearerCode)).one()
    values: dict[str, object] = {"theirs": place_of(counsellor)}
    if value == "other":
        issues(citizen)
        ids = citizen.session.scalars(select(Grant.id)).all()
        values["other"] = next(each for each in ids if each != row.grant_id)
        others = citizen.session.scalars(select(BearerCode)).all()
        spare = next(each for each in others if each.id != row.id)
        citizen.session.delete(spare)
        citizen.session.flush()
    citizen.session.execute(
        update(BearerCode).where(BearerCode.id == row.id).values({column: values.get(value, value)})
    )
    for use in (lambda: redeems(counsellor, made), lambda: reads(stranger, made)):
        with pytest.raises(NotFound):
            use()


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("ends_at", lambda grant: grant.ends_at + timedelta(days=90)),
        ("mode", lambda _grant: "suivi"),
        ("consent_id", lambda _grant: uuid4()),
        ("rev", lambda grant: grant.rev + 1),
    ],
)
def test_security_81_a_grant_altered_before_or_after_its_code_served_is_refused(
    citizen: Work, counsellor: Work, column: str, change: Callable[[Grant], datetime]
) -> None:
    """Security tests 81 and 149: extended days and swapped facts are reported, not read."""
    made = issues(citizen)
    grant = citizen.session.scalars(select(Grant)).one()
    former = getattr(grant, column)
    citizen.session.execute(update(Grant).values({column: change(grant)}))
    with pytest.raises(Tampered):
        redeems(counsellor, made)
    citizen.session.execute(update(Grant).values({column: former}))
    citizen.session.expire_all()
    grant_id = redeems(counsellor, made)
    citizen.session.execute(update(Grant).values({column: change(grant)}))
    with pytest.raises(Tampered):
        grants.open_(counsellor, grant_id)
    assert not given.one(citizen, grant_id).sound or column == "rev"


def test_only_a_confirmed_member_who_reads_may_use_it(citizen: Work, counsellor: Work) -> None:
    """Security test 69."""
    made = issues(citizen)
    manager = a_member(counsellor, "Nadia Ferry", Office.ACCOUNT_MANAGER)
    with pytest.raises(NotFound):
        redeems(manager, made)
    with pytest.raises(NotFound):
        redeems(replace(counsellor, actor=replace(counsellor.actor, structure_id=None)), made)
    redeems(counsellor, made)


def test_a_share_that_a_code_opened_is_a_share_like_another(
    citizen: Work, counsellor: Work
) -> None:
    """It survives a change of the structure's key."""
    grant_id = redeems(counsellor, issues(citizen, stay=Stay.DAY))
    rotations.rotate(counsellor)
    grant = grants.open_(counsellor, grant_id)
    assert grant.days_left in {0, 1}
    row = citizen.session.get_one(Grant, grant_id)
    assert (row.audience, row.state) == (Audience.STRUCTURE, State.ACTIVE)


def test_a_stolen_database_gives_no_code_away(
    citizen: Work, counsellor: Work, stranger: Work
) -> None:
    """Neither the code, the figures, nor the secret of a reading is in any row."""
    made = issues(citizen, Whom.OUTSIDE)
    token = reads(stranger, issues(citizen, Whom.OUTSIDE))
    stored = b""
    for model in (BearerCode, GrantWrap):
        for row in citizen.session.scalars(select(model)):
            citizen.session.refresh(row)
            stored += b"".join(value for value in vars(row).values() if isinstance(value, bytes))
    for secret in (made.secret.code, made.secret.code.replace(" ", ""), made.secret.figures, token):
        assert secret.encode() not in stored
    assert made.root not in stored


def test_the_right_code_opens_nothing_without_the_server_s_keys(citizen: Work) -> None:
    """Security test 6, for codes: the row is not even found, and the outer seal stays shut."""
    made, thief = issues(citizen, Whom.OUTSIDE), ServerKeys(Keyset.fresh())
    row = citizen.session.scalars(select(BearerCode)).one()
    cost, stretcher = citizen.keys.cost, citizen.keys.stretcher
    root = secrets.stretched(thief, stretcher, made.secret.code, cost)
    assert secrets.index(thief, root) != row.code_index and root != made.root


def test_a_structure_nobody_reads_in_is_refused_beforehand(
    session: Session, keys: Keyring, citizen: Work
) -> None:
    with pytest.raises(NotFound):
        issues(citizen, Whom.NAMED, structure_id=uuid4())
    with pytest.raises(Refused):
        issues(citizen, ends=day_of(NOON) - timedelta(days=1))
    with pytest.raises(Refused):
        issues(citizen, ends=day_of(NOON) + timedelta(days=400))


def test_security_34_a_backup_from_before_it_served_does_not_let_it_serve_again(
    citizen: Work, counsellor: Work, stranger: Work
) -> None:
    """Security test 34, for codes: a share that it opened before the backup goes on."""
    before, since = issues(citizen), issues(citizen, Whom.OUTSIDE)
    grant_id = redeems(counsellor, before)
    citizen.session.commit()
    tombstones.buried(citizen.session)
    kept = tombstones.Tombstone.of(Kind.CODE, grant_id, citizen.now)
    (other,) = (one.grant.id for one in codes.mine(citizen) if one.waits)
    used = tombstones.Tombstone.of(Kind.CODE, other, citizen.now)
    dead = tombstones.read([str(kept), str(used)])
    assert reconciling.reconcile(citizen.session, citizen.keys, dead)[Kind.GRANT] == 1
    with pytest.raises(NotFound):
        reads(stranger, since)
    grants.open_(counsellor, grant_id)
