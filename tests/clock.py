"""A clock that a test moves by hand, and one that runs late."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the moment it was set to; :meth:`forward` and :meth:`back` move it."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.moment = moment or datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **delta: float) -> None:
        """Later: ``clock.forward(minutes=30)``."""
        self.moment += timedelta(**delta)

    def back(self, **delta: float) -> None:
        """Earlier, as when somebody sets the machine's clock."""
        self.moment -= timedelta(**delta)


class Running:
    """Goes on from a moment that is past."""

    def __init__(self, moment: datetime) -> None:
        self.late = datetime.now(UTC) - moment

    def __call__(self) -> datetime:
        return datetime.now(UTC) - self.late
