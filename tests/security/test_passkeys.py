"""Passkeys: what a device must have signed, for whom, where, and once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from portfolio.domain.factors import FactorKind
from portfolio.services import factors
from portfolio.storage.factors import Factor
from tests import arrivals
from tests.arrivals import PHRASE, at_work
from tests.authenticators import Device
from tests.browser import Browser
from tests.page import Page
from tests.security.test_second_step import half_in
from tests.security.test_sessions import change, is_out

Browsers = Callable[..., Browser]
ADDS = "/account/factor/passkeys"


def options(page: Page) -> str:
    """What the page asks of the device."""
    return page.value_of("[data-module=passkey]", "data-options")


def adds(browser: Browser, device: Device, name: str = "Mon téléphone") -> Page:
    """One more passkey for whoever is at *browser*."""
    page = browser.get(ADDS)
    return browser.submit(name=name, signed=device.creates(options(page)))


def signed(browser: Browser, device: Device, status: int = 200) -> Page:
    """Answer the second step with the device."""
    assert browser.page is not None
    return browser.submit(signed=device.signs(options(browser.page)), status=status)


@pytest.fixture
def device(professional: Browser) -> Device:
    """A passkey of the professional, beside their telephone."""
    made = Device()
    adds(professional, made)
    return made


def test_a_passkey_lets_in(browsers: Browsers, professional: Browser, device: Device) -> None:
    visitor = half_in(browsers, professional)
    assert signed(visitor, device).text_of("h1") != "Deuxième étape"
    assert "Mon téléphone" in visitor.get("/account/factor").said


def test_a_professional_may_begin_with_a_passkey(browsers: Browsers) -> None:
    newcomer, made = browsers(), Device()
    arrivals.register(newcomer, "/account/new/professional", name="Sonia")
    assert adds(newcomer, made).text_of("h1") == "Mes codes de dépannage"
    newcomer.press("J’ai gardé mes codes, continuer")
    newcomer.press("Se déconnecter")
    newcomer.submit("/account/sign-in", login=newcomer.login, phrase=PHRASE)
    signed(newcomer, made)
    assert not is_out(newcomer)


BENT: list[dict[str, Any]] = [
    {"origin": "https://localhost.evil.example"},
    {"origin": "http://localhost"},
    {"rp_id": "evil.example"},
    {"verifies": False},
    {"key": Device().key},
    {"id": b"somebody else's key"},
]


@pytest.mark.parametrize("lie", BENT, ids=lambda lie: "-".join(f"{k}" for k in lie))
def test_56_a_device_that_lies_is_refused(
    browsers: Browsers, professional: Browser, device: Device, lie: dict[str, Any]
) -> None:
    """Security test 56: wrong origin, wrong RP id, user not verified, another key, another id."""
    visitor = half_in(browsers, professional)
    page = signed(visitor, device.bent(**lie), status=422)
    assert "pas été reconnue" in page.said
    assert is_out(visitor)


@pytest.mark.parametrize("lie", BENT[:4], ids=lambda lie: "-".join(f"{k}" for k in lie))
def test_56_a_device_that_lies_is_not_taken(professional: Browser, lie: dict[str, Any]) -> None:
    """Security test 56: the same when it is added."""
    page = professional.get(ADDS)
    said = Device(**lie).creates(options(page))
    page = professional.submit(name="Faux", signed=said, status=422)
    assert "n’a pas pu être ajoutée" in page.said


def test_56_a_challenge_serves_once(
    browsers: Browsers, professional: Browser, device: Device
) -> None:
    """Security test 56: an answer heard on the way in is worth nothing a second time."""
    visitor, thief = half_in(browsers, professional), half_in(browsers, professional)
    assert visitor.page is not None
    said = device.signs(options(visitor.page))
    visitor.submit(figures="000000", status=422)
    visitor.submit(signed=said, status=422)
    thief.submit(signed=said, status=422)
    assert is_out(visitor) and is_out(thief)


def test_56_a_count_that_goes_back_is_refused_and_said(
    browsers: Browsers, professional: Browser, device: Device
) -> None:
    """Security test 56: two devices with one key: one of them was copied."""
    copy = device.bent()
    signed(half_in(browsers, professional), device)
    signed(half_in(browsers, professional), device)
    visitor = half_in(browsers, professional)
    assert "a peut-être été copiée" in signed(visitor, copy, status=422).said
    assert is_out(visitor)


def test_56_a_passkey_of_somebody_else_is_refused(
    app: Flask, browsers: Browsers, professional: Browser, device: Device, citizen: Browser
) -> None:
    """Security test 56: shown with its own id, and moved into the victim's row by hand."""
    mine = Device()
    adds(citizen, mine)
    visitor = half_in(browsers, professional)
    signed(visitor, mine, status=422)
    with at_work(app, citizen) as work:
        box = factors.rows(work, FactorKind.PASSKEY)[0].box
    change(app, update(Factor).where(Factor.kind == FactorKind.PASSKEY).values(box=box))
    visitor = browsers()
    visitor.submit("/account/sign-in", status=409, login=professional.login, phrase=PHRASE)
    assert is_out(visitor)


def test_56_a_passkey_that_was_removed_is_refused(
    app: Flask, browsers: Browsers, professional: Browser, device: Device
) -> None:
    """Security test 56: from the moment it is removed."""
    visitor = half_in(browsers, professional)
    with at_work(app, professional) as work:
        gone = factors.held(work).passkeys[0].id
    professional.post(f"/account/factor/{gone}/remove")
    signed(visitor, device, status=422)
    assert is_out(visitor)


def test_56_nobody_removes_the_passkey_of_somebody_else(
    app: Flask, professional: Browser, device: Device, citizen: Browser
) -> None:
    """Security test 56: an id of another account is not there."""
    with at_work(app, professional) as work:
        theirs = factors.held(work).passkeys[0].id
    assert citizen.post(f"/account/factor/{theirs}/remove").status_code == 404


def test_57_a_passkey_is_never_the_only_way_to_the_keys(
    browsers: Browsers, professional: Browser, device: Device
) -> None:
    """Security test 57: it opens no slot; the passphrase or the recovery code is always asked."""
    visitor, page = browsers(), half_in(browsers, professional).page
    assert page is not None
    said = device.signs(options(page))
    answer = visitor.post("/account/second-step", {"signed": said, "carried": ""})
    assert answer.status_code == 303 and is_out(visitor)


@pytest.mark.parametrize("said", ["{", "[]", "{}", '{"id": 1}', "é" * 9000, "\0", "null"])
def test_what_no_device_says_is_refused_like_the_rest(
    browsers: Browsers, professional: Browser, device: Device, said: str
) -> None:
    visitor = half_in(browsers, professional)
    visitor.submit(signed=said, status=422)
    own = visitor.page
    assert own is not None
    twisted = json.dumps({"id": json.loads(device.signs(options(own)))["id"], "response": said})
    visitor.submit(signed=twisted, status=422)
    assert is_out(visitor)
