"""What can go wrong, in the words of the domain; edges turn these into pages or problems."""


class Problem(Exception):
    """Base of everything the product itself refuses to do."""


class NotFound(Problem):
    """There is no such thing, or it is not yours: the two are the same answer."""


class Forbidden(Problem):
    """Who you are does not allow this act, whatever it is done to."""


class Closed(Problem):
    """The service ends: nothing new begins in it."""


class VaultLocked(Problem):
    """The person is known but their keys are not open: ask for the passphrase."""


class Unsealable(Problem):
    """A sealed thing does not open: wrong key, wrong place, or altered bytes."""


class Tampered(Problem):
    """Stored data disagree with their own seal; nothing more may be written over them."""


class SelfTestFailed(Problem):
    """The machine lacks what the product relies on, cryptography first; it must not start."""


class Overloaded(Problem):
    """Too much costly work is already queued; come back after *retry_after* seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class TooMany(Problem):
    """The same thing was asked for too often; it may be again after *retry_after* seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class Paced(TooMany):
    """More shares were opened in a day than one person reads."""


class ProofNeeded(Problem):
    """Show once more that it is you, before this goes on."""


class Refused(Problem):
    """An answer that cannot be taken, with the sentence to show and the field it belongs to."""

    def __init__(self, message: str, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values


class Conflict(Problem):
    """The thing changed since it was read; *current* is what is stored now."""

    def __init__(self, current: object = None) -> None:
        super().__init__("changed since it was read")
        self.current = current


class UnknownName(Problem, KeyError):
    """A name that no registered part answers to."""
