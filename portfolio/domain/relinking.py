"""Links that follow what they lead to, when things come back under other ids."""

import re
from collections.abc import Mapping
from uuid import UUID

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def relinked(payload: str, ids: Mapping[UUID, UUID]) -> str:
    """The same *payload*, every id that *ids* knows replaced, however deep in it.

    Ids are random: one that stands there leads to that very thing, in a link, in a copy kept in
    a closed plan, in an address. Those that nothing is known of stay as they are.
    """
    moved = {str(old): str(new) for old, new in ids.items()}
    return _ID.sub(lambda found: moved.get(found[0], found[0]), payload) if moved else payload
