"""A life that leaves a row in every table, and what people read of it afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.crypto import figures
from portfolio.crypto.slots import SlotKind
from portfolio.crypto.tokens import new_token
from portfolio.domain.access import VISITOR, Actor, Role
from portfolio.domain.access_requests import Wish
from portfolio.domain.bank import ReadyAction
from portfolio.domain.bank import Sort as Ready
from portfolio.domain.codes import Stay, Whom
from portfolio.domain.dates import PartialDate
from portfolio.domain.endorsements import Answer, Request
from portfolio.domain.entries.action import Ahead
from portfolio.domain.factors import step_of
from portfolio.domain.frameworks import Book, Concept, Sort
from portfolio.domain.handouts import Cv, Handout
from portfolio.domain.preparing import Preparation, ShownPreparation
from portfolio.domain.reminders import ON_REQUEST, Reminder
from portfolio.domain.scribes import Sitting
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right
from portfolio.services import (
    access_requests,
    addresses,
    appointments,
    bank,
    banked,
    batches,
    boxes,
    codes,
    comments,
    contributions,
    desk,
    desk_search,
    devices,
    endorsements,
    entries,
    factors,
    farewells,
    files,
    given,
    grants,
    handing,
    handouts,
    journal,
    loading,
    mail_choices,
    meetings,
    members,
    note_folders,
    notes,
    partners,
    preparations,
    profiles,
    receipts,
    referrals,
    referred,
    requested,
    revisions,
    scribes,
    sessions,
    sharing,
    sides,
    spares,
    structure_sheets,
    team_lines,
    telephones,
    throttles,
    thrown,
    trash,
    unlocking,
    unsaved,
    versions,
    witnessing,
)
from portfolio.services.access_requests import Rules
from portfolio.services.batches import Batch
from portfolio.services.keyring import Keyring
from portfolio.services.sessions import Live
from portfolio.services.unlocking import Attempt
from portfolio.services.unsaved import Sheet
from portfolio.services.work import Work
from portfolio.storage.structures import Member
from tests.services.people import (
    NOON,
    PHRASE,
    a_citizen,
    a_file,
    a_job,
    a_member,
    a_proposal,
    a_referral,
    a_sheet,
    a_skill,
    a_structure,
    a_synthesis,
    acting,
    an_action,
    an_evidence,
    an_objective,
    appointed_with,
    asks_notes,
    at_night,
    commented,
    cowritten,
    gives,
    later,
    login_of,
    met_with,
    names,
    noted,
    place_of,
    referral_rules_accepted,
    reported,
    terms,
    what_is_let_go,
)

BOOK = Book("rome", "ROME", "460", "", (Concept("J1501", "Aide-soignant", Sort.JOB),))
EVERYTHING: dict[str, Any] = {"sections": tuple(Section), "rights": tuple(Right)}
Logins = dict[str, str]
Read = dict[str, Any]


def live(session: Session, keys: Keyring) -> Logins:
    """Fill every table through the use cases; returns the login of each person, by role."""
    counsellor = a_structure(session, keys)
    colleague = a_member(counsellor)
    citizen = a_citizen(session, keys)
    job, _ = entries.add_all(citizen, [a_job(story="Écouter d’abord."), an_objective()])
    entries.add_all(citizen, [a_skill(linked=(job,)), an_action()])
    entries.change(citizen, job, a_job(story="Écouter, puis parler."), rev=1)
    scribes.write(citizen, Sitting.begun("Nadia", NOON), a_job("Lingère"))
    entries.remove(citizen, [entries.add(citizen, a_job("Aide à domicile"))])
    entries.add(citizen, an_evidence(linked=(job,), files=(a_file(citizen),)))
    _prints(citizen, job)
    unsaved.keep(citizen, "/portfolio/add/job", Sheet(uuid4()), [("title", "Vendeuse")])
    boxed = Batch(format="jsonresume", filename="cv.json")
    batches.add(citizen, boxes.portfolio_of(citizen), boxed)
    running = gives(citizen, counsellor, mode=Mode.SUIVI, **EVERYTHING)
    sharing.revoke(later(citizen, days=1), gives(citizen, counsellor))
    names(citizen, colleague, sections=(Section.PLAN,))
    grants.open_(later(counsellor, days=1), running)
    _is_answered(citizen, running, (later(counsellor, days=1), colleague))
    _is_endorsed(citizen, job)
    _is_reminded(citizen)
    _meets(citizen, counsellor, running)
    _knock(session, citizen)
    _around(session, counsellor)
    session.flush()
    return {"citizen": login_of(citizen), "professional": login_of(counsellor)}


def _around(session: Session, counsellor: Work) -> None:
    """A system of the structure, its recovery sheet, its bank, a framework, a telephone."""
    _has_a_factor(counsellor)
    a_sheet(counsellor)
    bank.add(counsellor, ReadyAction(title="Téléphoner à l’Afpa"), ready=True)
    partners.add(at_night(counsellor), place_of(counsellor), "i-Milo", NOON.date(), ())
    loading.load(session, BOOK, NOON)


def _has_a_factor(counsellor: Work) -> None:
    """A telephone, and the codes printed for the day it is lost."""
    seed = telephones.new_seed()
    shown = figures.at(bytes.fromhex(seed), step_of(counsellor.now))
    telephones.enrol(counsellor, seed, shown)
    spares.renew(counsellor)


def _is_answered(citizen: Work, running: UUID, team: tuple[Work, Work]) -> None:
    """A proposal that waits, a synthesis that was accepted, a comment."""
    _prepares(citizen, running)
    contributions.propose(team[0], running, a_proposal())
    desk.accompany(team[0], [running])
    desk_search.prepare(team[0])
    commented(team[0], running, "Avez-vous eu la lettre ?")
    cowritten(team[0], running, "La lettre est partie.")
    reported(team[0], running)
    appointed_with(team[0], running)
    met_with(team[0], running, word="Apportez votre bulletin.")
    noted(team[0], running)
    asks_notes(citizen)
    note_folders.keep_for(team[0], 12)
    brought = contributions.propose(team[1], running, a_synthesis())
    contributions.accept(later(citizen, days=2), brought)


def _is_endorsed(citizen: Work, job: UUID) -> None:
    """A request that waits for ever, and one that was answered and is shown."""
    request = Request(person="Sandrine", message="Un mot ?", label="Un emploi", title="Aide")
    endorsements.ask(citizen, job, request, "Marc")
    made, token = endorsements.ask(citizen, job, request, "Mme Renard")
    said = Answer(accepted=True, text="Elle rassure.", name="Annie", role="Tutrice", on=NOON.date())
    witnessing.answer(replace(citizen, actor=VISITOR), token, said)
    endorsements.publish(citizen, made)


def _prints(citizen: Work, job: UUID) -> None:
    """A CV that is kept, and one in the trash."""
    handouts.add(citizen, Cv(name="CV pour l’hôpital", left_out=(job,)))
    thrown.throw(citizen, handouts.add(citizen, Cv(name="CV vente")))


def _prepares(citizen: Work, running: UUID) -> None:
    """A meeting prepared, which the structure may read."""
    made = preparations.begin(citizen, running, "Mon rendez-vous")
    kept = handouts.read(citizen, Preparation, made)
    preparations.show(citizen, replace(kept, what=kept.what.changed(questions="Et après ?")))


def _is_reminded(citizen: Work) -> None:
    """A day to be reminded of, and one type of letter that is wanted."""
    entries.add(citizen, an_action(due=PartialDate(2027, 1, 15), remind=Ahead.WEEK))
    mail_choices.choose(citizen, ["due"])


def _is_asked(citizen: Work, counsellor: Work) -> None:
    """A structure that would like to see, and a code that leads to her."""
    wish = Wish(sections=(Section.PLAN,), purpose=Purpose.GUIDANCE, reason="Pour jeudi.")
    rules = Rules(timedelta(days=30), 9, 9)
    access_requests.ask(counsellor, login_of(citizen), wish, rules)
    requested.show_code(citizen)


def _meets(citizen: Work, counsellor: Work, running: UUID) -> None:
    """What comes before an interview, or with it."""
    _is_asked(citizen, counsellor)
    _is_referred(citizen, counsellor, running)
    _hands_over(citizen)


def _is_referred(citizen: Work, counsellor: Work, running: UUID) -> None:
    """A relay that another structure received, and has yet to read."""
    other = a_structure(citizen.session, replace(citizen.keys, user=None), name="Mission locale")
    referral_rules_accepted(counsellor)
    made = referrals.propose(counsellor, running, a_referral(other))
    shared = gives(citizen, other, sections=(Section.SKILLS,))
    referred.hand_over(citizen, made, what_is_let_go(), shared)


def _hands_over(citizen: Work) -> None:
    """A code that waits for whoever it will be given to."""
    made = codes.prepare(citizen.keys, Whom.OUTSIDE, Stay.DAY)
    codes.issue(citizen, made, terms(), once=uuid4())


def _knock(session: Session, citizen: Work) -> None:
    """An address awaiting its proof, an open session, a failure counted."""
    addresses.attach(citizen, addresses.propose(citizen, "sandrine@example.org") or "")
    addresses.propose(citizen, "autre@example.org")
    secret = new_token()
    holder = unlocking.holder_of(profiles.account_of(citizen))
    device = devices.seal_label(citizen.keys, holder.id, secret, "Firefox, Debian")
    opened = Live({}, holder, citizen.keys.user_key, NOON, NOON, NOON, device)
    sessions.create(session.connection(), secret, opened)
    name = throttles.bucket(citizen.keys, "place", "192.0.2.0/24")
    throttles.count(session, name, unlocking.PLACE, NOON)
    farewells.announce(citizen, date(2036, 12, 31), "Merci.")


def reread(session: Session, keys: Keyring, logins: Logins) -> Read:
    """Sign both in with their passphrase and read what is theirs, in shapes that JSON keeps."""
    citizen = _sign_in(session, keys, logins["citizen"])
    counsellor = _sign_in(session, keys, logins["professional"])
    portfolio = boxes.portfolio_of(citizen)
    assert journal.is_sound(citizen, portfolio)
    refused = sorted(set(Reminder) - ON_REQUEST - mail_choices.read(citizen))
    said = [one.answer.text for one in endorsements.mine(citizen) if one.answer]
    wished = [one.wish.reason for one in requested.waiting(citizen)]
    later_on = {"endorsed": said, "refused": refused}  # what older data know nothing of
    later_on |= {"systems": [one.name for one in partners.all_(session)]}
    later_on |= {"said": sorted(_talk(citizen)), "asked": wished}
    later_on["relays"] = [
        [one.relay.what.need, one.relay.stage.value]
        for one in referred.mine(citizen).items
        if one.relay
    ]
    later_on["thrown"] = [one.what.name for one in thrown.read(citizen)]
    later_on["meetings"] = [one.sheet.word for one in meetings.mine(citizen)]
    later_on["appointments"] = [one.plan.place for one in appointments.mine(citizen)]
    later_on["told"] = sorted(line.act for line in team_lines.read(counsellor) if line.act)
    kept = structure_sheets.keeping(counsellor).printed_by
    later_on["kept"] = [kept] if kept else []
    later_on["prepared"] = sorted(_prepared(counsellor))
    later_on["bank"] = [one.what.title for one in banked.choices(counsellor, Ready.ACTION).found]
    later_on["notes"] = [
        one.what.text
        for folder in note_folders.kept(counsellor).folders
        for one in notes.of_folder(counsellor, folder)
        if one.what
    ]
    later_on["codes"] = [one.whom for one in codes.mine(citizen) if one.waits]
    later_on["spares"] = factors.held(counsellor).spares
    return {name: value for name, value in later_on.items() if value} | {
        "name": profiles.read(citizen).name,
        "address": addresses.of(session, keys, citizen.actor.account_id),
        "entries": sorted(
            [one.entry.kind, one.entry.title, one.entry.story]
            for one in boxes.read(citizen, portfolio)
        ),
        "versions": [
            [version.rev, version.entry.story]
            for one in boxes.read(citizen, portfolio)
            for version in versions.read(citizen, one).versions
        ],
        "unsaved": [kept.typed[0][1] for kept in unsaved.waiting(citizen, "/portfolio/add/job")],
        "typed": [draft.entry.title for draft in scribes.read(citizen)],
        "removed": [one.entry.title for one in trash.read(citizen)],
        "files": [each.file.name for each in files.read_all(citizen).values()],
        "imports": [kept.batch.filename for kept in batches.read_all(citizen, portfolio)],
        "handouts": [[one.what.kind, one.what.name] for one in handouts.read_all(citizen, Handout)],
        "journal": [line.act for line in journal.read(citizen, portfolio, others=False)],
        "awaiting": [one.what.kind for one in contributions.awaiting(citizen)],
        "receipts": sorted(_receipts(citizen)),
        "team": sorted(mate.name for mate in members.team(counsellor)),
        "desk": [person.name for person in desk.read(counsellor).people],
        "shared": sorted(_shared(counsellor)),
    }


def _talk(citizen: Work) -> Iterator[str]:
    mine = given.mine(citizen)
    for grant in (*mine.active, *mine.ended):
        side = sides.of_owner(citizen, grant.id, Right.COMMENT)
        yield from (line.what.text for line in comments.read(citizen, side).lines)
        yield from (one.last.what.said for one in revisions.of_grant(citizen, side))


def _prepared(counsellor: Work) -> Iterator[str]:
    for person in desk.read(counsellor).people:
        for grant in person.shared:
            shown = handing.of_grant(counsellor, grants.reach(counsellor, grant.id, Right.READ))
            said = (one.what for one in shown.preparations)
            yield from (what.questions for what in said if isinstance(what, ShownPreparation))


def _receipts(citizen: Work) -> Iterator[list[str]]:
    mine = given.mine(citizen)
    for grant in (*mine.active, *mine.ended):
        yield [record.event.value for record in receipts.read(citizen, grant.id).records]


def _shared(counsellor: Work) -> Iterator[str]:
    for person in desk.read(counsellor).people:
        for grant in person.shared:
            view = grants.open_(counsellor, grant.id).view
            yield from (one.entry.title for one in view.entries)


def _sign_in(session: Session, keys: Keyring, login: str) -> Work:
    """Come in three days after the life was lived, for the structure one belongs to, if any."""
    now = NOON + timedelta(days=3)
    candidate = unlocking.find(session, keys, Attempt(login, SlotKind.PASSWORD, ""), now)
    root = unlocking.root_of_phrase(keys, candidate, PHRASE)
    opened = unlocking.unlock(session, keys, candidate, root, now)
    actor = Actor(opened.holder.id, opened.holder.role)
    work = Work(session, actor, now, keys.opened(opened.user_key))
    if actor.role is not Role.PROFESSIONAL:
        return work
    place = session.scalars(
        select(Member.structure_id).where(Member.account_id == actor.account_id)
    )
    return acting(work, place.one())
