"""How a signed credential travels: compact JWS, JAdES, a proof inside the JSON, a baked PNG."""

import re
import struct
import zlib
from base64 import b64decode, urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.formats.untrusted_json import parse

NOT_A_CREDENTIAL = N_(
    "Ce fichier n’est pas un badge ni une attestation numérique que nous savons lire."
)
NOTHING_BAKED = N_(
    "Cette image ne contient pas de badge numérique. "
    "Demandez à qui vous l’a donnée le fichier d’origine."
)
PNG = b"\x89PNG\r\n\x1a\n"
BAKED = (b"openbadgecredential", b"openbadges")
"""The keywords of Open Badges 3.0 and 2.0 in the iTXt chunk of a PNG (W3C PNG §11.3.3.4)."""
LARGEST = 10 * 1024 * 1024
MOST_BAKED = 1024 * 1024
_PARTS = 3
_JWT = re.compile(rb"[\w-]+\.[\w-]+\.[\w-]+\Z")
_WORDS = re.compile(rb'"(?:credentialSubject|signatures|badge)"\s*:|"VerifiableCredential"')


@dataclass(frozen=True, slots=True)
class Signed:
    """Bytes with a signature over them, and what the header says of the key."""

    algorithm: str
    signature: bytes = field(repr=False)
    data: bytes = field(repr=False)
    header: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A credential as read: its *document*, and how it is proved if it is.

    *signed* when a JWS surrounds it; *proofs* when the document carries its own.
    """

    document: Mapping[str, Any]
    signed: tuple[Signed, ...] = ()
    proofs: tuple[Mapping[str, Any], ...] = ()


def is_one(content: bytes) -> bool:
    """Whether *content* looks like a credential: an image, a JWT, or JSON with its words."""
    return content.startswith(PNG) or bool(_JWT.match(content.strip()) or _WORDS.search(content))


def open_(content: bytes) -> Envelope:
    """Read a credential from a file, or raise :class:`Refused`; nothing is verified here."""
    if content.startswith(PNG):
        content = _baked(content)
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"{"):
        return _json(text)
    return _compact(text.strip())


def _json(content: bytes) -> Envelope:
    value = parse(content, largest=LARGEST).value
    if isinstance(value.get("signatures"), list) and isinstance(value.get("payload"), str):
        return _jades(value)
    value = value.get("credential") if isinstance(value.get("credential"), dict) else value
    given = value.get("proof")
    proofs = given if isinstance(given, list) else [given]
    return Envelope(value, proofs=tuple(each for each in proofs if isinstance(each, dict)))


def _compact(content: bytes) -> Envelope:
    """``header.payload.signature`` (RFC 7515 §7.1), with the credential in *vc* or at the root."""
    parts = content.split(b".")
    if len(parts) != _PARTS:
        raise Refused(NOT_A_CREDENTIAL)
    header, payload = (_object(_decoded(part)) for part in parts[:2])
    signed = _signed(header, _decoded(parts[2]), b".".join(parts[:2]))
    inner = payload.get("vc")
    document = {**inner, **_claims(payload)} if isinstance(inner, dict) else payload
    return Envelope(document, (signed,))


def _claims(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The dates and the holder that a JWT says of itself (VC Data Model 1.1 §6.3.1)."""
    names = ("exp", "nbf", "sub")
    return {name: payload[name] for name in names if name in payload}


def _jades(value: Mapping[str, Any]) -> Envelope:
    """European digital credentials: the payload as it is (RFC 7797), signatures beside it."""
    document = _object(value["payload"].encode())
    given = [each for each in value["signatures"] if isinstance(each, dict)]
    return Envelope(document, tuple(_beside(each, value["payload"]) for each in given))


def _beside(given: Mapping[str, Any], payload: str) -> Signed:
    protected = str(given.get("protected", "")).encode()
    header = _object(_decoded(protected))
    data = b"%b.%b" % (protected, payload.encode())
    return _signed(header, _decoded(str(given.get("signature", "")).encode()), data)


def _signed(header: Mapping[str, Any], signature: bytes, data: bytes) -> Signed:
    return Signed(str(header.get("alg", "")), signature, data, header)


def _decoded(part: bytes) -> bytes:
    try:
        return urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except (NotBase64, ValueError) as why:
        raise Refused(NOT_A_CREDENTIAL) from why


def certificate_of(header: Mapping[str, Any]) -> bytes | None:
    """The signer's own certificate (DER), first of `x5c` (RFC 7515 §4.1.6)."""
    chain = header.get("x5c")
    if not isinstance(chain, list) or not chain or not isinstance(chain[0], str):
        return None
    try:
        return b64decode(chain[0])
    except (NotBase64, ValueError):
        return None


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = parse(content, largest=LARGEST).value
    except Refused as why:
        raise Refused(NOT_A_CREDENTIAL) from why
    if not isinstance(value, dict):
        raise Refused(NOT_A_CREDENTIAL)
    return value


def _baked(content: bytes) -> bytes:
    found = dict(_texts(content))
    for keyword in BAKED:
        if keyword in found:
            return found[keyword]
    raise Refused(NOTHING_BAKED)


def _texts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The iTXt chunks of a PNG by keyword; an image cut short has those before the cut."""
    at = len(PNG)
    while at + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind == b"iTXt":
            yield _text(content[at + 8 : at + 8 + size])
        at += size + 12


def _text(chunk: bytes) -> tuple[bytes, bytes]:
    """Keyword, NUL, two bytes that say how it is packed, language, NUL, translation, NUL, text."""
    keyword, _, rest = chunk.partition(b"\0")
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    if rest[:1] != b"\1":
        return keyword, text
    try:
        return keyword, zlib.decompressobj().decompress(text, MOST_BAKED)
    except zlib.error:
        return keyword, b""
