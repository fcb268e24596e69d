"""What a proof inside a credential was made over (W3C Data Integrity 1.0, EdDSA cryptosuites)."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NoReturn, cast

import rfc8785
from pyld import jsonld
from pyld.canon import URDNA2015

from portfolio.formats.credentials.contexts import Loader, UnknownContext

RDFC = frozenset({"eddsa-rdfc-2022", "eddsa-2022", "Ed25519Signature2020"})
JCS = frozenset({"eddsa-jcs-2022"})
MOST_ALIKE = 6
"""Nameless things that look alike: telling them apart costs the factorial of their number."""
MOST_WALKS = 400


class Unprovable(Exception):
    """The bytes that a proof is over cannot be told: a suite, a context, a tangle."""


class Unsigned(Exception):
    """The document says things that its proof does not cover."""


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
    options = {"documentLoader": load}
    try:
        expanded = jsonld.JsonLdProcessor(on_property_dropped=_unsigned).expand(value, options)
        dataset = jsonld.to_rdf(expanded, options)
        quads = _Bounded().main(dataset, {"format": "application/n-quads"})
    except (jsonld.JsonLdError, UnknownContext, RecursionError) as why:
        raise Unprovable from why
    return cast("str", quads).encode()


def _unsigned(name: str | None) -> NoReturn:
    raise Unsigned(name)


class _Bounded(URDNA2015):  # type: ignore[misc]  # not typed
    """RDF canonicalisation that gives up on what was made to take for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.walks = 0

    def create_hash_to_related(self, *args: Any) -> dict[str, list[str]]:
        self.walks += 1
        found = cast("dict[str, list[str]]", super().create_hash_to_related(*args))
        if self.walks > MOST_WALKS or any(len(alike) > MOST_ALIKE for alike in found.values()):
            raise Unprovable("tangled")
        return found
