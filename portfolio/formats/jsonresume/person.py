"""`basics`: who the person is and how to reach them."""

import re

from pydantic_core import PydanticCustomError

from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.shapes import clean_url
from portfolio.formats.base import Draft
from portfolio.formats.jsonresume.becoming import become
from portfolio.formats.jsonresume.item import MOST_LINES, Item, Source, is_blank
from portfolio.formats.jsonresume.sentences import GUESSED_NAME, KEPT, NOT_A_LIST

_LATIN = re.compile(r"[^\W\d_\u0250-\U0010ffff]")


def identity(item: Item) -> Draft | None:
    """`basics` as an identity; photo and street have no place in it and stay aside."""
    item.text("title", "name")
    item.text("headline", "label")
    item.text("story", "summary")
    item.text("email", "email")
    item.text("phone", "phone")
    item.text("website", "url", "website")
    _place(item)
    _links(item)
    item.title_from("headline", "email", "phone")
    _split_name(item)
    return become(item, Identity)


def _place(item: Item) -> None:
    if isinstance(item.left.get("location"), str):
        item.text("town", "location")
        return
    place = item.part("location")
    place.text("town", "city")
    place.text("postal_code", "postalCode")
    place.text("region", "region")
    place.text("country", "countryCode", "country")


def _links(item: Item) -> None:
    """The addresses of `profiles`; the list itself stays aside, for the names of the networks."""
    profiles = item.left.get("profiles", [])
    if not isinstance(profiles, list):
        item.note("profiles", NOT_A_LIST, profiles)
        return
    item.quiet.add("profiles")
    links: dict[str, None] = {}
    for place, profile in enumerate(profiles[:MOST_LINES]):
        url = profile.get("url") if isinstance(profile, dict) else None
        if isinstance(url, str) and not is_blank(url):
            links[_link(item, place, url)] = None
        elif not is_blank(profile):
            item.note(f"profiles[{place}]", KEPT, profile, names="profiles")
    item.values["links"] = tuple(link for link in links if link)
    item.sources["links"] = Source(item, ("profiles",))


def _link(item: Item, place: int, url: str) -> str:
    try:
        return clean_url(url)
    except PydanticCustomError as why:
        item.note(f"profiles[{place}].url", why.message_template, url)
        return ""


def _split_name(item: Item) -> None:
    """Propose a given and a family name out of a full one in Latin letters."""
    given, _, family = item.values.get("title", "").rpartition(" ")
    if given and "name" not in item.left and _LATIN.match(given):
        item.values["given"], item.values["family"] = given.strip(), family
        item.note("name", GUESSED_NAME, item.values["title"])
