"""Whether a signed credential holds: its shape, signature, issuer, holder and dates, in words.

Nothing is fetched: what only a network could tell is said not to be verified.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from portfolio.crypto import signatures
from portfolio.crypto.signatures import Signer
from portfolio.domain.entries.checks import Aspect, Check, Verdict
from portfolio.domain.entries.identity import Identity
from portfolio.domain.errors import Unsealable
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.formats.base import Reading, Remark
from portfolio.formats.credentials import (
    FORMAT,
    achievements,
    contexts,
    doubts,
    envelopes,
    proving,
)
from portfolio.formats.credentials.envelopes import Envelope
from portfolio.services import addresses, entries
from portfolio.services.work import Work

__all__ = ["FORMAT", "check", "examined"]

WHOLE = N_("Le document est complet.")
LACKING = N_("Il manque « %(name)s » : ce n’est pas un document en règle.")
SIGNED = N_("La signature est bonne : rien n’a été changé depuis.")
ALTERED = N_("La signature ne correspond pas au contenu : le document a été changé, ou imité.")
UNCOVERED = N_("Le document contient des mots que la signature ne couvre pas : ne vous y fiez pas.")
UNSIGNED = N_("Le document n’est pas signé.")
NO_KEY = N_("La signature n’a pas pu être vérifiée : la clé n’est pas dans le document.")
UNREADABLE = N_("La signature est d’un genre que nous ne savons pas vérifier ici.")
OWN_KEY = N_("Signé avec la clé de l’émetteur nommé, %(name)s.")
NAMED_KEY = N_(
    "Le certificat de la signature nomme « %(name)s ». "
    "Nous n’avons pas vérifié qui a délivré ce certificat."
)
GIVEN_KEY = N_(
    "Le document se dit de « %(name)s ». La clé vient du document lui-même : "
    "en cas de doute, demandez à l’émetteur."
)
SAYS_SO = N_("Le document se dit de « %(name)s », sans preuve.")
YOURS = N_("Le document est au nom de votre adresse e-mail.")
NAMED_AS_YOU = N_("Le document est au nom de « %(name)s », comme vous.")
NAMED = N_("Le document est au nom de « %(name)s ». Vérifiez que c’est bien vous.")
NAMELESS = N_("Le document ne dit pas pour qui il a été fait.")
VALID = N_("Valable le jour de l’import, le %(day)s.")
EXPIRED = N_("N’est plus valable depuis le %(day)s.")
TOO_EARLY = N_("Ne sera valable qu’à partir du %(day)s.")
REVOCABLE = N_("Il a pu être annulé depuis : seul l’émetteur peut le dire.")

GOOD = Verdict.GOOD
Finding = tuple[Verdict, str, dict[str, str]]


def examined(work: Work, reading: Reading, content: bytes, folder: Path | None) -> Reading:
    """The same reading, its one draft with what was found out about the credential.

    *folder* holds the JSON-LD contexts of :mod:`portfolio.formats.credentials.contexts`.
    """
    found = tuple(check(work, envelopes.open_(content), folder))
    notes = tuple(Remark("", each.what, each.values) for each in found if each.verdict is not GOOD)
    drafts = tuple(
        replace(one, entry=one.entry.changed(checks=found), notes=notes) for one in reading.drafts
    )
    return replace(reading, drafts=drafts)


def check(work: Work, envelope: Envelope, folder: Path | None) -> Iterator[Check]:
    """One finding for each aspect, in the order they are read."""
    document = envelope.document
    lacking = achievements.lacks(document)
    shape = (Verdict.BAD, LACKING, {"name": lacking}) if lacking else (GOOD, WHOLE, {})
    yield _check(Aspect.SHAPE, shape)
    signature, signer, own = _signature(envelope, folder)
    yield _check(Aspect.SIGNATURE, signature)
    yield _check(Aspect.ISSUER, _issuer(document, signer, own=own))
    yield _check(Aspect.HOLDER, _holder(work, document))
    for finding in _dates(work, document):
        yield _check(Aspect.DATES, finding)


def _check(aspect: Aspect, finding: Finding) -> Check:
    verdict, what, values = finding
    return Check(aspect=aspect, verdict=verdict, what=what, values=values)


def _signature(envelope: Envelope, folder: Path | None) -> tuple[Finding, Signer | None, bool]:
    """The finding, the signer if the signature is good, and whether the issuer is that very key."""
    for signed in envelope.signed:
        signer = _signer_of(signed.header)
        if signer is None:
            return (Verdict.UNKNOWN, NO_KEY, {}), None, False
        good = signatures.verifies(signer, signed.signature, signed.data)
        return _told(good), signer if good else None, False
    for proof in envelope.proofs:
        return _proof(envelope, proof, folder)
    return (Verdict.BAD, UNSIGNED, {}), None, False


def _proof(
    envelope: Envelope, proof: achievements.Document, folder: Path | None
) -> tuple[Finding, Signer | None, bool]:
    method = achievements.text(proof.get("verificationMethod"))
    try:
        signer = signatures.of_did_key(method.rpartition("#")[2])
        data = proving.signed_bytes(envelope.document, proof, contexts.loader(folder))
        value = signatures.from_base58(achievements.text(proof.get("proofValue")))
    except doubts.Unsigned:
        return (Verdict.BAD, UNCOVERED, {}), None, False
    except (doubts.Unprovable, Unsealable):
        return (Verdict.UNKNOWN, UNREADABLE, {}), None, False
    good = signatures.verifies(signer, value, data)
    issuer = achievements.issuer_id(envelope.document)
    own = issuer.startswith("did:key:") and method.partition("#")[0] == issuer
    return _told(good), signer if good else None, good and own


def _told(good: bool) -> Finding:  # noqa: FBT001  # a verdict in the making
    return (GOOD, SIGNED, {}) if good else (Verdict.BAD, ALTERED, {})


def _signer_of(header: achievements.Document) -> Signer | None:
    """The key that a header gives, by certificate or by itself (RFC 7515 §4.1.3, §4.1.6)."""
    try:
        if der := envelopes.certificate_of(header):
            return signatures.of_certificate(der)
        jwk = header.get("jwk")
        return signatures.of_jwk(jwk) if achievements.is_object(jwk) else None
    except Unsealable:
        return None


def _issuer(document: achievements.Document, signer: Signer | None, *, own: bool) -> Finding:
    name = achievements.issuer_of(document)[:200]
    if own:
        return GOOD, OWN_KEY, {"name": name}
    if signer is None:
        return Verdict.UNKNOWN, SAYS_SO, {"name": name}
    if signer.name:
        return Verdict.UNKNOWN, NAMED_KEY, {"name": signer.name[:200]}
    return Verdict.UNKNOWN, GIVEN_KEY, {"name": name}


def _holder(work: Work, document: achievements.Document) -> Finding:
    mine = addresses.mine(work)
    if mine and any(_is_address(mine, *each) for each in achievements.identities(document)):
        return GOOD, YOURS, {}
    names = achievements.holder_names(document)
    if not names:
        return Verdict.UNKNOWN, NAMELESS, {}
    told = {"name": names[0][:200]}
    presented = (one.entry for one in entries.read_all(work) if isinstance(one.entry, Identity))
    mine_too = {entry.title.casefold() for entry in presented}
    if any(name.casefold() in mine_too for name in names):
        return GOOD, NAMED_AS_YOU, told
    return Verdict.UNKNOWN, NAMED, told


def _is_address(mine: str, known: str, salt: str) -> bool:
    """Whether *known*, in clear or as ``sha256$hex`` of address and salt, is *mine*."""
    kind, _, digest = known.partition("$")
    if kind == "sha256":
        made = (sha256(f"{each}{salt}".encode()).hexdigest() for each in (mine, mine.lower()))
        return any(compare_digest(each, digest.lower()) for each in made)
    return known.casefold() == mine.casefold()


def _dates(work: Work, document: achievements.Document) -> Iterator[Finding]:
    begins = achievements.day(document, achievements.BEGINS)
    ends = achievements.day(document, achievements.ENDS)
    if ends and ends <= work.now:
        yield Verdict.BAD, EXPIRED, {"day": _day(ends)}
    elif begins and begins > work.now:
        yield Verdict.BAD, TOO_EARLY, {"day": _day(begins)}
    else:
        yield GOOD, VALID, {"day": _day(work.now)}
    if document.get("credentialStatus") or document.get("revocationList"):
        yield Verdict.UNKNOWN, REVOCABLE, {}


def _day(moment: datetime) -> str:
    return day_of(moment).strftime("%d/%m/%Y")
