"""Keys that documents name, and what they signed: good is good, anything else is not."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from portfolio.crypto import signatures
from portfolio.crypto.signatures import Signer
from portfolio.domain.errors import Unsealable

DATA = b"what was signed"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


def base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def b64(number: int) -> str:
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def es256(key: ec.EllipticCurvePrivateKey) -> bytes:
    halves = decode_dss_signature(key.sign(DATA, ec.ECDSA(SHA256())))
    return b"".join(half.to_bytes(32, "big") for half in halves)


def signers() -> dict[str, tuple[Signer, bytes]]:
    """Each kind of key as documents carry it, with its signature over DATA."""
    edwards, curve = ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())
    big = rsa.generate_private_key(65537, 2048)
    raw = edwards.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    point = curve.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    numbers, modulus = curve.public_key().public_numbers(), big.public_key().public_numbers()
    x = urlsafe_b64encode(raw).decode().rstrip("=")
    return {
        "did ed25519": (
            signatures.of_did_key("did:key:" + base58(b"\xed\x01" + raw)),
            edwards.sign(DATA),
        ),
        "did p256": (signatures.of_did_key(base58(b"\x80\x24" + point)), es256(curve)),
        "jwk ed25519": (
            signatures.of_jwk({"kty": "OKP", "crv": "Ed25519", "x": x}),
            edwards.sign(DATA),
        ),
        "jwk p256": (
            signatures.of_jwk(
                {"kty": "EC", "crv": "P-256", "x": b64(numbers.x), "y": b64(numbers.y)}
            ),
            es256(curve),
        ),
        "jwk rsa": (
            signatures.of_jwk({"kty": "RSA", "n": b64(modulus.n), "e": b64(modulus.e)}),
            big.sign(DATA, PKCS1v15(), SHA256()),
        ),
    }


@pytest.fixture(scope="module")
def known() -> dict[str, tuple[Signer, bytes]]:
    return signers()


@pytest.mark.parametrize("name", ["did ed25519", "did p256", "jwk ed25519", "jwk p256", "jwk rsa"])
def test_a_key_knows_its_own_signature_and_no_other(
    known: dict[str, tuple[Signer, bytes]], name: str
) -> None:
    signer, signature = known[name]
    spoiled = bytes([signature[0] ^ 1]) + signature[1:]

    assert signatures.verifies(signer, signature, DATA)
    assert not signatures.verifies(signer, spoiled, DATA)
    assert not signatures.verifies(signer, signature, DATA + b"!")
    assert not signatures.verifies(signer, signature[:-1], DATA)
    assert not signatures.verifies(signer, b"", DATA)


def certificate(key: Any, *names: x509.NameAttribute[str]) -> bytes:
    authority = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(names))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_BEFORE + timedelta(days=365))
        .sign(authority, SHA256())
    )
    return made.public_bytes(Encoding.DER)


def test_a_certificate_gives_its_key_and_the_organisation_it_names() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Université de Lorraine")
    person = x509.NameAttribute(NameOID.COMMON_NAME, "Le sceau")

    signer = signatures.of_certificate(certificate(key, person, organisation))

    assert signer.name == "Université de Lorraine"
    assert signatures.verifies(signer, es256(key), DATA)
    assert signatures.of_certificate(certificate(key)).name == ""


def test_a_certificate_of_another_kind_of_key_is_none_of_ours() -> None:
    with pytest.raises(Unsealable):
        signatures.of_certificate(certificate(dsa.generate_private_key(2048)))


@pytest.mark.parametrize(
    "text",
    ["", "did:key:", "did:web:example.org", "z", "z0", "zI", "zzzz", "z6Mk", "z" + "2" * 3000,
     base58(b"\xed\x01short"), base58(b"\x80\x24" + b"\5" * 33)],
)  # fmt: skip
def test_what_is_no_did_key_is_refused(text: str) -> None:
    with pytest.raises(Unsealable):
        signatures.of_did_key(text)


@pytest.mark.parametrize(
    "jwk",
    [
        {},
        {"kty": "oct", "k": "AAAA"},
        {"kty": "RSA"},
        {"kty": "RSA", "n": "AQAB", "e": 3},
        {"kty": "RSA", "n": "AQ", "e": "AQ"},
        {"kty": "EC", "crv": "P-256", "x": "AQ", "y": "AQ"},
        {"kty": "EC", "crv": "P-521", "x": "AQ", "y": "AQ"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AQ"},
        {"kty": "OKP", "crv": "Ed25519", "x": "é"},
    ],
)
def test_what_is_no_public_jwk_is_refused(jwk: dict[str, Any]) -> None:
    with pytest.raises(Unsealable):
        signatures.of_jwk(jwk)


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01\x01", b"not a certificate"])
def test_what_is_no_certificate_is_refused(der: bytes) -> None:
    with pytest.raises(Unsealable):
        signatures.of_certificate(der)


@given(st.binary(max_size=80))
def test_base58_gives_back_every_byte(data: bytes) -> None:
    assert signatures.from_base58(base58(data)) == data
