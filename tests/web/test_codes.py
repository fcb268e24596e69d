"""A code made, shown, printed, typed, read once: page by page."""

import io
import re
from typing import Any

import pypdf
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portfolio.services import codes, entries
from portfolio.services.codes import Mine
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.page import Page
from tests.services.people import a_skill
from tests.web import meetings
from tests.web.meetings import Browsers
from tests.web.sharers import SIGN, Sharer, a_sharer, record

NEVER = "0000 0000 0000"
TOKEN = re.compile(r'<input [^>]*name="csrf_token"[^>]*>|name="f-[0-9a-f]+"')


@pytest.fixture
def sharer(app: Flask, browsers: Browsers) -> Sharer:
    return a_sharer(app, browsers)


def makes(citizen: Browser, whom: str = "desk", url: str = "/codes/new", **fields: Any) -> Page:
    """Answer, read again, sign; the code comes."""
    given: dict[str, Any] = {"whom": whom, "sections": ["skills"], "purpose": "guidance"}
    citizen.submit(url, **given | fields)
    return citizen.submit(**SIGN)


def code_on(page: Page) -> str:
    return " ".join(page.texts(".fil-code li"))


def figures_on(page: Page) -> str:
    return page.text_of(".fil-note .fil-mono")


def kept(app: Flask, citizen: Browser) -> list[Mine]:
    with at_work(app, citizen) as work:
        return codes.mine(work)


def opens(reader: Browser, code: str, figures: str, status: int = 200) -> Page:
    return reader.submit("/open", status=status, code=code, figures=figures)


def test_f_07_read_out_in_an_interview_it_opens_for_that_structure_and_dies(
    app: Flask, browsers: Browsers, sharer: Sharer, clock: Clock
) -> None:
    """Acceptance F-07, by the pages."""
    citizen, counsellor = sharer.browser, sharer.counsellor
    page = makes(citizen, stay="hour")
    code = code_on(page)
    assert re.fullmatch(r"[0-9A-Z]{4}( [0-9A-Z]{4}){2}", code) and "Pas encore utilisé" in page.said
    assert "Sandrine" not in counsellor.get("/desk/").said
    page = counsellor.submit("/desk/code", code=code.lower().replace(" ", "-"))
    assert "Le code est accepté" in page.said and "Sandrine Thiébaut" in page.said
    assert "Sandrine Thiébaut" in counsellor.get("/desk/").said
    assert "Ce code n’ouvre rien" in counsellor.submit("/desk/code", code=code, status=404).said
    page = citizen.get("/codes")
    assert "Hélène Grandjean, CIDFF des Vosges" in page.said and "Utilisé le" in page.said
    assert "A utilisé un code que vous avez donné" in citizen.get("/shares/journal").said
    (one,) = kept(app, citizen)
    counsellor.get(f"/interviews/{one.grant.id}/receipt")
    clock.forward(hours=1)
    sign_in_again(counsellor)
    counsellor.get(f"/interviews/{one.grant.id}", status=404)


def sign_in_again(browser: Browser) -> None:
    browser.client.delete_cookie("__Host-fil", domain="localhost")
    arrivals.sign_in(browser, browser.login)


def test_without_an_account_it_is_read_once_in_one_browser(
    app: Flask, browsers: Browsers, sharer: Sharer, clock: Clock
) -> None:
    citizen, reader, other = sharer.browser, browsers(), browsers()
    page = makes(citizen, "outside", stay="day", purpose_text="Pour mon tuteur")
    code, figures = code_on(page), figures_on(page)
    assert re.fullmatch(r"[0-9]{3} [0-9]{3}", figures)
    page = opens(reader, code, figures)
    assert "Informer et rassurer" in page.said and "Pour mon tuteur" in page.said
    assert "reste chez vous quand l’accès se ferme" in page.said
    assert "Agente de service" not in page.said
    cookie = reader.client.get_cookie("__Host-lecture", domain="localhost")
    assert cookie is not None and cookie.secure and cookie.http_only and len(cookie.value) == 43
    assert "Informer et rassurer" in reader.get("/open/reading").said
    assert "Ce code n’ouvre rien" in opens(other, code, figures, status=404).said
    other.get("/open/reading", status=404)
    clock.forward(hours=24)
    assert "Ce code n’ouvre rien" in reader.get("/open/reading", status=404).said
    sign_in_again(citizen)
    assert "La personne qui a le code" in citizen.get("/shares/journal").said


def test_what_the_preview_shows_is_what_the_reader_reads(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    """Acceptance F-11: byte for byte."""
    citizen, reader = sharer.browser, browsers()
    page = citizen.submit("/codes/new", whom="outside", sections=["skills"], purpose="guidance")
    here = citizen.url
    citizen.get(str(page.select("main a[href$='/preview']")[0]["href"]))
    shown = record(citizen)
    citizen.get(here)
    page = citizen.submit(**SIGN)
    with at_work(app, citizen) as work:
        entries.add(work, a_skill("Conduire"))
    opens(reader, code_on(page), figures_on(page))
    assert record(reader) == shown


def test_whoever_has_done_leaves_nothing_behind(sharer: Sharer, browsers: Browsers) -> None:
    reader = browsers()
    page = makes(sharer.browser, "outside")
    opens(reader, code_on(page), figures_on(page))
    assert "La lecture est finie" in reader.press("J’ai fini de lire").said
    assert reader.client.get_cookie("__Host-lecture", domain="localhost") is None
    reader.get("/open/reading", status=404)


def raw(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, TOKEN.sub("", answer.text)


def test_o_03_whatever_is_wrong_the_answer_is_the_same_to_the_letter(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    """Acceptance O-03, security tests 50 and 92: same page, same status, same body."""
    citizen, counsellor, reader = sharer.browser, sharer.counsellor, browsers()
    made = [makes(citizen, "outside") for _ in range(3)]
    pairs = [(code_on(page), figures_on(page).replace(" ", "")) for page in made]
    at_a_desk = code_on(makes(citizen))
    opens(reader, *pairs[0])
    citizen.get("/codes")
    citizen.post(f"/codes/{_of(app, citizen, pairs[1][0])}/stop")
    wrong = "000000" if pairs[2][1] != "000000" else "111111"
    tried = [pairs[0], pairs[1], (pairs[2][0], wrong), (NEVER, "123456"), (at_a_desk, "123456")]
    stranger = browsers()
    stranger.get("/open")
    told = {
        raw(stranger.post("/open", {"code": code, "figures": figures})) for code, figures in tried
    }
    assert len(told) == 1 and told.pop()[0] == 404
    desk = {raw(counsellor.post("/desk/code", {"code": code})) for code, _ in tried[:4]}
    assert len(desk) == 1 and desk.pop()[0] == 404
    absent = raw(stranger.client.get("/open/reading", base_url="https://localhost"))
    assert absent[0] == 404


def _of(app: Flask, citizen: Browser, code: str) -> str:
    found = (one for one in kept(app, citizen) if one.secret and one.secret.code == code)
    return str(next(found).grant.id)


def test_guesses_are_slowed_down(browsers: Browsers, sharer: Sharer) -> None:
    """Acceptance O-03: counted in the database, for the street they come from."""
    stranger = browsers()
    stranger.get("/open")
    answers = [
        stranger.post("/open", {"code": NEVER, "figures": f"{guess:06}"}) for guess in range(22)
    ]
    statuses = [answer.status_code for answer in answers]
    assert statuses[:20] == [404] * 20 and statuses[20:] == [429, 429]
    assert answers[-1].headers["Retry-After"]


@pytest.mark.parametrize(
    ("code", "figures", "sentence"),
    [
        ("", "123456", "Recopiez le code."),
        ("K7QM 2XRD", "123456", "erreur de frappe"),
        ("🧶" * 5000, "123456", "erreur de frappe"),
        ("<script>", "123456", "erreur de frappe"),
        (NEVER, "", "Recopiez les six chiffres."),
    ],
)
def test_a_slip_of_the_hand_is_said_beside_its_question(
    browsers: Browsers, sharer: Sharer, code: str, figures: str, sentence: str
) -> None:
    page = opens(browsers(), code, figures, status=422)
    assert sentence in " ".join(page.texts(".invalid-feedback"))


def test_the_sheet_holds_the_code_its_drawing_and_never_the_figures(
    app: Flask, sharer: Sharer
) -> None:
    citizen = sharer.browser
    page = makes(citizen, "outside")
    code, figures = code_on(page), figures_on(page)
    (one,) = kept(app, citizen)
    sheet = citizen.client.get(f"/codes/{one.grant.id}/sheet.pdf", base_url="https://localhost")
    (text,) = [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(sheet.data)).pages]
    assert code in text and "Une heure" in text and "/open" in text and "Mes codes" in text
    assert figures not in text and figures.replace(" ", "") not in text
    drawing = citizen.client.get(f"/codes/{one.grant.id}/qr.svg", base_url="https://localhost")
    assert drawing.mimetype == "image/svg+xml" and b"<svg" in drawing.data
    assert b"style" not in drawing.data and b"<script" not in drawing.data


def test_the_drawing_leads_where_the_code_is_typed_already(
    sharer: Sharer, browsers: Browsers
) -> None:
    page = browsers().get("/open?code=K7QM-2XRD-9TVB")
    assert page.value_of("[name=code]") == "K7QM-2XRD-9TVB"
    page = sharer.counsellor.get("/open?code=K7QM-2XRD-9TVB")
    assert sharer.counsellor.url.startswith("/desk/code")
    assert page.value_of("[name=code]") == "K7QM-2XRD-9TVB"


def test_stopped_in_one_click_it_closes_what_it_opened(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    citizen, reader = sharer.browser, browsers()
    page = makes(citizen, "outside")
    opens(reader, code_on(page), figures_on(page))
    (one,) = kept(app, citizen)
    citizen.get(f"/codes/{one.grant.id}")
    assert "Ce code n’ouvre plus rien." in citizen.press("Arrêter ce code").said
    reader.get("/open/reading", status=404)
    assert "Arrêté" in citizen.get("/codes").said


def test_five_wrong_figures_block_it_and_its_owner_is_told(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    page = makes(sharer.browser, "outside")
    code, figures = code_on(page), figures_on(page).replace(" ", "")
    wrong = "000000" if figures != "000000" else "111111"
    for _ in range(5):
        opens(browsers(), code, wrong, status=404)
    opens(browsers(), code, figures, status=404)
    (one,) = kept(app, sharer.browser)
    page = sharer.browser.get(f"/codes/{one.grant.id}")
    assert "Ce code est bloqué" in page.said and not page.select(".fil-code")


def test_a_code_for_one_structure_is_made_from_its_page(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    url = f"/codes/new?structure={sharer.structure_id}"
    page = makes(sharer.browser, "named", url)
    code = code_on(page)
    assert "CIDFF des Vosges" in page.said
    other.submit("/desk/code", code=code, status=404)
    assert "accepté" in sharer.counsellor.submit("/desk/code", code=code).said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"whom": "named"}, "Choisissez"),
        ({"whom": ""}, "Choisissez"),
        ({"sections": []}, "Choisissez au moins une partie"),
        ({"purpose": ""}, "Choisissez"),
        ({"purpose": "other"}, "Écrivez en quelques mots"),
        ({"purpose_text": "x" * 301}, "300"),
        ({"stay": "century"}, "Choisissez"),
        ({"life": "9000"}, "Choisissez"),
    ],
)
def test_what_is_missing_is_said_beside_its_question(
    sharer: Sharer, changes: dict[str, Any], sentence: str
) -> None:
    given: dict[str, Any] = {"whom": "desk", "sections": ["skills"], "purpose": "guidance"}
    page = sharer.browser.submit("/codes/new", status=422, **given | changes)
    assert sentence in " ".join(page.texts(".invalid-feedback"))


def test_no_is_as_easy_as_yes_and_nothing_is_signed_unread(app: Flask, sharer: Sharer) -> None:
    citizen = sharer.browser
    given: dict[str, Any] = {"whom": "desk", "sections": ["skills"], "purpose": "guidance"}
    citizen.submit("/codes/new", **given)
    page = citizen.submit(status=422, button=("answer", "yes"))
    assert "Cochez la case pour donner votre accord" in page.said
    with at_work(app, citizen) as work:
        entries.add(work, a_skill("Conduire"))
    page = citizen.submit(status=422, **SIGN)
    assert "a changé depuis que cette page s’est affichée" in page.said
    assert "Aucun code n’a été fait." in citizen.submit(button=("answer", "no")).said
    assert kept(app, citizen) == []


def test_security_85_signed_twice_it_is_one_code(app: Flask, sharer: Sharer) -> None:
    """Security test 85."""
    citizen = sharer.browser
    given: dict[str, Any] = {"whom": "desk", "sections": ["skills"], "purpose": "guidance"}
    citizen.submit("/codes/new", **given)
    here = citizen.url
    citizen.submit(**SIGN)
    citizen.get(here)
    assert citizen.url.startswith("/codes/") and len(kept(app, citizen)) == 1


def test_a_stranger_s_code_is_nowhere(app: Flask, browsers: Browsers, sharer: Sharer) -> None:
    makes(sharer.browser)
    (one,) = kept(app, sharer.browser)
    stranger = arrivals.a_citizen(browsers())
    for path in ("", "/qr.svg", "/sheet.pdf"):
        assert stranger._ask("GET", f"/codes/{one.grant.id}{path}").status_code == 404
    assert stranger.post(f"/codes/{one.grant.id}/stop").status_code == 404
    assert kept(app, sharer.browser)[0].waits


def test_the_shares_page_and_the_receipt_name_whoever_has_the_code(
    app: Flask, sharer: Sharer
) -> None:
    makes(sharer.browser, "outside")
    (one,) = kept(app, sharer.browser)
    for page in ("/shares", "/shares/known", "/thread"):
        assert "La personne à qui vous avez donné un code" in sharer.browser.get(page).said
    said = sharer.browser.get(f"/shares/{one.grant.id}/receipt").said
    assert "la personne à qui je remets le code" in said
    sharer.browser.get(f"/shares/{one.grant.id}")
    assert sharer.browser.url == f"/codes/{one.grant.id}"
    for page in ("/plan", "/thread/list"):
        sharer.browser.get(page)


def test_in_english_too(sharer: Sharer, browsers: Browsers) -> None:
    reader = browsers(**{"Accept-Language": "en"})
    assert "Open with a code" in reader.get("/open").said
    sharer.browser.post("/language", {"locale": "en"})
    page = makes(sharer.browser, "outside")
    assert "A code to hand over" in page.said and "Not used yet" in page.said


def test_members_who_read_nothing_type_nothing(
    app: Flask, browsers: Browsers, sharer: Sharer
) -> None:
    code = code_on(makes(sharer.browser))
    accepted = meetings.colleague(app, browsers, sharer.counsellor, confirmed=False)
    assert accepted.post("/desk/code", {"code": code}).status_code == 404
    assert kept(app, sharer.browser)[0].waits
