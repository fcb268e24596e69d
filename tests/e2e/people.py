"""What people do in the browser, by the names they read on the page."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from portfolio.cli.seeding import PHRASE
from tests.e2e.site import a_phrase


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: what they sign in with."""

    login: str
    phrase: str


def register(page: Page, name: str, email: str = "") -> Person:
    """Open an account, keep the recovery sheet, land on the thread."""
    phrase = a_phrase()
    page.goto("/account/new")
    page.locator("#name").fill(name)
    if email:
        page.locator("#email").fill(email)
    page.locator("#phrase").fill(phrase)
    page.locator("#read").check()
    page.get_by_role("button", name="Créer mon compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gardez votre code de secours")
    login = keep_sheet(page)
    return Person(login, phrase)


def keep_sheet(page: Page) -> str:
    """Copy the sheet's code as asked; returns the login name printed on it."""
    groups = page.locator(".fil-code li").all_inner_texts()
    asked = page.locator("input.fil-code-input")
    place = int("".join(sign for sign in page.locator(f"label[for={asked.get_attribute('id')}]").inner_text() if sign.isdigit()))
    login = page.locator(".fil-codesheet dd").nth(1).inner_text().strip()
    asked.fill(groups[place - 1].strip())
    page.get_by_role("button", name="J’ai gardé mon code, continuer").click()
    return login


def sign_in(page: Page, login: str, phrase: str = PHRASE) -> None:
    """Come in with a login name or an address."""
    page.goto("/account/sign-in")
    page.locator("#login").fill(login)
    page.locator("#phrase").fill(phrase)
    page.get_by_role("button", name="Me connecter").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
