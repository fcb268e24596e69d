"""Signed credentials: Open Badges 2.0 and 3.0, Verifiable Credentials, European (ELM, JAdES)."""

from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Provenance
from portfolio.domain.entries.certificate import Certificate
from portfolio.domain.entries.shapes import clean_prose
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.formats.base import Draft, Reading, Report, reads
from portfolio.formats.credentials import achievements
from portfolio.formats.credentials.envelopes import is_one, open_

FORMAT = "credential"
NO_NAME = N_("Ce document ne dit pas ce qu’il atteste : il ne peut pas être ajouté.")
LONGEST = {"title": 200, "issuer": 200, "story": 20_000}


@reads(
    FORMAT,
    label=N_("Badge ou attestation numérique signée (Open Badges, Europass)"),
    suffixes=(".json", ".jsonld", ".jwt", ".png"),
    media_types=("application/json", "application/ld+json", "application/jwt", "image/png"),
    knows=is_one,
)
def read(content: bytes) -> Reading:
    """One draft of a certificate, whatever its signature is worth: that is said beside it.

    Raises :class:`Refused` for what is no credential, or one that does not name what it attests.
    """
    document = open_(content).document
    said = {
        "title": achievements.title_of(document),
        "issuer": achievements.issuer_of(document),
        "story": achievements.story_of(document),
    }
    if not said["title"]:
        raise Refused(NO_NAME)
    key = sha256(content).hexdigest()[:32]
    values: dict[str, Any] = {
        **{name: clean_prose(text)[: LONGEST[name]] for name, text in said.items()},
        "issued": _day(document, achievements.GIVEN),
        "expires": _day(document, achievements.ENDS),
        "provenance": Provenance.imported(FORMAT, key),
    }
    return Reading((Draft(_certificate(values), key, ""),), Report())


def _certificate(values: dict[str, Any]) -> Certificate:
    try:
        return Certificate.model_validate(values)
    except ValidationError:  # its dates disagree with one another: the checks say so
        return Certificate.model_validate({**values, "issued": None, "expires": None})


def _day(document: achievements.Document, names: tuple[str, ...]) -> PartialDate | None:
    moment = achievements.day(document, names)
    return PartialDate.parse(moment.date().isoformat()) if moment else None
