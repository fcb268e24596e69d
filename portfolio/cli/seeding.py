"""How the demonstration is lived: through the same use cases as everybody's."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from portfolio.cli import lives, prepared, relayed
from portfolio.cli.accompanying import accompany
from portfolio.crypto import figures
from portfolio.crypto.slots import Stretched
from portfolio.domain.access import VISITOR, Actor, Role
from portfolio.domain.closing import Closing
from portfolio.domain.consents import CURRENT
from portfolio.domain.endorsements import Answer, Part, Request
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.objective import Objective
from portfolio.domain.factors import step_of
from portfolio.domain.notes import Wanted
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right, Terms, default_end
from portfolio.domain.structures import Card, Invitation, Office
from portfolio.services import (
    accounts,
    addresses,
    arriving,
    endorsements,
    entries,
    files,
    members,
    note_requests,
    plans,
    profiles,
    sharing,
    structures,
    telephones,
    witnessing,
)
from portfolio.services.accounts import Newcomer
from portfolio.services.allowances import MEGABYTE, Allowance
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.spools import Spool
from portfolio.services.work import Work
from portfolio.storage.blobs import Blobs

PHRASE = "le fil rouge de la démonstration"
SEED = b"le fil rouge de demo".hex()
"""The telephone of every professional of the demonstration, and of nobody else."""


SINCE = timedelta(days=20)
"""How long all that has gone on for: what was done then is dated then."""


def seed(session: Session, keys: Keyring, now: datetime, blobs: Blobs) -> None:
    """Found the network, open the accounts, live Claire's life and share part of it."""
    stretched, then = Stretched.of_phrase(keys.stretcher, PHRASE, keys.cost), now - SINCE
    made = [_place(session, keys, stretched, then, place) for place in lives.PLACES]
    (there, host), (other, colleague) = made[0], made[1]
    _says_yes(colleague, made[0])
    people = (lives.CITIZEN, lives.RELAYED, lives.NEWCOMER)
    claire, ines, _ = (
        _open(session, keys, stretched, since, Role.CITIZEN, *each)
        for each, since in zip(people, (then, now - timedelta(days=8), now), strict=True)
    )
    _close_former(claire)
    _be_endorsed(claire, _live(claire, blobs, now.date()))
    grant_id = _share(claire, there)
    relayed.send_on(ines, (made[2][0], replace(made[2][1], now=ines.now)), there)
    prepared.prepare(host, claire, grant_id)
    accompany(replace(host, now=now), grant_id, other)
    note_requests.ask(replace(claire, now=now), there, Wanted.COPY)


def _share(work: Work, to: UUID) -> UUID:
    """All that Claire shows, but for what she likes and what she keeps for herself."""
    terms = Terms(
        sections=tuple(part for part in Section if part is not Section.INTERESTS),
        purpose=Purpose.PROJECT,
        rights=tuple(Right),
        mode=Mode.SUIVI,
        ends=default_end(work.now.date()),
        text_version=CURRENT,
    )
    return sharing.give(work, ToStructure(to), terms, once=uuid4())


def _place(
    session: Session, keys: Keyring, stretched: Stretched, now: datetime, place: lives.Place
) -> tuple[UUID, Work]:
    """A structure and its founder, with the colleagues the founder let in."""
    people = [
        (_open(session, keys, stretched, now, Role.PROFESSIONAL, name, address), name, office)
        for name, address, office in place.people
    ]
    founder = people[0][0]
    card = Card(**{name: getattr(place, name) for name in Card.model_fields})
    structure_id = structures.create(founder, card)
    founder = _acting_for(founder, structure_id)
    for colleague, name, office in people[1:]:
        login = _login(colleague)
        members.invite(founder, Invitation(login=login, name=name, office=Office(office)))
        members.accept(colleague, structure_id)
        members.confirm(founder, colleague.actor.account_id)
    return structure_id, founder


def _says_yes(colleague: Work, there: tuple[UUID, Work]) -> None:
    """Somebody of another structure waits to be confirmed: they will act for one or the other."""
    structure_id, host = there
    profile = profiles.read(colleague)
    members.invite(host, Invitation(login=profile.login, name=profile.name))
    members.accept(colleague, structure_id)


def _open(  # noqa: PLR0913, PLR0917  # a person is all of these
    session: Session,
    keys: Keyring,
    stretched: Stretched,
    now: datetime,
    role: Role,
    name: str,
    address: str,
) -> Work:
    made = accounts.register(session, keys, Newcomer(role, name, stretched), now)
    work = Work(session, Actor(made.account.id, role), now, keys.opened(made.user_key))
    addresses.attach(work, addresses.propose(work, address) or "")
    if role is Role.PROFESSIONAL:
        _has_a_telephone(replace(work, now=now - timedelta(minutes=5)))
    return work


def _has_a_telephone(work: Work) -> None:
    """The second step, set up early enough for the figures of the moment to be free."""
    shown = figures.at(bytes.fromhex(SEED), step_of(work.now))
    telephones.enrol(work, SEED, shown)


def _acting_for(work: Work, structure_id: UUID) -> Work:
    return replace(work, actor=replace(work.actor, structure_id=structure_id))


def _login(work: Work) -> str:
    return profiles.read(work).login


def _close_former(work: Work) -> None:
    """A plan that was followed and closed, with its review."""
    told = lives.FORMER_PLAN
    goal = entries.add(work, Objective(title=told["objective"]))
    done = Action(title=told["done"], objective=goal, status=ActionStatus.DONE)
    _, undone = entries.add_all(work, [done, Action(title=told["undone"], objective=goal)])
    review = Closing("Plan clos.", told["text"], {undone: told["word"]})
    seen = plans.seen(entries.read_all(work), None)
    plans.close(work, None, review, title=told["title"], seen_as=seen)


def _live(work: Work, blobs: Blobs, today: date) -> dict[str, UUID]:
    """Write a whole life in the order its links need: what is linked to comes first.

    Returns the ids of what was written, by name.
    """
    life = lives.life(today)
    ids: dict[str, UUID] = {}
    for batch in (("project",), ("objective", "job"), None):
        names = [
            name
            for name, (kind, _) in life.items()
            if name not in ids and (batch is None or kind in batch)
        ]
        made = [_entry(*life[name], ids) for name in names]
        ids |= zip(names, entries.add_all(work, made), strict=True)
    _show(work, blobs, [ids[name] for name in lives.LETTER_SUPPORTS])
    return ids


def _show(work: Work, blobs: Blobs, supported: list[UUID]) -> None:
    """A letter of reference, with its file."""
    letter = lives.LETTER.encode()
    spool = Spool(len(letter))
    spool.write(letter)
    arrival = arriving.receive(lives.LETTER_NAME, spool)
    with files.put(blobs, [arrival]):
        files.add(work, [arrival], Allowance(MEGABYTE, 1))
    about = lives.LETTER_ABOUT | {"linked": supported, "files": [arrival.file.id]}
    entries.add(work, KINDS["evidence"].model_validate(about))
    spool.close()


def _be_endorsed(work: Work, ids: dict[str, UUID]) -> None:
    """One witness answered, and is shown; another has not yet."""
    for name, (witness, message) in lives.ASKED.items():
        entry = entries.read(work, ids[name]).entry
        request = Request.about(entry, tuple(Part), lives.CITIZEN[0], message)
        made, token = endorsements.ask(work, ids[name], request, witness)
        if said := lives.ANSWERED.get(name):
            given = Answer(accepted=True, on=work.now.date(), **said)
            witnessing.answer(replace(work, actor=VISITOR), token, given)
            endorsements.publish(work, made)


def _entry(kind: str, fields: dict[str, Any], ids: dict[str, UUID]) -> Entry:
    linked = [ids[name] for name in fields.get("linked", ())]
    given = fields | ({"linked": linked} if linked else {})
    if "objective" in fields:
        given |= {"objective": ids[fields["objective"]]}
    return KINDS[kind].model_validate(given)
