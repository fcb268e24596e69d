"""Words that came too late to be saved: given back to whoever wrote them, and kept nowhere."""

import re

from flask import request

SECRETIVE = frozenset({"accounts", "structures"})
"""Desks where passphrases are asked for: what was typed there is not shown again."""
UNTYPED = re.compile(r"csrf_token|f-.*|rev|next|seen|text_version|answer|format|wording")
CHOSEN = re.compile(r"|y|yes|no|on|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def words() -> str:
    """What the request's form holds that somebody may have typed, an empty line between answers.

    Only for a request that came from our own page: the guard has refused the others by then.
    """
    if request.blueprint in SECRETIVE:
        return ""
    sent = [(name, text.strip()) for name, text in request.form.items(multi=True)]
    typed = [it for name, it in sent if not (UNTYPED.fullmatch(name) or CHOSEN.fullmatch(it))]
    return "\n\n".join(typed)
