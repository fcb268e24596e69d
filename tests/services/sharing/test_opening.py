"""What a structure opens: in its days, in its rights, and never with anything altered."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portfolio.crypto.sealing import new_key, seal
from portfolio.domain import sharing as terms_of
from portfolio.domain.access import VISITOR
from portfolio.domain.errors import Forbidden, NotFound, Tampered, VaultLocked
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right
from portfolio.services import boxes, desk, entries, given, grants, journal
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.journal import JournalLine
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import MemberKey
from tests.services.people import (
    NOON,
    a_citizen,
    a_job,
    a_skill,
    a_structure,
    gives,
    later,
)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add_all(work, [a_job(), a_skill()])
    return work


def forge(session: Session, grant_id: UUID, **changes: object) -> None:
    session.execute(update(Grant).where(Grant.id == grant_id).values(**changes))
    session.expire_all()


def row(session: Session, grant_id: UUID) -> Grant:
    return session.get_one(Grant, grant_id, populate_existing=True)


def test_l_01_opening_leaves_who_where_what_when_in_the_owners_journal(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance L-01: person, structure, section, time, grant."""
    grant_id = gives(citizen, counsellor, sections=(Section.SKILLS,))
    tuesday = later(counsellor, days=4)
    grants.open_(tuesday, grant_id)

    portfolio = boxes.portfolio_of(citizen)
    line = journal.read(citizen, portfolio)[0]
    assert (line.act, line.by, line.structure) == (
        "grant.read",
        "Hélène Grandjean",
        "CIDFF des Vosges",
    )
    assert (line.at, line.grant_id, line.detail) == (tuesday.now, grant_id, "skills")
    assert journal.is_sound(citizen, portfolio)


def test_i_01_another_structure_gets_the_same_answer_as_for_nothing(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work
) -> None:
    """Acceptance I-01."""
    grant_id = gives(citizen, counsellor)
    other = a_structure(session, keys, "Marc Humbert", name="Fongecif")

    for each in (grant_id, uuid4()):
        with pytest.raises(NotFound) as refused:
            grants.open_(other, each)
        assert refused.value.args == ()


def test_a_citizen_or_a_visitor_opens_no_grant(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor)

    with pytest.raises(NotFound):
        grants.open_(citizen, grant_id)
    with pytest.raises(Forbidden):
        grants.open_(replace(citizen, actor=VISITOR), grant_id)


def test_a_professional_whose_keys_are_closed_is_asked_for_them(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    locked = replace(counsellor, keys=replace(counsellor.keys, user=None))

    with pytest.raises(VaultLocked):
        grants.open_(locked, grant_id)


def test_78_a_grant_is_refused_from_its_very_end(citizen: Work, counsellor: Work) -> None:
    """Security test 78: one instant before, yes; at the instant, no, job or not."""
    grant_id = gives(citizen, counsellor, ends=terms_of.day_of(NOON) + timedelta(days=1))
    ends_at = given.one(citizen, grant_id).ends_at

    before = replace(counsellor, now=ends_at - timedelta(microseconds=1))
    assert grants.open_(before, grant_id).days_left == 0
    for moment in (ends_at, ends_at + timedelta(days=3)):
        with pytest.raises(NotFound):
            grants.open_(replace(counsellor, now=moment), grant_id)
    assert not given.one(replace(citizen, now=ends_at), grant_id).active


def test_81_an_end_moved_in_the_table_makes_the_view_unreadable(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Security test 81."""
    grant_id = gives(citizen, counsellor)
    forge(session, grant_id, ends_at=row(session, grant_id).ends_at + timedelta(days=90))

    with pytest.raises(Tampered):
        grants.open_(counsellor, grant_id)
    assert not given.one(citizen, grant_id).sound


@pytest.mark.parametrize("state", ["revoked", "expired", "anything"])
def test_a_grant_whose_state_is_not_active_is_refused_whatever_is_left_of_it(
    session: Session, citizen: Work, counsellor: Work, state: str
) -> None:
    grant_id = gives(citizen, counsellor)
    forge(session, grant_id, state=state)

    with pytest.raises(NotFound):
        grants.open_(counsellor, grant_id)
    assert desk.read(counsellor).people == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"rev": 2},
        {"mode": "suivi"},
        {"consent_id": UUID(int=7)},
        {"starts_at": NOON - timedelta(days=1)},
        {"body": b"\xe5\x01" + bytes(400)},
        {"body_mac": bytes(33)},
        {"body_mac": None},
        {"body": None},
    ],
)
def test_11_whatever_else_the_view_is_bound_to_cannot_be_changed_either(
    session: Session, citizen: Work, counsellor: Work, changes: dict[str, object]
) -> None:
    """Security test 11, for a grant: an old box does not pass for a new revision."""
    grant_id = gives(citizen, counsellor)
    forge(session, grant_id, **changes)

    with pytest.raises(Tampered):
        grants.open_(counsellor, grant_id)


def test_8_the_view_of_one_grant_does_not_open_in_another(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Security test 8, for grants: body, proof, label and wrap swapped between two rows."""
    one, other = gives(citizen, counsellor), gives(citizen, counsellor)
    rows = [row(session, each) for each in (one, other)]
    bodies = [(each.body, each.body_mac, each.label_box, each.owner_box) for each in rows]
    for each, (body, mac, label, owner) in zip(rows, reversed(bodies), strict=True):
        forge(session, each.id, body=body, body_mac=mac, label_box=label, owner_box=owner)

    with pytest.raises(Tampered):
        grants.open_(counsellor, one)
    with pytest.raises(Tampered):
        given.mine(citizen)


def test_8_the_key_of_one_grant_does_not_open_another(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    one, other = gives(citizen, counsellor), gives(citizen, counsellor)
    box = session.scalar(select(GrantWrap.box).where(GrantWrap.grant_id == other))
    session.execute(update(GrantWrap).where(GrantWrap.grant_id == one).values(box=box))
    session.expire_all()

    with pytest.raises(Tampered):
        grants.open_(counsellor, one)


def test_a_view_forged_in_somebodys_name_is_not_believed(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    """Anyone who writes to the table could wrap a key of their own; the server's word lacks."""
    grant_id = gives(citizen, counsellor)
    forge(session, grant_id, body=seal(new_key(), b"{}", b"anywhere"))

    with pytest.raises(Tampered):
        grants.open_(counsellor, grant_id)


def test_a_members_key_replaced_by_hand_opens_nothing(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor)
    session.execute(update(MemberKey).values(box=b"\xe5\x02" + bytes(1300)))
    session.expire_all()

    with pytest.raises(Tampered):
        grants.open_(counsellor, grant_id)


def test_a_right_that_was_not_given_is_refused_and_leaves_no_line(
    session: Session, citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, rights=(Right.READ,))

    with pytest.raises(Forbidden):
        grants.open_(counsellor, grant_id, right=Right.EXPORT, act="plan.exported")
    acts = select(func.count()).where(JournalLine.act == "plan.exported")
    assert session.scalar(acts) == 0


def test_an_export_asks_for_its_own_right_and_leaves_its_own_line(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, rights=(Right.EXPORT,))
    grants.open_(counsellor, grant_id, right=Right.EXPORT, act="plan.exported")

    assert journal.read(citizen, boxes.portfolio_of(citizen))[0].act == "plan.exported"


def test_the_owner_sees_what_the_structure_sees(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor, mode="suivi")
    entries.add(citizen, a_skill("Coudre"))

    assert given.shown(citizen, grant_id) == grants.open_(counsellor, grant_id).view
    with pytest.raises(NotFound):
        given.shown(later(citizen, days=300), grant_id)


def test_a_key_never_shows_in_what_a_grant_says_of_itself(citizen: Work, counsellor: Work) -> None:
    opened = grants.open_(counsellor, gives(citizen, counsellor))

    assert opened.key.hex() not in repr(opened) and repr(opened.key) not in repr(opened)


def test_opening_takes_a_handful_of_statements_whatever_is_shared(
    citizen: Work, counsellor: Work, statements: list[str]
) -> None:
    small = gives(citizen, counsellor)
    entries.add_all(citizen, [a_skill(f"Savoir {number}") for number in range(30)])
    large = gives(citizen, counsellor)
    counts = []
    for grant_id in (small, large):
        citizen.session.expire_all()
        statements.clear()
        grants.open_(counsellor, grant_id)
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 10
