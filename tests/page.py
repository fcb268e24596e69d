"""A page as a careful visitor reads it: what no page may lack is refused, whatever the test.

lxml reads it and answers the selectors, for it is quick where most of these tests' time would go;
a strict reader, which guesses at nothing, goes first through each page that is new to it.
"""

import re
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

from cssselect import HTMLTranslator
from html5lib import HTMLParser
from lxml import etree

REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
FETCHING = {"link": "href", "use": "href", "form": "action"}
"""Where these elements say what they fetch or send to; the others say it in ``src``."""
ASKING = frozenset({"input", "textarea", "select"})
PRESSED = frozenset({"a", "button", "summary"})
WRITTEN = etree.XPath("descendant::text()[not(parent::script or parent::style)]")
_PLAIN = r"(?:[^\"&<\x00-\x08\x0b-\x1f\x7f-\x9f]|&(?:amp|lt|gt|\#3[49]);)"
WORDS = re.compile(rf'="{_PLAIN}+"|>\s*(?!\s){_PLAIN}(?:{_PLAIN}|")*<')
"""What is written in attributes and between tags, where no sign is strange."""


class Asked:
    """What answers selectors; a missing element is a failure, not a ``None``."""

    def select(self, selector: str) -> "list[Tag]":
        """Every element that *selector* names."""
        raise NotImplementedError

    def get_text(self, between: str = "") -> str:
        """Everything written there, with *between* from one piece to the next."""
        raise NotImplementedError

    def one(self, selector: str) -> "Tag":
        """The single element that *selector* names."""
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector!r}"
        return found[0]

    def text_of(self, selector: str) -> str:
        """Its words, single-spaced."""
        return words(self.one(selector))

    def value_of(self, selector: str, attribute: str = "value") -> str:
        """One of its attributes."""
        return self.one(selector)[attribute]

    def texts(self, selector: str) -> list[str]:
        """The words of every element that *selector* names."""
        return [words(each) for each in self.select(selector)]


class Tag(Asked, etree.ElementBase):  # type: ignore[misc]  # lxml has no types
    """An element: selectors look below it."""

    def select(self, selector: str) -> "list[Tag]":
        """Every element below it that *selector* names."""
        found: list[Tag] = _path(selector, "descendant::")(self)
        return found

    def get_text(self, between: str = "") -> str:
        """Everything written in it."""
        written = between.join(WRITTEN(self))
        return written.removeprefix("\n") if self.tag == "textarea" else written

    @property
    def text(self) -> str:
        """Everything written in it, not only what comes before its first element."""
        return self.get_text()

    def __getitem__(self, name: str) -> str:
        return str(self.attrib[name])

    def __bool__(self) -> bool:
        return True  # it is there, even with nothing in it

    def __str__(self) -> str:
        return str(etree.tostring(self, encoding="unicode", method="html", with_tail=False))


class Page(Asked):
    """A whole page, read once somebody asks it something."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    @cached_property
    def root(self) -> Tag:
        """Its outermost element."""
        reader = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
        reader.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Tag))
        root: Tag = etree.HTML(self.markup.replace("\r\n", "\n").encode() or b"<html>", reader)
        return root

    def select(self, selector: str) -> list[Tag]:
        """Every element that *selector* names."""
        found: list[Tag] = _path(selector, "descendant-or-self::")(self.root)
        return found

    def get_text(self, between: str = "") -> str:
        """Everything written on it."""
        return self.root.get_text(between)

    def __str__(self) -> str:
        return str(self.root)

    @property
    def said(self) -> str:
        """Everything the page says, single-spaced."""
        return words(self)

    def inspect(self) -> None:
        """Refuse what no page may lack."""
        assert not mistakes(self.markup), "HTML that a browser has to guess at"
        assert self.one("html").get("lang") in {"fr", "en"}, "no language"
        assert re.match(r"\S.+ – Fil rouge$", self.text_of("title")), "no title of its own"
        assert self.text_of("h1"), "an empty h1"
        everything = list(self.root.iter())
        _inspect_ids(everything)
        _inspect_headings(everything)
        labelled = {each["for"] for each in everything if "for" in each.attrib}
        for each in everything:
            _inspect_rules(each)
            _inspect_name(each, labelled)


def _inspect_ids(everything: list[Tag]) -> None:
    ids = [each.get("id") for each in everything if "id" in each.attrib]
    twice = {each for each in ids if ids.count(each) > 1} if len(set(ids)) < len(ids) else None
    assert not twice, f"ids used twice: {twice}"
    for attribute in REFERRING:
        wanted = {name for each in everything for name in each.get(attribute, "").split()}
        assert wanted <= set(ids), f"{attribute} names nothing: {wanted - set(ids)}"


def _inspect_headings(everything: list[Tag]) -> None:
    level = 0
    for heading in everything:
        if re.fullmatch("h[1-6]", heading.tag):
            assert int(heading.tag[1]) <= level + 1, f"a level skipped at {words(heading)!r}"
            level = int(heading.tag[1])


def _inspect_rules(each: Tag) -> None:
    """Nothing in line, and nothing asked of anybody else."""
    in_line = each.tag == "style" or (each.tag == "script" and "src" not in each.attrib)
    assert not in_line, f"inline: {each}"
    handled = [name for name in each.attrib if name == "style" or name[:2] == "on"]
    assert not handled, f"inline: {each}"
    address = each.get(FETCHING.get(each.tag, "src"), "")
    assert not urlsplit(address).netloc, f"asked of somebody else: {address}"


def _inspect_name(each: Tag, labelled: set[str]) -> None:
    named = each.get("aria-label") or each.get("aria-labelledby")
    if each.tag in ASKING and each.get("type") not in {"hidden", "submit"}:
        label = each.get("id") in labelled or any(each.iterancestors("label"))
        assert label or named, f"{each.get('name')} has no label"
    elif each.tag in PRESSED and (each.tag != "a" or "href" in each.attrib):
        assert named or words(each), f"nameless: {each}"
    elif each.tag == "img":
        assert "alt" in each.attrib, f"no alt: {each}"
    elif each.tag == "form" and each.get("method") == "post":
        assert each.select("input[name=csrf_token]"), "a form that anybody could forge"


def words(element: Asked) -> str:
    """What *element* says, every kind of space made one."""
    return " ".join(element.get_text(" ").split())


def mistakes(markup: str) -> list[str]:
    """What a strict reader of HTML (the WHATWG parsing algorithm) has to complain about."""
    if not _mistakes(WORDS.sub(_unworded, markup)):
        return []
    return [f"line {line}: {what}" for line, what in _complaints(markup)]


def _unworded(found: re.Match[str]) -> str:
    return '="x"' if found[0][0] == "=" else ">x<"


@lru_cache(maxsize=2048)
def _mistakes(bare: str) -> bool:
    """The same of a page without its words: of two with the same tags, one need be read."""
    return bool(_complaints(bare))


def _complaints(markup: str) -> list[tuple[int, str]]:
    reader = _strict_reader()
    reader.parse(markup)
    return [(line, what) for (line, _), what, _ in reader.errors]


@lru_cache(maxsize=1)
def _strict_reader() -> HTMLParser:
    return HTMLParser(namespaceHTMLElements=False)


@lru_cache(maxsize=1024)
def _path(selector: str, where: str) -> Any:
    return etree.XPath(HTMLTranslator().css_to_xpath(selector, where))
