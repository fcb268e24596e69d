"""The second factor of an account: what stands, what was shown, and what is taken away.

Every row is sealed under its owner's user key and bound to them: nobody else reads one, makes
one, or moves one; a referent and an operator have no way in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.orm import Session

from portfolio.crypto.tokens import new_id
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.factors import STRONG, FactorKind, Passkey, Spare, Waiver
from portfolio.domain.words import N_
from portfolio.services import profiles, sessions, throttles
from portfolio.services.throttles import Limit
from portfolio.services.unlocking import Wrong
from portfolio.services.work import Work
from portfolio.storage.factors import Factor

TRIES = Limit(
    free=5, window=timedelta(minutes=5), first=timedelta(minutes=5), most=timedelta(minutes=30)
)
LAST = N_("C’est votre seule deuxième étape, et votre travail en demande une. Remplacez-la plutôt.")
_STRONG_OF = select(
    exists().where(Factor.account_id == bindparam("account"), Factor.kind.in_(STRONG))
)
Content = TypeVar("Content", bound=BaseModel)


class Shown(Protocol):
    """Something that somebody shows at the second step."""

    def matches(self, work: Work, rows: list[Factor]) -> FactorKind | None:
        """Which kind of *rows* it proves, None for none; what served once is written there."""
        ...


@dataclass(frozen=True, slots=True)
class Strong:
    """A telephone, or a passkey under the name its owner gave it."""

    id: UUID
    kind: FactorKind
    since: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What an account holds, as its owner sees it."""

    strong: tuple[Strong, ...] = ()
    spares: int = 0
    waiver: Waiver | None = None

    @property
    def stands(self) -> bool:
        """Whether a second step is asked for."""
        return bool(self.strong)

    @property
    def telephone(self) -> Strong | None:
        """The application that shows figures, if there is one."""
        return next((one for one in self.strong if one.kind is FactorKind.TELEPHONE), None)

    @property
    def passkeys(self) -> tuple[Strong, ...]:
        """The devices that sign."""
        return tuple(one for one in self.strong if one.kind is FactorKind.PASSKEY)


def asked_of(session: Session, account_id: UUID) -> bool:
    """Whether that account has a second factor."""
    return bool(session.scalar(_STRONG_OF, {"account": account_id}))


def rows(work: Work, *kinds: FactorKind) -> list[Factor]:
    """The actor's rows, oldest first: all, or of those kinds."""
    query = select(Factor).where(Factor.account_id == work.actor.account_id)
    if kinds:
        query = query.where(Factor.kind.in_(kinds))
    fresh = query.order_by(Factor.created_at, Factor.id).execution_options(populate_existing=True)
    return list(work.session.scalars(fresh))


def held(work: Work) -> Held:
    """What the actor's account holds."""
    every = rows(work)
    found = {row.kind: row for row in every}
    spare, waiver = found.get(FactorKind.SPARE), found.get(FactorKind.WAIVER)
    return Held(
        tuple(_strong(work, row) for row in every if row.kind in STRONG),
        len(opened(work, spare, Spare).left) if spare else 0,
        opened(work, waiver, Waiver) if waiver else None,
    )


def add(work: Work, kind: FactorKind, content: BaseModel) -> Factor:
    """One more row for the actor; a strong one makes their account ask from now on."""
    row = Factor(account_id=work.actor.account_id, id=new_id(), kind=kind, created_at=work.now)
    write(work, row, content)
    work.session.add(row)
    if kind in STRONG:
        profiles.change(work, factored=True)
    work.session.flush()
    return row


def put(work: Work, kind: FactorKind, content: BaseModel) -> Factor:
    """The same in the place of the rows of that kind."""
    _delete(work, [kind])
    return add(work, kind, content)


def write(work: Work, row: Factor, content: BaseModel) -> None:
    """Seal *content* into its row."""
    data = content.model_dump_json().encode()
    row.box = work.keys.seal_own("factor", row.account_id, data, row.kind, row.id)


def opened(work: Work, row: Factor, model: type[Content]) -> Content:
    """What a row holds; moved, copied or altered, it is :class:`Unsealable`."""
    box = work.keys.unseal_own("factor", row.account_id, row.box, row.kind, row.id)
    return model.model_validate_json(box)


def check_there(work: Work, *, stands: bool) -> None:
    """Refuse with :class:`Tampered` an account whose factor was taken out of the database."""
    if profiles.read(work).factored and not stands:
        raise Tampered


def prove(work: Work, shown: Shown) -> FactorKind:
    """Take what is *shown*, once; a failure is counted and raises :class:`Wrong`.

    The caller commits the count: a refusal must be remembered.
    """
    sessions.take_turn(work.session.connection(), work.actor.account_id)
    name = throttles.bucket(work.keys, "factor", str(work.actor.account_id))
    if throttles.blocked(work.session, [name], work.now):
        raise Wrong
    kind = shown.matches(work, rows(work))
    if kind is None:
        failures = throttles.count(work.session, name, TRIES, work.now)
        raise Wrong(alarming=failures == TRIES.free)
    throttles.forget(work.session, name)
    work.session.flush()
    return kind


def remove(work: Work, factor_id: UUID, *, required: bool) -> bool:
    """Take one away, and say whether any is left; the last is refused where one is *required*."""
    strong = rows(work, *STRONG)
    gone = [row for row in strong if row.id == factor_id]
    if not gone:
        raise NotFound
    if len(strong) > 1:
        work.session.delete(gone[0])
        return True
    if required:
        raise Refused(LAST)
    remove_all(work)
    return False


def remove_all(work: Work) -> None:
    """Nothing stands any more: given up, or a waiver has run its time."""
    _delete(work, list(FactorKind))
    profiles.change(work, factored=False)


def _strong(work: Work, row: Factor) -> Strong:
    kind = FactorKind(row.kind)
    name = opened(work, row, Passkey).name if kind is FactorKind.PASSKEY else ""
    return Strong(row.id, kind, row.created_at, name)


def _delete(work: Work, kinds: Iterable[FactorKind]) -> None:
    mine = (Factor.account_id == work.actor.account_id, Factor.kind.in_(list(kinds)))
    work.session.execute(delete(Factor).where(*mine))
