"""A partner's system takes the plans it was given, with a key of its own, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.domain.access import SERVICE, VISITOR
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right, day_of
from portfolio.services import boxes, entries, given, journal, partner_plans, partners, sharing
from portfolio.services.keyring import Keyring
from portfolio.services.partners import Caller
from portfolio.services.recipients import ToPartner
from portfolio.services.work import Work
from portfolio.storage.partners import Partner
from portfolio.storage.sharing import GrantWrap
from tests.services.people import (
    NOON,
    a_citizen,
    a_skill,
    an_action,
    an_objective,
    gives,
    later,
    place_of,
    terms,
)

HERE = "192.0.2.7"
UNTIL = day_of(NOON) + timedelta(days=300)
PLAN: dict[str, Any] = {"sections": (Section.PLAN,), "rights": (Right.EXPORT,)}


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add_all(work, [a_skill(), an_objective(), an_action()])
    return work


def operator(work: Work) -> Work:
    return replace(work, actor=SERVICE, keys=replace(work.keys, user=None))


def entered(work: Work, ends: date = UNTIL, *networks: str, name: str = "i-Milo") -> str:
    return partners.add(operator(work), place_of(work), name, ends, networks)


def called(work: Work, token: str, address: str = HERE) -> tuple[Work, Caller]:
    stranger = replace(operator(work), actor=VISITOR)
    caller = partners.met(stranger, token, address)
    return replace(stranger, actor=caller.actor), caller


def partner_of(work: Work) -> UUID:
    return partners.all_(work.session)[0].id


def to_partner(citizen: Work, partner_id: UUID, **changes: Any) -> UUID:
    return sharing.give(citizen, ToPartner(partner_id), terms(**PLAN | changes), once=uuid4())


def test_a_system_takes_the_plan_it_was_given_and_the_owner_sees_it(
    citizen: Work, counsellor: Work
) -> None:
    """Acceptance J-01, for the use case."""
    token = entered(counsellor)
    grant_id = to_partner(citizen, partner_of(counsellor))
    work, caller = called(counsellor, token)
    found, total = partner_plans.offered(work)
    assert ([one.id for one in found], total) == ([grant_id], 1)
    view = partner_plans.take(work, caller, grant_id)
    assert {one.entry.title for one in view.entries} == {
        "Financer ma formation",
        "Déposer le dossier",
    }
    lines = journal.read(citizen, boxes.portfolio_of(citizen))
    assert (lines[0].act, lines[0].detail, lines[0].grant_id) == (
        "plan.taken",
        "i-Milo",
        grant_id,
    )
    assert list(given.one(citizen, grant_id).named.values()) == ["i-Milo"]


@pytest.mark.parametrize(
    "changes",
    [
        {"sections": (Section.PLAN, Section.SKILLS)},
        {"sections": (Section.SKILLS,)},
        {"rights": (Right.READ,)},
    ],
    ids=["more", "else", "no-export"],
)
def test_a_system_is_given_a_plan_and_nothing_else(
    citizen: Work, counsellor: Work, changes: dict[str, Any]
) -> None:
    entered(counsellor)
    with pytest.raises(Refused):
        to_partner(citizen, partner_of(counsellor), **changes)
    assert citizen.session.scalars(select(GrantWrap)).all() == []


def test_a_plan_given_to_somebody_else_is_not_there(citizen: Work, counsellor: Work) -> None:
    """Acceptance J-03, for the use case."""
    token = entered(counsellor)
    theirs = gives(citizen, counsellor)
    entered(counsellor, name="Autre")
    other = next(one.id for one in partners.all_(citizen.session) if one.name == "Autre")
    elsewhere = to_partner(citizen, other)
    work, caller = called(counsellor, token)
    for grant_id in (theirs, elsewhere, uuid4()):
        with pytest.raises(NotFound):
            partner_plans.take(work, caller, grant_id)
    assert partner_plans.offered(work) == ([], 0)


def test_a_copy_follows_what_is_agreed_to_and_ends_when_it_is_stopped(
    citizen: Work, counsellor: Work
) -> None:
    token = entered(counsellor)
    grant_id = to_partner(citizen, partner_of(counsellor), mode=Mode.SUIVI)
    entries.add(citizen, an_action("Écrire à la banque"))
    work, caller = called(counsellor, token)
    view = partner_plans.take(work, caller, grant_id)
    assert "Écrire à la banque" in {one.entry.title for one in view.entries}
    sharing.revoke(citizen, grant_id)
    with pytest.raises(NotFound):
        partner_plans.take(work, caller, grant_id)


@pytest.mark.parametrize(
    "shown",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: token.lower(),
        lambda _token: "",
    ],
    ids=["changed", "shorter", "longer", "lower", "none"],
)
def test_a_token_that_is_not_quite_one_opens_nothing(counsellor: Work, shown: Any) -> None:
    """Security test 92, below HTTP."""
    token = entered(counsellor)
    with pytest.raises(NotFound):
        called(counsellor, shown(token))


def test_a_token_opens_from_its_networks_until_its_last_day(counsellor: Work) -> None:
    token = entered(counsellor, UNTIL, "192.0.2.0/28", "2001:db8::/32")
    called(counsellor, token)
    called(counsellor, token, "2001:db8::1")
    for address in ("192.0.2.99", "", "nowhere"):
        with pytest.raises(NotFound):
            called(counsellor, token, address)
    called(later(counsellor, days=300), token)
    with pytest.raises(NotFound):
        called(later(counsellor, days=301), token)


def test_days_and_networks_that_cannot_be_are_refused(counsellor: Work) -> None:
    for ends in (day_of(NOON) - timedelta(days=1), day_of(NOON) + timedelta(days=400)):
        with pytest.raises(Refused):
            entered(counsellor, ends)
    with pytest.raises(Refused):
        entered(counsellor, UNTIL, "everywhere")
    with pytest.raises(NotFound):
        partners.add(operator(counsellor), uuid4(), "i-Milo", UNTIL, ())
    assert partners.all_(counsellor.session) == []


def test_a_renewed_token_reads_what_was_given_before_and_the_former_reads_nothing(
    citizen: Work, counsellor: Work
) -> None:
    """Security test 94, for a renewal by whoever holds the token."""
    former = entered(counsellor)
    grant_id = to_partner(citizen, partner_of(counsellor))
    token = partners.renew(operator(counsellor), former, UNTIL)
    with pytest.raises(NotFound):
        called(counsellor, former)
    work, caller = called(counsellor, token)
    assert partner_plans.take(work, caller, grant_id).entries


def test_a_stopped_system_loses_all_it_was_given_and_its_givers_are_told(
    citizen: Work, counsellor: Work
) -> None:
    token = entered(counsellor)
    partner_id = partner_of(counsellor)
    grant_id = to_partner(citizen, partner_id)
    assert partners.stop(operator(counsellor), partner_id) == 1
    with pytest.raises(NotFound):
        called(counsellor, token)
    assert not given.one(citizen, grant_id).active
    told = journal.news(citizen, boxes.portfolio_of(citizen), 9)
    assert [(line.act, line.detail) for line in told] == [("grant.partner_stopped", "i-Milo")]
    assert partners.receiving(citizen, place_of(counsellor)) == []
    with pytest.raises(NotFound):
        to_partner(citizen, partner_id)


@pytest.mark.parametrize(
    "forged",
    [
        {"public": hybrid.new_pair().public},
        {"ends_at": NOON + timedelta(days=4000)},
        {"networks": ""},
        {"name": "Autre"},
    ],
    ids=["key", "end", "networks", "name"],
)
def test_a_row_that_somebody_wrote_by_hand_opens_and_receives_nothing(
    citizen: Work, counsellor: Work, forged: dict[str, Any]
) -> None:
    """Security test 21, for a partner."""
    token = entered(counsellor, UNTIL, "192.0.2.0/28")
    citizen.session.execute(update(Partner).values(**forged))
    citizen.session.expire_all()
    with pytest.raises(Tampered):
        called(counsellor, token)
    with pytest.raises(Tampered):
        to_partner(citizen, partner_of(counsellor))


def test_a_wrap_copied_to_a_system_opens_nothing(citizen: Work, counsellor: Work) -> None:
    """Security test 8, for a partner: a structure's wrap is not a partner's."""
    token = entered(counsellor)
    grant_id = to_partner(citizen, partner_of(counsellor))
    theirs = gives(citizen, counsellor, **PLAN)
    box = citizen.session.scalar(select(GrantWrap.box).where(GrantWrap.grant_id == theirs))
    citizen.session.execute(update(GrantWrap).where(GrantWrap.grant_id == grant_id).values(box=box))
    work, caller = called(counsellor, token)
    with pytest.raises(Tampered):
        partner_plans.take(work, caller, grant_id)
