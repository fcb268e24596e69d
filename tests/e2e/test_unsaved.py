"""Words typed and not saved: the network goes, the session ends, the tab closes; they are there."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import people

Visit = Callable[..., Page]

JOB = "/portfolio/add/job"


def test_words_outlive_the_network_the_session_and_the_tab(visit: Visit) -> None:
    """Security test 119, in a browser; nothing is kept on the machine meanwhile."""
    page = visit()
    person = people.register(page, "Jeanne Dupont")
    page.goto(JOB)
    expect(page.locator("[data-saved] [role=status]")).to_have_text(
        "Rien à enregistrer pour l’instant."
    )
    lose_the_network(page, title="Vendeuse")
    other = end_the_session(page, person, story="Mes mots à moi.")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    page.close()  # nothing asks to stay: the words are kept
    other.goto(JOB)
    people.follow(other, other.get_by_role("link", name="Le reprendre"))
    expect(other.locator("[name=title]")).to_have_value("Vendeuse")
    expect(other.locator("[name=story]")).to_have_value("Mes mots à moi.")
    people.follow(other, other.locator("main form:has([name=title]) .btn-primary"))
    expect(other.locator(".fil-flashes")).to_contain_text("C’est ajouté.")
    other.goto(JOB)
    expect(other.get_by_role("link", name="Le reprendre")).to_have_count(0)


def lose_the_network(page: Page, **answers: str) -> None:
    """Type while nothing goes through, then let it through."""
    standing = page.locator("[data-saved]")
    page.context.set_offline(True)
    people.fill(page, **answers)
    expect(standing).to_contain_text("Hors connexion : vos mots restent ici")
    page.locator("main form:has([name=title]) .btn-primary").click()
    expect(page.locator("[name=title]")).to_have_value(answers["title"])
    page.context.set_offline(False)
    expect(standing).to_contain_text("Brouillon enregistré à")


def end_the_session(page: Page, person: people.Person, **answers: str) -> Page:
    """Type after the session ended, sign in from there, go on; returns the other tab."""
    standing = page.locator("[data-saved]")
    page.context.clear_cookies()
    people.fill(page, **answers)
    expect(standing).to_contain_text("Votre session est terminée")
    with page.context.expect_page() as opened:
        standing.locator("a").click()
    people.sign_in(opened.value, person.login, person.phrase)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(standing).to_contain_text("Brouillon enregistré à")
    return opened.value


def test_somebody_else_s_session_keeps_nothing_of_these_words(visit: Visit) -> None:
    page = visit()
    people.register(page, "Jeanne Dupont")
    page.goto(JOB)
    page.context.clear_cookies()
    other = page.context.new_page()
    people.register(other, "Karim Haddad")

    people.fill(page, title="Un secret")

    expect(page.locator("[data-saved]")).to_contain_text("Quelqu’un d’autre est connecté")
    other.goto(JOB)
    expect(other.get_by_role("link", name="Le reprendre")).to_have_count(0)


def test_words_that_go_on_after_their_draft_was_erased_are_kept_on_another(visit: Visit) -> None:
    """The sheet is closed: the server says so (410), and the script begins anew."""
    page = visit()
    people.register(page, "Jeanne Dupont")
    page.goto(JOB)
    people.fill(page, title="Vendeuse")
    standing = page.locator("[data-saved]")
    expect(standing).to_contain_text("Brouillon enregistré à")
    other = page.context.new_page()
    other.goto("/unsaved")
    people.follow(other, other.get_by_role("link", name="Effacer"))
    people.follow(other, other.get_by_role("button", name="Effacer"))
    expect(other.locator("main h2")).to_have_text("Aucun brouillon")

    with page.expect_response(lambda answer: answer.status == 410):
        people.fill(page, story="Mes mots.")
    expect(standing).to_contain_text("Brouillon enregistré à")

    other.goto("/unsaved")
    people.follow(other, other.get_by_role("link", name="Reprendre"))
    expect(other.locator("[name=title]")).to_have_value("Vendeuse")
    expect(other.locator("[name=story]")).to_have_value("Mes mots.")


def test_going_back_after_adding_changes_what_was_added(visit: Visit) -> None:
    """The browser fills a page that it asks for again: what it fills must not be another job."""
    page = visit()
    people.register(page, "Jeanne Dupont")
    page.goto(JOB)
    people.fill(page, title="Vendeuze")
    people.follow(page, page.locator("main form:has([name=title]) .btn-primary"))

    page.go_back()
    expect(page.locator("h1")).to_contain_text("Modifier")
    people.fill(page, title="Vendeuse")
    people.follow(page, page.locator("main form:has([name=title]) .btn-primary"))

    expect(page.locator("h1")).to_have_text("Vendeuse")
    page.goto("/portfolio")
    expect(page.locator("main li a", has_text="Vendeu")).to_have_count(1)
