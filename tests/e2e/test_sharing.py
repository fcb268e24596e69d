"""One citizen, two structures: what each knows, what the other never does, what stops when."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import people

FIRST, SECOND = "Mission locale des Trois-Vallées", "Espace conseil Mirabelle"
ASKED = "Avez-vous reçu la lettre de l’école ?"
GOAL = "Reprendre une formation"


def test_a_citizen_and_two_structures(visit: Callable[..., Page]) -> None:
    """F-01 F-02 F-07 F-09 G-01 H-08 I-01 L-01 L-04: given, told apart, followed, taken back."""
    citizen, first, second = visit(viewport={"width": 390, "height": 844}), visit(), visit()
    people.sign_in(first, "helene@demo.example")
    people.sign_in(second, "marc@demo.example")
    lives(citizen)
    meeting = gives(citizen)
    sees_only_the_plan(first, meeting)
    other = hands_over_a_code(citizen, second)
    comments(first, meeting)
    is_not_there_for_others(second, meeting, other)
    answers(citizen, meeting)
    follows(citizen, first, meeting)
    stops_while_it_is_read(citizen, first, meeting)
    goes_on(second, other)
    knows_what_is_known(citizen)


def lives(page: Page) -> None:
    people.register(page, "Inès Caron")
    people.add(page, "job", title="Lingère", employer="Les Mirabelliers", when_start="2019")
    people.plan(page, "objective", title=GOAL)
    people.act(page, GOAL, "Appeler l’école", "12/03/2027")


def gives(page: Page) -> str:
    """The plan alone, kept up to date, to the first structure; where it is read."""
    rights = ["comment", "propose"]
    people.share(page, FIRST, ["plan"], purpose="training", mode="suivi", rights=rights)
    people.agree(page)
    return f"/interviews/{page.url.split('/')[-2]}"


def sees_only_the_plan(page: Page, meeting: str) -> None:
    page.goto(meeting)
    expect(page.locator("#record")).to_contain_text("Appeler l’école")
    expect(page.locator("#record")).not_to_contain_text("Lingère")


def hands_over_a_code(citizen: Page, counsellor: Page) -> str:
    """The path, by a code read out at the second structure's desk; typed again, it is dead."""
    citizen.goto("/codes/new")
    people.fill(citizen, whom="desk", sections=["path"], purpose="guidance")
    people.go_on(citizen)
    citizen.locator("[name=agreed]").check()
    people.follow(citizen, citizen.locator("button[name=answer][value=yes]"))
    code = " ".join(citizen.locator(".fil-code li").all_inner_texts())
    types(counsellor, code)
    expect(counsellor).to_have_url(re.compile("/interviews/"))
    expect(counsellor.locator("#record")).to_contain_text("Lingère")
    expect(counsellor.locator("#record")).not_to_contain_text("Appeler l’école")
    opened = counsellor.url
    types(counsellor, code)
    expect(counsellor.locator("main")).not_to_contain_text("Inès")
    return opened


def types(page: Page, code: str) -> None:
    page.goto("/desk/code")
    people.fill(page, code=code.lower())
    people.go_on(page)


def comments(page: Page, meeting: str) -> None:
    page.goto(f"{meeting}/comments")
    people.fill(page, text=ASKED)
    people.go_on(page)
    expect(page.locator("main")).to_contain_text(ASKED)


def is_not_there_for_others(page: Page, meeting: str, other: str) -> None:
    for address in (meeting, f"{meeting}/comments", f"{meeting}/receipt"):
        answer = page.request.get(address)
        assert answer.status == 404
        assert "Inès" not in answer.text()
    page.goto(other)
    expect(page.locator("body")).not_to_contain_text(ASKED)


def answers(page: Page, meeting: str) -> None:
    page.goto(meeting.replace("/interviews/", "/shares/") + "/comments")
    expect(page.locator("main")).to_contain_text(ASKED)
    people.fill(page, text="Oui, lundi.")
    people.go_on(page)


def follows(citizen: Page, counsellor: Page, meeting: str) -> None:
    """What she adds inside the scope is there at the next reading, and marked as new."""
    people.act(citizen, GOAL, "Visiter l’atelier", "2028")
    counsellor.goto("/desk/")
    row = counsellor.locator("main tr").filter(has_text="Inès Caron")
    expect(row.locator(".fil-tag, mark, .fil-new").first).to_be_visible()
    counsellor.goto(meeting)
    expect(counsellor.locator("#record")).to_contain_text("Visiter l’atelier")


def stops_while_it_is_read(citizen: Page, counsellor: Page, meeting: str) -> None:
    """With the page open and words typed, the next request is refused; the words are given back."""
    people.fill(counsellor, said="Elle hésite entre deux écoles.")
    citizen.goto(meeting.replace("/interviews/", "/shares/") + "/stop")
    citizen.locator("main form[action$='/stop'] button[type=submit]").last.click()
    citizen.wait_for_load_state()
    counsellor.locator("form[action$='/synthesis'] .btn-primary").click()
    counsellor.wait_for_load_state()
    expect(counsellor.locator("main")).to_contain_text("Elle hésite entre deux écoles.")
    expect(counsellor.locator("main")).not_to_contain_text("Visiter l’atelier")
    assert counsellor.request.get(meeting).status == 404


def goes_on(page: Page, other: str) -> None:
    page.goto(other)
    expect(page.locator("#record")).to_contain_text("Lingère")


def knows_what_is_known(page: Page) -> None:
    page.goto("/shares/known")
    expect(page.locator("main")).to_contain_text(SECOND)
    expect(page.locator("main table")).to_contain_text(FIRST)
    page.goto("/shares/journal")
    for name in ("Hélène Grandidier", "Marc Humblot"):
        expect(page.locator("main tbody")).to_contain_text(name)
