"""What people wrote, as HTML that can only be text: the one caller of bleach."""

import re

import bleach
from markdown_it import MarkdownIt

TAGS = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "a"})
ATTRIBUTES = {"a": ["href", "rel"], "ol": ["start"]}
PROTOCOLS = frozenset({"http", "https", "mailto"})

_PLAIN = MarkdownIt("zero", {"html": False, "breaks": True, "xhtmlOut": False}).enable(
    ["list", "newline", "emphasis", "link", "escape"]
)
_TAG = re.compile("<[^>]*>")


def sanitize(html: str) -> str:
    """*html* with nothing left in it but paragraphs, lists, emphasis and web links.

    Other tags go, their text stays; scripts, styles and handlers do nothing any more.
    """
    return bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True)


def render(text: str) -> str:
    """Plain prose as safe HTML: paragraphs, line breaks, ``-`` lists, ``*emphasis*``, links."""
    html = str(_PLAIN.render(text))
    return sanitize(html.replace("<a href=", '<a rel="noopener noreferrer nofollow" href='))


def plain(html: str) -> str:
    """The words of *html* alone, on one line, for a place where no tag is shown."""
    return " ".join(_TAG.sub(" ", sanitize(html)).split())
