"""Reminders by mail, for cron: hourly or nightly, as often as one likes."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import click
import flask_babel
from flask import current_app, render_template, url_for
from flask.cli import AppGroup

from portfolio.cli import serving
from portfolio.extensions import db, writing
from portfolio.services import addresses, farewells, parting, reminding
from portfolio.services.mail import Letter, Postbox
from portfolio.services.reminding import Notice
from portfolio.settings import Settings

GIVE_UP = 3
"""Letters refused in a row, after which the mail server is left alone until the next round."""

reminders = AppGroup("reminders", help="Neutral letters that say something waits.")


@reminders.command()
def send() -> None:
    """Tell people that something waits, once for each thing; prints counts and nothing else."""
    settings: Settings = current_app.extensions["settings"]
    postbox: Postbox = current_app.extensions["postbox"]
    if not postbox.is_open:
        raise click.ClickException("no SMTP server is set: see PORTFOLIO_SMTP_URL")
    writing.set(True)
    counts: Counter[str] = Counter()
    with current_app.test_request_context(base_url=settings.base_url):
        refused = 0
        for notice in _notices():
            sent = _tell(postbox, notice)
            counts["sent" if sent else "refused"] += sent is not None
            refused = 0 if sent is not False else refused + 1
            if refused == GIVE_UP:
                break
    click.echo(f"{counts['sent']} letters sent, {counts['refused']} refused.")
    if counts["refused"]:
        raise SystemExit(1)


def _notices() -> Iterator[Notice]:
    """Every letter to write, account after account; no transaction is open when one is given."""
    yield from _farewells()
    after: UUID | None = None
    while True:
        with db.session.begin():
            whom = reminding.page(db.session(), after)
            found = reminding.notices(db.session(), serving.keys(), whom, _now())
        yield from found
        if not whom:
            return
        after = whom[-1]


def _farewells() -> Iterator[Notice]:
    """Those that say that the service ends, once it was announced: to professionals as well."""
    after: UUID | None = None
    while True:
        with db.session.begin():
            session, keys = db.session(), serving.keys()
            known = farewells.read(session, keys)
            whom = parting.page(session, after) if known else ()
            found = parting.notices(session, keys, known, whom, _now()) if known else []
        yield from found
        if not whom:
            return
        after = whom[-1]


def _tell(postbox: Postbox, notice: Notice) -> bool | None:
    """Claim, post, settle; None when another round was first, or the address went."""
    with db.session.begin():
        claimed = reminding.claim(db.session(), serving.keys(), notice, _now())
        letter = claimed and _letter(claimed)
    if claimed is None:
        return None
    sent = postbox.post(letter) if letter else False
    with db.session.begin():
        reminding.settle(db.session(), claimed, _now(), sent=sent)
    return sent if letter else None


def _letter(notice: Notice) -> Letter | None:
    """The same few words for every type: whoever reads them over a shoulder learns nothing."""
    session, keys = db.session(), serving.keys()
    to = addresses.of(session, keys, notice.account_id)
    if not to:
        return None
    leave = _link("accounts.stop_reminders", token=notice.token) if notice.kind else ""
    with flask_babel.force_locale(addresses.language(session, notice.account_id)):
        text = _waits(leave) if notice.kind else _ends()
    subject, _, body = text.strip().partition("\n")
    return Letter(to, subject.strip(), body.strip() + "\n", _now(), leave, notice.name)


def _waits(leave: str) -> str:
    return render_template("emails/reminder.txt", link=_link("accounts.reminders"), leave=leave)


def _ends() -> str:
    known = farewells.read(db.session(), serving.keys())
    assert known  # noqa: S101  # in the transaction that found it announced
    return render_template("emails/farewell.txt", link=_link("home.index"), ends=known.ends)


def _link(endpoint: str, **values: Any) -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url + url_for(endpoint, **values)


def _now() -> datetime:
    moment: datetime = current_app.extensions["clock"]()
    return moment
