"""A citizen opens part of their thread to somebody, shortens the grant, stops it."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portfolio.crypto.sealing import new_key
from portfolio.crypto.tokens import new_id
from portfolio.domain import consents, partners, sharing
from portfolio.domain.consents import Event, Validity
from portfolio.domain.errors import NotFound, Refused, Tampered, VaultLocked
from portfolio.domain.minors import JOINTLY
from portfolio.domain.sharing import Audience, Mode, Right, State, Terms
from portfolio.domain.showing import View
from portfolio.domain.words import N_
from portfolio.services import (
    agreements,
    boxes,
    caseload,
    farewells,
    followers,
    journal,
    profiles,
    prolonged,
    sealed_views,
    showing,
    strands,
    tombstones,
)
from portfolio.services.recipients import Reached, To
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant

NAMED_ONLY = N_(
    "Ce que vous gardez pour vous se montre à des personnes choisies, pas à toute une structure."
)
ONLY_A_PHOTO = N_("Un code ouvre votre fil tel qu’il est aujourd’hui, et rien de ce qui suit.")
APART = N_("Cet élément est maintenant gardé pour vous : il se coche à part.")


def preview(work: Work, terms: Terms, structure_id: UUID | None = None) -> View:
    """What the recipient would receive now, to the byte; nothing is written.

    *structure_id* is where they work: it is not one of the other structures.
    Raises :class:`Refused` for days that cannot be agreed to or a private item ticked among the
    others, and :class:`NotFound` for an item that is not in the actor's portfolio or a consent
    text that never was.
    """
    return _view(work, boxes.portfolio_of(work), terms, structure_id)


def give(work: Work, to: To, terms: Terms, *, once: UUID) -> UUID:
    """Open what *terms* cover to whoever *to* reaches; returns the grant's id.

    *once* comes with the form: sent twice, it gives one grant and one consent. Raises what
    :func:`preview` and :meth:`To.reach` do, and :class:`Refused` for private items to anybody
    but named people.
    """
    grant_id = _id(work, once)
    if _given(work, grant_id):
        return grant_id
    reached = to.reach(work)  # before the portfolio: who leaves a structure takes them in turn too
    portfolio = boxes.begin(work)
    if _given(work, grant_id):  # by the other tab, meanwhile
        return grant_id
    _check(reached.audience, terms)
    _check_age(work, terms)
    farewells.check_open(work.session, work.keys, work.now)
    profiles.check_stays(work)
    view = _view(work, portfolio, terms, reached.structure_id)
    grant, key = _grant(work, grant_id, portfolio, reached, terms), new_key()
    data = sealed_views.keep(work.keys, grant, key, view.body)
    work.session.add(grant)
    work.session.flush()
    work.session.add_all(door.wrap(grant.id, key) for door in reached.doors)
    agreements.give(work, grant, reached.parties, terms, sealed_views.digest(key, data))
    journal.write(work, portfolio, "grant.given", grant_id=grant.id, detail=",".join(view.sections))
    followers.accompanied(work, portfolio)
    return grant.id


def shorten(work: Work, grant_id: UUID, ends: date) -> None:
    """Bring a grant's last day forward; a later one needs a new agreement and is refused."""
    portfolio = boxes.portfolio_of(work)
    journal.write(work, portfolio, "grant.shortened", grant_id=grant_id, detail=ends.isoformat())
    grant = _own(work, portfolio, grant_id)
    if grant.state != State.ACTIVE or grant.ends_at <= work.now:
        raise NotFound
    copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
    view = View.from_bytes(sealed_views.read(work.keys, grant, copy.key))
    terms = copy.terms.shortened(ends, work.now)
    # what a code opened may end before its last day already
    grant.ends_at, grant.rev = min(grant.ends_at, terms.closes_at), grant.rev + 1
    sealed_views.keep(work.keys, grant, copy.key, view.body.under(terms, view.sealed_at))
    validity = Validity(starts_at=grant.starts_at, ends_at=grant.ends_at)
    agreements.follow(work, grant, Event.SHORTENED, validity=validity)
    work.session.flush()


def renew(work: Work, former: UUID, to: To, terms: Terms, *, once: UUID) -> UUID:
    """The same as :func:`give` in the place of a *former* grant, which ends as the new one begins.

    :class:`NotFound` when the former one is not the actor's; one that ended already stays so.
    """
    grant_id = give(work, to, terms, once=once)
    replaced = ("grant.replaced", State.REPLACED, Event.REPLACED)
    if former == grant_id:
        return grant_id
    prolonged.follow(work, former, grant_id)
    caseload.follow(work, former, grant_id)
    if _end(work, former, *replaced):
        with suppress(Tampered):
            agreements.renew(work, work.session.get_one(Grant, grant_id), former)
    return grant_id


def revoke(work: Work, grant_id: UUID) -> None:
    """Stop a grant, here and now; stopping it again changes nothing.

    Nothing that was altered in the database can stand in the way.
    """
    _end(work, grant_id, "grant.revoked", State.REVOKED, Event.WITHDRAWN)


def stop_again(work: Work, grant_id: UUID) -> None:
    """Stop a grant that its owner had stopped before a backup was put back: the service's act."""
    grant = work.session.get_one(Grant, grant_id)
    portfolio = work.session.get_one(Portfolio, grant.portfolio_id)
    journal.write(work, portfolio, "grant.revoked", grant_id=grant_id)
    _close(work, grant, State.REVOKED, Event.WITHDRAWN)
    work.session.flush()


def revoke_all(work: Work, structure_id: UUID | None = None) -> int:
    """Stop everything that was given to a structure, or to anybody; returns how much was."""
    running = select(Grant.id).where(
        Grant.portfolio_id == boxes.portfolio_of(work).id,
        (Grant.state == State.ACTIVE) | Grant.body.is_not(None),
    )
    if structure_id:
        running = running.where(Grant.structure_id == structure_id)
    ids = work.session.scalars(running.order_by(Grant.created_at, Grant.id)).all()
    for grant_id in ids:
        revoke(work, grant_id)
    return len(ids)


def _check(audience: Audience, terms: Terms) -> None:
    """Raise :class:`Refused` for what may not be given to that kind of recipient."""
    if terms.private and audience is not Audience.MEMBERS:
        raise Refused(NAMED_ONLY, "private")
    if audience is Audience.BEARER and terms.mode is not Mode.PHOTO:
        raise Refused(ONLY_A_PHOTO, "mode")
    if audience is Audience.PARTNER:
        partners.check_terms(terms)


def _end(work: Work, grant_id: UUID, act: str, state: State, event: Event) -> bool:
    """End one of the actor's own grants; tells whether there was anything to end."""
    portfolio = boxes.portfolio_of(work)
    grant = _own(work, portfolio, grant_id)
    if grant.state != State.ACTIVE and grant.body is None:
        return False
    journal.write(work, portfolio, act, grant_id=grant_id)
    _close(work, grant, state, event)
    tombstones.bury(work.session, Kind.GRANT, grant_id, work.now)
    work.session.flush()
    with suppress(Tampered, VaultLocked):  # after a restore, nobody’s key is there
        followers.accompanied(work, portfolio)
    return True


def _close(work: Work, grant: Grant, state: State, event: Event) -> None:
    if sealed_views.destroy(work.session, Grant.id == grant.id, state, work.now):
        with suppress(Tampered):  # stopping never waits for a record that was altered
            agreements.follow(work, grant, event, event_by=grant.owner_id)


def _check_age(work: Work, terms: Terms) -> None:
    """Raise :class:`Refused` for somebody under fifteen with whom no adult agreed."""
    if not terms.jointly and profiles.read(work).is_under_age(sharing.day_of(work.now)):
        raise Refused(JOINTLY, "agreed_jointly")


def _view(work: Work, portfolio: Portfolio, terms: Terms, place: UUID | None) -> View:
    terms.check(work.now)
    for version in filter(None, (terms.text_version, terms.private_version)):
        consents.text(version)
    gathered = showing.gather(work, portfolio)
    if not gathered.ids.issuperset((*terms.items, *terms.private)):
        raise NotFound
    if not gathered.kept_private.isdisjoint(terms.items):
        raise Refused(APART, "items")
    known = terms.allow(Right.STRANDS)
    others = strands.beside(strands.near(work, portfolio), place) if known else ()
    return gathered.under(terms, work.now, others)


def _id(work: Work, once: UUID) -> UUID:
    """The id that a form's *once* always leads to, for this person alone."""
    digest = work.keys.server.index("grant", work.actor.account_id, once)
    return UUID(bytes=digest[:16], version=4)


def _given(work: Work, grant_id: UUID) -> bool:
    return work.session.get(Grant, grant_id) is not None


def _own(work: Work, portfolio: Portfolio, grant_id: UUID) -> Grant:
    grant = work.session.scalar(
        select(Grant)
        .where(Grant.id == grant_id, Grant.portfolio_id == portfolio.id)
        .execution_options(populate_existing=True)
    )
    if grant is None:
        raise NotFound
    return grant


def _grant(
    work: Work, grant_id: UUID, portfolio: Portfolio, reached: Reached, terms: Terms
) -> Grant:
    return Grant(
        id=grant_id,
        portfolio_id=portfolio.id,
        owner_id=portfolio.owner_id,
        structure_id=reached.structure_id,
        audience=reached.audience,
        mode=terms.mode,
        state=State.ACTIVE,
        rev=1,
        consent_id=new_id(),
        starts_at=terms.opens_at(work.now),
        ends_at=terms.closes_at,
        created_at=work.now,
        changed_at=work.now,
    )
