"""People and structures with real keys, each valid by default and one keyword from special."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from portfolio.crypto.slots import Stretched
from portfolio.domain import bank as texts
from portfolio.domain import consents, referral_rules, sharing
from portfolio.domain.access import SERVICE, Actor, Role
from portfolio.domain.accounts import Profile
from portfolio.domain.appointments import Plan
from portfolio.domain.comments import Comment
from portfolio.domain.contributions import ProposedAction, ProposedProgramme, Synthesis
from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.skill import Skill
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.keepsakes import ClosingSheet
from portfolio.domain.meetings import Ending, MeetingSheet
from portfolio.domain.notes import Note, Wanted
from portfolio.domain.preparing import Preparation
from portfolio.domain.referrals import Agreed, Proposal
from portfolio.domain.reports import About, Reason, Report
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right, Terms
from portfolio.domain.structures import Card, Invitation, Office
from portfolio.services import (
    accounts,
    appointing,
    arriving,
    bank,
    comments,
    contributions,
    files,
    handouts,
    joint,
    meetings,
    members,
    note_places,
    note_requests,
    notes,
    preparations,
    profiles,
    reports,
    rules,
    sides,
    structure_sheets,
    structures,
)
from portfolio.services import sharing as shares
from portfolio.services.accounts import Newcomer
from portfolio.services.allowances import Allowance
from portfolio.services.arriving import Arrival
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToMembers, ToStructure
from portfolio.services.spools import Spool
from portfolio.services.work import Work

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # noon in Paris
ROOM = Allowance(1_000_000, 10)
PHRASE = "lanterne ruisseau tilleul 4821"


def a_citizen(session: Session, keys: Keyring, name: str = "Sandrine Thiébaut") -> Work:
    """Somebody with a portfolio, their keys open."""
    return _registered(session, keys, Role.CITIZEN, name)


def a_professional(session: Session, keys: Keyring, name: str = "Hélène Grandjean") -> Work:
    """Somebody who works in no structure yet, their keys open."""
    return _registered(session, keys, Role.PROFESSIONAL, name)


def a_structure(
    session: Session, keys: Keyring, founder: str = "Hélène Grandjean", **changes: Any
) -> Work:
    """A structure, as the work of its founder acting for it."""
    work = a_professional(session, keys, founder)
    card = {"name": "CIDFF des Vosges", "network": "CIDFF", "town": "Épinal"} | changes
    return acting(work, structures.create(work, Card(**card)))


def a_member(
    referent: Work, name: str = "Sonia Mougel", office: Office = Office.COUNSELLOR
) -> Work:
    """Somebody invited to the referent's structure, who accepted, and was confirmed."""
    newcomer = an_accepted(referent, name, office)
    members.confirm(referent, newcomer.actor.account_id)
    return newcomer


def an_accepted(
    inviter: Work, name: str = "Sonia Mougel", office: Office = Office.COUNSELLOR
) -> Work:
    """Somebody invited who accepted, and whom nobody confirmed yet."""
    newcomer = an_invited(inviter, name, office)
    members.accept(newcomer, place_of(inviter))
    return newcomer


def an_invited(
    inviter: Work, name: str = "Sonia Mougel", office: Office = Office.COUNSELLOR
) -> Work:
    """Somebody with a professional account, invited to the inviter's structure."""
    newcomer = a_professional(inviter.session, replace(inviter.keys, user=None), name)
    members.invite(inviter, Invitation(login=login_of(newcomer), name=name, office=office))
    return acting(newcomer, place_of(inviter))


def a_sheet(referent: Work) -> str:
    """The code of a structure's new recovery sheet, put away."""
    code = structure_sheets.new_code(referent)
    structure_sheets.keep(referent, code)
    return code


def terms(**changes: Any) -> Terms:
    """Skills and plan, in photo, until 30 June."""
    given: dict[str, Any] = {
        "sections": (Section.SKILLS, Section.PLAN),
        "purpose": Purpose.GUIDANCE,
        "rights": (Right.READ, Right.PROPOSE, Right.EXPORT),
        "mode": Mode.PHOTO,
        "ends": sharing.day_of(NOON) + timedelta(days=180),
        "text_version": consents.CURRENT,
    }
    return Terms(**given | changes)


def gives(citizen: Work, structure: Work, **changes: Any) -> UUID:
    """The id of a grant from *citizen* to the structure that *structure* acts for."""
    return shares.give(citizen, ToStructure(place_of(structure)), terms(**changes), once=uuid4())


def names(citizen: Work, *members: Work, **changes: Any) -> UUID:
    """The id of a grant from *citizen* to members of one structure, each by name."""
    ids = frozenset(one.actor.account_id for one in members)
    to = ToMembers(place_of(members[0]), ids)
    return shares.give(citizen, to, terms(**changes), once=uuid4())


def commented(work: Work, grant_id: UUID, text: str = "Bonjour.") -> UUID:
    """The id of a line that somebody of a structure wrote on a grant."""
    side = sides.of_structure(work, grant_id, Right.COMMENT)
    return comments.say(work, side, Comment(text=text))


def a_meeting(now: datetime = NOON, days: int = 7, **changes: Any) -> Plan:
    """An hour at the structure, at ten, some days from now."""
    day = sharing.day_of(now) + timedelta(days=days)
    return Plan(**{"day": day, "at": time(10, 0), "place": "12 rue Thiers"} | changes)


def met_with(work: Work, grant_id: UUID, **changes: Any) -> UUID:
    """The id of the sheet that somebody of a structure closed an interview on."""
    day = sharing.day_of(work.now)
    said = Ending(**{"met_on": PartialDate(day.year, day.month, day.day)} | changes)
    return meetings.close(work, grant_id, said, "fr")


def a_closing_sheet(**changes: Any) -> ClosingSheet:
    """The sheet of an interview that was closed elsewhere, as it comes back."""
    said = {"person": "Sandrine", "counsellor": "Hélène Grandjean", "structure": "CIDFF"}
    sheet = MeetingSheet(met_on=PartialDate(2025, 5, 12), ends=date(2025, 9, 1), **said)
    given = {"name": "Entretien, CIDFF", "meeting_id": uuid4(), "at": NOON, "sheet": sheet}
    return ClosingSheet(**given | changes)


def appointed_with(work: Work, grant_id: UUID, **changes: Any) -> UUID:
    """The id of an appointment that somebody of a structure proposed on a grant."""
    side = sides.of_structure(work, grant_id, Right.READ)
    return appointing.propose(work, side, a_meeting(work.now, **changes))


def noted(work: Work, grant_id: UUID, text: str = "Garde d’enfants à trouver.") -> UUID:
    """The id of a working note that somebody of a structure wrote about a grant's owner."""
    return notes.write(work, grant_id, Note(text=text))


def asks_notes(citizen: Work, wanted: Wanted = Wanted.COPY) -> UUID:
    """The id of what somebody asks about the first notes kept on them."""
    folders = [each for place in note_places.places(citizen) for each in place.folders]
    assert note_requests.ask(citizen, folders[0].id, wanted)
    return note_requests.mine(citizen)[0].id


def reported(work: Work, grant_id: UUID) -> UUID:
    """The id of a report that somebody of a structure made of a share."""
    side = sides.of_structure(work, grant_id, Right.READ)
    said = reports.Received(About.SHARE, author_id=side.owner_id)
    return reports.send(work, side, said, Report(reason=Reason.OTHER), None)


def cowritten(work: Work, grant_id: UUID, said: str = "Bonjour.") -> UUID:
    """The id of a synthesis that somebody of a structure began, to be written by two."""
    side = sides.of_structure(work, grant_id, Right.PROPOSE)
    return joint.begin(work, side, JointSynthesis(met_on=PartialDate(2026, 11, 20), said=said))


def prepared(work: Work, grant_id: UUID, questions: str = "Et après ?") -> UUID:
    """The id of a meeting that somebody prepares."""
    made = preparations.begin(work, grant_id, "Mon rendez-vous")
    kept = handouts.read(work, Preparation, made)
    handouts.change(work, made, kept.what.changed(questions=questions), rev=kept.rev)
    return made


def sent_programme(work: Work, grant_id: UUID, name: str = "ce-qui-compte") -> UUID:
    """The id of the contribution by which somebody of a structure sends a démarche of ours."""
    ours = texts.shipped()[name]
    item = bank.add(work, ours, ready=True)
    what = ProposedProgramme(programme=ours.programme, item_id=item, version=1)
    return contributions.propose(work, grant_id, what)


def privately(*items: UUID, **changes: Any) -> dict[str, Any]:
    """Terms for private items alone, under the agreement that they ask for."""
    given = {"sections": (), "private": items, "private_version": consents.PRIVATE}
    return given | changes


def a_job(title: str = "Agente de service", **changes: Any) -> Job:
    """A job that goes on."""
    when = Period(start=PartialDate(2019, 3), ongoing=True)
    return Job(**{"title": title, "employer": "Les Mirabelliers", "when": when} | changes)


def a_skill(title: str = "Informer et rassurer", **changes: Any) -> Skill:
    """A skill in free words."""
    return Skill(**{"title": title} | changes)


def a_file(work: Work, content: bytes = b"%PDF-1.7 fil rouge", name: str = "cap.pdf") -> UUID:
    """The id of a file kept, without its bytes."""
    arrival = an_arrival(content, name)
    files.add(work, [arrival], ROOM)
    return arrival.file.id


def an_arrival(content: bytes = b"%PDF-1.7 fil rouge", name: str = "cap.pdf") -> Arrival:
    """A file that somebody sent."""
    spool = Spool(max(1, len(content)))
    spool.write(content)
    return arriving.receive(name, spool)


def an_evidence(title: str = "Mon CAP", **changes: Any) -> Evidence:
    """A paper to show."""
    return Evidence(**{"title": title, "issuer": "Académie de Nancy-Metz"} | changes)


def an_objective(title: str = "Financer ma formation", **changes: Any) -> Objective:
    """A step of a plan."""
    return Objective(**{"title": title} | changes)


def an_action(title: str = "Déposer le dossier", **changes: Any) -> Action:
    """Something agreed on."""
    return Action(**{"title": title} | changes)


def a_proposal(**changes: Any) -> ProposedAction:
    """An action a counsellor proposes."""
    given = {"what": "Obtenir l’accord écrit de l’employeur", "due": PartialDate(2026, 11, 27)}
    return ProposedAction(**given | changes)


def a_synthesis(**changes: Any) -> Synthesis:
    """The page of an interview."""
    given = {"said": "L’employeur n’a pas répondu.", "met_on": sharing.day_of(NOON)}
    return Synthesis(**given | changes)


def acting(work: Work, structure_id: UUID) -> Work:
    """The same person, acting for that structure."""
    return replace(work, actor=replace(work.actor, structure_id=structure_id))


def a_referral(to: Work, **changes: Any) -> Proposal:
    """A relay to the structure that *to* acts for."""
    said = {
        "need": "Trouver un atelier de français près de chez elle.",
        "reason": "Ils en ouvrent un le mardi, nous n’en avons pas.",
        "to": place_of(to),
        "place": "Mission locale",
    }
    return Proposal.model_validate(said | changes)


def what_is_let_go(**changes: Any) -> Agreed:
    """The same words, without the steps, and nothing told afterwards."""
    said = {
        "need": "Trouver un atelier de français près de chez elle.",
        "reason": "Ils en ouvrent un le mardi, nous n’en avons pas.",
    }
    return Agreed.model_validate(said | changes)


def referral_rules_accepted(work: Work) -> None:
    """Somebody who may propose relays from now on."""
    rules.accept(work, referral_rules.current().version, "fr")


def later(work: Work, **delta: float) -> Work:
    """The same person, some time later: ``later(work, days=2)``."""
    return replace(work, now=work.now + timedelta(**delta))


def at_night(work: Work, **delta: float) -> Work:
    """The service itself, some time later, over the same database: a command, nobody's keys."""
    keys = replace(work.keys, user=None)
    return replace(later(work, **delta), actor=SERVICE, keys=keys)


def place_of(work: Work) -> UUID:
    """The structure somebody acts for."""
    assert work.actor.structure_id is not None
    return work.actor.structure_id


def login_of(work: Work) -> str:
    """The login name somebody was issued."""
    profile: Profile = profiles.read(work)
    return profile.login


def _registered(session: Session, keys: Keyring, role: Role, name: str) -> Work:
    stretched = Stretched.of_phrase(keys.stretcher, PHRASE, keys.cost)
    done = accounts.register(session, keys, Newcomer(role, name, stretched), NOON)
    return Work(session, Actor(done.account.id, role), NOON, keys.opened(done.user_key))
