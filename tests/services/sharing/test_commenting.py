"""A person and one structure write to each other about a share; nobody else reads it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.crypto.sealing import Opener
from portfolio.domain.comments import Comment
from portfolio.domain.errors import Forbidden, NotFound, Refused, Tampered
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right
from portfolio.services import (
    boxes,
    comments,
    departures,
    entries,
    epochs,
    grants,
    journal,
    reconciling,
    sealed_views,
    sharing,
    sides,
    talks,
    tombstones,
)
from portfolio.services.comments import MOST_UNREAD, PAGE
from portfolio.services.keyring import Keyring
from portfolio.services.sides import Side
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage import comments as rows
from portfolio.storage.sharing import GrantWrap
from tests.services.people import (
    NOON,
    a_citizen,
    a_job,
    a_member,
    a_skill,
    a_structure,
    at_night,
    gives,
    later,
    place_of,
)

RIGHTS = (Right.READ, Right.COMMENT)


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    entries.add_all(work, [a_skill(), a_job()])
    return work


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, mode=Mode.SUIVI, rights=RIGHTS)


def theirs(work: Work, grant_id: UUID) -> Side:
    return sides.of_structure(work, grant_id, Right.COMMENT)


def hers(work: Work, grant_id: UUID) -> Side:
    return sides.of_owner(work, grant_id, Right.COMMENT)


def write(work: Work, grant_id: UUID, text: str, about: UUID | None = None) -> UUID:
    """A line of a professional's."""
    return comments.say(work, theirs(work, grant_id), Comment(text=text, about=about))


def answer(work: Work, grant_id: UUID, text: str, about: UUID | None = None) -> UUID:
    """A line of the citizen's."""
    return comments.say(work, hers(work, grant_id), Comment(text=text, about=about))


def said(work: Work, side: Side, about: UUID | None = None) -> list[str]:
    return [line.what.text for line in comments.read(work, side, about=about).lines]


def entry(citizen: Work, kind: str) -> UUID:
    return next(one.id for one in entries.read_all(citizen) if one.entry.kind == kind)


def test_both_read_the_thread_with_who_wrote_and_when(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    write(counsellor, grant_id, "Pouvez-vous m’en dire plus ?")
    answer(later(citizen, hours=1), grant_id, "Oui, bien sûr.")

    for work, side in (
        (citizen, hers(citizen, grant_id)),
        (counsellor, theirs(counsellor, grant_id)),
    ):
        lines = comments.read(work, side).lines
        assert [(one.what.text, one.by_owner, one.author, one.at) for one in lines] == [
            ("Oui, bien sûr.", True, "", NOON + timedelta(hours=1)),
            ("Pouvez-vous m’en dire plus ?", False, "Hélène Grandjean", NOON),
        ]


def test_a_line_is_read_once_the_other_side_saw_it(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    write(counsellor, grant_id, "Bonjour.")
    [own] = comments.read(counsellor, theirs(counsellor, grant_id)).lines
    assert (own.read_at, own.fresh) == (None, False)

    tomorrow = later(citizen, days=1)
    [seen] = comments.read(tomorrow, hers(tomorrow, grant_id)).lines
    assert seen.fresh
    [again] = comments.read(tomorrow, hers(tomorrow, grant_id)).lines
    assert (again.read_at, again.fresh) == (tomorrow.now, False)


def test_a_line_may_be_about_one_item_of_the_share_and_of_no_other(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    skill, job = entry(citizen, "skill"), entry(citizen, "job")
    write(counsellor, grant_id, "En général.")
    write(counsellor, grant_id, "De cette compétence.", skill)

    [line] = comments.read(citizen, hers(citizen, grant_id), about=skill).lines
    assert (line.what.text, line.what.title) == ("De cette compétence.", "Informer et rassurer")
    [talk] = talks.about(citizen, skill)
    assert (talk.grant_id, talk.structure, talk.total) == (grant_id, "CIDFF des Vosges", 1)
    assert talks.about(citizen, job) == []
    for unseen in (job, uuid4()):
        for act, work in ((write, counsellor), (answer, citizen)):
            with pytest.raises(Refused):
                act(work, grant_id, "Et cela ?", unseen)


def test_a_thread_is_paged_and_costs_the_same_whatever_it_holds(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID, statements: list[str]
) -> None:
    for number in range(PAGE + 3):
        write(later(counsellor, minutes=2 * number), grant_id, f"Ligne {number}")
    side = hers(citizen, grant_id)
    statements.clear()
    first = comments.read(citizen, side)
    assert len(statements) <= 3
    last = comments.read(citizen, side, page=99)

    assert (len(first.lines), first.total, first.pages) == (PAGE, PAGE + 3, 2)
    assert [one.what.text for one in last.lines] == ["Ligne 2", "Ligne 1", "Ligne 0"]
    assert last.page == 2


def test_the_same_words_twice_in_a_row_are_one_press_of_a_button(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    assert write(counsellor, grant_id, "Bonjour.") == write(counsellor, grant_id, "Bonjour.")
    write(later(counsellor, hours=1), grant_id, "Bonjour.")
    assert len(said(citizen, hers(citizen, grant_id))) == 2


def test_nobody_is_buried_under_lines_they_have_not_read(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    for number in range(MOST_UNREAD):
        write(counsellor, grant_id, f"Ligne {number}")
    with pytest.raises(Refused):
        write(counsellor, grant_id, "Une de trop.")

    comments.read(citizen, hers(citizen, grant_id))
    write(counsellor, grant_id, "La suite.")


def test_commenting_needs_the_right_to(citizen: Work, counsellor: Work) -> None:
    grant_id = gives(citizen, counsellor, rights=(Right.READ, Right.PROPOSE))

    with pytest.raises(Forbidden):
        write(counsellor, grant_id, "Bonjour.")
    with pytest.raises(Refused):
        answer(citizen, grant_id, "Bonjour.")


def test_h_08_no_other_structure_can_read_a_private_comment_nor_its_answer(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance H-08: by the pages' way, and with every key it holds on every raw row."""
    other = a_structure(session, keys, "Marc Humbert", name="Fongecif")
    sections = tuple(Section)
    beside = gives(citizen, other, mode=Mode.SUIVI, rights=tuple(Right), sections=sections)
    answer(citizen, grant_id, "Je n’ose pas le dire à tout le monde.")
    write(counsellor, grant_id, "Cela reste entre nous.")

    with pytest.raises(NotFound):
        theirs(other, grant_id)
    assert said(other, theirs(other, beside)) == []
    assert b"entre nous" not in grants.open_(other, beside).view.to_bytes()

    reader = epochs.held(other, place_of(other)).recipient()
    place = sealed_views.wrap_place(beside, place_of(other), 1)
    wrap = session.get_one(GrantWrap, (beside, "structure", place_of(other)))
    keys_in_hand = [
        other.keys.user_key,
        epochs.held(other, place_of(other)).private,
        reader.unwrap(wrap.box, place),
        grants.open_(other, beside).key,
    ]
    lines = session.scalars(select(rows.Comment)).all()
    assert len(lines) == 2
    usable = [Opener(key) for key in keys_in_hand if len(key) == 32]
    assert len(usable) >= 3
    assert not any(opener.opens(line.box) for opener in usable for line in lines)
    key = theirs(counsellor, grant_id).key
    assert all(Opener(key).opens(line.box) for line in lines), "the right key does open them"


def test_h_08_what_is_said_is_in_no_export_and_no_view(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Acceptance H-08: a thread is no part of the portfolio."""
    answer(citizen, grant_id, "Je n’ose pas.", entry(citizen, "skill"))

    kept = b"".join(one.entry.to_bytes() for one in entries.read_all(citizen))
    assert "Je n’ose pas".encode() not in kept
    assert "Je n’ose pas".encode() not in grants.open_(counsellor, grant_id).view.to_bytes()


@pytest.mark.parametrize("how", ["revoked", "expired", "expired but not yet destroyed"])
def test_89_once_the_grant_ended_only_the_citizen_keeps_what_was_said(
    citizen: Work, counsellor: Work, grant_id: UUID, how: str
) -> None:
    """Security test 89: nothing more is written, by either side; the structure reads nothing."""
    write(counsellor, grant_id, "Bonjour.")
    if how == "revoked":
        sharing.revoke(citizen, grant_id)
    else:
        counsellor, citizen = later(counsellor, days=200), later(citizen, days=200)
    if how == "expired":
        grants.expire(at_night(citizen))

    with pytest.raises(NotFound):
        write(counsellor, grant_id, "Encore un mot.")
    with pytest.raises(Refused):
        answer(citizen, grant_id, "Encore un mot.")
    assert said(citizen, hers(citizen, grant_id)) == ["Bonjour."]


def test_89_the_citizen_takes_away_her_own_words_and_theirs_for_both_sides(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Security test 89: the row is gone, stays gone after a restore, and nobody else can."""
    one, other = write(counsellor, grant_id, "Bonjour."), answer(citizen, grant_id, "Non.")
    stranger = a_citizen(session, keys, "Fatou Diarra")
    for who, grant, line in ((stranger, grant_id, one), (citizen, uuid4(), one)):
        with pytest.raises(NotFound):
            comments.remove(who, grant, line)
    kept = session.get_one(rows.Comment, (grant_id, one))
    copy = {column.key: getattr(kept, column.key) for column in rows.Comment.__table__.columns}

    for line in (one, other):
        comments.remove(citizen, grant_id, line)
    session.expire_all()
    assert said(counsellor, theirs(counsellor, grant_id)) == []
    assert session.scalars(select(rows.Comment)).all() == []
    with pytest.raises(NotFound):
        comments.remove(citizen, grant_id, one)

    session.expunge_all()
    session.add(rows.Comment(**copy))
    session.flush()
    dead = {stone.mark: stone for stone in tombstones.buried(session)}
    assert reconciling.reconcile(session, keys, dead)[Kind.COMMENT] == 1
    assert session.scalars(select(rows.Comment)).all() == []


@pytest.mark.parametrize("forged", ["author_id", "created_at", "grant_id", "place", "box"])
def test_89_neither_author_nor_moment_nor_place_can_be_changed_by_hand(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID, forged: str
) -> None:
    """Security test 89: a forged author and a line moved elsewhere are refused."""
    colleague, elsewhere = a_member(counsellor), gives(citizen, counsellor, rights=RIGHTS)
    write(counsellor, grant_id, "Bonjour.")
    values = {
        "author_id": colleague.actor.account_id,
        "created_at": NOON - timedelta(days=1),
        "grant_id": elsewhere,
        "place": bytes(16),
        "box": bytes(400),
    }
    session.execute(update(rows.Comment).values({forged: values[forged]}))
    session.expire_all()

    read_in = elsewhere if forged == "grant_id" else grant_id
    with pytest.raises(Tampered):
        comments.read(citizen, hers(citizen, read_in))


def test_8_two_lines_cannot_be_exchanged(
    session: Session, citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    """Security test 8, for comments."""
    write(counsellor, grant_id, "Oui.")
    write(counsellor, grant_id, "Non.")
    one, other = session.scalars(select(rows.Comment)).all()
    one.box, other.box = other.box, one.box
    session.flush()

    with pytest.raises(Tampered):
        comments.read(citizen, hers(citizen, grant_id))


def test_acts_are_in_the_owners_journal(citizen: Work, counsellor: Work, grant_id: UUID) -> None:
    one = write(counsellor, grant_id, "Bonjour.")
    comments.read(counsellor, theirs(counsellor, grant_id))
    comments.read(citizen, hers(citizen, grant_id))
    comments.remove(citizen, grant_id, one)

    lines = journal.read(citizen, boxes.portfolio_of(citizen), others=False)
    acts = [line.act for line in lines if line.act.startswith("comment.")]
    assert acts == ["comment.removed", "comment.read", "comment.written"]


def test_an_author_stays_named_after_leaving(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    colleague = a_member(counsellor)
    write(colleague, grant_id, "Bonjour.")
    departures.remove(counsellor, colleague.actor.account_id)

    [line] = comments.read(citizen, hers(citizen, grant_id)).lines
    assert line.author == "Sonia Mougel"
