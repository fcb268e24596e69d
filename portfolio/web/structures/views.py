"""The public directory of the network, which anybody may read."""

from uuid import UUID

from flask import render_template, request

from portfolio.domain.access import Permission, Role
from portfolio.domain.entries.shapes import clean_line
from portfolio.extensions import db
from portfolio.services import members, structures
from portfolio.web import places, signin
from portfolio.web.paging import number_in
from portfolio.web.structures import joining, keys, leaving, offices, team
from portfolio.web.structures.desk import bp

__all__ = ["bp", "joining", "keys", "leaving", "offices", "team"]

VISIT = Permission.VISIT
LONGEST = 100  # characters looked for


@bp.get("/structures", permission=VISIT)
def index() -> str:
    words = _words()
    networks = structures.networks(db.session())
    network = request.args.get("network", "")
    network = network if network in networks else ""
    page = number_in(request.args)
    listing = structures.search(db.session(), words, network=network, page=page)
    asked = {"q": words, "network": network}
    return render_template("structures/index.html", listing=listing, networks=networks, asked=asked)


@bp.get("/structures/<uuid:structure_id>", permission=VISIT)
def show(structure_id: UUID) -> str:
    found = structures.read(db.session(), structure_id)
    page = {"found": found, "card": found.card, **_people(structure_id)}
    return render_template("structures/show.html", **page)


def _words() -> str:
    """What is looked for; the public home asks for a town alone."""
    asked = (request.args.get("q", ""), request.args.get("town", ""))
    return clean_line(" ".join(asked))[:LONGEST]


def _people(structure_id: UUID) -> dict[str, object]:
    """Who reads there and who answers for it: told to whoever is signed in, never to visitors."""
    work = signin.work()
    if work.actor.role not in {Role.CITIZEN, Role.PROFESSIONAL}:
        return {"readers": [], "referents": [], "keeps": False}
    standing = places.here(work) if work.actor.structure_id == structure_id else None
    return {
        "readers": members.readers(work, structure_id) if work.actor.role is Role.CITIZEN else [],
        "referents": members.referents(work, structure_id)[structure_id],
        "keeps": bool(standing and standing.office.keeps_keys),
    }
