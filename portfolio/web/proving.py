"""Showing once more who one is, before what matters most; what was asked for waits meanwhile."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portfolio.domain.access import Role
from portfolio.doors import Fresh, fresh
from portfolio.web import signin, unsaved

KEPT = "kept-"
STALE = 403


def check() -> ResponseReturnValue | None:
    """Ask for a proof where the route wants one and the last is old; else let through."""
    wanted = fresh(current_app, request.endpoint or "")
    if wanted is None or signin.is_proven() or signin.actor().role is Role.ARRIVING:
        return None
    holder = signin.current().holder
    if wanted is Fresh.FACTOR and not (holder and holder.factored):
        return None
    return ask()


def ask() -> Response:
    """Lead to the proof; a form that was sent goes along, to be sent again afterwards."""
    if request.method != "POST":
        return redirect(url_for("accounts.prove", next=_here()), 303)  # type: ignore[return-value]
    page = render_template("accounts/proof_asked.html", target=_here(), kept=kept(request.form))
    return make_response(page, STALE)


def kept(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """What was typed, without what only that page and that moment knew, and without passphrases."""
    return [(name, said) for name, said in form.items(multi=True) if not _is_ours(name)]


def carried(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """The same, from the pages of the proof, which take it along under names of their own."""
    taken = [(name, said) for name, said in form.items(multi=True) if name.startswith(KEPT)]
    return [(name.removeprefix(KEPT), said) for name, said in taken]


def _is_ours(name: str) -> bool:
    return bool(unsaved.OURS.fullmatch(name)) or name == "current"


def _here() -> str:
    return request.full_path.rstrip("?")
