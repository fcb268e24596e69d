"""What a proof inside a credential was made over (W3C Data Integrity 1.0, EdDSA cryptosuites)."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785

from portfolio.formats.credentials.contexts import Loader
from portfolio.formats.credentials.doubts import Unprovable

RDFC = frozenset({"eddsa-rdfc-2022", "eddsa-2022", "Ed25519Signature2020"})
JCS = frozenset({"eddsa-jcs-2022"})


def suite_of(proof: Mapping[str, Any]) -> str:
    """How a proof was made."""
    kind = str(proof.get("type", ""))
    return str(proof.get("cryptosuite", "")) if kind == "DataIntegrityProof" else kind


def signed_bytes(document: Mapping[str, Any], proof: Mapping[str, Any], load: Loader) -> bytes:
    """The two SHA-256, of the proof's options then of the document, that a signature is over.

    Raises :class:`Unprovable`, or :class:`Unsigned` for words without a meaning: whoever
    changes them leaves the signature good.
    """
    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = document.get("@context")
    suite = suite_of(proof)
    if suite in JCS:
        return _digests(_sorted(options), _sorted(bare))
    if suite in RDFC:
        return _digests(_canonical(options, load), _canonical(bare, load))
    raise Unprovable(suite)


def _digests(*parts: bytes) -> bytes:
    return b"".join(sha256(part).digest() for part in parts)


def _sorted(value: dict[str, Any]) -> bytes:
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as why:
        raise Unprovable from why


def _canonical(value: dict[str, Any], load: Loader) -> bytes:
    from portfolio.formats.credentials.canonical import quads

    return quads(value, load)
