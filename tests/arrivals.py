"""How people of a test come in: through the pages, as everybody."""

from base64 import b32decode
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask

from portfolio.crypto.slots import SlotKind
from portfolio.domain.access import Actor
from portfolio.domain.structures import Card
from portfolio.extensions import db, writing
from portfolio.services import structures, unlocking
from portfolio.services.keyring import Keyring
from portfolio.services.unlocking import Attempt
from portfolio.services.work import Work
from tests import worlds
from tests.browser import Browser
from tests.page import Page
from tests.telephones import Telephone

TELEPHONE = "/account/factor/telephone"
PHRASE = "lanterne ruisseau tilleul 4821"


def register(browser: Browser, path: str = "/account/new", **fields: Any) -> Page:
    """Open an account, as far as the recovery sheet; remembers what the person would."""
    given: dict[str, Any] = {"name": "Sandrine", "phrase": PHRASE, "read": True} | fields
    page = browser.submit(path, **given)
    browser.login = page.text_of(".fil-codesheet dd.fil-mono")
    browser.phrase = str(given["phrase"])
    browser.code = " ".join(page.texts(".fil-code li"))
    return page


def keep_code(browser: Browser) -> Page:
    """Type back the group that the page at hand asks for."""
    assert browser.page is not None
    asked = int("".join(filter(str.isdigit, browser.page.text_of("label[for=group]"))))
    page = browser.submit(group=browser.code.split()[asked - 1].lower())
    return enrol(browser) if browser.url == TELEPHONE else page


def enrol(browser: Browser) -> Page:
    """Set the telephone up as the second factor, and keep the printed codes."""
    page = browser.page if browser.url == TELEPHONE and browser.page else browser.get(TELEPHONE)
    key = page.text_of("main details .fil-mono").replace(" ", "")
    telephone = browser.telephone = Telephone(b32decode(key))
    page = browser.submit(figures=telephone.figures(now(browser)))
    if not page.select("ol.fil-mono"):  # the former ones still serve
        return page
    telephone.spares = page.texts("ol.fil-mono li")
    return browser.press("J’ai gardé mes codes, continuer")


def sign_in(
    browser: Browser,
    login: str,
    phrase: str = PHRASE,
    status: int = 200,
    *,
    telephone: Telephone | None = None,
) -> Page:
    """Come in by the front door; past the second step too, with the browser's own telephone.

    Whoever comes in from another browser brings the *telephone* they have.
    """
    page = browser.submit("/account/sign-in", status=status, login=login, phrase=phrase)
    browser.login, browser.phrase = login, phrase
    browser.telephone = telephone or browser.telephone
    return second_step(browser) if page.select("main [name=carried]") else page


def second_step(browser: Browser) -> Page:
    """Show the telephone on the page that asks for it."""
    return browser.submit(**browser.telephone.answer(now(browser)))


def now(browser: Browser) -> datetime:
    """The moment it is for the application that the browser looks at."""
    moment: datetime = browser.client.application.extensions["clock"]()
    return moment


def a_citizen(browser: Browser, **fields: Any) -> Browser:
    """Somebody new, on the first page of their thread."""

    def live() -> Browser:
        register(browser, **fields)
        keep_code(browser)
        return browser

    return _copied(browser, live, fields) if "email" not in fields else live()  # a letter is sent


def a_professional(app: Flask, browser: Browser, **card: str) -> Browser:
    """Somebody new, who founded a structure and acts for it."""

    def live() -> Browser:
        register(browser, "/account/new/professional", name="Hélène Grandjean")
        keep_code(browser)
        with at_work(app, browser) as work:
            structures.create(work, Card(**{"name": "CIDFF des Vosges", "town": "Épinal"} | card))
        browser.press("Se déconnecter")
        sign_in(browser, browser.login)
        return browser

    return _copied(browser, live, card)


def _copied(browser: Browser, live: Callable[[], Browser], told: dict[str, Any]) -> Browser:
    """*browser* after *live*, or after a copy of it while nothing was asked of it."""
    if browser.response is not None:
        return live()
    called = live.__qualname__, *told.items(), *browser.headers.items()
    return browser.become(worlds.begun(browser.client.application, called, live))


class at_work:  # noqa: N801  # reads as a sentence: with at_work(app, browser) as work
    """The Work of whoever is at *browser*, committed when the block ends well."""

    def __init__(self, app: Flask, browser: Browser, structure_id: UUID | None = None) -> None:
        self._context = app.app_context()
        self._app, self._browser, self._structure_id = app, browser, structure_id

    def __enter__(self) -> Work:
        self._context.push()
        self._token = writing.set(True)
        parts, session = self._app.extensions, db.session()
        now = parts["clock"]()
        keys = Keyring(parts["server_keys"], parts["stretcher"], parts["kdf_cost"])
        attempt = Attempt(self._browser.login, SlotKind.PASSWORD, "")
        candidate = unlocking.find(session, keys, attempt, now)
        root = unlocking.root_of_phrase(keys, candidate, self._browser.phrase)
        opened = unlocking.unlock(session, keys, candidate, root, now)
        actor = Actor(opened.holder.id, opened.holder.role, self._structure_id)
        return replace(Work(session, actor, now, keys), keys=keys.opened(opened.user_key))

    def __exit__(self, kind: object, *_why: object) -> None:
        if kind is None:
            db.session.commit()
        db.session.remove()
        writing.reset(self._token)
        self._context.pop()
