"""Files of somebody's documents: small, as many as a long life brings to an interview."""

from uuid import UUID

from portfolio.services import arriving, files
from portfolio.services.allowances import Allowance
from portfolio.services.spools import Spool
from portfolio.services.work import Work
from portfolio.storage.blobs import Blobs

ROOM = Allowance(10_000_000, 100)


def keep(work: Work, blobs: Blobs, many: int) -> list[UUID]:
    """The ids of as *many* files that the actor now has."""
    came = []
    for number in range(many):
        words = f"Attestation {number + 1}. Lu et approuvé.".encode()
        spool = Spool(len(words))
        spool.write(words)
        came.append(arriving.receive(f"attestation-{number + 1}.txt", spool))
    with files.put(blobs, came):
        files.add(work, came, ROOM)
    return [each.file.id for each in came]
