"""CVs and booklets: several kept, each its owner's alone, none of it in clear."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.errors import Conflict, NotFound, Refused, Tampered, Unsealable
from portfolio.domain.handouts import Booklet, Cv, Handout, Layout
from portfolio.services import handouts, thrown
from portfolio.services.keyring import Keyring
from portfolio.storage.handouts import RemovedHandout, SealedHandout
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
            thrown.throw(other, wanted)
        with pytest.raises(NotFound):
            handouts.change(other, wanted, Cv(name="x"), rev=1)
    thrown.throw(mine, row)
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


def test_q_02_what_was_removed_comes_back_as_it_was_for_thirty_days(
    session: Session, keys: Keyring
) -> None:
    """Acceptance Q-02: then it is destroyed, by the nightly sweep at the latest."""
    work = a_citizen(session, keys)
    cv, booklet = handouts.add(work, Cv(name="CV vente")), handouts.add(work, Booklet(reason="Oui"))
    for one in (cv, booklet):
        thrown.throw(later(work, days=1), one)
    assert not handouts.read_all(work, Handout)

    assert thrown.restore(later(work, days=30), cv).what == Cv(name="CV vente")
    assert [one.id for one in handouts.read_all(work, Cv)] == [cv]
    assert thrown.one(later(work, days=30), booklet).what == Booklet(reason="Oui")
    with pytest.raises(NotFound):
        thrown.restore(later(work, days=31), booklet)
    assert thrown.sweep(session, later(work, days=30).now) == 0
    assert thrown.sweep(session, later(work, days=31).now) == 1
    assert not session.scalars(select(RemovedHandout)).all()


def test_what_is_destroyed_does_not_come_back_and_nobody_else_reaches_it(
    session: Session, keys: Keyring
) -> None:
    work, other = a_citizen(session, keys), a_citizen(session, keys)
    one, two = (handouts.add(work, Cv(name=name)) for name in ("Un", "Deux"))
    for each in (one, two):
        thrown.throw(work, each)
    for act in (thrown.one, thrown.restore, thrown.destroy):
        with pytest.raises(NotFound):
            act(other, one)
    thrown.empty(other)

    thrown.destroy(work, one)
    assert [each.id for each in thrown.read(work)] == [two]
    thrown.empty(work)
    assert not thrown.read(work)


def test_a_booklet_does_not_come_back_over_another(session: Session, keys: Keyring) -> None:
    work = a_citizen(session, keys)
    former = handouts.add(work, Booklet(diploma="DEAS"))
    thrown.throw(work, former)
    handouts.add(work, Booklet(diploma="DEES"))

    with pytest.raises(Refused):
        thrown.restore(work, former)
    assert [one.id for one in thrown.read(work)] == [former]


def test_the_trash_of_handouts_has_an_end_and_is_bound_to_its_moment(
    session: Session, keys: Keyring
) -> None:
    work = a_citizen(session, keys)
    for number in range(thrown.MOST + 1):
        then = later(work, seconds=number)
        thrown.throw(then, handouts.add(then, Cv(name=f"CV {number}")))
    names = [one.what.name for one in thrown.read(work)]
    assert (len(names), names[0], names[-1]) == (thrown.MOST, "CV 50", "CV 1")

    session.execute(update(RemovedHandout).values(removed_at=later(work, days=9).now))
    with pytest.raises(Tampered):
        thrown.read(later(work, days=9))
