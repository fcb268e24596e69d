"""What the service knows about somebody, row by row: what it can read, what it cannot."""

from dataclasses import dataclass

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.domain.words import N_
from portfolio.services import known, profiles
from portfolio.services.known import Kept
from portfolio.web import signin
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.known_words import WORDS
from portfolio.web.templating import say, say_with

SEALED = N_("Rien d’autre : le contenu est illisible sans vous.")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the page: what it is, what stands in clear, what stays closed."""

    what: str
    clear: str
    closed: str
    kept: Kept


OTHER = N_("Autre (table « %(name)s »)")
COUNTED = N_("Combien il y en a, et quand")


@bp.get("/known", permission=Permission.OWN_ACCOUNT)
def know() -> str:
    """Everything, in plain words; counts and days are those of this moment."""
    work = signin.work()
    return render_template(
        "accounts/known.html",
        plain=known.plain(work),
        profile=profiles.read(work),
        rows=[_told(kept) for kept in known.read(work)],
    )


def _told(kept: Kept) -> Told:
    if kept.table not in WORDS:
        return Told(say_with(OTHER, name=kept.table), say(COUNTED), say(SEALED), kept)
    what, clear, closed = WORDS[kept.table]
    return Told(say(what), say(clear), say(closed), kept)
