"""P-02: each page, for everybody: axe finds nothing, nothing sticks out, titles lead, all light."""

import io
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e import people
from tests.e2e.inspecting import Inspector
from tests.e2e.site import a_phrase
from tests.e2e.walking import walk
from tests.e2e.weighing import FIRST, PAINTED, Scale

Visit = Callable[..., Page]

READ = "/(accessibility|glossary|legal|privacy)"
"""Pages that are the same for everybody: a visitor looks at them."""
SAME = f"{READ}|/(account|help|keyboard|portfolio/add|structures)"
"""Pages that are the same with a full life and with none."""
OURS = f"{READ}|/(account/.|help|keyboard)"
"""Pages that are the same for citizens and professionals."""
WALKERS = {
    "visitor": ("", ""),
    "full-life": ("claire@demo.example", READ),
    "just-arrived": ("samir@demo.example", SAME),
    "professional": ("helene@demo.example", OURS),
}
PLACE = "Mission locale des Trois-Vallées"
RESUME = {
    "basics": {"name": "Ada Kowalski", "summary": "Dix ans de métier."},
    "work": [
        {"name": "Verrerie de Portieux", "position": "Tailleuse", "startDate": "2011-04"},
        {"name": "Atelier", "position": "Aide", "startDate": "2014-19-39", "colour": "red"},
    ],
    "languages": [{"language": "Polonais", "fluency": "langue maternelle"}],
}


WRONG = """<title>Somewhere</title><h1>One</h1><h1>Two</h1>
<h3 id=a>Three</h3><p id=a><img src=x></p><p style="inline-size: 500px">Wide</p>
<p style="color: #999; background: #fff">Pale</p>
<main><details><summary>More</summary><input></details></main>"""


SMALLEST = """() => Math.min(...[...document.querySelectorAll("main :not(svg *)")]
    .filter(one => one.checkVisibility() && one.textContent.trim())
    .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
"""The size of the smallest words of a page, in pixels, but for those of drawings."""


def test_the_inspector_sees_what_is_wrong(visit: Visit) -> None:
    page = visit(bypass_csp=True)
    inspector = Inspector(page)
    page.goto("/health")
    page.set_content(WRONG)
    inspector.look("wrong")
    found = "\n".join(inspector.findings)
    for sign in ("title", "2 h1", "level skipped", "ids used twice", "image-alt", "html-has-lang"):
        assert sign in found
    for sign in ("color-contrast", "at 320 px", "390 px", "unfolded] label (critical)"):
        assert sign in found
    assert "1280 px" not in found


def test_each_kind_of_entry_is_for_everybody(visit: Visit) -> None:
    page = visit(bypass_csp=True)
    people.sign_in(page, "claire@demo.example")
    page.goto("/portfolio")
    firsts = page.locator("main section ul > li:first-child a")
    addresses = [link.get_attribute("href") or "" for link in firsts.all()]
    assert len(addresses) > 8
    inspector = Inspector(page)
    for address in addresses:
        page.goto(address)
        inspector.look(f"{address}, {page.locator('h1').inner_text()}")
    inspector.report()


@pytest.mark.parametrize(("login", "past"), WALKERS.values(), ids=WALKERS.keys())
def test_every_page_that_links_lead_to_is_for_everybody_and_light(
    visit: Visit, login: str, past: str
) -> None:
    page = visit(bypass_csp=True)
    if login:
        people.sign_in(page, login)
    inspector, scale = Inspector(page), Scale(page)
    first = scale.weigh(page.goto("/account/sign-in"))  # leads home whoever signed in
    painted = page.evaluate(PAINTED)
    for answer in walk(page, past):
        scale.weigh(answer)
        inspector.look(crosswise=not login)
    inspector.look_at_the_menu()
    print(f"{login}: first page {first} bytes, painted in {painted} ms; {scale.heaviest()}")
    inspector.report()
    assert first <= FIRST
    assert not scale.too_heavy()


def test_the_pages_of_an_arrival_are_for_everybody(visit: Visit) -> None:
    page = visit(bypass_csp=True, locale="en-GB")
    inspector = Inspector(page)
    for door in ("/account/sign-in", "/account/recover", "/account/new/professional"):
        refused(inspector, door)
    page.goto("/nowhere")
    inspector.look()
    page.goto("/account/new")
    people.fill(page, name="Ada", phrase=a_phrase(), read=True)
    people.go_on(page)
    expect(page.locator(".fil-codesheet")).to_be_visible()
    inspector.look()
    page.locator("input.fil-code-input").fill("0000")
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("the sheet, with another group")
    people.keep_sheet(page)
    inspector.look("the thread, just arrived")
    for door in ("/account/phrase", "/account/recovery-code"):
        refused(inspector, door)
    be_deleted(inspector)
    inspector.report()


def test_the_pages_of_writing_are_for_everybody(visit: Visit) -> None:
    page = visit(bypass_csp=True)
    inspector = Inspector(page)
    people.register(page, "Ada Kowalski")
    page.goto("/portfolio/add/job")
    people.fill(page, when_start="2014-19-39", when_end="1998", team_size="-3", url="javascript:0")
    people.go_on(page)
    expect(page.locator("main .has-error")).not_to_have_count(0)
    inspector.look("a job with mistakes")
    for door in ("/portfolio/add/language", "/plan/add/objective"):
        refused(inspector, door)
    brings(inspector)
    meets_two_texts(inspector)
    loses_nothing(inspector)
    lays_out(inspector)
    inspector.report()


def lays_out(inspector: Inspector) -> None:
    """A CV in both layouts, refused once; a booklet with a code that is none."""
    page = inspector.page
    page.goto("/take-home")
    people.follow(page, page.locator("main form[action$='/cvs'] button"))
    choices = page.url
    inspector.look("the choices of a CV")
    people.fill(page, name=" ")
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("a CV without a name")
    for layout in ("sober", "side"):
        page.goto(choices)
        people.fill(page, layout=layout)
        people.go_on(page)
        inspector.look(f"a CV, {layout}")
    page.goto("/take-home")
    inspector.look("what is taken home, one CV kept")
    people.follow(page, page.locator("main a[href$='/remove']"))
    inspector.look()
    page.goto("/take-home/booklet")
    people.fill(page, code="quarante")
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("a booklet with mistakes")
    finds_again(inspector)


def finds_again(inspector: Inspector) -> None:
    """The drafts that are left, the question before one goes; the booklet read over."""
    page = inspector.page
    page.goto("/unsaved")
    inspector.look("the draft that it left")
    people.follow(page, page.locator("main a[href$='/erase']").first)
    inspector.look("the question before a draft goes")
    page.goto("/take-home/booklet/read")
    inspector.look("a booklet read over")


def test_the_pages_of_a_beginning_are_for_everybody(visit: Visit) -> None:
    page = visit(bypass_csp=True)
    inspector = Inspector(page)
    ada = people.register(page, "Ada Kowalski")
    begins(inspector)
    is_written_for(inspector, ada)
    inspector.report()


def begins(inspector: Inspector) -> None:
    """The guided start: a step, a step refused, the end."""
    page = inspector.page
    page.goto("/start/1")
    inspector.look()
    page.goto("/start/2")
    people.fill(page, done="Vendeuse", when="98")
    people.go_on(page)
    expect(page.locator("main .has-error")).not_to_have_count(0)
    inspector.look("a step of the start, with mistakes")
    page.goto("/start/5")
    inspector.look()


def is_written_for(inspector: Inspector, person: people.Person) -> None:
    """Somebody types beside her, meets closed doors, and she answers."""
    page = inspector.page
    refused(inspector, "/account/scribe")
    people.fill(page, name="Nadia")
    people.go_on(page)
    refused(inspector, "/scribe/add/job")
    people.fill(page, title="Cuisinière", story="Soixante repas.", when_start="1998")
    people.go_on(page)
    inspector.look("what was typed")
    page.goto("/thread")
    expect(page.locator("main .fil-state")).to_be_visible()
    inspector.look("closed while somebody types")
    refused(inspector, "/account/scribe/end")
    people.fill(page, phrase=person.phrase)
    people.go_on(page)
    expect(page.locator("main form[action$='/keep']")).to_have_count(1)
    inspector.look("what waits for an answer")
    people.follow(page, page.locator("main a[href*='/scribe/review/']"))
    inspector.look()


def brings(inspector: Inspector) -> None:
    """A file that is not one, then a file with mistakes: seen, taken, undone."""
    page = inspector.page
    upload(page, b"%PDF-1.4")
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("a file that is not read here")
    for _twice in range(2):  # the second time, everything is there already
        upload(page, json.dumps(RESUME).encode())
        expect(page.locator("main fieldset").first).to_be_visible()
        inspector.look("what a file holds")
        people.go_on(page)
        expect(page.locator("main .fil-lede")).to_be_visible()
    page.goto("/import")
    inspector.look("files brought before")
    people.follow(page, page.locator("main tbody a").last)
    inspector.look()
    people.follow(page, page.locator("a[href$='/undo']"))
    inspector.look()
    people.follow(page, page.locator("main form[action$='/undo'] button"))
    inspector.look("a file undone")


def upload(page: Page, content: bytes) -> None:
    page.goto("/import")
    file = {"name": "cv.json", "mimeType": "application/json", "buffer": content}
    page.locator("#file").set_input_files(file)  # type: ignore[arg-type]  # Playwright's FilePayload
    people.go_on(page)


def meets_two_texts(inspector: Inspector) -> None:
    """One entry changed in two tabs."""
    page = inspector.page
    people.add(page, "job", title="Tailleuse de verre", when_start="2011")
    page.goto("/portfolio")
    page.get_by_role("link", name="Tailleuse de verre").click()
    page.locator("main a[href$='/edit']").click()
    elsewhere = page.context.new_page()
    elsewhere.goto(page.url)
    people.fill(elsewhere, employer="Verrerie", story="Écrit ailleurs.", when_ongoing=True)
    people.go_on(elsewhere)
    people.fill(page, employer="Cristallerie", story="Écrit ici.", contract="permanent")
    people.go_on(page)
    expect(page.locator("main blockquote")).to_have_count(4)
    inspector.look("two texts")


def loses_nothing(inspector: Inspector) -> None:
    """The choice between two texts, left there, waits; then a former text, and the trash."""
    page = inspector.page
    page.goto(page.url)
    expect(page.get_by_role("link", name="Le reprendre")).to_be_visible()
    inspector.look("a form with words that wait")
    page.goto(page.url.removesuffix("/edit") + "/versions")
    inspector.look()
    people.follow(page, page.get_by_role("link", name="Relire, comparer").first)
    inspector.look()
    people.follow(page, page.get_by_role("button", name="Revenir à cette version"))
    inspector.look("a version came back, to be undone")
    page.goto(page.url + "/remove")
    people.follow(page, page.locator("main form .btn-danger"))
    page.goto("/portfolio/trash")
    inspector.look("a trash with something in it")
    people.follow(page, page.get_by_role("link", name="Effacer pour toujours").first)
    inspector.look()


def test_the_pages_of_a_share_are_for_everybody(visit: Visit) -> None:
    page, counsellor = visit(bypass_csp=True), visit(bypass_csp=True, locale="en-GB")
    inspector, other = Inspector(page), Inspector(counsellor)
    people.register(page, "Ada Kowalski")
    people.add(page, "job", title="Tailleuse de verre", when_start="2011", when_ongoing=True)
    people.add(page, "interest", title="Le silence", card="like", private=True)
    people.plan(page, "objective", title="Changer d’air")
    people.act(page, "Changer d’air", "Relire mon CV", "04/2027")
    signs(inspector)
    grant = page.url.split("/")[-2]
    meets(other, f"/interviews/{grant}")
    answers(inspector, grant)
    inspector.findings += other.findings
    inspector.report()


def signs(inspector: Inspector) -> None:
    """The four steps, each refused once, then the receipt."""
    page = inspector.page
    page.goto("/shares/new?q=zzz")
    inspector.look("no structure of that name")
    refused(inspector, "/shares/new")
    page.get_by_role("radio", name=PLACE).check()
    names_people(inspector)
    why = {"purpose": "project", "rights": ["comment", "propose"]}
    for answer in ({"sections": ["path", "plan"]}, why):
        people.go_on(page)
        inspector.look()
        people.go_on(page)
        expect(page.locator("main .fil-errors")).to_be_visible()
        inspector.look(f"{list(answer)} with mistakes")
        people.fill(page, **answer)
    people.go_on(page)
    inspector.look()
    page.locator("button[name=answer][value=yes]").click()
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("the letter, not agreed to")
    letter = page.url
    people.follow(page, page.locator("a[href$='/preview']"))
    inspector.look()
    page.goto(letter)
    people.agree(page)
    inspector.look()


def names_people(inspector: Inspector) -> None:
    """Everyone who reads there, each by name, after nobody."""
    page = inspector.page
    people.fill(page, audience="members")
    people.go_on(page)
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("people by name, none yet")
    for box in page.locator("main [name=members]").all():
        box.check()
    inspector.look()


def proposes(inspector: Inspector, interview: str) -> None:
    """Words looked for in the record, ideas of the library, and large print."""
    page = inspector.page
    for words in ("relire", "zzz"):
        page.goto(interview)
        page.locator("#record-q").fill(words)
        with page.expect_navigation():  # as without the script that filters the page in place
            page.locator("#record-q").evaluate("field => field.form.submit()")
        inspector.look()
    page.goto(f"{interview}/propose/objective")
    inspector.look()
    page.goto(f"{interview}/propose/document")
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("a document with mistakes")
    page.goto(interview)
    people.follow(page, page.locator("button[name=large]"))
    inspector.look("large print")
    people.follow(page, page.locator("button[name=large]"))


def meets(inspector: Inspector, interview: str) -> None:
    """A professional writes what is refused, then what is not."""
    page = inspector.page
    people.sign_in(page, "helene@demo.example")
    page.goto(interview)
    inspector.look()
    page.locator("form[action$='/synthesis'] .btn-primary").click()
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("a synthesis with mistakes")
    proposes(inspector, interview)
    people.fill(page, due="2014-19-39")
    page.locator("form[action$='/actions'] [type=submit]").click()
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("an action with mistakes")
    people.fill(page, what="Visiter un atelier", due="08/12/2027", note="À deux.")
    people.follow(page, page.locator("form[action$='/actions'] [type=submit]"))
    people.fill(page, said="Elle hésite.", decided="Se renseigner.")
    page.locator("form[action$='/synthesis'] details > summary").last.click()
    people.follow(page, page.locator("form[action$='/synthesis'] .btn-secondary"))
    expect(page.locator("#brought li")).to_have_count(2)
    inspector.look("what was brought")
    speaks_with_her(inspector, interview)


def speaks_with_her(inspector: Inspector, interview: str) -> None:
    """A synthesis written by two, then comments."""
    page = inspector.page
    people.fill(page, said="Elle a choisi.", decided="Écrire à l’école.")
    people.follow(page, page.locator("form[action$='/synthesis'] [name=together]"))
    inspector.look("a synthesis written by two")
    page.goto(f"{interview}/comments")
    people.fill(page, text="Avez-vous reçu la lettre ?")
    people.go_on(page)
    inspector.look("comments, on the desk's side")
    for tool in ("appointments", "notes", "observations"):
        refused(inspector, f"{interview}/{tool}")
    page.goto("/notes")
    inspector.look("notes kept, at the desk")
    page.goto("/desk")
    for box in page.locator("main tbody [type=checkbox]").all():
        box.check()
    people.follow(page, page.locator("button[formaction$='/plans']").first)
    inspector.look("a selection with refusals")


def answers(inspector: Inspector, grant: str) -> None:
    """The owner reads what was brought, shortens, stops."""
    page = inspector.page
    page.goto("/shares/appointments")
    inspector.look()
    page.goto("/shares/notes")
    inspector.look()
    mine = (f"/shares/{grant}/comments", "/shares/known", "/shares/journal", "/shares/proposals")
    for address in ("/thread", "/plan", "/shares", *mine):
        page.goto(address)
        inspector.look()
    page.goto(f"/shares/{grant}")
    inspector.look()
    page.goto(f"/shares/{grant}/change")
    people.fill(page, ends="2020-01-01")
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("a last day in the past")
    page.goto(f"/shares/{grant}/stop")
    people.follow(page, page.locator(f"main form[action$='{grant}/stop'] button").first)
    inspector.look("shares, one of them ended")
    page.goto(f"/shares/{grant}")
    inspector.look("a share that ended")


def test_the_pages_of_a_plan_from_a_lead_to_its_review_are_for_everybody(visit: Visit) -> None:
    page = visit(bypass_csp=True)
    inspector = Inspector(page)
    people.register(page, "Ada Kowalski")
    page.goto("/leads")
    inspector.look("no lead yet")
    people.add(page, "lead", title="Fleuriste", desirable="4", feasible="2", known="Le permis")
    inspector.look("a lead among others")
    people.follow(page, page.locator("main tbody th a"))
    people.fill(page, on="31/02/2027")
    page.locator("form[action*='/enquiries?'] [type=submit]").click()
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("an enquiry with mistakes")
    people.plan(page, "objective", title="Ouvrir ma boutique")
    people.act(page, "Ouvrir ma boutique", "Visiter un local", "04/2020")
    people.follow(page, page.locator("main tbody th a"))
    people.fill(page, text="J’ai fait une dépression.")
    people.follow(page, page.locator("form[action*='/comments?'] .fil-actions .btn-secondary"))
    inspector.look("words of doubt")
    closes(inspector)
    inspector.report()


def closes(inspector: Inspector) -> None:
    """Name a plan, agree to it, close it, begin anew from it, ask to remove it."""
    page = inspector.page
    page.goto("/plan/add/plan")
    people.fill(page, title="Ma boutique")
    people.go_on(page)
    people.follow(page, page.locator("form[action$='/agree'] button"))
    inspector.look("a plan agreed to")
    page.goto("/plan/close")
    inspector.look("closing a plan")
    people.fill(page, text="J’ai avancé.")
    people.go_on(page)
    inspector.look("a plan closed")
    people.follow(page, page.locator("a[href$='/again']"))
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("nothing taken of a former plan")
    page.go_back()
    page.go_back()
    people.follow(page, page.locator("a[href$='/remove']"))
    inspector.look("a plan to remove")


def test_the_pages_of_an_endorsement_are_for_everybody(visit: Visit) -> None:
    """Asked in four steps, answered from the link by somebody without an account, shown."""
    page, witness = visit(bypass_csp=True), visit(bypass_csp=True, locale="en-GB")
    inspector, other = Inspector(page), Inspector(witness)
    people.register(page, "Ada Kowalski")
    people.add(page, "skill", title="Tailler le verre", story="Dix ans, à la main.")
    page.goto("/portfolio")
    people.follow(page, page.locator("main").get_by_role("link", name="Tailler le verre"))
    people.follow(page, page.locator("a[href*='/endorsements/new/']"))
    refused(inspector, page.url)
    people.fill(page, witness="Mme Renard", message="Pouvez-vous confirmer ?", parts=["story"])
    people.go_on(page)
    inspector.look("what the witness will read")
    people.follow(page, page.locator("button[name=agreed]"))
    inspector.look("a link to hand over")
    place = page.url
    bears_witness(other, page.locator("main .fil-mono").inner_text().strip())
    for name in ("an answer", "an answer that is shown"):
        page.goto(place)
        inspector.look(name)
        people.go_on(page)
    inspector.look("a skill that was confirmed")
    inspector.findings += other.findings
    inspector.report()


def bears_witness(inspector: Inspector, link: str) -> None:
    """A witness is refused once, then thanked; the link is spent."""
    page = inspector.page
    refused(inspector, link)
    people.fill(page, text="Elle taille juste.", name="Annie Renard", role="Tutrice")
    people.go_on(page)
    inspector.look("thanks")
    page.goto(link)
    inspector.look("a link that opens nothing")


def test_the_pages_of_a_team_are_for_everybody(visit: Visit) -> None:
    page, guest = visit(bypass_csp=True), visit(bypass_csp=True)
    inspector, other = Inspector(page), Inspector(guest)
    people.sign_in(page, "marc@demo.example")
    refused(inspector, "/team/invite")
    people.fill(page, name="Nour Belkacem", office="counsellor")
    people.go_on(page)
    expect(page.locator("main .fil-mono").first).to_be_visible()
    inspector.look("an invitation")
    guest.goto(page.locator("main .fil-mono").first.inner_text().strip())
    other.look("an invitation read")
    people.go_on(guest)
    expect(guest.locator("main .fil-errors")).to_be_visible()
    other.look("an invitation with mistakes")
    people.fill(guest, phrase=a_phrase())
    people.go_on(guest)
    people.keep_sheet(guest)
    for address in ("/desk", "/desk/structure"):
        guest.goto(address)
        other.look(f"{address}, not yet confirmed")
    page.goto("/team")
    inspector.look("somebody to confirm")
    inspector.findings += other.findings
    inspector.report()


def be_deleted(inspector: Inspector) -> None:
    """Ask for one's account to be deleted, first without the tick."""
    page = inspector.page
    page.goto("/account/erasure")
    delete = page.get_by_role("button", name="Delete my account")
    people.follow(page, delete)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look("an erasure asked for without the tick")
    page.get_by_label("I have read what will happen").check()
    people.follow(page, delete)
    expect(page.get_by_role("button", name="Keep my account")).to_be_visible()
    inspector.look("an account that goes soon")


def refused(inspector: Inspector, address: str) -> None:
    """Send the form at *address* as it is, and look at the page that asks again."""
    page = inspector.page
    page.goto(address)
    people.go_on(page)
    expect(page.locator("main .fil-errors")).to_be_visible()
    inspector.look(f"{address}, with mistakes")


def test_the_plan_and_the_recovery_sheet_take_one_sheet_of_paper_each(visit: Visit) -> None:
    page, newcomer = visit(), visit()
    people.sign_in(page, "claire@demo.example")
    page.goto("/plan/print")
    assert printed(page) == 1
    newcomer.goto("/account/new")
    people.fill(newcomer, name="Ada", phrase=a_phrase(), read=True)
    people.go_on(newcomer)
    assert printed(newcomer) == 1
    opens_on_paper(page)


def opens_on_paper(page: Page) -> None:
    """What a share shows is printed whole, folded or not, and nothing of it is small."""
    page.goto("/shares")
    people.follow(page, page.locator(".fil-share a[href^='/shares/']").first)
    page.goto(re.sub(r"(/shares/[0-9a-f-]+).*", r"\1", page.url))
    folded = page.locator("main details:not([open])", has_text="Trente plateaux")
    expect(folded).to_have_count(1)
    assert "Trente plateaux" in "".join(sheet.extract_text() for sheet in paper(page).pages)
    page.emulate_media(media="print")
    assert page.evaluate(SMALLEST) >= 16  # pixels: 12 points


def printed(page: Page) -> int:
    """How many sheets of A4 the browser needs for the page."""
    return len(paper(page).pages)


def paper(page: Page) -> PdfReader:
    """The page as the browser prints it, on A4."""
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
