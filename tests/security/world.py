"""Two citizens, two structures, everybody else: a small world in which ids belong to somebody."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from portfolio.crypto.slots import SlotKind
from portfolio.domain.access import SERVICE
from portfolio.domain.access_requests import Wish
from portfolio.domain.bank import ReadyAction
from portfolio.domain.codes import Stay, Whom
from portfolio.domain.contributions import ProposedAction
from portfolio.domain.dates import PartialDate
from portfolio.domain.endorsements import Request
from portfolio.domain.entries.action import Action, Ahead
from portfolio.domain.entries.skill import Skill
from portfolio.domain.handouts import Cv
from portfolio.domain.preparing import Preparation
from portfolio.domain.scribes import Sitting
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, day_of
from portfolio.domain.structures import Invitation, Office
from portfolio.services import (
    access_requests,
    bank,
    boxes,
    codes,
    contributions,
    departures,
    endorsements,
    entries,
    factors,
    grants,
    handouts,
    imports,
    invitations,
    mail_choices,
    members,
    partners,
    preparations,
    profiles,
    referrals,
    referred,
    requested,
    scribes,
    spares,
    thrown,
    unsaved,
)
from portfolio.services.access_requests import Rules
from portfolio.services.invitations import Guest
from portfolio.services.unsaved import Sheet
from portfolio.services.work import Work
from portfolio.storage.accounts import Keyslot
from portfolio.storage.notes import NoteFolder
from portfolio.storage.sharing import Consent
from portfolio.storage.structures import TeamLine
from tests import arrivals, worlds
from tests.arrivals import at_work
from tests.browser import Browser
from tests.services.people import (
    a_file,
    a_referral,
    a_sheet,
    appointed_with,
    asks_notes,
    commented,
    cowritten,
    met_with,
    noted,
    referral_rules_accepted,
    reported,
    what_is_let_go,
)
from tests.web import meetings
from tests.web.meetings import account_of, colleague, structure_of

Browsers = Callable[..., Browser]
NEWEST = select(NoteFolder.id).order_by(NoteFolder.created_at.desc())
TO_DO = Action(title="Call", due=PartialDate(2090, 1), remind=Ahead.WEEK)
REQUEST = Request(person="Ada", message="Un mot ?", label="Un emploi", title="Cook")
FILE = b'{"basics": {"name": "Somebody"}, "work": [{"name": "Acme", "position": "Cook"}]}'
WISH = Wish(sections=(Section.PLAN,), purpose=Purpose.GUIDANCE, reason="Pour jeudi.")

MADE = commented, cowritten, reported, appointed_with, met_with
MANAGER = Guest("Nadia Ferry", Office.ACCOUNT_MANAGER)


@dataclass
class World:
    """Everybody at their browser; *ids* are by table and owner, *own* by role.

    *secrets* are what else stands in addresses, *known* those a role may use; *token* is that of
    the first structure's system.
    """

    people: dict[str, Browser]
    token: str = ""
    ids: dict[tuple[str, str], UUID] = field(default_factory=dict)
    own: dict[str, set[UUID]] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=dict)

    def strangers(self, role: str) -> set[UUID]:
        """The ids that belong to somebody else than *role*."""
        return set(self.ids.values()) - self.own.get(role, set())

    def near(self, said: str) -> "World":
        """The same, with the ids only of the tables that *said*, in SQL, names or links to."""
        words = set(re.findall(r"\w+", said))
        links = tuple(f"_{word}" for word in words if word.endswith("_id"))
        near = {it for it, _owner in self.ids if it in words or f"_{it}_id".endswith(links)}
        return replace(self, ids={it: value for it, value in self.ids.items() if it[0] in near})


def built(app: Flask, browsers: Browsers) -> World:
    """The world, with two grants running, something of each kind on both sides."""
    return worlds.begun(app, "everybody", lambda: _built(app, browsers))


def _built(app: Flask, browsers: Browsers) -> World:
    one = arrivals.a_professional(app, browsers())
    two = arrivals.a_professional(app, browsers(), name="Mission locale")
    world = World({"visitor": browsers(), "referent S1": one, "counsellor S2": two})
    for letter, host in (("A", one), ("B", two)):
        _shares(app, browsers, world, letter, host)
    _joins(app, browsers, world, one)
    for number in (1, 2):  # who founded it manages it
        founder = "referent S1" if number == 1 else "counsellor S2"
        world.known[founder] = world.known[f"manager S{number}"]
    world.own |= {
        "citizen A": world.own["A"],
        "citizen B": world.own["B"],
        "counsellor S1": _at_desk(world, "A") | {world.ids["bank_item", "A"]},
        "counsellor S2": _at_desk(world, "B")
        | {world.ids["account", "host of B"], world.ids["bank_item", "B"]},
        "referent S1": _at_desk(world, "A")
        | {world.ids["account", "host of A"], world.ids["bank_item", "A"]},
        "manager S1": {world.ids["structure", "A"], world.ids["account", "host of A"]},
        "invited S1": {world.ids["structure", "A"]},
        "accepted S1": {world.ids["structure", "A"]},
    }
    return world


def _shares(app: Flask, browsers: Browsers, world: World, letter: str, host: Browser) -> None:
    """A citizen who lives, imports, shares with the host's structure and is answered."""
    citizen = arrivals.a_citizen(browsers(), name=f"Citizen {letter}")
    life = meetings.live(app, citizen)
    structure_id = structure_of(app, host)
    grant_id = meetings.give(app, citizen, structure_id)
    with at_work(app, host, structure_id) as work:
        access_requests.ask(work, citizen.login, WISH, Rules(timedelta(days=30), 9, 9))
        grants.open_(work, grant_id)
        brought = contributions.propose(work, grant_id, ProposedAction(what="Téléphoner"))
        said, joint, told, seen_on, closed = (make(work, grant_id) for make in MADE)
        note, folder = _notes(work, grant_id)
        world.secrets += (secrets := _secrets(work))
        world.known |= {f"manager S{1 if letter == 'A' else 2}": set(secrets)}
    with at_work(app, citizen) as work:
        job, thrown = entries.read(work, life["job"]), entries.add(work, Skill(title="Coudre"))
        entries.change(work, job.id, job.entry.changed(story="Écouter."), rev=job.rev)
        entries.remove(work, [thrown])
        asked, _token = endorsements.ask(work, job.id, REQUEST, "Marc")
        entries.add(work, TO_DO)
        mail_choices.choose(work, ["due"])
        own = {
            "access_request": requested.waiting(work)[0].id,
            "meeting_code": _called(work),
            "bearer_code": _code(work),
            "endorsement": asked,
            "reminder": work.actor.account_id,
            "mail_choice": work.actor.account_id,
            "account": work.actor.account_id,
            "factor": _factor(work),
            "entry": job.id,
            "entry_version": job.id,
            "removed_entry": thrown,
            "unsaved": unsaved.keep(work, "/plan", Sheet(uuid4()), [("title", "Coudre")]).id,
            "access_grant": grant_id,
            "grant_wrap": grant_id,
            "grant_visit": grant_id,
            "caseload": grant_id,
            "contribution": brought,
            "comment": said,
            "report": told,
            "joint_synthesis": joint,
            "joint_revision": joint,
            "appointment": seen_on,
            "meeting": closed,
            "appointment_step": seen_on,
            "note": note,
            "note_folder": folder,
            "note_request": asks_notes(work),
            "scribed_entry": _scribed(work),
            "import_batch": imports.preview(work, FILE, "cv.json"),
            "handout": handouts.add(work, Cv(name="Mon CV")),
            "removed_handout": _thrown(work),
            "shown_handout": _shown(work, grant_id),
            "portfolio": boxes.portfolio_of(work).id,
            "stored_file": a_file(work, letter.encode() + b" text", "notes.txt"),
            "journal_line": boxes.portfolio_of(work).id,
            "keyslot": _first(work, Keyslot),
            "consent": _first(work, Consent),
        }
    own |= _relayed(app, (citizen, host, browsers()), grant_id)
    world.people[f"citizen {letter}"], world.own[letter] = citizen, set(own.values())
    world.ids |= {(table, letter): value for table, value in own.items()}
    _hosts(app, world, letter, host)


def _notes(work: Work, grant_id: UUID) -> tuple[UUID, UUID]:
    """A working note, and the folder it is in."""
    note, folder = noted(work, grant_id), work.session.scalars(NEWEST).first()
    return note, folder or note


def _at_desk(world: World, letter: str) -> set[UUID]:
    """What somebody reads who works in a structure."""
    tables = ("access_grant", "structure", "note", "note_folder", "note_request")
    return {world.ids[table, letter] for table in tables}


def _hosts(app: Flask, world: World, letter: str, host: Browser) -> None:
    """The ids of the host's side."""
    structure_id = structure_of(app, host)
    keys = ("structure_key", "structure_sheet", "member_key")
    for table in ("structure", *keys, "member", "note_rule"):
        world.ids[table, letter] = structure_id
    with at_work(app, host, structure_id) as work:
        a_sheet(work)
        world.ids["team_line", letter] = _first(work, TeamLine)
    for table, whose in (("account", f"host of {letter}"), ("rules_accepted", letter)):
        world.ids[table, whose] = account_of(app, host)
    world.ids["partner", letter], token = _partner(app, host)
    world.token = world.token or token
    world.ids["bank_item", letter] = world.ids["bank_version", letter] = _ready(app, host)


def _ready(app: Flask, host: Browser) -> UUID:
    """A draft in the bank of the host's structure."""
    with at_work(app, host, structure_of(app, host)) as work:
        return bank.add(work, ReadyAction(title="Phone"))


def _relayed(
    app: Flask, people: tuple[Browser, Browser, Browser], grant_id: UUID
) -> dict[str, UUID]:
    """A relay from the host's structure, which led to a third one."""
    citizen, host, other = people
    third = arrivals.a_professional(app, other, name="Cap emploi")
    with at_work(app, third, structure_of(app, third)) as work:
        wanted = a_referral(work)
    with at_work(app, host, structure_of(app, host)) as work:
        referral_rules_accepted(work)
        made = referrals.propose(work, grant_id, wanted)
    shared = meetings.give(app, citizen, wanted.to)
    with at_work(app, citizen) as work:
        referred.hand_over(work, made, what_is_let_go(), shared)
    return {"referral": made, "handover": made}


def _partner(app: Flask, host: Browser) -> tuple[UUID, str]:
    """A system of the host's structure, and its token."""
    place = structure_of(app, host)
    with at_work(app, host, place) as work:
        night = replace(work, actor=SERVICE)
        token = partners.add(night, place, "i-Milo", day_of(work.now), ())
        return partners.all_(work.session, place)[0].id, token


def _factor(work: Work) -> UUID:
    """Printed codes: a row of somebody's second step, which asks for none by itself."""
    spares.renew(work)
    return factors.rows(work)[0].id


def _code(work: Work) -> UUID:
    """The grant of a code, by which its pages know it."""
    made = codes.prepare(work.keys, Whom.OUTSIDE, Stay.DAY)
    return codes.issue(work, made, meetings.terms(mode=Mode.PHOTO), once=uuid4())


def _called(work: Work) -> UUID:
    """Somebody who shows a code on their screen."""
    requested.show_code(work)
    return boxes.portfolio_of(work).id


def _thrown(work: Work) -> UUID:
    """A CV in the trash."""
    thrown.throw(work, made := handouts.add(work, Cv(name="CV vente")))
    return made


def _shown(work: Work, grant_id: UUID) -> UUID:
    """The preparation of a meeting, as the structure reads it."""
    made = preparations.begin(work, grant_id, "Jeudi")
    preparations.show(work, handouts.read(work, Preparation, made))
    return made


def _scribed(work: Work) -> UUID:
    """Something that somebody typed for them and that waits."""
    scribes.write(work, Sitting.begun("Somebody", work.now), Skill(title="Écouter"))
    return scribes.read(work)[0].id


def _joins(app: Flask, browsers: Browsers, world: World, host: Browser) -> None:
    """People at every distance from the first structure."""
    world.people |= {
        "counsellor S1": colleague(app, browsers, host),
        "accepted S1": colleague(app, browsers, host, confirmed=False),
        "manager S1": colleague(app, browsers, host, MANAGER),
        "ex-member S1": colleague(app, browsers, host),
        "invited S1": _invited(app, browsers, host),
    }
    structure_id = structure_of(app, host)
    with at_work(app, world.people["ex-member S1"], structure_id) as work:
        departures.leave(work)


def _invited(app: Flask, browsers: Browsers, host: Browser) -> Browser:
    guest = browsers()
    arrivals.register(guest, "/account/new/professional", name="Sonia")
    arrivals.keep_code(guest)
    with at_work(app, guest) as work:
        login = profiles.read(work).login
    with at_work(app, host, structure_of(app, host)) as work:
        members.invite(work, Invitation(login=login, name="Sonia", office=Office.COUNSELLOR))
    return guest


def _secrets(work: Work) -> list[str]:
    """What else stands in addresses: a link, and the mark of a link."""
    token = invitations.invite(work, replace(MANAGER, name="Personne"))
    return [token, invitations.pending(work)[0].mark]


def _first(work: Work, model: type[Keyslot] | type[Consent] | type[TeamLine]) -> UUID:
    me = work.actor.account_id
    mine = {
        Keyslot: (Keyslot.account_id == me) & (Keyslot.kind == SlotKind.PASSWORD),
        Consent: Consent.owner_id == me,
        TeamLine: TeamLine.actor_id == me,
    }
    return work.session.scalars(select(model.id).where(mine[model])).first() or UUID(int=0)
