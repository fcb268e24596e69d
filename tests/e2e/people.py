"""What people do in the browser, by ids and names: the same gestures in every language."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from portfolio.cli.seeding import PHRASE, SEED
from portfolio.domain.factors import STEP, step_of
from tests.e2e.site import a_phrase
from tests.telephones import Telephone

TELEPHONES: dict[str, Telephone] = {}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: what they sign in with."""

    login: str
    phrase: str


def go_on(page: Page) -> None:
    """Press the main button of the page's form, and be where it leads."""
    follow(page, page.locator("main .btn-primary[type=submit]").first)


def follow(page: Page, link: Locator) -> None:
    """Press what leads to another page, and be there."""
    with page.expect_navigation():
        link.click()


def fill(page: Page, **answers: Any) -> None:
    """Answer questions by their name: text, a choice among radios or in a list, a box."""
    for name, answer in answers.items():
        field = page.locator(f"main [name='{name}']")
        field.first.wait_for(state="attached")
        if field.count() > 1 or field.get_attribute("type") in {"radio", "checkbox"}:
            _tick(page, name, answer)
            continue
        _unfold(field)
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(answer)
        else:
            field.fill(answer)


def _tick(page: Page, name: str, answer: Any) -> None:
    for value in answer if isinstance(answer, (list, tuple)) else [answer]:
        chosen = f"[value='{value}']" if isinstance(value, str) else ""
        box = page.locator(f"main [name='{name}']{chosen}")
        _unfold(box)
        box.check()


def _unfold(field: Locator) -> None:
    """Open the details around a question that waits behind them."""
    closed = field.locator("xpath=ancestor::details[not(@open)]/summary")
    for summary in closed.all():
        summary.click()


def register(page: Page, name: str, email: str = "") -> Person:
    """Open an account, keep the recovery sheet, land on the thread."""
    phrase = a_phrase()
    page.goto("/account/new")
    fill(page, name=name, phrase=phrase, read=True)
    if email:
        fill(page, email=email)
    page.locator("main form .btn-primary").click()
    expect(page.locator(".fil-codesheet")).to_be_visible()
    person = Person(keep_sheet(page), phrase)
    expect(page).to_have_url(re.compile("/thread$"))
    return person


def keep_sheet(page: Page) -> str:
    """Copy the group of the sheet's code that is asked for; returns the login name printed."""
    groups = page.locator(".fil-code li").all_inner_texts()
    answer = page.locator("input.fil-code-input")
    question = page.locator(f"label[for={answer.get_attribute('id')}]").inner_text()
    login = page.locator(".fil-codesheet dd").nth(1).inner_text().strip()
    answer.fill(groups[int("".join(filter(str.isdigit, question))) - 1].strip())
    go_on(page)
    return login


def sign_in(page: Page, login: str, phrase: str = PHRASE) -> None:
    """Come in with a login name or an address."""
    page.goto("/account/sign-in")
    fill(page, login=login, phrase=phrase)
    go_on(page)
    if page.locator("main [name=figures]").count():
        fill(page, figures=figures_of(page, login))
        go_on(page)
    expect(page.locator("form[action$='/sign-out']")).to_be_visible()


def figures_of(page: Page, login: str) -> str:
    """What the telephone of a professional of the demonstration shows, and did not show before.

    Who comes in a third time within thirty seconds waits, as anybody would.
    """
    telephone = TELEPHONES.setdefault(login, Telephone(bytes.fromhex(SEED)))
    if step_of(datetime.now(UTC)) + 1 <= telephone.step:
        page.wait_for_function(f"Date.now() > {(telephone.step * STEP + 1) * 1000}", timeout=60_000)
    return telephone.figures(datetime.now(UTC))


def add(page: Page, kind: str, **answers: Any) -> None:
    """Write an entry by hand."""
    page.goto(f"/portfolio/add/{kind}")
    fill(page, **answers)
    go_on(page)
    expect(page.locator("main .has-error")).to_have_count(0)


def plan(page: Page, kind: str, **answers: Any) -> None:
    """Add an objective or an action to the plan."""
    page.goto(f"/plan/add/{kind}")
    fill(page, **answers)
    go_on(page)
    expect(page).to_have_url(re.compile("/plan$"))


def act(page: Page, objective: str, title: str, due: str) -> None:
    """Add an action under an objective, from its own link on the plan."""
    page.goto("/plan")
    goal = page.locator("section.fil-objective").filter(has_text=objective)
    follow(page, goal.locator("a[href*='/plan/add/action']"))
    fill(page, title=title, due=due)
    go_on(page)
    expect(page.locator("main")).to_contain_text(title)


def bring(page: Page, file: Path) -> None:
    """Send a file and take everything it proposes."""
    page.goto("/import")
    page.locator("#file").set_input_files(file)
    go_on(page)
    expect(page.locator("main fieldset").first).to_be_visible()
    go_on(page)
    expect(page).to_have_url(re.compile("/report$"))


def share(page: Page, structure: str, sections: list[str], **why: Any) -> None:
    """Walk through the four steps, as far as the letter to agree to."""
    page.goto("/shares/new")
    page.locator("#q").fill(structure)
    follow(page, page.locator("[role=search] button"))
    page.locator("main [name=structure]").first.check()
    go_on(page)
    fill(page, sections=sections)
    go_on(page)
    fill(page, **why)
    go_on(page)
    expect(page.locator(".fil-consent")).to_be_visible()


def agree(page: Page) -> None:
    """Give one's consent at the bottom of the letter."""
    page.locator("[name=agreed]").check()
    page.locator("button[name=answer][value=yes]").click()
    expect(page.locator(".fil-consent")).to_have_count(0)
