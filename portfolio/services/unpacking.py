"""A portfolio that comes back, from here or elsewhere: its files first, then one import.

Files are kept as files that were let go: they stay when the person says yes, and leave by
themselves if she never does. Ids are new here, so every link is written anew with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast
from uuid import UUID
from zipfile import ZipInfo

from portfolio.crypto import streams
from portfolio.crypto.tokens import new_id
from portfolio.domain.entries import Entry
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.errors import Refused
from portfolio.domain.files import FileFacts
from portfolio.domain.handouts import Handout
from portfolio.domain.relinking import relinked
from portfolio.domain.words import N_
from portfolio.formats import portfolio_json
from portfolio.formats.archives import reading
from portfolio.formats.archives.reading import Archive
from portfolio.formats.base import Draft, Remark
from portfolio.formats.portfolio_json import FORMAT, PortfolioSheet
from portfolio.formats.unproved import unproved, unproved_paper
from portfolio.services import archives, arriving, batches, boxes, files
from portfolio.services.allowances import Allowance
from portfolio.services.arriving import Arrival
from portfolio.services.batches import Batch, Item, Note
from portfolio.services.reaching import Reach
from portfolio.services.spools import Spool
from portfolio.services.work import Work

NOT_SEALED = N_(
    "Nous n’avons pas pu vérifier que ce fichier vient d’ici et n’a pas été changé. "
    "Ce que d’autres y disent de vous est marqué « selon un fichier importé »."
)
LOST = N_("« %(name)s » n’est pas dans le fichier, ou y est abîmé. Le reste n’en dépend pas.")


@dataclass(slots=True)
class Unpacked:
    """An archive on its way in: what is still to unpack of it, what came, what was lost.

    *ids* says under which id each of its files is kept here.
    """

    archive: Archive
    wanted: Sequence[tuple[FileFacts, ZipInfo]]
    ids: dict[UUID, UUID]
    arrivals: list[Arrival] = field(default_factory=list)


def opened(spool: Spool) -> Archive:
    """The archive that arrived; needs no database."""
    spool.finish()
    return reading.open_(cast("IO[bytes]", Reach(spool)))


def weighed(work: Work, archive: Archive, allowance: Allowance) -> Unpacked:
    """What of its files is not here yet, before any is unpacked; `Refused` when they do not fit."""
    stored = files.read_all(work)
    known = {one.file.sha256: file_id for file_id, one in stored.items()}
    here = {one.id: known[one.sha256] for one in archive.sheet.files if one.sha256 in known}
    found = ((one, archive.member(one.id)) for one in archive.sheet.files if one.id not in here)
    wanted = [(one, member) for one, member in found if member]
    size = sum(streams.sealed_size(member.file_size) for _, member in wanted)
    files.usage(work, allowance).check_room(size, len(wanted))
    return Unpacked(archive, wanted, here)


def arriving_from(unpacked: Unpacked, folder: Path | None) -> Iterator[Arrival]:
    """Each file in turn, sealed; it is let go of when the next one is asked for."""
    for facts, member in unpacked.wanted:
        with Spool(member.file_size, folder) as spool:
            arrival = _arrival(unpacked.archive, facts, member, spool)
            if arrival:
                yield arrival
                unpacked.arrivals.append(arrival)
                unpacked.ids[facts.id] = arrival.file.id


def keep(work: Work, unpacked: Unpacked, filename: str, allowance: Allowance) -> UUID:
    """Keep what came, and the import that waits for a yes; returns its id."""
    archive, fresh = unpacked.archive, [each.file.id for each in unpacked.arrivals]
    files.add(work, unpacked.arrivals, allowance)
    files.release(work, fresh)
    sealed = archives.is_sealed(work.keys, archive.content, archive.proof)
    batch = _batch(archive.sheet, unpacked.ids, filename, sealed=sealed)
    batch = batch.model_copy(update={"fresh": tuple(fresh)})
    return batches.add(work, boxes.portfolio_of(work), batch)


def keep_texts(work: Work, content: bytes, filename: str) -> UUID:
    """The same for the texts alone: they show the files that are here still."""
    sheet, stored = portfolio_json.read(content), files.read_all(work)
    here = {each.id: each.id for each in sheet.files if each.id in stored}
    batch = _batch(sheet, here, filename, sealed=False)
    return batches.add(work, boxes.portfolio_of(work), batch)


def _arrival(archive: Archive, facts: FileFacts, member: ZipInfo, spool: Spool) -> Arrival | None:
    """A file, byte for byte the one that the portfolio names; None for anything else."""
    try:
        for piece in archive.pieces(member):
            spool.write(piece)
        arrival = arriving.receive(facts.name, spool, as_it_is=True)
    except Refused:
        return None
    return arrival if facts.sha256 in {"", arrival.file.sha256} else None


def _batch(
    sheet: PortfolioSheet, ids: Mapping[UUID, UUID], filename: str, *, sealed: bool
) -> Batch:
    """An import of *sheet*, every link in it following the ids that things have here."""
    fresh = {kept.id: new_id() for kept in sheet.entries}
    moved = {**ids, **fresh}
    lost = [Remark("", LOST, {"name": one.name}) for one in sheet.files if one.id not in ids]
    notes = lost if sealed else [Remark("", NOT_SEALED), *lost]
    return Batch(
        format=FORMAT,
        filename=filename[:200],
        items=tuple(
            _item(_told(kept.entry, ids, sealed=sealed), kept.id, moved) for kept in sheet.entries
        ),
        notes=tuple(map(Note.of, notes)),
        handouts=tuple(
            relinked(_paper(one.what, sealed=sealed).to_bytes().decode(), moved)
            for one in sheet.handouts
        ),
    )


def _told(entry: Entry, ids: Mapping[UUID, UUID], *, sealed: bool) -> Entry:
    """An entry as it may be told here: with the files that came, and others' words as they are."""
    if isinstance(entry, Evidence):
        entry = entry.changed(files=[each for each in entry.files if each in ids])
    return entry if sealed else unproved(entry)


def _paper(what: Handout, *, sealed: bool) -> Handout:
    return what if sealed else unproved_paper(what)


def _item(entry: Entry, former: UUID, moved: Mapping[UUID, UUID]) -> Item:
    item = Item.of(Draft(entry, str(former), ""))
    payload = relinked(item.payload, moved)
    return item.model_copy(update={"payload": payload, "id": moved[former]})
