"""What arrives, before it is kept: recognised, pictures written anew, named safely."""

from dataclasses import dataclass

from portfolio.domain.errors import Refused
from portfolio.domain.files import Family, KeyedFile, file_name
from portfolio.domain.words import N_
from portfolio.formats import pictures, recognising
from portfolio.services.spools import Spool

TOO_LARGE = N_("« %(name)s » dépasse %(most)s Mo. Réduisez-le, ou envoyez-en une partie.")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that may be kept: what to know of it, and its sealed bytes."""

    file: KeyedFile
    spool: Spool

    @property
    def sealed_size(self) -> int:
        """How much room it takes."""
        return self.spool.sealed_size


def receive(name: str, spool: Spool, *, as_it_is: bool = False) -> Arrival:
    """Look at what was sent under *name*; *as_it_is* leaves a picture what its camera wrote.

    Needs no database. Raises :class:`Refused` with the sentence for the question ``uploads``.
    """
    if spool.too_large:
        raise Refused(TOO_LARGE, "uploads", name=name, most=spool.most // 1_000_000)
    try:
        family = recognising.recognise(name, spool.head, spool.tail)
        kept = spool if as_it_is or not family.picture else _rewritten(name, spool, family)
    except Refused as why:
        raise Refused(why.message, "uploads", **why.values) from why
    kept.finish()
    return Arrival(
        KeyedFile(
            id=kept.id,
            name=file_name(name, family),
            media_type=family.media_type,
            size=kept.size,
            sha256=kept.sha256,
            key=kept.key.hex(),
        ),
        kept,
    )


def _rewritten(name: str, spool: Spool, family: Family) -> Spool:
    spool.seek(0)
    return spool.instead(pictures.rewritten(spool.read(), family, name))
