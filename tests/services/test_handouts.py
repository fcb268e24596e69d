"""CVs and booklets: several kept, each its owner's alone, none of it in clear."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.errors import Conflict, NotFound, Refused, Unsealable
from portfolio.domain.handouts import Booklet, Cv, Handout, Layout
from portfolio.services import handouts
from portfolio.services.keyring import Keyring
from portfolio.storage.handouts import SealedHandout
from tests.services.people import a_citizen, later


def test_several_are_kept_and_read_back_by_kind(session: Session, keys: Keyring) -> None:
    work = a_citizen(session, keys)
    first = handouts.add(work, Cv(name="CV vente", layout=Layout.SIDE))
    handouts.add(later(work, days=1), Cv(name="CV hôpital"))
    handouts.add(work, Booklet(diploma="DEAS"))

    assert [one.what.name for one in handouts.read_all(work, Cv)] == ["CV vente", "CV hôpital"]
    assert [one.what.diploma for one in handouts.read_all(work, Booklet)] == ["DEAS"]
    assert len(handouts.read_all(work, Handout)) == 3
    assert handouts.read(work, Cv, first).what.layout is Layout.SIDE


def test_a_change_over_a_change_is_a_conflict(session: Session, keys: Keyring) -> None:
    work = a_citizen(session, keys)
    row = handouts.add(work, Cv(name="Un"))
    handouts.change(later(work, days=1), row, Cv(name="Deux"), rev=1)

    with pytest.raises(Conflict):
        handouts.change(work, row, Cv(name="Trois"), rev=1)
    kept = handouts.read(work, Cv, row)
    assert (kept.what.name, kept.rev) == ("Deux", 2)
    assert kept.changed_at - work.now == timedelta(days=1)


def test_another_s_is_as_absent_as_none_and_so_is_one_of_another_kind(
    session: Session, keys: Keyring
) -> None:
    mine, other = a_citizen(session, keys), a_citizen(session, keys)
    row = handouts.add(mine, Cv(name="Un"))

    for work, kind, wanted in ((other, Cv, row), (mine, Booklet, row), (mine, Cv, uuid4())):
        with pytest.raises(NotFound):
            handouts.read(work, kind, wanted)
    for wanted in (row, uuid4()):
        with pytest.raises(NotFound):
            handouts.remove(other, wanted)
        with pytest.raises(NotFound):
            handouts.change(other, wanted, Cv(name="x"), rev=1)
    handouts.remove(mine, row)
    assert not handouts.read_all(mine, Cv)


def test_there_is_an_end_to_how_many(session: Session, keys: Keyring) -> None:
    work = a_citizen(session, keys)
    for number in range(handouts.MOST):
        handouts.add(work, Cv(name=f"CV {number}"))
    with pytest.raises(Refused):
        handouts.add(work, Cv(name="Un de trop"))


def test_the_row_says_nothing_and_opens_nowhere_else(session: Session, keys: Keyring) -> None:
    work = a_citizen(session, keys)
    one = handouts.add(work, Cv(name="Lanterne", headline="Ruisseau"))
    other = handouts.add(work, Cv(name="Tilleul"))
    rows = {row.id: row for row in session.scalars(select(SealedHandout))}

    assert not any(word in rows[one].box for word in (b"Lanterne", b"Ruisseau", b"cv/1"))
    rows[one].box = rows[other].box
    session.flush()
    with pytest.raises(Unsealable):
        handouts.read_all(work, Cv)
