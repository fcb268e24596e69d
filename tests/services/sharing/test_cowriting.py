"""A synthesis written by two: nothing is final before both agree to the very same words."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.errors import Conflict, Forbidden, NotFound, Refused, Tampered
from portfolio.domain.joint import JointSynthesis, Stage
from portfolio.domain.sharing import Mode, Right
from portfolio.services import (
    boxes,
    cowriting,
    entries,
    grants,
    joint,
    journal,
    revisions,
    sharing,
    sides,
    waiting,
)
from portfolio.services.keyring import Keyring
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.joint import JointRevision
from portfolio.storage.joint import JointSynthesis as Row
from tests.services.people import (
    NOON,
    a_citizen,
    a_member,
    a_structure,
    at_night,
    gives,
    later,
)

DAY = PartialDate(2026, 11, 20)
FIRST = JointSynthesis(met_on=DAY, said="Elle veut être aide-soignante.", decided="Écrire.")
SECOND = FIRST.model_copy(update={"said": "Je veux devenir aide-soignante."})


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor, mode=Mode.SUIVI)


@pytest.fixture
def begun(counsellor: Work, grant_id: UUID) -> UUID:
    return joint.begin(counsellor, theirs(counsellor, grant_id), FIRST)


def theirs(work: Work, grant_id: UUID) -> Side:
    return sides.of_structure(work, grant_id, Right.PROPOSE)


def hers(work: Work, grant_id: UUID) -> Side:
    return sides.of_owner(work, grant_id, Right.PROPOSE)


def test_h_03_the_citizen_reads_the_draft_before_it_is_final_marked_as_the_counsellor_s(
    citizen: Work, grant_id: UUID, begun: UUID
) -> None:
    """Acceptance H-03: who wrote it is said, and nothing is in her portfolio yet."""
    found = revisions.one(citizen, hers(citizen, grant_id), begun)

    assert (found.last.what, found.last.by_owner) == (FIRST, False)
    assert (found.last.author, found.last.at) == ("Hélène Grandjean", NOON)
    assert (found.open, found.mine, found.theirs) == (True, False, True)
    assert len(entries.read_all(citizen)) == 1


def test_what_waits_for_her_word_is_counted_on_her_first_page_while_she_may_give_it(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID
) -> None:
    def waits(work: Work = citizen) -> tuple[int, UUID | None]:
        found = waiting.count(work)
        return found.syntheses, found.written_in

    assert waits() == (1, grant_id)
    joint.revise(citizen, hers(citizen, grant_id), begun, SECOND, rev=1)
    assert waits() == (0, None)
    joint.agree(counsellor, theirs(counsellor, grant_id), begun, rev=2)
    assert waits() == (1, grant_id), "it is hers to keep"
    assert waits(later(citizen, days=300)) == (0, None), "the share is over"


def test_once_both_agree_to_the_same_words_it_is_in_her_portfolio_with_both_names(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID
) -> None:
    tomorrow = later(citizen, days=1)
    entry_id = cowriting.agree(tomorrow, hers(tomorrow, grant_id), begun, rev=1)

    assert entry_id is not None
    entry = entries.read(citizen, entry_id).entry
    assert isinstance(entry, Synthesis)
    assert (entry.story, entry.decided, entry.private) == (FIRST.said, FIRST.decided, True)
    assert [(one.by, one.on) for one in entry.agreed] == [
        ("Hélène Grandjean, CIDFF des Vosges", NOON.date()),
        ("Sandrine Thiébaut", tomorrow.now.date()),
    ]
    read = revisions.one(counsellor, theirs(counsellor, grant_id), begun)
    assert (read.stage, read.last.what) == (Stage.KEPT, FIRST)
    for work, side in (
        (citizen, hers(citizen, grant_id)),
        (counsellor, theirs(counsellor, grant_id)),
    ):
        with pytest.raises(Refused):
            joint.revise(work, side, begun, SECOND, rev=1)


def test_a_change_takes_the_other_s_agreement_away(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID
) -> None:
    joint.revise(citizen, hers(citizen, grant_id), begun, SECOND, rev=1)
    found = revisions.one(counsellor, theirs(counsellor, grant_id), begun)
    assert (found.last.what, found.last.by_owner) == (SECOND, True)
    assert (found.mine, found.theirs, found.open) == (False, True, True)

    joint.agree(counsellor, theirs(counsellor, grant_id), begun, rev=2)
    assert revisions.one(citizen, hers(citizen, grant_id), begun).stage is Stage.FINAL
    entry_id = cowriting.keep(citizen, hers(citizen, grant_id), begun)
    assert entries.read(citizen, entry_id).entry.story == SECOND.said
    assert cowriting.keep(citizen, hers(citizen, grant_id), begun) == entry_id
    side = hers(citizen, grant_id)
    _, history = revisions.told(citizen, side, begun)
    assert [(one.rev, one.what.said, one.by_owner) for one in history] == [
        (2, SECOND.said, True),
        (1, FIRST.said, False),
    ]


def test_asking_for_a_change_is_nobody_s_agreement(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID
) -> None:
    asked = FIRST.model_copy(update={"note": "Pouvez-vous dire « je » ?"})
    joint.revise(citizen, hers(citizen, grant_id), begun, asked, rev=1)

    found = revisions.one(counsellor, theirs(counsellor, grant_id), begun)
    assert (found.mine, found.theirs, found.last.what.note) == (False, False, asked.note)


def test_two_windows_lose_nothing_and_nobody_agrees_to_words_they_did_not_read(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID
) -> None:
    joint.revise(citizen, hers(citizen, grant_id), begun, SECOND, rev=1)
    side = theirs(counsellor, grant_id)

    with pytest.raises(Conflict) as moved:
        joint.revise(counsellor, side, begun, FIRST.model_copy(update={"decided": "Lundi."}), rev=1)
    assert moved.value.current.last.what == SECOND  # type: ignore[attr-defined]
    with pytest.raises(Conflict):
        joint.agree(counsellor, side, begun, rev=1)
    joint.revise(counsellor, side, begun, SECOND, rev=1)  # the same words change nothing
    assert revisions.one(counsellor, side, begun).last.rev == 2


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_89_a_draft_dies_with_the_grant_for_the_structure_and_she_keeps_it(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID, how: str
) -> None:
    """Security test 89: what was given stays hers; nobody writes or agrees any more."""
    if how == "revoked":
        sharing.revoke(citizen, grant_id)
    else:
        counsellor, citizen = later(counsellor, days=200), later(citizen, days=200)
        grants.expire(at_night(citizen))

    with pytest.raises(NotFound):
        theirs(counsellor, grant_id)
    side = hers(citizen, grant_id)
    assert revisions.one(citizen, side, begun).last.what == FIRST
    with pytest.raises(Refused):
        joint.revise(citizen, side, begun, SECOND, rev=1)
    with pytest.raises(Refused):
        cowriting.agree(citizen, side, begun, rev=1)
    with pytest.raises(NotFound):
        cowriting.keep(citizen, side, begun)


def test_what_both_agreed_to_is_kept_even_after_the_share(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID
) -> None:
    joint.revise(citizen, hers(citizen, grant_id), begun, SECOND, rev=1)
    joint.agree(counsellor, theirs(counsellor, grant_id), begun, rev=2)
    sharing.revoke(citizen, grant_id)

    entry_id = cowriting.keep(citizen, hers(citizen, grant_id), begun)
    assert entries.read(citizen, entry_id).entry.story == SECOND.said


def test_under_an_alias_what_is_kept_names_her_as_the_share_did(
    citizen: Work, counsellor: Work
) -> None:
    """Shown again in that share, it would give her name away otherwise."""
    masked = gives(citizen, counsellor, alias="S. T.")
    begun = joint.begin(counsellor, theirs(counsellor, masked), FIRST)
    joint.revise(citizen, hers(citizen, masked), begun, SECOND, rev=1)
    joint.agree(counsellor, theirs(counsellor, masked), begun, rev=2)
    sharing.revoke(citizen, masked)
    entry = entries.read(citizen, cowriting.keep(citizen, hers(citizen, masked), begun)).entry
    assert isinstance(entry, Synthesis)
    assert [each.person for each in entry.agreed] == ["Hélène Grandjean", "S. T."]


def test_a_structure_that_reads_one_leaves_a_line_and_its_owner_none(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID
) -> None:
    joint.note_reading(citizen, hers(citizen, grant_id))
    joint.note_reading(counsellor, theirs(counsellor, grant_id))
    lines = journal.read(citizen, boxes.portfolio_of(citizen), others=False)
    assert [line.by for line in lines if line.act == "joint.read"] == ["Hélène Grandjean"]


def test_nobody_else_reads_or_agrees(
    session: Session, keys: Keyring, citizen: Work, grant_id: UUID, begun: UUID
) -> None:
    other, stranger = a_structure(session, keys, "Marc Humbert"), a_citizen(session, keys, "Fatou")
    beside = gives(citizen, other)
    with pytest.raises(NotFound):
        theirs(other, grant_id)
    with pytest.raises(NotFound):
        revisions.one(other, theirs(other, beside), begun)
    with pytest.raises(NotFound):
        hers(stranger, grant_id)
    with pytest.raises(NotFound):
        revisions.one(citizen, hers(citizen, grant_id), uuid4())
    unasked = gives(citizen, other, rights=(Right.READ,))
    with pytest.raises(Forbidden):
        theirs(other, unasked)


@pytest.mark.parametrize(
    "forged", ["owner_rev", "structure_rev", "structure_by", "stage", "entry_id", "rev"]
)
def test_89_nobody_s_agreement_is_written_by_hand(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID, forged: str
) -> None:
    """Security test 89: where it stands is under the server's word."""
    joint.revise(citizen, hers(citizen, grant_id), begun, SECOND, rev=1)
    colleague = a_member(counsellor).actor.account_id
    values = {
        "owner_rev": 1,
        "structure_rev": 2,
        "structure_by": colleague,
        "stage": "final",
        "entry_id": uuid4(),
        "rev": 1,
    }
    citizen.session.execute(update(Row).values({forged: values[forged]}))
    citizen.session.expire_all()

    with pytest.raises(Tampered):
        revisions.one(citizen, hers(citizen, grant_id), begun)


@pytest.mark.parametrize("forged", ["author_id", "at", "box", "swapped", "missing"])
def test_89_neither_author_nor_words_of_a_revision_can_be_changed_by_hand(
    citizen: Work, counsellor: Work, grant_id: UUID, begun: UUID, forged: str
) -> None:
    """Security test 89 and 8: forged, exchanged, and taken away."""
    joint.revise(citizen, hers(citizen, grant_id), begun, SECOND, rev=1)
    one, two = citizen.session.scalars(select(JointRevision).order_by(JointRevision.rev)).all()
    if forged == "swapped":
        one.box, two.box = two.box, one.box
        citizen.session.flush()
    elif forged == "missing":
        citizen.session.execute(delete(JointRevision).where(JointRevision.rev == 1))
    else:
        values = {
            "author_id": a_member(counsellor).actor.account_id,
            "at": NOON - timedelta(days=1),
            "box": bytes(400),
        }
        which = JointRevision.rev == 1
        citizen.session.execute(update(JointRevision).where(which).values({forged: values[forged]}))
    citizen.session.expire_all()

    side = hers(citizen, grant_id)
    with pytest.raises(Tampered):
        revisions.told(citizen, side, begun)


def test_what_she_changes_in_it_afterwards_is_hers_alone(
    citizen: Work, grant_id: UUID, begun: UUID
) -> None:
    entry_id = cowriting.agree(citizen, hers(citizen, grant_id), begun, rev=1)
    assert entry_id is not None
    entry = entries.read(citizen, entry_id).entry
    changed = entry.changed(decided="Autre chose.").amending(entry)
    assert changed.provenance.amended and not entry.provenance.amended
