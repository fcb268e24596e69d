"""What people wrote, for paper and for one line: what Markdown marks is kept, its marks are not."""

from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from portfolio.domain import markup

BREAKS = frozenset({"softbreak", "hardbreak"})
LISTS = frozenset({"bullet_list", "ordered_list"})


def unmarked(text: str) -> str:
    """*text* as :func:`markup.sanitize` shows it, in words alone; lists keep their numbers."""
    return "\n\n".join(_blocks(markup.tree(text))) if markup.is_marked(text) else text


def _blocks(node: SyntaxTreeNode) -> Iterator[str]:
    """Paragraphs, and lists whose items stand under one another."""
    if node.type in LISTS:
        yield "\n".join(_items(node))
    elif node.type in {"inline", "fence"}:
        yield _words(node).strip()
    else:
        for child in node.children:
            yield from _blocks(child)


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, first):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        yield mark + "\n".join(_blocks(item)).replace("\n", "\n  ")


def _words(node: SyntaxTreeNode) -> str:
    """The words of a line; the address of a link, after what it is called."""
    if node.type in BREAKS:
        return "\n"
    said = "".join(map(_words, node.children)) if node.children else node.content
    href = str(node.attrs.get("href", "")) if node.type == "link" else ""
    return f"{said} ({href})" if href and href != said else said
