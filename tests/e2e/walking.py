"""A walk through every kind of page that links lead to."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import Page, Response

from tests.page import Page as Reading

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMED = re.compile(r"(?<=/frameworks/)(?!search\b)[^/]+|(?<=/plan/ideas/)[^/]+")
"""Where an address names one of several pages that are alike."""
FILLS = frozenset(
    {"for", "framework", "idea", "objective", "order", "plan", "private", "ready"}
    | {"structure", "theme", "title", "whose"}
)
"""Questions that only fill in, choose among or sort what the page shows without them."""
TAKEN_HOME = re.compile(r"(\.(pdf|csv|jsonld|json|ics|svg|xlsx|zip)|/export|/download)($|[?])")
"""Addresses that answer with a file: a browser keeps it and shows no page."""


def kind_of(address: str, but: frozenset[str] = FILLS) -> str:
    """What the page at *address* has in common with its likes: path and questions, no names."""
    parts = urlsplit(address)
    asked = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} - but
    path = NAMED.sub("*", ID.sub("*", parts.path))
    return path + ("?" + "&".join(sorted(asked)) if asked else "")


def walk(page: Page, past: str = "") -> Iterator[Response]:
    """Go to one page of each kind, from the first page on; yields each once it is there.

    Kinds that begin as *past* says, a pattern, are left to somebody else's walk.
    """
    todo, seen = ["/"], set[str]()
    while todo:
        address = todo.pop(0)
        kind = kind_of(address)
        if kind in seen or TAKEN_HOME.search(kind) or (past and re.match(past, kind)):
            continue
        seen.add(kind)
        answer = page.goto(address)
        arrived = kind_of(page.url)
        if answer is None or (arrived != kind and arrived in seen):
            continue
        seen.add(arrived)
        todo += links_of(page)
        yield answer


def links_beyond(page: Page, past: str = "") -> list[str]:
    """Every link of the pages that such a walk leads to, fetched and not drawn."""
    todo, seen = ["/"], set[str]()
    for address in todo:  # which grows as one goes
        kind = kind_of(address)
        if kind in seen or TAKEN_HOME.search(kind) or (past and re.match(past, kind)):
            continue
        answer = page.request.get(address)
        seen |= {kind, kind_of(answer.url)}
        hrefs = [str(link["href"]) for link in Reading(answer.text()).select("a[href]")]
        links = [urljoin(answer.url, href).partition("#")[0] for href in hrefs]
        todo += [link for link in links if urlsplit(link).netloc == urlsplit(answer.url).netloc]
    return todo


def links_of(page: Page) -> list[str]:
    """Where the page's links lead, on this site, without their fragments."""
    hrefs: list[str] = page.eval_on_selector_all(
        "a[href]", "links => links.filter(a => a.origin == location.origin).map(a => a.href)"
    )
    return [href.partition("#")[0] for href in hrefs]
