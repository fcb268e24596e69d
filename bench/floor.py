"""The floor: Flask and Jinja rendering the very same pages from memory, and doing nothing else.

A page is cut at every text between two tags. The template puts the texts back, escaped, between
the pieces of markup: the same bytes, by the same means, without session, database, keys or words.
"""

import gc
import os
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from flask import Flask, render_template_string
from markupsafe import Markup

TEMPLATE = "{% for piece in pieces %}{{ piece.markup }}{{ piece.text }}{% endfor %}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Markup, then the text that follows it."""

    markup: Markup
    text: str


class Cutter(HTMLParser):
    """Cuts a page into pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._markup = ""

    def cut(self, page: str) -> tuple[Piece, ...]:
        """The pieces of *page*, in order."""
        self.feed(page)
        self.close()
        self._add("")
        return tuple(self.pieces)

    def handle_starttag(self, _tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._markup += self.get_starttag_text() or ""

    def handle_startendtag(self, _tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._markup += self.get_starttag_text() or ""

    def handle_endtag(self, tag: str) -> None:
        self._markup += f"</{tag}>"

    def handle_decl(self, decl: str) -> None:
        self._markup += f"<!{decl}>"

    def handle_data(self, data: str) -> None:
        if data.isspace():
            self._markup += data
        else:
            self._add(data)

    def _add(self, text: str) -> None:
        self.pieces.append(Piece(Markup(self._markup), text))  # noqa: S704  # our own page's markup
        self._markup = ""


def create(folder: Path) -> Flask:
    """An application with one route for each ``name.html`` of *folder*."""
    made = Flask("floor")
    pages = {path.stem: Cutter().cut(path.read_text()) for path in folder.glob("*.html")}

    @made.get("/<name>")
    def show(name: str) -> str:
        return render_template_string(TEMPLATE, pieces=pages.get(name, ()))

    return made


if "BENCH_PAGES" in os.environ:
    app = create(Path(os.environ["BENCH_PAGES"]))
    gc.freeze()
