"""The structure a professional acts for: taken, changed, left; and which one a form was made for.

Each structure has its own token in the forms of a session. A form of a page left open for one
structure is therefore refused while its reader acts for another, whatever the form: nobody acts
in a structure without knowing it.
"""

from collections.abc import Iterable
from contextlib import suppress

from flask import g, request
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from portfolio.domain.errors import NotFound
from portfolio.domain.structures import Membership
from portfolio.services import members, standings
from portfolio.services.members import Belonging
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.web import signin

TOKEN = "csrf_token"  # noqa: S105  # its name in the session and in forms, as Flask-WTF has it
FORMS_OF = "forms of "
"""What the session keeps the token of another structure's forms under, before its id."""


def here(work: Work) -> Standing | None:
    """Where the actor stands in the structure they act for, if they still stand there."""
    try:
        return standings.confirmed(work)
    except NotFound:
        return None


def confirmed(belongings: Iterable[Belonging]) -> list[Belonging]:
    """Of somebody's structures, those they may act for."""
    return [one for one in belongings if one.state is Membership.CONFIRMED]


def only_one(work: Work) -> Belonging | None:
    """The structure to act for when there is no choice to make."""
    found = remember(members.mine(work))
    return found[0] if len(found) == 1 else None


def remember(belongings: Iterable[Belonging]) -> list[Belonging]:
    """Keep what one may act for at hand, for the header of every page."""
    found = confirmed(belongings)
    told = [[str(one.structure_id), one.structure] for one in found]
    if signin.current().get("structures") != told:
        signin.current()["structures"] = told
    return found


def take(place: Belonging) -> None:
    """Act for *place* from now on; standing in it is checked at each use."""
    kept, new = signin.current(), str(place.structure_id)
    former = kept.get("structure")
    if former and former != new:
        kept[FORMS_OF + former] = kept.pop(TOKEN, None)
        if token := kept.pop(FORMS_OF + new, None):
            kept[TOKEN] = token
        g.pop(TOKEN, None)
    signin.act_for(place.structure_id)
    kept["structure_name"] = place.structure


def forget() -> str:
    """Act for no structure any more, until another is chosen; the name of the one that was."""
    kept = signin.current()
    if "structure" not in kept:
        return ""
    kept.pop("structure")
    kept.pop(TOKEN, None)
    g.pop(TOKEN, None)
    g.pop("actor", None)
    return str(kept.pop("structure_name", ""))


def of_stale_form() -> Belonging | None:
    """The structure that the form just refused was made for, if one still acts for it elsewhere."""
    made_for = {
        name.removeprefix(FORMS_OF)
        for name in signin.current()
        if name.startswith(FORMS_OF) and _opens(name)
    }
    if not made_for or signin.actor().structure_id is None:
        return None
    found = (one for one in confirmed(members.mine(signin.work())))
    return next((one for one in found if str(one.structure_id) in made_for), None)


def _opens(name: str) -> bool:
    with suppress(ValidationError):
        validate_csrf(request.form.get(TOKEN, ""), token_key=name)
        return True
    return False
