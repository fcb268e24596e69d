"""The end of this service: announced, put off, taken back, and at last done. Never by itself."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio.domain.errors import Closed, Refused, Tampered
from portfolio.domain.farewell import NOTICE, Farewell, Stage
from portfolio.domain.sharing import day_of
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.farewell import ServiceEnd

TOO_SOON = "people need %(days)s days: the earliest is %(day)s"
EARLIER = "it was announced for %(day)s: it can be put off, never brought forward"
NOT_YET = "its last day is %(day)s"
UNTOLD = "%(count)s people were not told three times: see `flask service status`"
NOT_ANNOUNCED = "no end was announced"
STOPPED = "the service has stopped"


def read(session: Session, keys: Keyring) -> Farewell | None:
    """The end that was announced, if one was; :class:`Tampered` when nobody here announced it."""
    row = session.get(ServiceEnd, 1, populate_existing=True)
    if row is None:
        return None
    if not keys.server.check(row.mac, "dir", *_vouched(row)):
        raise Tampered
    return Farewell(row.announced_at, row.ends, row.message, row.stopped_at, row.open_until)


def check_open(session: Session, keys: Keyring, now: datetime) -> None:
    """Raise :class:`Closed` when no account and no share may begin any more."""
    known = read(session, keys)
    if known and known.stage(now) is not Stage.ANNOUNCED:
        raise Closed


def announce(work: Work, ends: date, message: str = "") -> Farewell:
    """Say when it ends; said again, nothing changes but the words, or a later day."""
    known = read(work.session, work.keys)
    if known and known.stopped_at:
        raise Refused(STOPPED)
    if known and ends < known.ends:
        raise Refused(EARLIER, day=known.ends)
    if known is None or ends > known.ends:
        earliest = day_of(work.now) + NOTICE
        if ends < earliest:
            raise Refused(TOO_SOON, days=NOTICE.days, day=earliest)
    begun = known.announced_at if known else work.now
    return _write(work, Farewell(begun, ends, message or (known.message if known else "")))


def reopen(work: Work) -> None:
    """Take the announcement back, until the last day."""
    known = read(work.session, work.keys)
    if known and known.stage(work.now) is not Stage.ANNOUNCED:
        raise Refused(NOT_YET, day=known.ends) if not known.stopped_at else Refused(STOPPED)
    work.session.execute(delete(ServiceEnd))


def stop(work: Work, keep_open: timedelta, untold: int, *, despite: int = 0) -> Farewell:
    """Stop, the last day being over: people come in to read and take home for *keep_open* more.

    Refused as long as somebody was not told three times, unless the operator says *despite* how
    many: they know it, then.
    """
    known = read(work.session, work.keys)
    if known is None:
        raise Refused(NOT_ANNOUNCED)
    if known.stopped_at:
        return known
    if known.stage(work.now) is not Stage.ENDED:
        raise Refused(NOT_YET, day=known.ends)
    if untold not in {0, despite}:
        raise Refused(UNTOLD, count=untold)
    until = day_of(work.now + keep_open)
    return _write(work, Farewell(known.announced_at, known.ends, known.message, work.now, until))


def _write(work: Work, farewell: Farewell) -> Farewell:
    row = work.session.get(ServiceEnd, 1) or ServiceEnd(id=1)
    row.announced_at, row.ends, row.message = farewell.announced_at, farewell.ends, farewell.message
    row.stopped_at, row.open_until = farewell.stopped_at, farewell.open_until
    row.mac = work.keys.server.mac("dir", *_vouched(row))
    work.session.add(row)
    work.session.flush()
    return farewell


def _vouched(row: ServiceEnd) -> tuple[str | datetime | bytes, ...]:
    until = row.open_until.isoformat() if row.open_until else ""
    dates = (row.announced_at, row.ends.isoformat(), row.stopped_at or b"", until)
    return "service-end", *dates, row.message
