"""Endorsements: asked by link, answered once, read by their owner alone, shown if they say so."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto.tokens import hash_token
from portfolio.domain.access import VISITOR
from portfolio.domain.endorsements import Answer, Part, Request, may_be_confirmed
from portfolio.domain.errors import NotFound, Refused, Tampered, TooMany
from portfolio.domain.sections import Section
from portfolio.services import boxes, endorsements, entries, grants, journal, sweeping, witnessing
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.endorsements import Endorsement
from tests.services.people import (
    NOON,
    a_citizen,
    a_job,
    a_skill,
    a_structure,
    an_action,
    an_objective,
    at_night,
    gives,
    later,
)

HERE = "192.0.2.0/24"
WORDS = "Elle a su rassurer les résidents, <b>toujours</b>."


def yes(**changes: Any) -> Answer:
    """A witness who says yes."""
    given = {"accepted": True, "text": WORDS, "name": "Annie Renard", "role": "Tutrice"}
    return Answer(**given | {"on": date(2026, 11, 20)} | changes)


def witness_of(work: Work, **delta: float) -> Work:
    """Somebody without an account or keys, at the same server."""
    keys = Keyring(work.keys.server, work.keys.stretcher, work.keys.cost)
    return Work(work.session, VISITOR, work.now + timedelta(**delta), keys)


def asks(citizen: Work, entry_id: UUID | None = None, *parts: Part) -> tuple[UUID, UUID, str]:
    """A request about a job: the entry's id, the request's, the token."""
    entry_id = entry_id or entries.add(citizen, a_job(story="Dix ans de service."))
    entry = entries.read(citizen, entry_id).entry
    request = Request.about(entry, parts, "Sandrine", "Pouvez-vous confirmer ?")
    made, token = endorsements.ask(citizen, entry_id, request, "Mme Renard")
    return entry_id, made, token


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def test_a_witness_reads_what_was_chosen_and_nothing_else(citizen: Work) -> None:
    job = a_job(story="Dix ans de service.")
    _, _, bare = asks(citizen, entries.add(citizen, job))
    _, _, told = asks(citizen, entries.add(citizen, job), *Part)
    witness = witness_of(citizen)

    seen = witnessing.read(witness, bare)
    assert (seen.person, seen.title, seen.message) == (
        "Sandrine",
        job.title,
        "Pouvez-vous confirmer ?",
    )
    assert (seen.when, seen.place, seen.story) == (None, "", "")
    seen = witnessing.read(witness, told)
    assert (seen.when, seen.place, seen.story) == (job.period, job.summary, job.story)


def test_the_answer_opens_for_whoever_asked_and_the_words_are_as_written(citizen: Work) -> None:
    _, made, token = asks(citizen)
    witnessing.answer(witness_of(citizen, days=1), token, yes())

    asked = endorsements.one(later(citizen, days=2), made)
    assert asked.answer == yes() and not asked.waiting
    assert asked.answered_at == NOON + timedelta(days=1)
    assert [line.act for line in journal.read(citizen, boxes.portfolio_of(citizen))][:1] == [
        "endorsement.answered"
    ]
    assert journal.is_sound(citizen, boxes.portfolio_of(citizen))


def test_a_witness_may_say_no_without_a_reason(citizen: Work) -> None:
    _, made, token = asks(citizen)
    witnessing.answer(witness_of(citizen), token, Answer(accepted=False, on=date(2026, 11, 20)))

    asked = endorsements.one(citizen, made)
    assert asked.answer and not asked.answer.accepted
    with pytest.raises(NotFound):
        endorsements.publish(citizen, made)


def test_a_link_that_is_unknown_used_withdrawn_or_over_is_the_same_nothing(citizen: Work) -> None:
    _, _, used = asks(citizen)
    witnessing.answer(witness_of(citizen), used, yes())
    _, withdrawn, stopped = asks(citizen)
    endorsements.drop(citizen, withdrawn)
    _, _, over = asks(citizen)

    for token, days in (("x" * 43, 0), (used, 0), (stopped, 0), (over, 30), (over, 400)):
        for act in (witnessing.read, lambda w, t: witnessing.answer(w, t, yes())):
            with pytest.raises(NotFound):
                act(witness_of(citizen, days=days), token)
    witnessing.read(witness_of(citizen, days=29, hours=23), over)


def test_dead_links_cost_the_same_single_query(citizen: Work, statements: list[str]) -> None:
    _, _, used = asks(citizen)
    witnessing.answer(witness_of(citizen), used, yes())
    _, _, over = asks(citizen)
    seen = []
    for token, days in (("x" * 43, 0), (used, 0), (over, 31)):
        statements.clear()
        with pytest.raises(NotFound):
            witnessing.read(witness_of(citizen, days=days), token)
        seen.append(list(statements))
    assert seen[0] == seen[1] == seen[2] and len(seen[0]) == 1


def test_nobody_answers_their_own_request(citizen: Work) -> None:
    _, _, token = asks(citizen)
    with pytest.raises(Refused):
        witnessing.answer(citizen, token, yes())


def test_shown_it_is_in_what_structures_read_and_hidden_it_is_not(
    session: Session, citizen: Work, keys: Keyring
) -> None:
    counsellor = a_structure(session, keys)
    grant_id = gives(citizen, counsellor, sections=(Section.PATH,), mode="suivi")
    entry_id, made, token = asks(citizen)
    witnessing.answer(witness_of(citizen), token, yes())

    def read() -> tuple[Any, ...]:
        (one,) = grants.open_(counsellor, grant_id).view.entries
        return one.entry.confirmed

    assert read() == ()
    endorsements.publish(citizen, made, "J’étais à mi-temps.")
    (shown,) = read()
    assert (shown.text, shown.name, shown.role) == (WORDS, "Annie Renard", "Tutrice")
    assert shown.reply == "J’étais à mi-temps."
    endorsements.publish(citizen, made, "")
    assert [one.reply for one in read()] == [""]
    endorsements.hide(citizen, made)
    assert read() == ()
    assert endorsements.one(citizen, made).answer == yes()
    endorsements.publish(citizen, made)
    endorsements.drop(citizen, made)
    assert read() == () and endorsements.mine(citizen) == []
    assert entries.read(citizen, entry_id).entry.confirmed == ()


def test_what_was_confirmed_is_told_with_the_title_the_witness_saw(citizen: Work) -> None:
    entry_id, made, token = asks(citizen)
    witnessing.answer(witness_of(citizen), token, yes())
    endorsements.publish(citizen, made)
    opened = entries.read(citizen, entry_id)
    entries.change(citizen, entry_id, opened.entry.changed(title="Directrice"), rev=opened.rev)

    (shown,) = entries.read(citizen, entry_id).entry.confirmed
    assert shown.about == a_job().title != "Directrice"


def test_words_that_came_back_with_an_older_version_can_still_be_hidden(citizen: Work) -> None:
    entry_id, made, token = asks(citizen)
    witnessing.answer(witness_of(citizen), token, yes())
    endorsements.publish(citizen, made)
    shown = entries.read(citizen, entry_id).entry
    endorsements.drop(citizen, made)
    entries.change(citizen, entry_id, shown, rev=entries.read(citizen, entry_id).rev)

    assert endorsements.hide(citizen, made) == entry_id
    assert entries.read(citizen, entry_id).entry.confirmed == ()
    with pytest.raises(NotFound):
        endorsements.hide(citizen, made)


def test_words_survive_the_entry_they_are_about(citizen: Work) -> None:
    entry_id, made, token = asks(citizen)
    entries.remove(citizen, [entry_id])
    witnessing.answer(witness_of(citizen), token, yes())

    assert endorsements.one(citizen, made).answer == yes()
    with pytest.raises(Refused):
        endorsements.publish(citizen, made)
    endorsements.drop(citizen, made)


def test_what_is_another_s_is_not_there(session: Session, keys: Keyring, citizen: Work) -> None:
    entry_id, made, _ = asks(citizen)
    other = a_citizen(session, keys)
    request = endorsements.one(citizen, made).request

    for act in (endorsements.one, endorsements.publish, endorsements.hide, endorsements.drop):
        for which in (made, uuid4()):
            with pytest.raises(NotFound):
                act(other, which)
    with pytest.raises(NotFound):
        endorsements.ask(other, entry_id, request, "Mme Renard")
    assert endorsements.mine(other) == []


def test_plans_are_nobody_s_to_confirm(citizen: Work) -> None:
    for entry in (an_action(), an_objective()):
        assert not may_be_confirmed(entry)
        with pytest.raises(NotFound):
            asks(citizen, entries.add(citizen, entry))
    assert may_be_confirmed(a_skill())


def test_requests_are_rationed_by_the_day(citizen: Work) -> None:
    entry_id = entries.add(citizen, a_job())
    for _ in range(endorsements.A_DAY):
        asks(citizen, entry_id)
    with pytest.raises(Refused):
        asks(citizen, entry_id)
    asks(later(citizen, days=1, minutes=1), entry_id)


def test_a_search_for_links_is_slowed_down_by_network(citizen: Work) -> None:
    witness = witness_of(citizen)
    for _ in range(witnessing.TRIES.free):
        witnessing.wait_turn(witness, HERE)
        witnessing.count_failure(witness, HERE)
    with pytest.raises(TooMany):
        witnessing.wait_turn(witness, HERE)
    witnessing.wait_turn(witness, "198.51.100.0/24")
    witnessing.wait_turn(witness_of(citizen, minutes=2), HERE)


@pytest.mark.parametrize("column", ["answer_box", "answer_key", "answered_at", "proof"])
def test_an_answer_that_did_not_come_by_the_link_is_refused(
    session: Session, citizen: Work, column: str
) -> None:
    """Whoever writes in the database can seal to a public key: the server's word is missing."""
    ids = [asks(citizen) for _ in range(2)]
    for hours, (_, _, token) in enumerate(ids):
        witnessing.answer(witness_of(citizen, hours=hours), token, yes(text=f"{WORDS} {hours}"))
    other = session.scalars(select(Endorsement).where(Endorsement.id == ids[1][1])).one()
    session.execute(
        update(Endorsement)
        .where(Endorsement.id == ids[0][1])
        .values({column: getattr(other, column)})
    )
    with pytest.raises(Tampered):
        endorsements.one(citizen, ids[0][1])


def test_a_request_whose_end_was_moved_does_not_open(session: Session, citizen: Work) -> None:
    _, _, token = asks(citizen)
    session.execute(update(Endorsement).values(expires_at=NOON + timedelta(days=300)))
    with pytest.raises(NotFound):
        witnessing.read(witness_of(citizen), token)


def test_of_a_link_only_its_hash_is_kept_and_nothing_of_it_once_over(
    session: Session, citizen: Work
) -> None:
    _, made, token = asks(citizen)
    row = session.scalars(select(Endorsement)).one()
    assert (row.token_hash, bool(row.ask_box)) == (hash_token(token), True)

    sweeping.sweep(at_night(citizen, days=31), timedelta(hours=12))
    session.expire_all()
    row = session.scalars(select(Endorsement)).one()
    assert (row.token_hash, row.ask_box) == (None, None)
    assert endorsements.one(later(citizen, days=31), made).over
