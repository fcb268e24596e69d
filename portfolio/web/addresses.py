"""Where each of many things is, for pages that list hundreds."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for

Address = Callable[[UUID], str]
_ANY = UUID(int=0)


def address_of(endpoint: str, name: str = "entry_id") -> Address:
    """What gives the address of a thing by its id, *name* in the route: worked out once a page."""
    values: dict[str, Any] = {name: _ANY}
    before, _, after = url_for(endpoint, **values).partition(str(_ANY))
    return lambda which: f"{before}{which}{after}"
