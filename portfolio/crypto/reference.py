"""The symmetric envelope written a second time, from its definition and nothing of ours.

If the library's Cobblestone interface went away, this alone would open every box: it needs
HKDF-Expand (RFC 5869), AES-256-GCM (NIST SP 800-38D) and SHA-256. C2SP chunked-encryption v1:

    info  = "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM" ‖ 0x00 ‖ salt (24) ‖ context
    keys  = HKDF-Expand(SHA-512, key, info, 76) = AEAD key (32) ‖ base nonce (12) ‖ commitment (32)
    text  = chunks of 16384 bytes, then one shorter chunk (perhaps empty) that marks the end
    nonce = base nonce XOR the chunk's number, counted from 0, big-endian
    out   = salt ‖ commitment ‖ AES-256-GCM(chunk), each with its tag

Slower than `sealing`, kept for tests, the self-test at start, and the day it is needed.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from portfolio.domain.errors import Unsealable

_LABEL = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"
_CHUNK = 16 * 1024
_TAG = 16
_SALT = 24
_BODY_AT = 10 + _SALT + 32


def seal(key: bytes, data: bytes, ctx: bytes, salt: bytes | None = None) -> bytes:
    """Return *data* in the envelope of `sealing.seal`; a given *salt* makes it repeatable."""
    return seal_stream(key, _padded(data), ctx, salt)


def seal_stream(key: bytes, text: bytes, ctx: bytes, salt: bytes | None = None) -> bytes:
    """Return *text*, which nothing is added to, as `streams.Sealer` seals it."""
    salt = os.urandom(_SALT) if salt is None else salt
    head = _header(key)
    aead, base, commitment = _keys(key, salt, head + ctx)
    chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    if len(text) % _CHUNK == 0:
        chunks.append(b"")
    sealed = [aead.encrypt(_nonce(base, n), chunk, None) for n, chunk in enumerate(chunks)]
    return head + salt + commitment + b"".join(sealed)


def unseal(key: bytes, box: bytes, ctx: bytes) -> bytes:
    """Return the data of a box made by `seal` here or in `sealing`; otherwise `Unsealable`."""
    return _unpadded(unseal_stream(key, box, ctx))


def unseal_stream(key: bytes, box: bytes, ctx: bytes) -> bytes:
    """Return the whole of a stream sealed by `seal_stream` or `streams`; else `Unsealable`."""
    head, salt, committed = box[:10], box[10 : 10 + _SALT], box[10 + _SALT : _BODY_AT]
    body = box[_BODY_AT:]
    if head != _header(key):
        raise Unsealable
    aead, base, commitment = _keys(key, salt, head + ctx)
    if not hmac.compare_digest(committed, commitment) or len(body) % (_CHUNK + _TAG) < _TAG:
        raise Unsealable
    return _open_chunks(aead, base, body)


def _open_chunks(aead: AESGCM, base: bytes, body: bytes) -> bytes:
    step = _CHUNK + _TAG
    chunks = [body[at : at + step] for at in range(0, len(body), step)]
    try:
        return b"".join(
            aead.decrypt(_nonce(base, n), chunk, None) for n, chunk in enumerate(chunks)
        )
    except InvalidTag:
        raise Unsealable from None


def _header(key: bytes) -> bytes:
    return b"\xe5\x01" + hashlib.sha256(b"eport/kid" + key).digest()[:8]


def _keys(key: bytes, salt: bytes, ctx: bytes) -> tuple[AESGCM, bytes, bytes]:
    made = HKDFExpand(SHA512(), 76, _LABEL + salt + ctx).derive(key)
    return AESGCM(made[:32]), made[32:44], made[44:]


def _nonce(base: bytes, number: int) -> bytes:
    return (int.from_bytes(base, "big") ^ number).to_bytes(12, "big")


def _padded(data: bytes) -> bytes:
    text = len(data).to_bytes(4, "big") + data
    return text + bytes(_rounded(len(text)) - len(text))


def _rounded(size: int) -> int:
    if size <= 256:  # noqa: PLR2004  # the smallest box, see `padding`
        return 256
    exponent = size.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-size // step) * step


def _unpadded(text: bytes) -> bytes:
    end = 4 + int.from_bytes(text[:4], "big")
    if end > len(text) or any(text[end:]):
        raise Unsealable
    return text[4:end]
