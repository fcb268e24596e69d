"""Pages where a citizen shares part of their thread, sees who looks, and stops sharing."""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.services import boxes, contributions, given, journal, members
from portfolio.web.sharing import (
    addressing,
    answering,
    appointments,
    comments,
    companions,
    giving,
    keeping,
    looking,
    meetings,
    notes,
    referrals,
    requests,
    syntheses,
)
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import work

__all__ = [
    "addressing",
    "answering",
    "appointments",
    "bp",
    "comments",
    "companions",
    "giving",
    "keeping",
    "looking",
    "meetings",
    "notes",
    "referrals",
    "requests",
    "syntheses",
]

LATEST = 5  # lines of the journal shown with the shares


@bp.get("", permission=Permission.SHARE)
def index() -> str:
    """Who can see what, until when; what waits for an answer; who came."""
    mine = given.mine(work())
    places = {one.structure_id for one in mine.active if one.structure_id}
    return render_template(
        "sharing/index.html",
        mine=mine,
        waiting=contributions.awaiting(work()),
        readers=members.readers_of(work(), places),
        lines=journal.read(work(), boxes.portfolio_of(work()))[:LATEST],
    )
