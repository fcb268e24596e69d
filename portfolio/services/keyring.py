"""The keys at hand while someone acts: the server's, and the person's once opened."""

from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from portfolio.crypto.context import context
from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.server import ServerKeys
from portfolio.domain.errors import VaultLocked


@dataclass(frozen=True, slots=True)
class Keyring:
    """Server keys, the passphrase stretcher and its cost, and an opened user key if any.

    *user* is the 32-byte key that every one of a person's other keys is sealed under.
    """

    server: ServerKeys
    stretcher: Stretcher
    cost: Cost
    user: bytes | None = field(default=None, repr=False)

    def opened(self, user_key: bytes) -> Self:
        """The same ring with a person's key on it."""
        return replace(self, user=user_key)

    @property
    def user_key(self) -> bytes:
        """The person's key, or :class:`VaultLocked`: ask for the passphrase."""
        if self.user is None:
            raise VaultLocked
        return self.user

    def seal_own(self, label: str, owner: UUID, data: bytes, *more: str | int | UUID) -> bytes:
        """Seal *data* under the person's key, for *owner* and what *more* says."""
        return seal(self.user_key, data, context(label, owner, *more))

    def unseal_own(self, label: str, owner: UUID, box: bytes, *more: str | int | UUID) -> bytes:
        """Open what :meth:`seal_own` sealed; raises :class:`Unsealable` otherwise."""
        return unseal(self.user_key, box, context(label, owner, *more))
