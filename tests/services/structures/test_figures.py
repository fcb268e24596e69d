"""How many people a structure works with: never who, never a few."""

from datetime import timedelta
from itertools import combinations_with_replacement

import pytest
from sqlalchemy.orm import Session

from portfolio.domain.errors import Forbidden, NotFound
from portfolio.domain.figures import Band
from portfolio.domain.structures import Office
from portfolio.services import figures, referrals, referred, sharing
from portfolio.services.figures import Figures
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from tests.services.people import (
    a_citizen,
    a_member,
    a_referral,
    a_structure,
    an_accepted,
    gives,
    later,
    met_with,
    names,
    referral_rules_accepted,
    what_is_let_go,
)

FEW, SOME = Band(0), Band(5)
NOBODY = Figures(FEW, FEW, FEW, FEW, FEW, FEW, FEW)


@pytest.fixture
def referent(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def crowd(session: Session, keys: Keyring) -> list[Work]:
    return [a_citizen(session, keys, f"Personne {number}") for number in range(6)]


def told(work: Work, **delta: float) -> Figures:
    """What is read, some time later."""
    return figures.read(later(work, **delta))[1]


def test_counts_of_people_only_and_none_under_five(referent: Work, crowd: list[Work]) -> None:
    """Acceptance I-03: four people are « fewer than five » as none is; six are five to nine."""
    manager = a_member(referent, "Nadia Ferry", Office.ACCOUNT_MANAGER)
    assert told(manager) == NOBODY
    for citizen in crowd[:4]:
        gives(citizen, referent)
        gives(citizen, referent)
    assert told(manager) == NOBODY, "eight shares of four people"
    for citizen in crowd[4:]:
        gives(citizen, referent)
    seen = told(manager)
    assert (seen.sharing, seen.began_lately, seen.began) == (SOME, SOME, SOME)
    assert seen.ended == seen.met == FEW


def test_nobody_is_found_by_subtraction() -> None:
    """Acceptance I-03: two figures leave five differences or more, from none up."""
    gaps: dict[tuple[Band, Band], set[int]] = {}
    for part, whole in combinations_with_replacement(range(30), 2):
        gaps.setdefault((Band.of(part), Band.of(whole)), set()).add(whole - part)
    assert all(len(possible) >= 5 for possible in gaps.values())


def test_only_what_the_whole_team_knows_is_counted(
    session: Session, keys: Keyring, referent: Work, crowd: list[Work]
) -> None:
    """Acceptance I-03: neither another structure's people, nor those who share by name."""
    other = a_structure(session, keys, "Marc Weber", name="Mission locale")
    for citizen in crowd:
        gives(citizen, other)
        names(citizen, referent)
    assert told(referent) == NOBODY
    assert told(other).sharing == SOME


def test_whoever_does_not_manage_names_reads_none(referent: Work) -> None:
    """Acceptance I-03: counsellors and newcomers find nothing there."""
    counsellor = a_member(referent)
    with pytest.raises(Forbidden):
        figures.read(counsellor)
    with pytest.raises(NotFound):
        figures.read(an_accepted(referent, "Claire Jeandel"))


def test_people_begin_with_their_first_share_and_end_with_their_last(
    referent: Work, crowd: list[Work]
) -> None:
    first = [gives(citizen, referent) for citizen in crowd]
    month = 31.0
    for citizen, former in zip(crowd, first, strict=True):
        gives(later(citizen, days=month), referent)
        sharing.revoke(later(citizen, days=month), former)
    seen = told(referent, days=month)
    assert (seen.sharing, seen.began_lately, seen.began, seen.ended) == (SOME, FEW, SOME, FEW)
    seen = told(referent, days=200)
    assert (seen.sharing, seen.began, seen.ended) == (FEW, SOME, SOME)
    assert told(referent, days=600) == NOBODY


def test_a_share_stopped_before_its_first_day_was_never_open(
    referent: Work, crowd: list[Work]
) -> None:
    for citizen in crowd:
        starts = citizen.now.date() + timedelta(days=10)
        sharing.revoke(citizen, gives(citizen, referent, starts=starts))
    assert told(referent, days=20) == NOBODY


def test_interviews_and_relays_count_people_on_both_sides(
    session: Session, keys: Keyring, referent: Work, crowd: list[Work], statements: list[str]
) -> None:
    other = a_structure(session, keys, "Marc Weber", name="Mission locale")
    referral_rules_accepted(referent)
    for citizen in crowd:
        grant_id = gives(citizen, referent)
        met_with(referent, grant_id)
        referral_id = referrals.propose(referent, grant_id, a_referral(other))
        if citizen is not crowd[-1]:
            given_id = gives(citizen, other)
            referred.hand_over(citizen, referral_id, what_is_let_go(), given_id)
    here, there = told(referent), told(other)
    assert (here.met, here.sent, here.received) == (SOME, SOME, FEW)
    assert (there.met, there.sent, there.received) == (FEW, FEW, SOME)
    assert told(referent, days=600) == NOBODY
    statements.clear()
    told(referent)
    assert len(statements) == 2, "one for who asks, one for every figure"
