"""A file is read through a grant, as long as it is open, and by nobody else."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from portfolio.domain.errors import NotFound
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.services import entries, files, grants, journal, lending, sharing, trash
from portfolio.services.arriving import Arrival
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import ToStructure
from portfolio.services.work import Work
from portfolio.storage.blobs import Folder
from tests.services.people import (
    ROOM,
    a_citizen,
    an_arrival,
    an_evidence,
    gives,
    later,
    names,
    place_of,
    privately,
    terms,
)

DOCUMENTS = (Section.EVIDENCE,)
PDF = b"%PDF-1.7 " + b"attestation " * 4000


@pytest.fixture
def store(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "files")


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def brought(work: Work, store: Folder, content: bytes = PDF, name: str = "cap.pdf") -> Arrival:
    """A file kept for good."""
    arrival = an_arrival(content, name)
    with files.put(store, [arrival]):
        files.add(work, [arrival], ROOM)
    return arrival


def test_d_03_a_counsellor_reads_a_file_through_the_grant_and_the_journal_says_so(
    citizen: Work, counsellor: Work, store: Folder
) -> None:
    """Acceptance D-03: the key travels inside the sealed view."""
    file = brought(citizen, store).file
    entries.add(citizen, an_evidence(files=(file.id,)))
    grant_id = gives(citizen, counsellor, sections=DOCUMENTS)

    lent = lending.lend(counsellor, grant_id, file.id)

    assert lent.file == file and b"".join(files.content(store, lent.file)) == PDF
    portfolio = grants.reach(counsellor, grant_id, terms().rights[0]).portfolio
    line = journal.read(citizen, portfolio)[0]
    assert (line.act, line.by, line.detail) == ("file.read", "Hélène Grandjean", str(file.id))
    assert journal.is_sound(citizen, portfolio)


def test_d_03_a_file_that_was_not_shared_is_nowhere(
    citizen: Work, counsellor: Work, store: Folder
) -> None:
    """Acceptance D-03: neither a private document's, nor one of another section, nor any other."""
    hidden, shown = brought(citizen, store), brought(citizen, store, PDF + b"2")
    entries.add(citizen, an_evidence("Pour moi", private=True, files=(hidden.file.id,)))
    entries.add(citizen, an_evidence(files=(shown.file.id,)))
    documents = gives(citizen, counsellor, sections=DOCUMENTS)
    skills = gives(citizen, counsellor, sections=(Section.SKILLS,))

    for grant_id, file_id in (
        (documents, hidden.file.id),
        (skills, shown.file.id),
        (documents, uuid4()),
        (uuid4(), shown.file.id),
    ):
        with pytest.raises(NotFound):
            lending.lend(counsellor, grant_id, file_id)
    view = grants.open_(counsellor, documents).view
    assert [each.id for each in view.files] == [shown.file.id]
    assert not grants.open_(counsellor, skills).view.files


def test_a_private_document_ticked_by_itself_brings_its_file(
    citizen: Work, counsellor: Work, store: Folder
) -> None:
    file = brought(citizen, store).file
    entry_id = entries.add(citizen, an_evidence("Pour moi", private=True, files=(file.id,)))

    grant_id = names(citizen, counsellor, **privately(entry_id))

    assert lending.lend(counsellor, grant_id, file.id).file == file


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_g_01_a_file_is_refused_from_the_moment_the_grant_ends(
    citizen: Work, counsellor: Work, store: Folder, end: str
) -> None:
    """Acceptance G-01, for files: the very next request."""
    file = brought(citizen, store).file
    entries.add(citizen, an_evidence(files=(file.id,)))
    grant_id = gives(citizen, counsellor, sections=DOCUMENTS)
    assert lending.lend(counsellor, grant_id, file.id).file == file

    if end == "revoked":
        sharing.revoke(citizen, grant_id)
        after = counsellor
    else:
        after = later(counsellor, days=200)
    with pytest.raises(NotFound):
        lending.lend(after, grant_id, file.id)


def test_suivi_brings_new_files_and_takes_removed_ones_away_photo_does_neither(
    citizen: Work, counsellor: Work, store: Folder
) -> None:
    first, second = brought(citizen, store).file, brought(citizen, store, PDF + b"2").file
    entry_id = entries.add(citizen, an_evidence(files=(first.id,)))
    photo, suivi = (
        gives(citizen, counsellor, sections=DOCUMENTS, mode=mode)
        for mode in (Mode.PHOTO, Mode.SUIVI)
    )

    entries.change(citizen, entry_id, an_evidence(files=(second.id,)), rev=1)

    assert _files(counsellor, photo) == [first.id] and _files(counsellor, suivi) == [second.id]
    entries.remove(citizen, [entry_id])
    assert _files(counsellor, photo) == [first.id] and _files(counsellor, suivi) == []


def test_an_erased_file_opens_to_nobody_photo_included(
    citizen: Work, counsellor: Work, store: Folder
) -> None:
    file = brought(citizen, store).file
    entry_id = entries.add(citizen, an_evidence(files=(file.id,)))
    grant_id = gives(citizen, counsellor, sections=DOCUMENTS)
    with pytest.raises(NotFound):
        files.erase(citizen, file.id)  # a document still shows it
    entries.remove(citizen, [entry_id])

    files.erase(citizen, file.id)

    with pytest.raises(NotFound):
        lending.lend(counsellor, grant_id, file.id)


def test_a_document_taken_out_of_the_trash_has_its_files_back(citizen: Work, store: Folder) -> None:
    file = brought(citizen, store).file
    entry_id = entries.add(citizen, an_evidence(files=(file.id,)))
    entries.remove(citizen, [entry_id])
    files.release(citizen, [file.id])
    assert files.read_all(citizen)[file.id].erased_at == citizen.now + timedelta(days=30)

    trash.restore(citizen, [entry_id])

    assert files.read_all(citizen)[file.id].released_at is None


def test_the_letter_the_owner_signs_holds_the_files_the_structure_gets(
    citizen: Work, counsellor: Work, store: Folder
) -> None:
    """Acceptance F-11, for files: the preview is what is delivered."""
    file = brought(citizen, store, name="Mon CAP.pdf").file
    entries.add(citizen, an_evidence(files=(file.id,)))
    agreed = terms(sections=DOCUMENTS)

    preview = sharing.preview(citizen, agreed)
    grant_id = sharing.give(citizen, ToStructure(place_of(counsellor)), agreed, once=uuid4())

    assert preview.to_bytes() == grants.open_(counsellor, grant_id).view.to_bytes()
    assert [each.name for each in preview.files] == ["Mon CAP.pdf"]
    assert file.key not in repr(preview)


def test_a_file_of_somebody_else_slipped_into_a_document_is_not_shared(
    session: Session, keys: Keyring, citizen: Work, counsellor: Work, store: Folder
) -> None:
    other = a_citizen(session, keys, "Karim")
    theirs = brought(other, store, BytesIO(PDF).read()).file
    entries.add(citizen, an_evidence(files=(theirs.id,)))

    grant_id = gives(citizen, counsellor, sections=DOCUMENTS)

    assert not _files(counsellor, grant_id)
    with pytest.raises(NotFound):
        files.own(citizen, theirs.id)


def _files(counsellor: Work, grant_id: UUID) -> list[UUID]:
    return [each.id for each in grants.open_(counsellor, grant_id).view.files]
