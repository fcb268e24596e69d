"""Where a test begins: a world lived once, through the pages, then copied for whoever asks for it.

A copy is the same rows in empty tables, the same files, the moment at which they were written, and
the same people at browsers of their own. Only a test that has done nothing yet gets one; a world
that somebody builds further, or at another time, is lived.
"""

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection, Select, Table, exists, or_, select

from portfolio.extensions import clock as real_clock
from portfolio.extensions import db, writing
from portfolio.storage import Base
from portfolio.storage.blobs import Blobs
from tests.clock import Clock, Running

T = TypeVar("T")
Rows = dict[Table, list[dict[str, Any]]]
PLACE = "worlds"
"""Where an application keeps them; one without it lives every world anew."""


@dataclass(frozen=True, slots=True)
class World:
    """What was written, until when, and who was there."""

    rows: Rows
    files: dict[UUID, bytes]
    moment: datetime
    people: Any


def begun(app: Flask, called: Hashable, live: Callable[[], T]) -> T:
    """Who is there once *live* was lived, or copied from the first time.

    The first to ask gets a copy too: it makes no difference who comes first.
    """
    kept: dict[Hashable, World] | None = app.extensions.get(PLACE)
    if kept is None or not _new(app):
        return live()
    if called not in kept or kept[called].moment.date() != real_clock().date():
        kept[called] = _lived(app, live)
    world = kept[called]
    _write(app, world.rows)
    for blob_id, sealed in world.files.items():
        app.extensions["blobs"].put(blob_id, BytesIO(sealed))
    _go_on_from(app, world.moment)
    people: T = deepcopy(world.people, {id(app): app})
    return people


def empty(connection: Connection) -> None:
    """Take every row out of every table; a server is asked once, for it is at a distance."""
    names = [each.name for each in reversed(Base.metadata.sorted_tables)]
    deletes = [f"DELETE FROM {name}" for name in names]  # noqa: S608  # our own tables
    together = connection.dialect.name == "postgresql"
    for statement in ["; ".join(deletes)] if together else deletes:
        connection.exec_driver_sql(statement)


def _new(app: Flask) -> bool:
    """Nobody wrote anything, and it is the hour that it is."""
    if abs(app.extensions["clock"]() - real_clock()) > timedelta(minutes=1):
        return False
    with app.app_context(), db.engine.connect() as connection:
        return not connection.scalar(_anything())


@cache
def _anything() -> Select[bool]:
    return select(or_(*(exists().select_from(each) for each in Base.metadata.sorted_tables)))


def _lived(app: Flask, live: Callable[[], Any]) -> World:
    """Live it, and leave the tables and the store as empty as they were."""
    people = deepcopy(live(), {id(app): app})
    with app.app_context(), db.engine.connect() as connection:
        found = {each: connection.execute(select(each)) for each in Base.metadata.sorted_tables}
        rows = {each: [dict(row) for row in said.mappings()] for each, said in found.items()}
    blobs: Blobs = app.extensions["blobs"]
    files = {blob_id: b"".join(blobs.read(blob_id)) for blob_id, _since in list(blobs.listed())}
    _write(app, {})
    for blob_id in files:
        blobs.remove(blob_id)
    return World({each: said for each, said in rows.items() if said}, files, _now(app), people)


def _write(app: Flask, rows: Rows) -> None:
    token = writing.set(True)
    with app.app_context(), db.engine.begin() as connection:
        if not rows:
            empty(connection)
        for table, said in rows.items():
            connection.execute(table.insert(), said)
    writing.reset(token)


def _now(app: Flask) -> datetime:
    moment: datetime = app.extensions["clock"]()
    return moment


def _go_on_from(app: Flask, moment: datetime) -> None:
    """Set the application's clock: the one in a test's hands, else one that runs."""
    clock = app.extensions["clock"]
    if isinstance(clock, Clock):
        clock.moment = moment
    else:
        app.extensions["clock"] = Running(moment)
