"""Where each of many things is, for pages that list hundreds."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask import has_request_context, request, url_for

Address = Callable[[UUID], str]
_ANY = UUID(int=0)


def address_of(endpoint: str, name: str = "entry_id") -> Address:
    """What gives the address of a thing by its id, *name* in the route: worked out once a page."""
    values: dict[str, Any] = {name: _ANY}
    before, _, after = url_for(endpoint, **values).partition(str(_ANY))
    return lambda which: f"{before}{which}{after}"


def address(endpoint: str, /, **values: Any) -> str:
    """``url_for``; the pages that every page leads to have one address each, so remembered."""
    if values or endpoint.startswith(".") or not has_request_context():
        return url_for(endpoint, **values)
    return _address(endpoint, request.script_root)


@lru_cache(maxsize=512)
def _address(endpoint: str, root: str) -> str:  # noqa: ARG001  # where the site is mounted
    return url_for(endpoint)
