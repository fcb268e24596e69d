"""Deny by default: a desk is a blueprint whose every route names the permission it requires."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue, RouteCallable

from portfolio.domain.access import Permission

WHOLE = -1
"""What a route *carries* that takes a whole portfolio in, with all its files."""


class Fresh(StrEnum):
    """What must have been shown lately before a route is taken."""

    PROOF = "proof"
    """The second factor, else the passphrase."""
    FACTOR = "factor"
    """The second factor where there is one: the form itself asks for the passphrase."""


Guard = Callable[[Permission], ResponseReturnValue | None]
"""Lets whoever knocks through, or answers them; it is told what the route requires."""


class Desk(Blueprint):
    """A blueprint whose routes each name a permission, and say when a GET writes.

    With a *guard*, it is that which says who knocks: programs show a token, and have no session.
    """

    def __init__(self, *args: Any, guard: Guard | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.guard = guard
        self.permissions: dict[str, Permission] = {}
        self.writers: set[str] = set()
        self.carriers: dict[str, int] = {}
        self.fresh: dict[str, Fresh] = {}

    def add_url_rule(  # type: ignore[override]  # a permission is required on purpose
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: RouteCallable | None = None,
        *,
        permission: Permission,
        writes: bool = False,
        **options: Any,
    ) -> None:
        """Like Flask's, except that silence about *permission* is an error.

        *writes* marks a GET that leaves a trace, so that its transaction may write; the option
        *carries* says how many files a form may bring at once: elsewhere, none is taken in;
        *fresh*, that whoever asks must have shown lately who they are.
        """
        carried, fresh = options.pop("carries", 0), options.pop("fresh", None)
        super().add_url_rule(rule, endpoint, view_func, **options)
        name = endpoint or (view_func.__name__ if view_func else rule)
        self.permissions[name] = permission
        if writes:
            self.writers.add(name)
        if carried:
            self.carriers[name] = carried
        if fresh:
            self.fresh[name] = fresh


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What *endpoint* requires; None for the files that anyone may have."""
    desk, _, name = endpoint.rpartition(".")
    blueprint = app.blueprints.get(desk)
    return blueprint.permissions[name] if isinstance(blueprint, Desk) else None


def guard_of(app: Flask, endpoint: str) -> Guard | None:
    """Who guards *endpoint*, when it is not for people at their browser."""
    desk, _, _name = endpoint.rpartition(".")
    blueprint = app.blueprints.get(desk)
    return blueprint.guard if isinstance(blueprint, Desk) else None


def fresh(app: Flask, endpoint: str) -> Fresh | None:
    """What *endpoint* wants shown lately; None for most."""
    desk, _, name = endpoint.rpartition(".")
    blueprint = app.blueprints.get(desk)
    return blueprint.fresh.get(name) if isinstance(blueprint, Desk) else None


def carries(app: Flask, endpoint: str | None) -> int:
    """How many files a form may bring to *endpoint* at once."""
    desk, _, name = (endpoint or "").rpartition(".")
    blueprint = app.blueprints.get(desk)
    return blueprint.carriers.get(name, 0) if isinstance(blueprint, Desk) else 0


def writes(app: Flask, method: str, endpoint: str) -> bool:
    """Whether a request of *method* to *endpoint* will write to the database."""
    desk, _, name = endpoint.rpartition(".")
    blueprint = app.blueprints.get(desk)
    marked = isinstance(blueprint, Desk) and name in blueprint.writers
    return marked or method not in {"GET", "HEAD", "OPTIONS"}
