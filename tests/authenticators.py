"""A device that signs, made of software: what a test can bend in every way that a thief would."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from typing import Any, Self

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One passkey; each attribute is what an honest device would say, until a test changes it."""

    origin: str = "https://localhost"
    rp_id: str = "localhost"
    verifies: bool = True
    count: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def bent(self, **changes: Any) -> Self:
        """The same device, dishonest in one way."""
        return replace(self, **changes)

    def creates(self, options: str) -> str:
        """Its answer to the page that adds a passkey."""
        at = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: at.x.to_bytes(32, "big"), -3: at.y.to_bytes(32, "big")}
        known = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        attested = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + known}
        said = {"attestationObject": _text(cbor2.dumps(attested))}
        return self._answer(said | {"clientDataJSON": self._client("create", options)})

    def signs(self, options: str) -> str:
        """Its answer to the page that asks for one."""
        self.count += 1
        client, data = self._client("get", options), self._data()
        signed = data + hashlib.sha256(_bytes(client)).digest()
        signature = self.key.sign(signed, ec.ECDSA(SHA256()))
        said = {"authenticatorData": _text(data), "signature": _text(signature)}
        return self._answer(said | {"clientDataJSON": client})

    def _client(self, act: str, options: str) -> str:
        challenge = json.loads(options)["challenge"]
        said = {"type": f"webauthn.{act}", "challenge": challenge, "origin": self.origin}
        return _text(json.dumps(said).encode())

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        whose = hashlib.sha256(self.rp_id.encode()).digest()
        return whose + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, response: dict[str, str]) -> str:
        mine = _text(self.id)
        said = {"id": mine, "rawId": mine, "type": "public-key", "response": response}
        return json.dumps(said | {"clientExtensionResults": {}})


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
