"""The second step in a real browser: a telephone’s figures, then a passkey of the browser."""

import re

from playwright.sync_api import Browser, Page, expect

from portfolio.cli.seeding import PHRASE
from tests.e2e import people
from tests.e2e.inspecting import Inspector
from tests.e2e.site import Site

MARC = "marc@demo.example"
UNLOCKED = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A device whose owner is there and says yes (Chromium's virtual authenticator)."""


def test_a_counsellor_adds_a_passkey_and_comes_in_with_it(chromium: Browser, site: Site) -> None:
    """Security test 56 in a browser, at a name and not at a number: passkeys want one."""
    named = site.address.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=named, locale="fr-FR", bypass_csp=True)
    page = context.new_page()
    inspector = Inspector(page)
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": UNLOCKED})
    people.sign_in(page, MARC)
    for url in ("/account/factor", "/account/factor/telephone", "/account/prove"):
        page.goto(url)
        inspector.look(url)
    adds(page, inspector)
    page.locator("form[action$='/sign-out'] button").first.click()
    comes_in(page, inspector)
    inspector.report()
    context.close()


def adds(page: Page, inspector: Inspector) -> None:
    """Name the device and let it sign."""
    page.goto("/account/factor/passkeys")
    inspector.look("a new passkey")
    people.fill(page, name="Ordinateur du bureau")
    people.follow(page, page.locator("[data-module=passkey] button"))
    expect(page.locator("main")).to_contain_text(
        re.compile("Ordinateur du bureau|codes de dépannage")
    )


def comes_in(page: Page, inspector: Inspector) -> None:
    """The passphrase, then the device."""
    page.goto("/account/sign-in")
    people.fill(page, login=MARC, phrase=PHRASE)
    people.go_on(page)
    inspector.look("the second step")
    people.follow(page, page.locator("[data-module=passkey] button"))
    expect(page.locator("form[action$='/sign-out']")).to_be_visible()
