"""The other structures are known to whom the person lets know of them, and to nobody else."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.domain.sharing import Mode, Right, day_of
from portfolio.services import entries, grants, sharing
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from tests.services.people import (
    NOON,
    a_skill,
    a_structure,
    gives,
    later,
    names,
    place_of,
    terms,
)

KNOWN = (Right.READ, Right.STRANDS)


@pytest.fixture
def cidff(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys)


@pytest.fixture
def afpa(session: Session, keys: Keyring) -> Work:
    return a_structure(session, keys, "Marc Lejeune", name="Afpa de Golbey")


def others(reader: Work, grant_id: object) -> list[str]:
    return [one.structure for one in grants.open_(reader, grant_id).view.strands]  # type: ignore[arg-type]


def test_others_are_named_with_their_days_to_whom_may_know(
    citizen: Work, cidff: Work, afpa: Work
) -> None:
    there = gives(citizen, afpa)
    view = grants.open_(cidff, gives(citizen, cidff, rights=KNOWN)).view

    (one,) = view.strands
    assert (one.structure, one.since) == ("Afpa de Golbey", day_of(NOON))
    assert one.until == terms().ends
    assert grants.open_(afpa, there).view.strands == ()
    assert b"CIDFF" not in grants.open_(afpa, there).view.to_bytes()


def test_f_11_the_preview_names_the_same_ones_byte_for_byte(
    citizen: Work, cidff: Work, afpa: Work
) -> None:
    """Acceptance F-11: a structure is not one of the others, even when it has a share already."""
    gives(citizen, afpa)
    gives(citizen, cidff)
    previewed = sharing.preview(citizen, terms(rights=KNOWN), place_of(cidff)).to_bytes()

    opened = grants.open_(cidff, gives(citizen, cidff, rights=KNOWN))
    assert opened.view.to_bytes() == previewed
    assert [one.structure for one in opened.view.strands] == ["Afpa de Golbey"]


def test_who_comes_and_goes_is_known_where_the_share_is_kept_up_to_date(
    citizen: Work, cidff: Work, afpa: Work
) -> None:
    kept = gives(citizen, cidff, rights=KNOWN, mode=Mode.SUIVI)
    photo = gives(citizen, cidff, rights=KNOWN)
    assert others(cidff, kept) == []
    new = names(citizen, afpa)
    assert others(cidff, kept) == ["Afpa de Golbey"]
    entries.add(later(citizen, hours=1), a_skill("Coudre"))
    assert others(cidff, kept) == ["Afpa de Golbey"]
    sharing.revoke(citizen, new)

    assert others(cidff, kept) == []
    assert others(cidff, photo) == []


def test_stopping_never_waits_for_what_was_altered(
    session: Session, citizen: Work, cidff: Work, afpa: Work
) -> None:
    gives(citizen, cidff, rights=KNOWN, mode=Mode.SUIVI)
    there = gives(citizen, afpa)
    session.execute(update(Portfolio).values(head=bytes(32)))
    session.expire_all()

    sharing.revoke(citizen, there)
