"""Why the proof of a credential proves nothing."""


class Unprovable(Exception):
    """The bytes that a proof is over cannot be told: a suite, a context, a tangle."""


class Unsigned(Exception):
    """The document says things that its proof does not cover."""
