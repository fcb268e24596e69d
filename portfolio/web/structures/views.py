"""The public directory of the network, which anybody may read."""

from uuid import UUID

from flask import render_template, request

from portfolio.domain.access import Permission, Role
from portfolio.domain.entries.shapes import clean_line
from portfolio.extensions import db
from portfolio.services import members, structures
from portfolio.web import signin
from portfolio.web.structures import joining, leaving, team
from portfolio.web.structures.desk import bp

__all__ = ["bp", "joining", "leaving", "team"]

VISIT = Permission.VISIT
LONGEST = 100  # characters looked for


@bp.get("/structures", permission=VISIT)
def index() -> str:
    words = _words()
    networks = structures.networks(db.session())
    network = request.args.get("network", "")
    network = network if network in networks else ""
    page = request.args.get("page", 1, type=int)
    listing = structures.search(db.session(), words, network=network, page=page)
    asked = {"q": words, "network": network}
    return render_template("structures/index.html", listing=listing, networks=networks, asked=asked)


@bp.get("/structures/<uuid:structure_id>", permission=VISIT)
def show(structure_id: UUID) -> str:
    found = structures.read(db.session(), structure_id)
    readers = _readers(structure_id)
    return render_template("structures/show.html", found=found, card=found.card, readers=readers)


def _words() -> str:
    """What is looked for; the public home asks for a town alone."""
    asked = (request.args.get("q", ""), request.args.get("town", ""))
    return clean_line(" ".join(asked))[:LONGEST]


def _readers(structure_id: UUID) -> list[str]:
    """Who opens what is shared there: told to the citizens who may share, and to nobody else."""
    if signin.actor().role is not Role.CITIZEN:
        return []
    return members.readers(signin.work(), structure_id)
