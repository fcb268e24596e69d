"""What people wrote, as HTML that can do no harm; what a file wrote, as text without HTML."""

import html
import re
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

import bleach
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "strong", "ul"}
)
PROTOCOLS = frozenset({"https", "mailto"})
REL = "noopener noreferrer nofollow ugc"
LONGEST = 100_000
"""Characters read by :func:`plain`: five times the longest answer, so what is cut is refused."""

# Raw HTML and pictures are dangerous. The others would surprise who writes as they speak: a
# line of dashes made a title, an indented line made code, a bracketed line gone.
_UNUSED = ("image", "heading", "lheading", "hr", "table", "code", "reference")
_ABSOLUTE = re.compile(r"https://[^/\s]|mailto:[^\s]", re.IGNORECASE)
_SPEECH = re.compile(r"[^\x00-\x09\x0b-\x1f<>&*_`~\\\[\]]*")  # no mark of Markdown or HTML
_LISTED = re.compile(r"^ *(?:[-+]|\d+[.)])", re.MULTILINE)
_BLANK = re.compile(r"\n(?: *\n)+")
_BLOCK = re.compile(r"<(?:br|/?(?:p|div|ul|ol|h[1-6]|tr|blockquote))\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)


def sanitize(text: str) -> str:
    """Safe HTML from Markdown: paragraphs, lists, emphasis, absolute links; no title, no image."""
    if not is_marked(text):
        return _spoken(text)
    return bleach.clean(
        _MARKDOWN.render(text), tags=TAGS, attributes=_may, protocols=PROTOCOLS, strip=True
    )


def is_marked(text: str) -> bool:
    """Whether *text* may hold more than words and their lines."""
    return not _SPEECH.fullmatch(text) or bool(_LISTED.search(text))


def tokens(text: str) -> Iterator[Token]:
    """The pieces of *text*, one after the other, as Markdown tells them apart."""
    return iter(_MARKDOWN.parse(text))


def before_marks(text: str) -> str:
    """How *text* begins, up to the first thing in it that may be more than words."""
    found = _SPEECH.match(text)
    spoken = found.group() if found else ""
    listed = _LISTED.search(spoken)
    return spoken[: listed.start()] if listed else spoken


def _spoken(text: str) -> str:
    """What the rest of this module makes of words alone, two hundred times faster."""
    blocks = (block.strip() for block in _BLANK.split(text.replace('"', "&quot;")))
    said = (re.sub(" *\n *", "<br>\n", block) for block in blocks if block)
    return "".join(f"<p>{block}</p>\n" for block in said)


def plain(text: str) -> str:
    """*text* without its tags, entities read; paragraphs become lines, list items dashes."""
    if "<" not in text and "&" not in text:
        return text
    lined = _ITEM.sub("\n- ", _BLOCK.sub("\n", text[:LONGEST]))
    bare = html.unescape(bleach.clean(lined, tags=(), strip=True))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", bare).strip()


def _may(tag: str, name: str, value: str) -> bool:
    """An address that says where it goes by itself; the number a list starts from."""
    if tag == "a":
        return bool(_ABSOLUTE.match(value)) if name == "href" else (name, value) == ("rel", REL)
    return (tag, name) == ("ol", "start") and value.isdecimal()


def _open_link(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    place: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    tokens[place].attrSet("rel", REL)
    return renderer.renderToken(tokens, place, options, env)


_OPTIONS = {"html": False, "linkify": False, "breaks": True, "maxNesting": 20}
_MARKDOWN = MarkdownIt("js-default", _OPTIONS)
_MARKDOWN.disable([*_UNUSED])
_MARKDOWN.add_render_rule("link_open", _open_link)
