"""A structure's working notes: another object in another store, told to exist, given when asked."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.errors import Conflict, Forbidden, NotFound, Refused, Tampered
from portfolio.domain.notes import Note, Reply, State, Wanted, Why
from portfolio.domain.sharing import Mode, Right
from portfolio.services import (
    boxes,
    departures,
    entries,
    grants,
    journal,
    note_ends,
    note_folders,
    note_places,
    note_requests,
    notes,
    rotations,
    sharing,
    sweeping,
)
from portfolio.services.keyring import Keyring
from portfolio.services.note_folders import Folder
from portfolio.services.work import Work
from portfolio.storage import notes as rows
from tests.services.people import (
    a_citizen,
    a_member,
    a_structure,
    asks_notes,
    at_night,
    gives,
    later,
    names,
    noted,
)

WORDS = "Garde d’enfants à trouver."


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, mode=Mode.SUIVI)


def folder_of(work: Work) -> Folder:
    (folder,) = note_folders.kept(work).folders
    return folder


def texts(work: Work) -> list[str]:
    return [one.what.text for one in notes.of_folder(work, folder_of(work)) if one.what]


def test_h_04_a_note_is_kept_outside_the_portfolio_and_in_nothing_that_leaves_it(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session
) -> None:
    """Acceptance H-04: not in the view, not in the portfolio, not in clear, not in the journal."""
    before = [one.entry.title for one in entries.read_all(citizen)]
    noted(counsellor, grant_id)
    assert texts(counsellor) == [WORDS]
    assert [one.entry.title for one in entries.read_all(citizen)] == before
    view = grants.reach(counsellor, grant_id, Right.READ).view
    assert WORDS not in json.dumps(view.model_dump(mode="json"), ensure_ascii=False)
    acts = [line.act for line in journal.read(citizen, boxes.portfolio_of(citizen))]
    assert not [act for act in acts if act.startswith("note")]
    row = session.scalars(select(rows.Note)).one()
    assert WORDS.encode() not in row.box
    folder = session.scalars(select(rows.NoteFolder)).one()
    assert b"Sandrine" not in folder.label_box


def test_h_04_she_is_told_asks_and_keeps_the_copy_that_she_is_given(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance H-04: asked in one act, answered within a month, sealed to her alone."""
    noted(counsellor, grant_id)
    (place,) = note_places.places(citizen)
    (folder,) = place.folders
    assert (place.structure, folder.alias, folder.by_name) == ("CIDFF des Vosges", "", False)
    request_id = asks_notes(citizen)
    assert asks_notes(citizen) == request_id
    (waiting,) = note_requests.waiting(counsellor)
    assert waiting.person == "Sandrine Thiébaut" and waiting.answer_by.isoformat() == "2026-12-20"

    note_requests.reply(counsellor, request_id, Reply(granted=True, message="Les voici."))
    assert note_requests.waiting(counsellor) == []
    one, reply = note_requests.answer(citizen, request_id)
    assert one.state is State.GIVEN and reply is not None
    assert [said.text for said in reply.notes] == [WORDS] and reply.message == "Les voici."
    acts = [line.act for line in journal.read(citizen, boxes.portfolio_of(citizen), others=False)]
    assert acts[:2] == ["notes.given", "notes.asked"]
    with pytest.raises(Refused):
        note_requests.reply(counsellor, request_id, Reply(granted=True))
    note_ends.erase(counsellor, folder_of(counsellor).id)
    assert note_requests.answer(citizen, request_id)[1] == reply


def test_a_refusal_has_a_reason_that_the_law_knows(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    noted(counsellor, grant_id)
    request_id = asks_notes(citizen)
    with pytest.raises(ValidationError):
        Reply(granted=False)
    note_requests.reply(counsellor, request_id, Reply(why=Why.OTHERS))
    one, reply = note_requests.answer(citizen, request_id)
    assert one.state is State.REFUSED and reply and (reply.why, reply.notes) == (Why.OTHERS, ())


def test_she_may_ask_that_they_be_destroyed(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session
) -> None:
    noted(counsellor, grant_id)
    folder_id = folder_of(counsellor).id
    request_id = asks_notes(citizen, Wanted.ERASE)
    note_requests.reply(counsellor, request_id, Reply(granted=True))
    assert not session.scalars(select(rows.Note)).all()
    assert note_requests.answer(citizen, request_id)[0].state is State.ERASED
    assert not note_requests.ask(citizen, folder_id, Wanted.COPY)


def test_every_version_stays_and_of_two_who_amend_the_second_is_told(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    sonia = a_member(counsellor)
    note_id = noted(counsellor, grant_id)
    folder = folder_of(counsellor)
    notes.amend(sonia, folder_of(sonia), note_id, Note(text="Trouvée."), rev=1)
    with pytest.raises(Conflict):
        notes.amend(counsellor, folder, note_id, Note(text="Toujours rien."), rev=1)
    history = notes.history(counsellor, folder, note_id)
    told = [(one.what.text, one.author) for one in history if one.what]
    assert told == [("Trouvée.", "Sonia Mougel"), (WORDS, "Hélène Grandjean")]
    with pytest.raises(Conflict):  # what was read is not what would go
        notes.remove(counsellor, folder, note_id, rev=1)
    notes.remove(counsellor, folder, note_id, rev=2)
    assert note_folders.kept(counsellor).total == 0


def test_security_a_former_member_opens_none_after_the_key_changed(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Security test 70: whoever left reads no note, colleagues read on."""
    sonia = a_member(counsellor)
    noted(sonia, grant_id)
    former = note_folders.here(sonia)
    departures.leave(sonia)
    rotations.rotate(counsellor)
    assert texts(counsellor) == [WORDS]
    with pytest.raises(NotFound):
        note_folders.kept(sonia)
    row = counsellor.session.scalars(select(rows.NoteFolder)).one()
    assert row.epoch > former.locks["structure"].epoch
    with pytest.raises(NotFound):
        note_folders._open(sonia, former, row)


def test_i_01_no_other_structure_finds_them_by_any_id(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session, keys: Keyring
) -> None:
    """Acceptance I-01: another structure, even one she shares with, has its own notes alone."""
    noted(counsellor, grant_id)
    request_id = asks_notes(citizen)
    other = a_structure(session, keys, "Marc Colin", name="Mission locale")
    noted(other, gives(citizen, other), "Autre chose.")
    assert texts(other) == ["Autre chose."] and texts(counsellor) == [WORDS]
    for act in (
        lambda: note_folders.one(other, folder_of(counsellor).id),
        lambda: note_requests.one(other, request_id),
        lambda: note_requests.answer(a_citizen(session, keys, "Karim"), request_id),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_is_shared_by_name_is_noted_for_whoever_writes_alone(
    citizen: Work, counsellor: Work
) -> None:
    sonia = a_member(counsellor)
    noted(sonia, names(citizen, sonia))
    assert texts(sonia) == [WORDS] and note_folders.kept(counsellor).total == 0
    rotations.rotate(counsellor)
    assert texts(sonia) == [WORDS]


def test_under_another_name_she_is_somebody_else_in_notes_too(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    noted(counsellor, grant_id)
    noted(counsellor, gives(citizen, counsellor, alias="Louve"), "Autre chose.")
    assert sorted(one.person for one in note_folders.kept(counsellor).folders) == [
        "Louve",
        "Sandrine Thiébaut",
    ]


def test_what_is_asked_under_one_name_is_not_asked_under_another(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session, keys: Keyring
) -> None:
    """Two requests of one second would tell a structure that two names are one person."""
    noted(counsellor, grant_id)
    noted(counsellor, gives(citizen, counsellor, alias="Louve"), "Autre chose.")
    (place,) = note_places.places(citizen)
    assert place.several_names
    folders = {one.alias: one for one in place.folders}
    assert note_requests.ask(citizen, folders["Louve"].id, Wanted.COPY)
    assert [one.person for one in note_requests.waiting(counsellor)] == ["Louve"]
    assert note_requests.ask(later(citizen, days=3), folders[""].id, Wanted.COPY)
    assert [one.person for one in note_requests.waiting(counsellor)] == [
        "Louve",
        "Sandrine Thiébaut",
    ]
    stranger = a_citizen(session, replace(keys, user=None))
    assert not note_requests.ask(stranger, folders["Louve"].id, Wanted.COPY)
    assert note_requests.mine(stranger) == []


def test_notes_stay_when_the_share_ends_and_go_when_their_time_is_over(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    noted(counsellor, grant_id)
    sharing.revoke(later(citizen, days=10), grant_id)
    assert texts(counsellor) == [WORDS]
    with pytest.raises(NotFound):
        grants.reach(counsellor, grant_id, Right.READ)
    note_folders.keep_for(counsellor, 3)
    for days, left in ((95, 1), (110, 0)):
        sweeping.sweep(at_night(counsellor, days=days), timedelta(hours=12))
        assert note_folders.kept(counsellor).total == left


def test_notes_of_a_share_that_runs_are_not_destroyed(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    noted(counsellor, grant_id)
    note_folders.keep_for(counsellor, 3)
    assert note_ends.sweep(at_night(counsellor, days=120)) == 0


def test_only_a_key_holder_says_how_long_and_never_beyond_the_bound(counsellor: Work) -> None:
    sonia = a_member(counsellor)
    with pytest.raises(Forbidden):
        note_folders.keep_for(sonia, 12)
    with pytest.raises(NotFound):
        note_folders.keep_for(counsellor, 48)


def test_security_no_row_sends_her_notes_to_somebody_else(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session, keys: Keyring
) -> None:
    """Security test: a request moved to another account by SQL gets no copy."""
    noted(counsellor, grant_id)
    request_id = asks_notes(citizen)
    thief = a_citizen(session, keys, "Karim")
    session.get_one(rows.NoteRequest, request_id).owner_id = thief.actor.account_id
    session.flush()
    with pytest.raises(Tampered):
        note_requests.reply(counsellor, request_id, Reply(granted=True))


def test_a_note_that_was_altered_hides_no_other_and_makes_no_copy_that_would_lack_it(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session
) -> None:
    broken, request_id = noted(counsellor, grant_id, "À rappeler."), asks_notes(citizen)
    noted(later(counsellor, hours=1), grant_id)
    session.execute(update(rows.Note).where(rows.Note.id == broken).values(box=b"\x01forged"))
    session.expire_all()
    told = {one.id: one.what is None for one in notes.of_folder(counsellor, folder_of(counsellor))}
    assert texts(counsellor) == [WORDS] and told[broken]
    with pytest.raises(Tampered):
        notes.history(counsellor, folder_of(counsellor), broken)
    with pytest.raises(Refused) as why:
        note_requests.reply(counsellor, request_id, Reply(granted=True))
    assert why.value.message == note_requests.PARTIAL


def test_security_a_folder_is_of_whom_it_was_begun_for(
    counsellor: Work, grant_id: UUID, session: Session, keys: Keyring
) -> None:
    """Security test: a folder moved to another portfolio by SQL opens for nobody."""
    noted(counsellor, grant_id)
    thief = a_citizen(session, keys, "Karim")
    row = session.scalars(select(rows.NoteFolder)).one()
    row.portfolio_id = boxes.portfolio_of(thief).id
    session.flush()
    with pytest.raises(Tampered):
        note_folders.one(counsellor, row.id)


def test_whoever_leaves_answers_what_waits_about_notes_that_they_alone_read(
    citizen: Work, counsellor: Work
) -> None:
    """ADR 30: the copy that was asked for is given before nobody can give it any more."""
    sonia = a_member(counsellor)
    noted(sonia, names(citizen, sonia))
    noted(sonia, gives(citizen, counsellor), "Notée pour toute l’équipe.")
    for folder in note_places.places(citizen)[0].folders:
        assert note_requests.ask(citizen, folder.id, Wanted.COPY)
    departures.leave(sonia)
    (left,) = note_places.places(citizen)[0].folders
    assert not left.by_name, "the team’s own notes stay"
    states = [one.state for one in note_requests.mine(citizen)]
    assert sorted(states) == sorted([State.GIVEN, State.ASKED])
    given = next(one for one in note_requests.mine(citizen) if one.state is State.GIVEN)
    reply = note_requests.answer(citizen, given.id)[1]
    assert reply and [said.text for said in reply.notes] == [WORDS]
    [waiting] = note_requests.waiting(counsellor)
    assert waiting.id != given.id


def test_what_one_reader_alone_noted_goes_when_they_are_removed_and_she_is_told(
    citizen: Work, counsellor: Work
) -> None:
    """Nobody else could read them: a request about them would wait for ever."""
    sonia = a_member(counsellor)
    noted(sonia, names(citizen, sonia))
    request_id = asks_notes(citizen)
    assert note_folders.alone(counsellor, sonia.actor.account_id) == 1
    departures.remove(counsellor, sonia.actor.account_id)
    assert note_places.places(citizen)[0].folders == ()
    told, reply = note_requests.answer(citizen, request_id)
    assert (told.state, reply) == (State.ERASED, None)
    acts = [line.act for line in journal.read(citizen, boxes.portfolio_of(citizen), others=False)]
    assert acts.count("notes.erased") == 1


def test_a_folder_that_does_not_open_hides_no_other(
    citizen: Work, counsellor: Work, grant_id: UUID, session: Session
) -> None:
    noted(counsellor, grant_id)
    noted(counsellor, gives(citizen, counsellor, alias="Aster"))
    row = session.scalars(select(rows.NoteFolder).limit(1)).one()
    row.box = bytes(len(row.box))
    session.flush()
    assert len(note_folders.kept(counsellor).folders) == 1
