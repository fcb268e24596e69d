"""What a page says of a portfolio alone: drawn once, and kept sealed until something changes."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import render_template, request
from markupsafe import Markup

from portfolio.crypto.context import Part, context
from portfolio.domain.sharing import day_of
from portfolio.services import boxes
from portfolio.services.work import Work
from portfolio.web.languages import spoken


def page(
    work: Work,
    template: str,
    told: Iterable[Part],
    make: Callable[[], dict[str, Any]],
) -> str:
    """*template*, whose block ``main`` says the actor's entries and what was *told*, no more.

    *make* gives what the block needs, and is not called when it was drawn before: what stands
    around it needs nothing.
    """
    whole, drawn = "", Markup()

    def note(main: Markup) -> Markup:
        nonlocal drawn
        drawn = main
        return main

    def draw() -> bytes:
        nonlocal whole
        whole = render_template(template, note_main=note, **make())
        return drawn.encode()

    main = recall(work, (template, *told), draw)
    return whole or render_template(template, kept_main=Markup(main.decode()))  # noqa: S704  # the template's own


def recall(work: Work, told: Iterable[Part], make: Callable[[], bytes]) -> bytes:
    """What *make* makes of the actor's entries and of all that is *told*, or made before.

    The day and the language are always told. The head of the portfolio stands for its entries: it
    vouches for each revision of each of them, so that none need be read to know that none changed.
    """
    portfolio = boxes.portfolio_of(work)
    key, head = boxes.key_of(work, portfolio), portfolio.head
    where = (request.script_root, spoken(), day_of(work.now).isoformat())
    name = context("fragment", portfolio.id, head, *where, *told)
    if (known := work.cache.take(key, name)) is not None:
        return known
    made = make()
    if portfolio.head == head:  # nobody saved between this look at the head and the reading
        work.cache.keep(key, name, made)
    return made
