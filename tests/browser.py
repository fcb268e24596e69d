"""The visitor who inspects every page, fills forms as they stand, and presses their buttons."""

from collections.abc import Iterator
from copy import copy, deepcopy
from typing import Any, Self
from urllib.parse import urljoin

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page import Page, Tag, words
from tests.telephones import Telephone

SITE = "https://localhost"
HTML = "text/html"
Button = str | tuple[str, str]


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
        """Press the one button of the page that says *label*, wherever its form is."""
        found = [each for each in self._here().select("button") if words(each) == label]
        assert len(found) == 1, f"{len(found)} buttons say {label!r}"
        button = found[0]
        form = self._form_of(button)
        data = filled(form, {})
        if button.get("name"):
            data[str(button["name"])] = str(button.get("value", ""))
        action = button.get("formaction") or form.get("action") or ""
        self._ask("POST", urljoin(self.url, str(action)), data=data)
        return self._arrive(status)

    def _form_of(self, button: Tag) -> Tag:
        named = button.get("form")
        found = self._here().select(f"form#{named}") if named else button.iterancestors("form")
        form: Tag = next(iter(found))
        return form

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
        self.page = Page(self.response.text)
        if self.response.mimetype == HTML:
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
        found = self.page.select(selector) if self.page else []
        if not found:
            found = Page(self._ask("GET", "/help").text).select(selector)
        return found[0]["value"]

    def become(self, other: "Browser") -> Self:
        """Be where *other* is, with their cookies, and know what they know."""
        vars(self).update(vars(other))
        return self

    def __deepcopy__(self, _met: dict[int, Any]) -> "Browser":
        """Somebody who stands where this one does, at a browser of their own."""
        twin = copy(self)
        twin.client = self.client.application.test_client()
        twin.client._cookies = dict(self.client._cookies or {})
        twin.telephone = deepcopy(self.telephone)
        return twin

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
    kind = "" if control.tag != "input" else str(control.get("type", "text"))
    if control.tag == "select":
        first = [] if "multiple" in control.attrib else control.select("option")[:1]
        chosen = control.select("option[selected]") or first
        return [str(each.get("value", each.text)) for each in chosen]
    if control.tag == "textarea":
        return [control.text]
    if kind in {"checkbox", "radio"}:
        return [str(control.get("value", "on"))] if "checked" in control.attrib else []
    return [] if kind in {"submit", "button", "file", "image"} else [str(control.get("value", ""))]


def pressed(form: Tag, button: Button) -> dict[str, str]:
    """What the button adds to what its form sends."""
    if not button:
        return {}
    if isinstance(button, tuple):
        return dict([button])
    return {button: str(form.select(f"button[name='{button}']")[0].get("value", ""))}
