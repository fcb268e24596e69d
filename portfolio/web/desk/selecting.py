"""People ticked on the list: taken among those one accompanies, or left; their plans taken home."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.words import N_
from portfolio.services import caseload, desk
from portfolio.web import responses, signin
from portfolio.web.desk import listing
from portfolio.web.desk.desk import bp
from portfolio.web.templating import say

MOST = 100
"""People that are looked at in one request: four pages of the list."""
MOST_EACH = 20
"""Grants of one of them."""
NOBODY = N_("Cochez d’abord une ou plusieurs personnes.")
TAKEN = N_("C’est noté : vous retrouvez ces personnes dans « Mes personnes ».")
LEFT = N_(
    "C’est noté : ces personnes ne sont plus dans votre liste. Qui partage avec vous par votre "
    "nom y reste."
)


@bp.post("/selection", permission=Permission.USE_DESK)
def select() -> ResponseReturnValue:
    """What is asked about those who are ticked; the list comes back as it was."""
    ids = list(chain.from_iterable(ticks(request.form.getlist("who"))))
    if not ids:
        flash(say(NOBODY), "warn")
    elif request.form.get("act") == "leave":
        caseload.leave(signin.work(), ids)
        flash(say(LEFT), "ok")
    else:
        desk.accompany(signin.work(), ids)
        flash(say(TAKEN), "ok")
    return back()


def ticks(values: list[str]) -> list[list[UUID]]:
    """The grants of each one who is ticked; what is no id is left out."""
    people = (list(_ids(value)) for value in values[:MOST])
    return [person for person in people if person]


def back() -> ResponseReturnValue:
    """The list that was being read, at its page."""
    which = listing.among(request.form.get("among", ""))
    seen = {"among": which.value, "page": request.form.get("page", "1")[:6]}
    endpoint = "desk.search" if request.form.get("searching") else "desk.index"
    return responses.see_other(endpoint, **seen)


def _ids(value: str) -> Iterator[UUID]:
    for word in value.split()[:MOST_EACH]:
        with suppress(ValueError):
            yield UUID(word)
