"""HTML that found its way into a field meant for text."""

import re
from html import unescape

_BLOCKS = frozenset(
    ("br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "table", "tr", "ul")
)
_HIDDEN = frozenset({"script", "style"})
_INLINE = (
    "a|abbr|b|blockquote|body|button|center|cite|code|dd|dl|dt|em|embed|figure|font|footer|form|"
    "head|header|html|i|td|th|iframe|img|input|ins|del|link|main|mark|math|meta|nav|object|option|pre|s|"
    "section|select|small|source|span|strike|strong|sub|sup|svg|tbody|textarea|thead|title|u|video"
)
_NAMES = "|".join((*sorted(_BLOCKS | _HIDDEN, key=len, reverse=True), _INLINE))
_TAG = re.compile(rf"<(/?)({_NAMES})(?=[\s/>])[^<>]*>", re.IGNORECASE)


def plain(text: str) -> str:
    """*text* without HTML tags, in one linear pass; what only looks like a tag stays.

    Blocks become line breaks, items begin with a dash, scripts and styles vanish with what they
    hold. Without a tag the text comes back as it is, entities included.
    """
    if not _TAG.search(text):
        return text
    pieces = _TAG.split(text)
    kept, hidden = [pieces[0]], ""
    for closing, name, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        tag = name.lower()
        if tag in _HIDDEN:
            hidden = "" if closing else tag
        if not hidden:
            kept += [_break(tag, closing), after]
    return re.sub(r"\n\s*\n+", "\n", unescape("".join(kept))).strip()


def _break(tag: str, closing: str) -> str:
    if tag == "li" and not closing:
        return "\n- "
    return "\n" if tag in _BLOCKS else ""
