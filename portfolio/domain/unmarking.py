"""What people wrote, for paper and for one line: what Markdown marks is kept, its marks are not."""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from portfolio.domain import markup

BREAKS = frozenset({"softbreak", "hardbreak"})
LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


def unmarked(text: str) -> str:
    """*text* as :func:`markup.sanitize` shows it, in words alone; lists keep their numbers."""
    return "\n\n".join(_blocks(markup.tokens(text))) if markup.is_marked(text) else text


def _blocks(tokens: Iterator[Token]) -> Iterator[str]:
    """Paragraphs, and lists whose items stand under one another, to the end of the item read."""
    for token in tokens:
        if token.type in LISTS:
            yield "\n".join(_items(token, tokens))
        elif token.type == "inline":
            yield "".join(_words(token.children or ())).strip()
        elif token.type == "fence":
            yield token.content.strip()
        elif token.type == "list_item_close":
            return


def _items(opened: Token, tokens: Iterator[Token]) -> Iterator[str]:
    number = int(opened.attrs.get("start", 1))
    for token in tokens:
        if token.type != "list_item_open":
            return
        mark = f"{number}. " if opened.type == "ordered_list_open" else "- "
        yield mark + "\n".join(_blocks(tokens)).replace("\n", "\n  ")
        number += 1


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    """The words of a line; the address of a link, after what it is called."""
    href, called = "", ""
    for token in tokens:
        said = "\n" if token.type in BREAKS else token.content
        if token.type == "link_open":
            href, called = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close" and href and href != called:
            said = f" ({href})"
        called += said
        yield said
