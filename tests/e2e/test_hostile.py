"""What goes wrong around a person: old tabs, lost networks, huge texts, somebody else's links."""

import re
import uuid
from collections.abc import Callable
from difflib import unified_diff
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, expect

from tests.e2e import people
from tests.e2e.inspecting import HEIGHT, LEAST, STICKING_OUT, WIDE
from tests.e2e.walking import ID, kind_of, links_beyond

Visit = Callable[..., Page]

CLAIRE = "claire@demo.example"
SAMIR = "samir@demo.example"
HELENE = "helene@demo.example"
MARC = "marc@demo.example"
PLACE = "Espace conseil Mirabelle"
HERS = ("Claire", "Thouvenin", "Tilleuls", "aide-soignante")
ARABIC = "سيرة ذاتية، عمل في المطبخ"
EMOJI = "👩🏽‍🍳🧵🇫🇷"
LONG = (f"{EMOJI} {ARABIC} " + "é" * 500 + " ") * 19
NOT_WORDS = re.compile(r"[%_({]|None|error|valid|string")
"""Signs that a sentence was written for somebody else."""
TOKEN = re.compile(r'<input [^>]*name="csrf_token"[^>]*>')
TEXTS = "main form textarea, main form input:is([type=text], [type=url], [type=tel], :not([type]))"


def test_nothing_private_is_behind_somebody_who_signed_out(visit: Visit) -> None:
    page = visit()
    people.sign_in(page, CLAIRE)
    for address in ("/portfolio", "/plan", "/shares", "/portfolio/add/job"):
        page.goto(address)
    people.fill(page, title="Quelque chose d’intime")
    people.follow(page, page.locator("form[action$='/sign-out'] button").first)
    for _step in range(5):
        page.go_back()
        expect(page.locator("#login")).to_be_visible()
        held = page.content()
        assert not [word for word in (*HERS, "intime") if word in held]
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):  # nothing was kept here
        page.goto("/portfolio")


def test_going_back_types_nothing_of_the_person_before(visit: Visit) -> None:
    page = visit()
    page.goto("/account/sign-in")
    people.fill(page, login="un-autre-login")
    page.goto("/help")
    people.sign_in(page, SAMIR)
    page.goto("/portfolio/add/job")
    people.fill(page, title="Quelque chose d’intime", story="Un secret.", tasks="Un autre.")
    page.goto("/plan")
    page.go_back()
    expect(page.locator("[name=title]")).to_have_value("Quelque chose d’intime")
    people.fill(page, title="Quelque chose d’intime", story="Un secret.", tasks="Un autre.")
    page.goto("/plan")
    people.follow(page, page.locator("form[action$='/sign-out'] button").first)
    people.sign_in(page, CLAIRE)
    seen_again = set()
    while page.go_back():
        typed = page.locator(TEXTS).evaluate_all("all => all.map(one => one.value).join('')")
        assert not typed, page.url
        seen_again.add(urlsplit(page.url).path.rpartition("/")[2])
    assert {"job", "help", "plan"} <= seen_again


def test_two_tabs_show_both_texts_and_lose_none(visit: Visit) -> None:
    page = visit()
    people.register(page, "Jeanne Dupont")
    people.add(page, "job", title="Vendeuse", when_start="1998")
    page.goto("/portfolio")
    page.get_by_role("link", name="Vendeuse").click()
    page.locator("main a[href$='/edit']").click()
    people.fill(page, title="Vendeuse en chaussures", story="Le premier récit.")
    address = page.url
    elsewhere(page, address, title="Vendeuse de rideaux", story="Le second récit.")
    people.go_on(page)
    both = page.locator("main")
    expect(both.locator("[name=title]")).to_have_value("Vendeuse en chaussures")
    expect(both.locator("[name=story]")).to_have_value("Le premier récit.")
    expect(both).to_contain_text("Vendeuse de rideaux")
    expect(both).to_contain_text("Le second récit.")
    elsewhere(page, address, town="Metz")  # and once more while one chooses
    people.go_on(page)
    expect(both).to_contain_text("Metz")
    expect(both.locator("[name=title]")).to_have_value("Vendeuse en chaussures")
    people.go_on(page)
    expect(page.locator("h1")).to_have_text("Vendeuse en chaussures")
    expect(page.locator("main")).to_contain_text("Le premier récit.")


def elsewhere(page: Page, address: str, **answers: str) -> None:
    """Change the same entry in another tab of the same browser."""
    other = page.context.new_page()
    other.goto(address)
    people.fill(other, **answers)
    people.go_on(other)
    other.close()


def test_a_share_sent_many_times_is_given_once(visit: Visit) -> None:
    page = visit()
    people.register(page, "Jeanne Dupont")
    people.add(page, "job", title="Vendeuse")
    people.share(page, PLACE, ["path"], purpose="guidance", mode="photo")
    late = page.context.new_page()
    late.goto(page.url)
    for tab in (page, late):
        tab.locator("[name=agreed]").check()
        tab.locator("button[name=answer][value=yes]").dblclick()
        expect(tab).to_have_url(re.compile("/receipt$"))
    assert page.url == late.url
    page.goto("/shares")
    expect(page.locator(".fil-share")).to_have_count(1)


def test_huge_texts_are_refused_in_sentences_and_kept(visit: Visit) -> None:
    assert len(LONG) > 10_000
    page = visit()
    people.register(page, "Jeanne Dupont")
    page.goto("/portfolio/add/job")
    open_all(page)
    names = page.locator(TEXTS).evaluate_all("all => all.map(one => one.name)")
    assert {"title", "employer", "story", "tasks", "url", "when_start"} <= set(names)
    for name in names:
        page.locator(f"[name={name}]").focus()
        page.keyboard.insert_text(LONG)  # as pasting does: what is cut off is cut off
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    for name in names:
        assert page.locator(f"[name={name}]").input_value().strip() == LONG.strip(), name
    said = page.locator("main .invalid-feedback > span").all_inner_texts()
    assert len(said) >= len(names) - 2  # two are for prose: there is room in them
    for sentence in said:
        assert len(sentence.partition(":")[2].split()) > 5, sentence
        assert not NOT_WORDS.search(sentence), sentence
    page.set_viewport_size({"width": LEAST, "height": HEIGHT})
    assert page.evaluate(STICKING_OUT) == []


def test_words_without_spaces_and_other_scripts_are_kept_and_stay_on_the_page(visit: Visit) -> None:
    page, counsellor = visit(), visit()
    people.register(page, "J" * 80)
    title = f"{EMOJI}{ARABIC}" + "m" * 140
    people.add(page, "job", title=title, employer="É" * 200, story=LONG, when_start="1998")
    people.add(page, "skill", title="k" * 200, level="3")
    people.plan(page, "objective", title="o" * 200)
    people.act(page, "o" * 200, "a" * 200, "2028")
    stays_on_the_page(page, "/thread", "/thread/list", "/portfolio", "/portfolio/skills", "/plan")
    page.goto("/portfolio")
    people.follow(page, page.get_by_role("link", name=EMOJI))
    expect(page.locator("h1")).to_have_text(title)
    stays_on_the_page(page, page.url, f"{page.url}/edit")
    people.share(page, PLACE, ["path", "skills", "plan"], purpose="guidance", mode="photo")
    people.agree(page)
    people.sign_in(counsellor, MARC)
    stays_on_the_page(counsellor, f"/interviews/{page.url.split('/')[-2]}", "/desk")


def stays_on_the_page(page: Page, *addresses: str) -> None:
    """Nothing sticks out, on a telephone nor on a wide screen."""
    for address in addresses:
        page.goto(address)
        open_all(page)
        for width in (LEAST, WIDE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert page.evaluate(STICKING_OUT) == [], f"{page.url}, {width} px"


def open_all(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true })")


def test_what_is_sent_while_the_network_is_cut_is_saved_by_trying_again(visit: Visit) -> None:
    page = visit(java_script_enabled=False)  # with it, the words stay on the page (test_unsaved)
    people.register(page, "Jeanne Dupont")
    page.goto("/portfolio/add/job")
    people.fill(page, title="Vendeuse", story="Dite entre deux tunnels.")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator("main .btn-primary[type=submit]").click()
    page.context.set_offline(False)
    page.reload()  # the browser sends the form again
    page.goto("/portfolio")
    expect(page.get_by_role("link", name="Vendeuse")).to_have_count(1)


@pytest.mark.parametrize("ended", ["forgotten", "ended-elsewhere"])
def test_what_is_sent_after_the_session_ended_is_given_back(visit: Visit, ended: str) -> None:
    page = visit()
    person = people.register(page, "Jeanne Dupont")
    page.goto("/portfolio/add/job")
    people.fill(page, title="Vendeuse", story="Un récit <b>long</b> & cher.")
    if ended == "forgotten":
        page.context.clear_cookies()
    else:
        other = visit()
        people.sign_in(other, person.login, person.phrase)
        other.goto("/account/sessions")
        people.follow(other, other.locator("form[action$='/end-others'] button"))
    people.go_on(page)
    expect(page.locator(".fil-state")).to_be_visible()
    given_back = page.locator("main textarea")
    expect(given_back).to_have_value(re.compile("Vendeuse"))
    expect(given_back).to_have_value(re.compile("Un récit <b>long</b> & cher."))
    assert person.login not in page.content()
    people.sign_in(page, person.login, person.phrase)
    page.goto("/portfolio")
    expect(page.get_by_role("link", name="Vendeuse")).to_have_count(0)


def test_the_links_of_somebody_else_lead_where_no_link_leads(visit: Visit) -> None:
    owner = visit()
    people.sign_in(owner, CLAIRE)
    links = links_beyond(owner, past="/(account|help)")
    hers = {kind_of(link, but=frozenset()): link for link in links if ID.search(link)}
    hers = {kind: link for kind, link in hers.items() if "structure" not in kind}
    assert len(hers) > 20
    for login in (SAMIR, HELENE):
        stranger = visit()
        people.sign_in(stranger, login)
        for address in hers.values():
            nothing = re.sub(ID, str(uuid.uuid4()), address)
            told = "\n".join(unified_diff(seen(stranger, nothing), seen(stranger, address), n=0))
            assert not told, f"{login} at {address}\n{told}"


def seen(page: Page, address: str) -> list[str]:
    """What the stranger's browser is answered, line by line.

    Left out are the ids they sent themselves, and tokens: these say when they were made.
    """
    answer = page.request.get(address)
    text = TOKEN.sub("<input>", re.sub(ID, "*", answer.text()))
    return [f"status {answer.status}", *text.splitlines()]
