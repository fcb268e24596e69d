"""People's own key pairs: opening the actor's, trusting somebody else's public half."""

from portfolio.crypto.hybrid import Recipient
from portfolio.domain.errors import NotFound, Tampered
from portfolio.services.work import Work
from portfolio.storage.accounts import Account


def own(work: Work, account: Account | None = None) -> Recipient:
    """The actor's private key, ready to open what was wrapped to them.

    Raises :class:`VaultLocked` when their keys are not open.
    """
    account = account or work.session.get(Account, work.actor.account_id)
    if account is None or account.id != work.actor.account_id:
        raise NotFound
    box, epoch = account.private_box, account.key_epoch
    return Recipient(work.keys.unseal_own("user-priv", account.id, box, epoch))


def public_of(work: Work, account: Account) -> bytes:
    """An account's public key, if the server vouches for it; else :class:`Tampered`."""
    proof = account.public_mac
    if not work.keys.server.check(proof, "dir", "account", account.id, account.public):
        raise Tampered
    return account.public
