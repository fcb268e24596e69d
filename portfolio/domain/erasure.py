"""The end of an account: its owner asks, may think again for a month, then nothing is left."""

from datetime import datetime, timedelta

from portfolio.domain.words import N_

DELAY = timedelta(days=30)
"""How long whoever asked may take it back."""
NOTHING_NEW = N_(
    "Votre compte va être supprimé : rien ne peut être partagé. "
    "Pour partager de nouveau, choisissez d’abord « Garder mon compte »."
)


def is_over(erase_at: datetime | None, now: datetime) -> bool:
    """Whether the time to think again has passed: nobody comes in any more."""
    return erase_at is not None and erase_at <= now
