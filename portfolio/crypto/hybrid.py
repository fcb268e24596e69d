"""Secrets wrapped for one recipient: HPKE (RFC 9180) with the hybrid KEM MLKEM768-X25519.

Suite of draft-ietf-hpke-pq: MLKEM768_X25519, HKDF-SHA256, AES-256-GCM. Envelope: 0xE5, 0x02,
SHA-256(recipient public key)[:8], encapsulated key (1120 B), ciphertext ‖ tag. `info` carries
header ‖ context: it is the only thing that binds a wrap to its place.
"""

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from portfolio.crypto.context import Part
from portfolio.crypto.sealing import derive
from portfolio.domain.errors import Unsealable

PUBLIC_SIZE = 1216
PRIVATE_SIZE = 96
HEADER_SIZE = 10
_MAGIC_AND_SUITE = b"\xe5\x02"
_MLKEM_PUBLIC = 1184
_MLKEM_SEED = 64
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both halves, raw: *public* 1184 + 32 bytes, *private* ML-KEM seed 64 + X25519 32 bytes."""

    public: bytes
    private: bytes = field(repr=False)


def new_pair() -> KeyPair:
    """Return a fresh pair for a person, a structure or a partner's system."""
    mlkem, x25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    private = mlkem.private_bytes_raw() + x25519.private_bytes_raw()
    return KeyPair(_public(mlkem, x25519), private)


def fingerprint(public: bytes) -> str:
    """Return what people compare: 160 bits of SHA-256(*public*), ten groups of four hex digits."""
    digits = hashlib.sha256(public).hexdigest()[:40]
    return " ".join(digits[at : at + 4] for at in range(0, 40, 4))


def wrap(public: bytes, secret: bytes, ctx: bytes) -> bytes:
    """Return *secret* (unpadded) for the holder of *public*; 1146 bytes more than the secret.

    Raises `Unsealable` when *public* is not a valid key. Anyone can wrap: who did is proven
    elsewhere (HPKE base mode does not authenticate the sender).
    """
    try:
        recipient = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
        )
        head = _header(public)
        return head + _SUITE.encrypt(secret, recipient, head + ctx)
    except ValueError:
        raise Unsealable from None


def unwrap(private: bytes, box: bytes, ctx: bytes) -> bytes:
    """Return the secret of `wrap`; a wrong key, place or byte is `Unsealable`."""
    return Recipient(private).unwrap(box, ctx)


class Recipient:
    """A private key loaded once (about 0.1 ms) to open many wraps."""

    __slots__ = ("_header", "_key", "_private")

    def __init__(self, private: bytes) -> None:
        """Load the 96-byte *private* key; `Unsealable` when it is not one."""
        try:
            mlkem = MLKEM768PrivateKey.from_seed_bytes(private[:_MLKEM_SEED])
            x25519 = X25519PrivateKey.from_private_bytes(private[_MLKEM_SEED:])
        except ValueError:
            raise Unsealable from None
        self._private = private
        self._key = MLKEM768X25519PrivateKey(mlkem, x25519)
        self._header = _header(_public(mlkem, x25519))

    def unwrap(self, box: bytes, ctx: bytes) -> bytes:
        """Open one *box* in the place *ctx*; otherwise `Unsealable`."""
        if box[:HEADER_SIZE] != self._header:
            raise Unsealable
        try:
            return _SUITE.decrypt(box[HEADER_SIZE:], self._key, self._header + ctx)
        except (InvalidTag, ValueError):
            raise Unsealable from None

    def derive(self, *parts: Part) -> bytes:
        """Return a 32-byte key that only this key's holder has, for the use that *parts* name."""
        return derive(self._private, *parts)


def _public(mlkem: MLKEM768PrivateKey, x25519: X25519PrivateKey) -> bytes:
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def _header(public: bytes) -> bytes:
    return _MAGIC_AND_SUITE + hashlib.sha256(public).digest()[:8]
