"""Three people, two structures: one proposes the other, the person decides what leaves."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.e2e import people
from tests.e2e.inspecting import Inspector

FIRST, SECOND = "Mission locale des Trois-Vallées", "Espace conseil Mirabelle"
NEED = "Faire reconnaître ce que je sais faire"


def test_a_referral_between_two_structures(visit: Callable[..., Page]) -> None:
    """I-05 I-06 I-07, played: proposed, nothing known; agreed to, received; stopped, closed."""
    citizen, first, second = (visit(bypass_csp=True) for _ in range(3))
    looks = [Inspector(each) for each in (citizen, first, second)]
    people.sign_in(first, "helene@demo.example")
    people.sign_in(second, "marc@demo.example")
    meeting = shares(citizen)
    proposes(looks[1], meeting)
    knows_nothing(looks[2])
    agrees(looks[0])
    came = answers(looks[2])
    reads_the_appointment(looks[0])
    is_told_as_far_as_allowed(looks[1], meeting)
    stops(looks[0])
    second.goto(came)
    expect(second.locator("main")).not_to_contain_text("Inès")
    for each in looks:
        each.report()


def shares(page: Page) -> str:
    """Her plan, to the first structure; where it is read."""
    people.register(page, "Inès Caron")
    people.add(page, "skill", title="Coudre un ourlet")
    people.share(page, FIRST, ["plan"], purpose="training", rights=["propose"])
    people.agree(page)
    return f"/interviews/{page.url.split('/')[-2]}"


def proposes(inspector: Inspector, meeting: str) -> None:
    """From the interview: the directory, the words, beside other structures."""
    page = inspector.page
    page.goto("/referrals/rules")
    inspector.look("the rules of referrals")
    if page.locator("main form .btn-primary").count():
        people.go_on(page)
    page.goto(f"{meeting}/referrals/new")
    inspector.look("which structure")
    people.follow(page, page.get_by_role("link", name=f"Choisir {SECOND}"))
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("a referral with mistakes")
    people.fill(page, need=NEED, reason="Ils accompagnent la VAE.", sections=["skills"])
    people.go_on(page)
    expect(page.locator("main table")).to_contain_text("Attend la réponse de la personne")
    inspector.look("referrals of one person")


def knows_nothing(inspector: Inspector) -> None:
    """Before she agrees, the other structure has no line about her."""
    page = inspector.page
    page.goto("/referrals")
    expect(page.locator("main")).not_to_contain_text("Inès")
    inspector.look("referrals, before anything came")


def agrees(inspector: Inspector) -> None:
    """She reads why, takes the suggestion, signs the letter."""
    page = inspector.page
    page.goto("/thread")
    people.follow(page, page.locator("main a[href$='/shares/referrals']"))
    inspector.look("referrals that wait")
    people.follow(page, page.get_by_role("link", name=SECOND))
    inspector.look("a referral that waits")
    people.fill(page, suggested=True)
    people.go_on(page)
    expect(page.locator("[name=sections][value=skills]")).to_be_checked()
    people.go_on(page)
    people.fill(page, purpose="validation")
    people.go_on(page)
    expect(page.locator("main")).to_contain_text("Par un relais")
    inspector.look("the letter of a referral")
    people.agree(page)


def answers(inspector: Inspector) -> str:
    """It is read, and accepted with a first meeting; where that is."""
    page = inspector.page
    page.goto("/referrals")
    people.follow(page, page.get_by_role("link", name="Inès Caron"))
    expect(page.locator("main")).to_contain_text(NEED)
    inspector.look("a referral received")
    soon = (date.today() + timedelta(days=7)).isoformat()  # noqa: DTZ011  # the machine's day will do
    people.fill(page, day=soon, at="09:30", place="3 quai de la Batellerie")
    people.follow(page, page.get_by_role("button", name="Accepter ce relais"))
    inspector.look("a referral accepted")
    came = page.url
    page.goto("/desk/agenda")
    expect(page.locator("main")).to_contain_text("Inès Caron")
    return came


def reads_the_appointment(inspector: Inspector) -> None:
    page = inspector.page
    page.goto("/shares/referrals")
    people.follow(page, page.get_by_role("link", name=SECOND))
    expect(page.locator("main")).to_contain_text("3 quai de la Batellerie")
    inspector.look("a referral and its appointment")
    url = page.url
    people.follow(page, page.get_by_role("link", name="Confirmer ou déplacer"))
    people.follow(page, page.get_by_role("button", name="Confirmer"))
    expect(page.locator("main")).to_contain_text("Confirmé")
    page.goto(url)


def is_told_as_far_as_allowed(inspector: Inspector, meeting: str) -> None:
    page = inspector.page
    page.goto(f"{meeting}/referrals")
    people.follow(page, page.get_by_role("link", name=SECOND))
    expect(page.locator("main")).to_contain_text("Accepté")
    expect(page.locator("main")).not_to_contain_text("Batellerie")
    inspector.look("a referral as the one who proposed it reads it")


def stops(inspector: Inspector) -> None:
    page = inspector.page
    people.follow(page, page.get_by_role("link", name="Arrêter ce relais"))
    inspector.look("before a referral stops")
    people.follow(page, page.get_by_role("button", name="Oui, arrêter ce relais"))
    expect(page).to_have_url(re.compile("/shares/referrals/"))
    expect(page.locator("main")).to_contain_text("Vous avez arrêté ce relais")
