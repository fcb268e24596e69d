"""P2: SQL statements per page, whatever the number of entries."""

import re
from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench.cases import case
from bench.lab import Lab
from bench.rows import Row
from bench.world import PHRASE, Person
from portfolio.extensions import db

SITE = "https://localhost"
SIGN_IN = "/account/sign-in"
CITIZEN = (
    *("/thread", "/thread/list", "/portfolio", "/portfolio/skills", "/portfolio/add/job"),
    *("/plan", "/shares", "/shares/journal", "/account/", "/account/sessions", "/structures"),
)
PROFESSIONAL = ("/desk/", "/team", "/structures")


@case("P2")
def statements(lab: Lab) -> Iterator[Row]:
    """Each page once, by somebody signed in; BEGIN and COMMIT are not counted."""
    interview = f"/interviews/{lab.world.grant_id}"
    for name, pages in (("followed", CITIZEN), ("small", (*PROFESSIONAL, interview))):
        client = _signed_in(lab, lab.world.people[name])
        for page in pages:
            what = page.replace(str(lab.world.grant_id), "…")
            yield Row("P2", what, _count(lab, client, page), unit="statements", most=6)


def _count(lab: Lab, client: FlaskClient, page: str) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            sent.append(statement)

    engine = _engine(lab)
    client.get(page, base_url=SITE)  # caches that a first visit fills
    event.listen(engine, "before_cursor_execute", note)
    answer = client.get(page, base_url=SITE)
    event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status_code}")
    return len(sent)


def _engine(lab: Lab) -> Engine:
    with lab.world.app.app_context():
        return db.engine


def _signed_in(lab: Lab, person: Person) -> FlaskClient:
    client = lab.world.app.test_client()
    form = client.get(SIGN_IN, base_url=SITE).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token  # noqa: S101  # every form has one
    sent = {"csrf_token": token[1], "login": person.login, "phrase": PHRASE}
    client.post(SIGN_IN, base_url=SITE, data=sent, headers={"Referer": SITE + SIGN_IN})
    return client
