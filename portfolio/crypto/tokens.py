"""Random names and bearer tokens; a token is stored only as its hash."""

import base64
import hashlib
import os
from uuid import UUID


def new_token() -> str:
    """Return 256 random bits as 43 URL-safe characters (RFC 4648 base64url, no padding)."""
    return base64.urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode()


def hash_token(token: str) -> bytes:
    """Return the 32 bytes to store and look up (SHA-256); any text a stranger sends is taken."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def new_id() -> UUID:
    """Return a random identifier (RFC 9562 version 4): unique, but never a secret."""
    return UUID(bytes=os.urandom(16), version=4)
