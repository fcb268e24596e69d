"""What a site leaves behind: its tables, a dump, its files, its letters, what the server opens."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, MetaData, select
from sqlalchemy.orm import Session

from portfolio.crypto.context import context
from portfolio.crypto.server import ServerKeys
from portfolio.extensions import db
from portfolio.services import addresses, agenda, agreements, invitations
from portfolio.storage.accounts import Account, Keyslot, Token
from portfolio.storage.reminders import Reminder
from portfolio.storage.sharing import Consent
from tests import machine

Blob = tuple[str, bytes]


def everything(app: Flask, home: Path) -> Iterator[Blob]:
    """All of it, by a name that says where it was."""
    with app.app_context():
        yield from rows(db.engine)
        yield from dump(db.engine)
    yield from files(home)


def rows(engine: Engine) -> Iterator[Blob]:
    """Every value of every table found in the database, known to the models or not."""
    there = MetaData()
    with engine.connect() as connection:
        there.reflect(connection)
        for table in there.sorted_tables:
            for row in connection.execute(select(table)):
                for name, value in row._mapping.items():
                    yield f"{table.name}.{name}", _bytes(value)


def dump(engine: Engine) -> Iterator[Blob]:
    """What PostgreSQL's own tool would write down; SQLite's dump is its file."""
    tools = machine.postgres()
    if engine.dialect.name == "postgresql" and tools:
        url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        made = subprocess.run([tools / "pg_dump", url], check=True, capture_output=True)
        yield "pg_dump", made.stdout


def files(home: Path) -> Iterator[Blob]:
    """Every file under *home*, the database and its write-ahead log among them."""
    for path in sorted(home.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(home)), path.read_bytes()


def relations(engine: Engine) -> Iterator[Blob]:
    """PostgreSQL's own files of our tables, what is too long for a row included; none on SQLite."""
    if engine.dialect.name != "postgresql":
        return
    ours = """
        SELECT c.relname, pg_read_binary_file(pg_relation_filepath(f.oid))
        FROM pg_class c JOIN pg_class f ON f.oid IN (c.oid, c.reltoastrelid)
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")  # what is in memory goes to the files
        for name, content in connection.exec_driver_sql(ours):
            yield f"{name} (file)", bytes(content)


def opened_by_the_server(session: Session, server: ServerKeys) -> Iterator[Blob]:
    """What the server's keys open by themselves: consents, addresses, invitations, days, slots."""
    for consent in session.scalars(select(Consent)):
        yield "consent", server.unseal("meta", consent.box, agreements._place(consent))
    for account in session.scalars(select(Account)):
        if account.email_box:
            place = addresses._place(account.id)
            yield "address", server.unseal("email", account.email_box, place)
    for token in session.scalars(select(Token).where(Token.purpose == invitations.PURPOSE)):
        yield "invitation", server.unseal("meta", token.box, invitations._place(token.id))
    yield from _days(session, server)
    for slot in session.scalars(select(Keyslot)):
        place = context("outer", slot.id, slot.account_id)
        yield "slot", server.unseal("slot", slot.box, place)


def _days(session: Session, server: ServerKeys) -> Iterator[Blob]:
    """The days that the nightly job is told."""
    for reminder in session.scalars(select(Reminder).where(Reminder.box.is_not(None))):
        yield (
            "reminder",
            server.unseal(
                "meta", reminder.box or b"", agenda._place(reminder.account_id, reminder.mark)
            ),
        )


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    return (json.dumps(value) if isinstance(value, (dict, list)) else str(value)).encode()
