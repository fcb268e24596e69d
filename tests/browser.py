"""The visitor who inspects every page: what no page may lack is refused, whatever the test."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from html5lib import HTMLParser
from werkzeug.test import TestResponse

from tests.telephones import Telephone

SITE = "https://localhost"
HTML = "text/html"
CONTROLS = "input:not([type=hidden]):not([type=submit]), textarea, select"
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
Button = str | tuple[str, str]


class Page(BeautifulSoup):
    """A page on which a missing element is a failure, not a ``None``."""

    def one(self, selector: str) -> Tag:
        """The single element that *selector* names."""
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector!r}"
        return found[0]

    def text_of(self, selector: str) -> str:
        """Its words, single-spaced."""
        return words(self.one(selector))

    def value_of(self, selector: str, attribute: str = "value") -> str:
        """One of its attributes."""
        return str(self.one(selector)[attribute])

    def texts(self, selector: str) -> list[str]:
        """The words of every element that *selector* names."""
        return [words(each) for each in self.select(selector)]

    @property
    def said(self) -> str:
        """Everything the page says, single-spaced."""
        return words(self)

    def inspect(self) -> None:
        """Refuse what no page may lack."""
        assert self.one("html").get("lang") in {"fr", "en"}, "no language"
        assert re.match(r"\S.+ – Fil rouge$", self.text_of("title")), "no title of its own"
        assert self.text_of("h1"), "an empty h1"
        assert not self.select("[style], style, script:not([src])"), "inline style or script"
        assert not [each for each in self.find_all(True) if any(a[:2] == "on" for a in each.attrs)]
        self._inspect_ids()
        self._inspect_names()
        self._inspect_headings()
        self._inspect_addresses()

    def _inspect_ids(self) -> None:
        ids = [str(each["id"]) for each in self.select("[id]")]
        twice = {each for each in ids if ids.count(each) > 1}
        assert not twice, f"ids used twice: {twice}"
        for attribute in REFERRING:
            for each in self.select(f"[{attribute}]"):
                wanted = set(str(each[attribute]).split())
                assert wanted <= set(ids), f"{attribute} names nothing: {wanted - set(ids)}"

    def _inspect_names(self) -> None:
        for control in self.select(CONTROLS):
            label = self.select(f"label[for='{control.get('id')}']") or control.find_parent("label")
            named = label or control.get("aria-label") or control.get("aria-labelledby")
            assert named, f"{control.get('name')} has no label"
        for each in self.select("a[href], button, summary"):
            assert words(each) or each.get("aria-label"), f"nameless: {each}"
        for image in self.select("img"):
            assert image.has_attr("alt"), f"no alt: {image}"
        for form in self.select("form[method=post]"):
            assert form.select_one("input[name=csrf_token]"), "a form that anybody could forge"

    def _inspect_headings(self) -> None:
        level = 0
        for heading in self.select("h1, h2, h3, h4, h5, h6"):
            assert int(heading.name[1]) <= level + 1, f"a level skipped at {words(heading)!r}"
            level = int(heading.name[1])

    def _inspect_addresses(self) -> None:
        for each in self.select("[src], link[href], use[href], form[action]"):
            address = str(each.get("src") or each.get("href") or each.get("action"))
            assert not urlsplit(address).netloc, f"asked of somebody else: {address}"


@lru_cache(maxsize=1)
def _parser() -> HTMLParser:
    return HTMLParser(namespaceHTMLElements=False)


def mistakes(markup: str) -> list[str]:
    """What a strict reader of HTML (the WHATWG parsing algorithm) has to complain about."""
    parser = _parser()
    parser.parse(markup)
    return [f"line {line}: {what}" for (line, _), what, _ in parser.errors]


def words(element: Tag) -> str:
    """What *element* says, every kind of space made one."""
    return " ".join(element.get_text(" ").split())


class Browser:
    """Somebody at a browser: opens pages, fills forms, presses buttons, inspects what comes."""

    def __init__(self, client: FlaskClient, **headers: str) -> None:
        self.client = client
        self.headers = headers
        self.url = "/"
        self.page: Page | None = None
        self.response: TestResponse | None = None
        self.login = self.phrase = self.code = ""
        self.telephone = Telephone()

    def get(self, url: str, status: int = 200, headers: dict[str, str] | None = None) -> Page:
        """Open *url*, follow where it leads, and inspect the page."""
        self._ask("GET", url, headers=headers)
        return self._arrive(status)

    def submit(
        self,
        url: str = "",
        /,
        *,
        status: int = 200,
        button: Button = "",
        form: str = "main form[method=post]",
        files: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Page:
        """Fill the form at *url* (or on the page at hand) and send it; inspect what comes.

        The form is the first of *form* that has every one of *fields*. A list fills a name
        several times, True ticks a box, False unticks it; *button* is a name, or a name and
        a value; *files* are (stream, filename) pairs.
        """
        if url:
            self.get(url)
        chosen = self._form(form, set(fields) | set(files or {}))
        data = filled(chosen, fields) | pressed(chosen, button) | (files or {})
        self._ask("POST", urljoin(self.url, str(chosen.get("action") or "")), data=data)
        return self._arrive(status)

    def press(self, label: str, status: int = 200) -> Page:
        """Press the one button of the page that says *label*, alone in its form or not."""
        found = [each for each in self._here().select("button") if words(each) == label]
        assert len(found) == 1, f"{len(found)} buttons say {label!r}"
        button, form = found[0], found[0].find_parent("form")
        assert form is not None
        data = filled(form, {})
        if button.get("name"):
            data[str(button["name"])] = str(button.get("value", ""))
        self._ask("POST", urljoin(self.url, str(form.get("action") or "")), data=data)
        return self._arrive(status)

    def post(
        self,
        url: str,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Send *data* as a page of ours would, CSRF token included; nothing is followed."""
        token = self._token()
        return self._ask("POST", url, data={"csrf_token": token} | (data or {}), headers=headers)

    def _ask(
        self, method: str, url: str, data: Any = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        sent = self.headers | {"Referer": SITE + self.url} if method == "POST" else self.headers
        self.response = self.client.open(
            url, method=method, base_url=SITE, data=data, headers=sent | (headers or {})
        )
        self.url = url
        return self.response

    def _arrive(self, status: int) -> Page:
        assert self.response is not None
        for _ in range(5):
            if self.response.status_code not in {301, 302, 303, 307, 308}:
                break
            self._ask("GET", self.response.headers["Location"].removeprefix(SITE))
        found = self.response.status_code
        assert found == status, f"{self.url}: {found}, not {status}"
        self.page = Page(self.response.text, "html5lib")
        if self.response.mimetype == HTML:
            assert not mistakes(self.response.text), "HTML that a browser has to guess at"
            self.page.inspect()
        return self.page

    def _here(self) -> Page:
        assert self.page is not None, "no page was opened"
        return self.page

    def _form(self, selector: str, fields: set[str]) -> Tag:
        forms = self._here().select(selector)
        for form in forms:
            if fields <= {str(each["name"]) for each in form.select("[name]")}:
                return form
        offered = [[str(each["name"]) for each in form.select("[name]")] for form in forms]
        raise AssertionError(f"no form asks for {sorted(fields)}; there are {offered}")

    def _token(self) -> str:
        selector = "input[name=csrf_token]"
        found = self.page.select_one(selector) if self.page else None
        if found is None:
            found = Page(self._ask("GET", "/help").text, "html5lib").select(selector)[0]
        return str(found["value"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self.client.delete_cookie("__Host-fil", domain="localhost")


def filled(form: Tag, fields: dict[str, Any]) -> dict[str, Any]:
    """What *form* sends as it stands, with *fields* written over it."""
    data: dict[str, list[str]] = {}
    for name, value in standing(form):
        data.setdefault(name, []).append(value)
    for name, given in fields.items():
        data[name] = _given(form, name, given)
    return {name: values for name, values in data.items() if values}


def _given(form: Tag, name: str, given: Any) -> list[str]:
    if given is True:
        return [str(form.select(f"[name='{name}']")[0].get("value", "on"))]
    if given is False or given is None:
        return []
    return [str(each) for each in given] if isinstance(given, (list, tuple)) else [str(given)]


def standing(form: Tag) -> Iterator[tuple[str, str]]:
    """Every name and value that *form* sends untouched (HTML, form-associated elements)."""
    for control in form.select("input[name], textarea[name], select[name]"):
        for value in _values(control):
            yield str(control["name"]), value


def _values(control: Tag) -> list[str]:
    kind = "" if control.name != "input" else str(control.get("type", "text"))
    if control.name == "select":
        first = [] if control.has_attr("multiple") else control.select("option")[:1]
        chosen = control.select("option[selected]") or first
        return [str(each.get("value", each.text)) for each in chosen]
    if control.name == "textarea":
        return [control.text]
    if kind in {"checkbox", "radio"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [] if kind in {"submit", "button", "file", "image"} else [str(control.get("value", ""))]


def pressed(form: Tag, button: Button) -> dict[str, str]:
    """What the button adds to what its form sends."""
    if not button:
        return {}
    if isinstance(button, tuple):
        return dict([button])
    return {button: str(form.select(f"button[name='{button}']")[0].get("value", ""))}
