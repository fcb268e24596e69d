"""A clock that a test moves by hand."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the moment it was set to; :meth:`forward` and :meth:`back` move it."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **delta: float) -> None:
        """Later: ``clock.forward(minutes=30)``."""
        self.moment += timedelta(**delta)

    def back(self, **delta: float) -> None:
        """Earlier, as when somebody sets the machine's clock."""
        self.moment -= timedelta(**delta)
