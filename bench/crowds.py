"""Thousands of grants at the price of a few statements: true keys, empty portfolios behind."""

from collections.abc import Iterator
from datetime import timedelta
from os import urandom
from uuid import UUID

from sqlalchemy import select

from portfolio.crypto import hybrid
from portfolio.crypto.sealing import new_key
from portfolio.crypto.tokens import new_id
from portfolio.domain.access import Role
from portfolio.domain.sharing import Audience, Mode, Purpose, State
from portfolio.services import sealed_views
from portfolio.services.sealed_views import Label
from portfolio.services.work import Work
from portfolio.storage import Base
from portfolio.storage.accounts import Account
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import StructureKey

BODY = 2048  # bytes, that of a short view


def share(work: Work, count: int) -> None:
    """Give *count* people's grants to the structure that *work* acts for.

    Wraps and labels open as any other's; bodies hold noise, since nobody reads them.
    """
    place = work.actor.structure_id
    assert place is not None  # noqa: S101  # the work of a professional at work
    public = work.session.scalars(
        select(StructureKey.public).where(StructureKey.structure_id == place)
    ).one()
    rows = [row for number in range(count) for row in _person(work, place, public, number)]
    work.session.add_all(rows)
    work.session.flush()


def _person(work: Work, place: UUID, public: bytes, number: int) -> Iterator[Base]:
    account, key = _account(work), new_key()
    portfolio = Portfolio(id=new_id(), owner_id=account.id, key_box=urandom(160), head=urandom(32))
    grant = _grant(work, account.id, portfolio.id, number)
    grant.structure_id = place
    label = Label(f"Personne {number}", Purpose.GUIDANCE)
    sealed_views.write(work.keys, grant, key, label, urandom(BODY))
    wrap = GrantWrap(
        grant_id=grant.id,
        recipient_kind=sealed_views.STRUCTURE,
        recipient_id=place,
        epoch=1,
        box=hybrid.wrap(public, key, sealed_views.wrap_place(grant.id, place, 1)),
    )
    yield from (account, portfolio, grant, wrap)


def _grant(work: Work, owner_id: UUID, portfolio_id: UUID, number: int) -> Grant:
    days = timedelta(days=1 + number % 180)
    return Grant(
        id=new_id(),
        portfolio_id=portfolio_id,
        owner_id=owner_id,
        audience=Audience.STRUCTURE,
        mode=Mode.PHOTO,
        state=State.ACTIVE,
        rev=1,
        consent_id=new_id(),
        starts_at=work.now - days,
        ends_at=work.now + days,
        created_at=work.now - days,
        changed_at=work.now - days,
        owner_box=urandom(400),
    )


def _account(work: Work) -> Account:
    return Account(
        id=new_id(),
        role=Role.CITIZEN,
        login_index=urandom(32),
        public=urandom(1216),
        public_mac=urandom(33),
        private_box=urandom(240),
        profile_box=urandom(160),
        created_on=work.now.date(),
        seen_on=work.now.date(),
    )
