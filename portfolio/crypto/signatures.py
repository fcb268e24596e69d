"""Other people's signatures: the keys that documents name, and whether they signed these bytes.

Nothing here says whose a key is: that is for whoever trusts the document that names it.
"""

from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from portfolio.domain.errors import Unsealable

PublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519, _P256 = b"\xed\x01", b"\x80\x24"  # multicodec, as varints
_HALF = 32  # bytes of each of the two numbers of an ES256 signature (RFC 7518 §3.4)
_LONGEST = 2048  # characters in base 58: decoding costs the square of their number


@dataclass(frozen=True, slots=True)
class Signer:
    """A public key, and the name in its certificate (empty when it came without one)."""

    key: PublicKey
    name: str = ""


def of_did_key(text: str) -> Signer:
    """The key that a `did:key` is (W3C CCG): Ed25519 or P-256, in multibase base58btc.

    Raises :class:`Unsealable` for any other text.
    """
    data = from_base58(text.removeprefix("did:key:"))
    try:
        if data.startswith(_ED25519):
            return Signer(Ed25519PublicKey.from_public_bytes(data[2:]))
        if data.startswith(_P256):
            return Signer(EllipticCurvePublicKey.from_encoded_point(SECP256R1(), data[2:]))
    except ValueError as why:
        raise Unsealable from why
    raise Unsealable


def of_jwk(jwk: Mapping[str, object]) -> Signer:
    """The public key of a JWK (RFC 7517): RSA, EC P-256 or OKP Ed25519; else `Unsealable`."""
    kind = jwk.get("kty"), jwk.get("crv", "")
    try:
        if kind[0] == "RSA":
            numbers = RSAPublicNumbers(_number(jwk["e"]), _number(jwk["n"]))
            return Signer(numbers.public_key())
        if kind == ("EC", "P-256"):
            point = EllipticCurvePublicNumbers(_number(jwk["x"]), _number(jwk["y"]), SECP256R1())
            return Signer(point.public_key())
        if kind == ("OKP", "Ed25519"):
            return Signer(Ed25519PublicKey.from_public_bytes(_bytes(jwk["x"])))
    except (KeyError, ValueError, UnsupportedAlgorithm) as why:
        raise Unsealable from why
    raise Unsealable


def of_certificate(der: bytes) -> Signer:
    """The key of an X.509 certificate, with its subject's name; the chain is not looked at."""
    from cryptography.x509 import load_der_x509_certificate
    from cryptography.x509.oid import NameOID

    try:
        certificate = load_der_x509_certificate(der)
        key = certificate.public_key()
        names = [
            *certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME),
            *certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME),
        ]
    except (ValueError, UnsupportedAlgorithm) as why:
        raise Unsealable from why
    if not isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey):
        raise Unsealable
    return Signer(key, str(names[0].value) if names else "")


def verifies(signer: Signer, signature: bytes, data: bytes) -> bool:
    """Whether *signer* signed *data*: Ed25519, ES256 or RS256, as its key has it."""
    try:
        if isinstance(signer.key, Ed25519PublicKey):
            signer.key.verify(signature, data)
        elif isinstance(signer.key, RSAPublicKey):
            signer.key.verify(signature, data, PKCS1v15(), SHA256())
        else:
            signer.key.verify(_der(signature), data, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def from_base58(text: str) -> bytes:
    """The bytes of a multibase base58btc text, which begins with `z`; else `Unsealable`."""
    if not text.startswith("z") or len(text) > _LONGEST:
        raise Unsealable
    number = 0
    for char in text[1:]:
        value = _BASE58.find(char)
        if value < 0:
            raise Unsealable
        number = number * 58 + value
    zeros = len(text) - 1 - len(text[1:].lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _der(signature: bytes) -> bytes:
    halves = signature[:_HALF], signature[_HALF:]
    if len(signature) != 2 * _HALF:
        raise InvalidSignature
    return encode_dss_signature(*(int.from_bytes(half, "big") for half in halves))


def _bytes(value: object) -> bytes:
    if not isinstance(value, str):
        raise ValueError("not base64url")  # noqa: TRY004  # one error for whatever is no key
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


def _number(value: object) -> int:
    return int.from_bytes(_bytes(value), "big")
