"""P2: SQL statements per page, whatever the number of entries."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench import clients
from bench.cases import case
from bench.lab import Lab
from bench.rows import Row
from portfolio.extensions import db

CITIZEN = (
    *("/thread", "/thread/list", "/portfolio", "/portfolio/skills"),
    f"/portfolio/add/job?unsaved={UUID(int=1)}",  # as a blank form is drawn: ADR 37
    *("/plan", "/shares", "/shares/journal", "/account/", "/account/sessions", "/structures"),
)
PROFESSIONAL = (
    *("/desk/", "/desk/?among=mine", "/desk/?among=new", "/desk/proposals", "/desk/agenda"),
    *("/team", "/structures"),
)


@case("P2")
def statements(lab: Lab) -> Iterator[Row]:
    """Each page once, by somebody signed in; BEGIN and COMMIT are not counted."""
    grant = str(lab.world.grants["whole"])
    for name, pages in (("whole", CITIZEN), ("small", (*PROFESSIONAL, f"/interviews/{grant}"))):
        client = lab.client(name)
        for page in pages:
            what = page.replace(grant, "…").partition("?unsaved")[0]
            yield Row("P2", what, _count(lab, client, page), unit="statements", most=6)


def _count(lab: Lab, client: FlaskClient, page: str) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            sent.append(statement)

    engine = _engine(lab)
    clients.get(client, page)  # caches that a first visit fills
    event.listen(engine, "before_cursor_execute", note)
    clients.get(client, page)
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def _engine(lab: Lab) -> Engine:
    with lab.world.app.app_context():
        return db.engine
