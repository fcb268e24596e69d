"""Opening an account, coming in, coming back, and looking after it."""

import re
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import pytest
from flask import Flask
from sqlalchemy import func, select

from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.domain.entries import KINDS
from portfolio.domain.wordlist import WORDS
from portfolio.extensions import db
from portfolio.services import entries
from portfolio.services.accounts import OPENINGS
from portfolio.services.mail import Postbox
from portfolio.storage.accounts import Account, Keyslot, Token
from portfolio.storage.sessions import Throttle, WebSession
from tests import arrivals
from tests.arrivals import PHRASE
from tests.browser import Browser
from tests.clock import Clock
from tests.mailbox import Mailbox

Browsers = Callable[..., Browser]
Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
OTHER = "girafe parapluie muguet 77"
ADDRESS = "sandrine@example.org"
WRONG = "ne vont pas ensemble"


def rows(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def link_in(letter_body: str) -> str:
    found = re.search(r"https://localhost(/account/email/\S+)", letter_body)
    assert found, letter_body
    return found[1]


def with_address(browser: Browser, letters: Mailbox, address: str = ADDRESS) -> Browser:
    """Somebody new whose address is proved."""
    arrivals.a_citizen(browser, email=address)
    browser.get(link_in(letters.next().body))
    browser.press("Ajouter cette adresse")
    return browser


# Registering


def test_an_account_opens_without_an_address(browser: Browser) -> None:
    page = arrivals.register(browser)
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d{4}", browser.login)
    assert len(page.select(".fil-code li")) == 9
    arrivals.keep_code(browser)
    assert browser.url == "/thread"


@pytest.mark.parametrize(("path", "steps"), [("/new", 3), ("/new/professional", 4)])
def test_an_arrival_counts_its_steps_alike_on_each_page(
    browser: Browser, path: str, steps: int
) -> None:
    assert f"Étape 1 sur {steps}" in browser.get(f"/account{path}").said
    assert f"Étape 2 sur {steps}" in arrivals.register(browser, f"/account{path}").said


def test_a_login_name_needs_no_accent(browser: Browser) -> None:
    arrivals.register(browser)
    assert browser.login.isascii()


def test_a_passphrase_is_suggested_and_another_on_demand(browser: Browser) -> None:
    first = browser.get("/account/new").text_of("p.fil-mono").split(" ")
    assert len(first) == len(set(first)) == 6
    assert set(first) <= set(WORDS)
    page = browser.submit(button="another", name="Sandrine", phrase="perdue")
    assert page.text_of("p.fil-mono").split(" ") != first
    assert page.value_of("#name") == "Sandrine"
    assert not page.select(".fil-errors")


def test_the_suggestion_stays_while_the_form_is_mended(browser: Browser) -> None:
    suggested = browser.get("/account/new").text_of("p.fil-mono")
    page = browser.submit(status=422, name="", phrase=suggested, read=True)
    assert page.text_of("p.fil-mono") == suggested
    page = browser.submit(status=422, suggestion="<b>elsewhere</b> is not a suggestion")
    assert "elsewhere" not in page.said


def test_a_phrase_to_type_again_is_said_beside_the_other_mistakes(browser: Browser) -> None:
    again = "sauf la phrase de passe : écrivez-la à nouveau"

    page = browser.submit("/account/new", status=422, name="", phrase="quatre mots bien choisis")
    assert again in page.text_of(".fil-errors")
    page = browser.submit("/account/new", status=422, name="Sandrine", phrase="court", read=True)
    assert again not in page.text_of(".fil-errors")


def test_the_suggested_phrase_is_accepted(browser: Browser) -> None:
    suggested = browser.get("/account/new").text_of("p.fil-mono")
    browser.submit(name="Sandrine", phrase=suggested, read=True)
    assert browser.url == "/account/recovery-sheet"


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("name", "", "Écrivez un prénom ou un surnom."),
        ("phrase", "", "Choisissez une phrase de passe."),
        ("phrase", "court", "Il faut au moins 15 signes."),
        ("phrase", "aaaaaaaaaaaaaaaaaaaaaa", "se devine trop facilement"),
        ("phrase", "sandrine sandrine sandrine", "se devine trop facilement"),
        ("phrase", "é" * 600, "trop longue"),
        ("email", "sandrine@", "ne semble pas complète"),
        ("read", False, "Lisez comment vos données sont gardées"),
    ],
)
def test_a_mistake_is_explained_beside_its_field(
    letters: Mailbox, browser: Browser, field: str, given: object, sentence: str
) -> None:
    answers: dict[str, Any] = {"name": "Sandrine", "phrase": PHRASE, "read": True}
    page = browser.submit("/account/new", status=422, **answers | {field: given})
    assert sentence in page.text_of(f"#{field}-error")
    assert f"{field}-error" in page.value_of(f"#{field}", "aria-describedby").split()
    assert page.text_of("title").startswith("Erreur :")


@pytest.mark.parametrize("field", ["name", "email", "phrase"])
def test_ten_thousand_characters_get_a_sentence_and_lose_nothing(
    letters: Mailbox, browser: Browser, field: str
) -> None:
    answers: dict[str, Any] = {"name": "Sandrine", "email": ADDRESS, "phrase": PHRASE, "read": True}
    page = browser.submit("/account/new", status=422, **answers | {field: "mot " * 2500})
    assert page.text_of(f"#{field}-error")
    kept = {name: page.one(f"#{name}").get("value", "") for name in ("name", "email", "phrase")}
    assert kept["phrase"] == ""
    for other in {"name", "email"} - {field}:
        assert kept[other] == answers[other]


@pytest.mark.parametrize("field", ["login", "phrase"])
def test_ten_thousand_characters_at_the_door_get_a_sentence(browser: Browser, field: str) -> None:
    answers: dict[str, Any] = {"login": "soleil-lac-4821", "phrase": PHRASE}
    page = browser.submit("/account/sign-in", status=422, **answers | {field: "x" * 10_000})
    assert page.text_of(f"#{field}-error")


def test_an_account_never_depends_on_the_address_given(
    letters: Mailbox, browsers: Browsers
) -> None:
    """The page is the same whether somebody has the address or not: only the letter tells."""
    with_address(browsers(), letters)
    shown = []
    for address in (ADDRESS, "autre@example.org"):
        page = arrivals.register(browsers(), email=address)
        for secret in page.select(".fil-code, .fil-mono, label[for=group]"):
            secret.clear(keep_tail=True)
        shown.append(page.text_of("main"))
        assert ("sert déjà" in letters.next().body) == (address == ADDRESS)
    assert shown[0] == shown[1]


def test_the_link_of_the_letter_makes_the_address_a_login(
    letters: Mailbox, browsers: Browsers
) -> None:
    browser = with_address(browsers(), letters)
    assert ADDRESS in browser.get("/account/").said
    for typed in (ADDRESS, "  Sandrine@Example.ORG "):
        arrivals.sign_in(visitor := browsers(), typed)
        assert visitor.url == "/thread"


def test_a_letter_says_nothing_of_what_is_kept(letters: Mailbox, browser: Browser) -> None:
    arrivals.register(browser, email=ADDRESS)
    letter = letters.next()
    assert letter.to == [ADDRESS]
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert "Sandrine" not in letter.body
    assert browser.login not in letter.body


def test_a_mailbox_is_not_a_target(letters: Mailbox, browsers: Browsers) -> None:
    for _ in range(6):
        arrivals.register(browsers(), email=ADDRESS)
    for _ in range(4):
        letters.next()
    assert letters.is_empty


def test_where_no_letter_is_sent_no_address_is_asked(app: Flask, browser: Browser) -> None:
    page = browser.get("/account/new")
    assert not page.select("#email")
    assert "n’envoie pas de messages" in page.said


def test_a_post_office_that_is_closed_breaks_nothing(app: Flask, browser: Browser) -> None:
    former = app.extensions["postbox"]
    app.extensions["postbox"] = Postbox("smtp://127.0.0.1:1", "fil-rouge@example.org")
    try:
        arrivals.a_citizen(browser, email=ADDRESS)
    finally:
        app.extensions["postman"].submit(int).result()
        app.extensions["postbox"] = former
    assert browser.url == "/thread"


def test_a_robot_that_opens_accounts_is_asked_to_wait(app: Flask, browsers: Browsers) -> None:
    arrivals.register(browsers())
    with app.app_context():
        row = db.session.scalars(select(Throttle)).one()
        row.count, row.blocked_until = OPENINGS.free, row.since + OPENINGS.first
        db.session.commit()
    browsers().submit("/account/new", status=429, name="Robot", phrase=PHRASE, read=True)


# The recovery sheet


def test_the_sheet_can_be_left_and_found_again_until_it_is_noted(browser: Browser) -> None:
    arrivals.register(browser)
    page = browser.get("/account/")
    assert "vous attend" in page.said
    browser.get("/account/recovery-sheet")
    assert " ".join(browser.page.texts(".fil-code li")) == browser.code  # type: ignore[union-attr]
    arrivals.keep_code(browser)
    browser.get("/account/recovery-sheet")
    assert browser.url == "/account/"


def test_a_wrong_group_is_not_a_code_that_was_kept(browser: Browser) -> None:
    arrivals.register(browser)
    page = browser.submit(status=422, group="0000")
    assert "Ce n’est pas le groupe" in page.text_of("#group-error")
    browser.get("/account/")
    browser.press("Se déconnecter")
    arrivals.sign_in(browser, browser.login)
    assert "n’a pas été vérifié" in browser.get("/account/").said


def test_a_group_is_read_whatever_its_case_spaces_and_look_alikes(browser: Browser) -> None:
    arrivals.register(browser)
    asked = int(re.sub(r"\D", "", browser.page.text_of("label[for=group]")))  # type: ignore[union-attr]
    group = browser.code.split()[asked - 1]
    browser.submit(group=" " + group.lower().replace("0", "o").replace("1", "l") + "\u00a0")
    assert browser.url == "/thread"


def test_the_sheet_is_also_a_file(browser: Browser) -> None:
    arrivals.register(browser)
    answer = browser.client.get("/account/recovery-sheet.pdf", base_url="https://localhost")
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    arrivals.keep_code(browser)
    browser.get("/account/recovery-sheet.pdf", 404)


def test_a_new_code_needs_the_phrase_and_replaces_the_old_one(
    citizen: Browser, browsers: Browsers
) -> None:
    old = citizen.code
    citizen.submit("/account/recovery-code", status=422, phrase="not " + PHRASE)
    page = citizen.submit("/account/recovery-code", phrase=PHRASE)
    citizen.code = " ".join(page.texts(".fil-code li"))
    arrivals.keep_code(citizen)
    answers: dict[str, Any] = {"login": citizen.login, "phrase": OTHER}
    browsers().submit("/account/recover", status=422, code=old, **answers)
    browsers().submit("/account/recover", code=citizen.code, **answers)


# Coming in


def test_the_right_phrase_opens_the_thread(browsers: Browsers, citizen: Browser) -> None:
    visitor = browsers()
    arrivals.sign_in(visitor, citizen.login.upper())
    assert visitor.url == "/thread"


@pytest.mark.parametrize("form", FORMS)
def test_a_phrase_opens_however_its_accents_are_made(browsers: Browsers, form: Form) -> None:
    """Two systems spell « é » with one code point or two; NFKC makes them one."""
    phrase = unicodedata.normalize(form, "élan forêt très été 77 déçu")
    arrivals.register(browser := browsers(), phrase=phrase)
    for typed in FORMS:
        arrivals.sign_in(browsers(), browser.login, unicodedata.normalize(typed, phrase))


def test_spaces_at_the_ends_of_a_phrase_count(browsers: Browsers) -> None:
    arrivals.register(browser := browsers(), phrase=f"  {PHRASE} ")
    assert WRONG in arrivals.sign_in(browsers(), browser.login, PHRASE, 422).said
    arrivals.sign_in(browsers(), browser.login, f"  {PHRASE} ")


def test_a_wrong_phrase_keeps_the_login_typed_and_not_the_phrase(browser: Browser) -> None:
    page = arrivals.sign_in(browser, "soleil-lac-4821", "not the right phrase", 422)
    assert WRONG in page.text_of(".fil-errors")
    assert page.value_of("#login") == "soleil-lac-4821"
    assert not page.one("#phrase").get("value")
    assert page.text_of("title").startswith("Erreur :")


def test_signing_in_leads_where_the_person_was_going(browsers: Browsers, citizen: Browser) -> None:
    visitor = browsers()
    visitor.get("/account/sessions")
    assert visitor.url.startswith("/account/sign-in?next=")
    visitor.submit(login=citizen.login, phrase=PHRASE)
    assert visitor.url == "/account/sessions"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/account/sign-out",
        "/nothing",
        "/thread\r\nSet-Cookie: a=b",
    ],
)
def test_signing_in_never_leads_elsewhere(
    browsers: Browsers, citizen: Browser, target: str
) -> None:
    visitor = browsers()
    visitor.submit("/account/sign-in", login=citizen.login, phrase=PHRASE, next=target)
    assert visitor.url == "/thread"


def test_a_professional_lands_on_the_desk_of_their_structure(professional: Browser) -> None:
    assert professional.url.rstrip("/") == "/desk"
    assert "CIDFF des Vosges" in professional.get("/account/").text_of(".fil-strip")


def test_whoever_is_in_is_not_asked_in_again(citizen: Browser) -> None:
    for page in ("/account/sign-in", "/account/new"):
        citizen.get(page)
        assert citizen.url == "/thread"


def test_when_everybody_comes_at_once_some_are_asked_to_come_back(
    app: Flask, browsers: Browsers
) -> None:
    """The door to Argon2id has so many places; beyond, 503 and when to try again."""
    former, door = app.extensions["stretcher"], Stretcher(1, 0)
    app.extensions["stretcher"] = door
    inside = threading.Thread(
        target=door.stretch, args=("a phrase that takes its time", bytes(16), Cost(65536, 8, 1))
    )
    visitor = browsers()
    visitor.get("/account/sign-in")
    inside.start()
    try:
        visitor.submit(status=503, login="soleil-lac-4821", phrase=PHRASE)
        assert visitor.response is not None
        assert int(visitor.response.headers["Retry-After"]) > 0
    finally:
        inside.join()
        app.extensions["stretcher"] = former


def test_a_weak_slot_is_locked_anew_at_the_next_sign_in(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    former = app.extensions["kdf_cost"]
    app.extensions["kdf_cost"] = Cost(16, 2, 1)
    try:
        arrivals.sign_in(browsers(), citizen.login)
        with app.app_context():
            slots = db.session.scalars(select(Keyslot).where(Keyslot.kind == "password")).all()
        assert [slot.cost for slot in slots] == [{"memory": 16, "times": 2, "lanes": 1}]
        arrivals.sign_in(browsers(), citizen.login)
    finally:
        app.extensions["kdf_cost"] = former


class Meanwhile(Stretcher):
    """A stretcher during whose second derivation something else happens."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__(2, 16)
        self.happens, self.asked = happens, 0

    def stretch(self, phrase: str, salt: bytes, cost: Cost) -> bytes:
        self.asked += 1
        if self.asked == 2:
            with ThreadPoolExecutor(1) as elsewhere:  # another worker, with a context of its own
                elsewhere.submit(self.happens).result()
        return super().stretch(phrase, salt, cost)


def test_a_phrase_changed_while_its_slot_is_locked_anew_opens_nothing(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    def recover() -> None:
        browsers().submit("/account/recover", login=citizen.login, code=citizen.code, phrase=OTHER)

    cost, door = app.extensions["kdf_cost"], app.extensions["stretcher"]
    app.extensions.update(kdf_cost=Cost(16, 2, 1), stretcher=Meanwhile(recover))
    try:
        assert WRONG in arrivals.sign_in(browsers(), citizen.login, PHRASE, 422).said
        arrivals.sign_in(browsers(), citizen.login, OTHER)
    finally:
        app.extensions.update(kdf_cost=cost, stretcher=door)


# Coming back with the code


def test_the_code_reopens_the_account_and_burns(browsers: Browsers, citizen: Browser) -> None:
    visitor, again = browsers(), browsers()
    page = visitor.submit(
        "/account/recover", login=citizen.login, code=citizen.code.lower(), phrase=OTHER
    )
    visitor.code = " ".join(page.texts(".fil-code li"))
    assert visitor.code != citizen.code
    arrivals.keep_code(visitor)
    assert visitor.url == "/thread"
    assert "Sandrine" in visitor.get("/account/").said
    again.submit(
        "/account/recover", status=422, login=citizen.login, code=citizen.code, phrase=PHRASE
    )
    assert WRONG in arrivals.sign_in(browsers(), citizen.login, PHRASE, 422).said
    arrivals.sign_in(browsers(), citizen.login, OTHER)


def test_what_was_written_before_is_still_there(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    with arrivals.at_work(app, citizen) as work:
        entries.add(work, KINDS["job"].model_validate({"title": "Agente de service"}))
    visitor = browsers()
    page = visitor.submit("/account/recover", login=citizen.login, code=citizen.code, phrase=OTHER)
    visitor.code = " ".join(page.texts(".fil-code li"))
    assert "Agente de service" in arrivals.keep_code(visitor).said


def test_coming_back_closes_every_other_session(browsers: Browsers, citizen: Browser) -> None:
    browsers().submit("/account/recover", login=citizen.login, code=citizen.code, phrase=OTHER)
    citizen.get("/account/")
    assert citizen.url.startswith("/account/sign-in")


def test_a_typing_error_in_the_code_is_told_beside_it(citizen: Browser, browser: Browser) -> None:
    wrong = ("A" if citizen.code[0] != "A" else "B") + citizen.code[1:]
    page = browser.submit(
        "/account/recover", status=422, login=citizen.login, code=wrong, phrase=OTHER
    )
    assert "erreur de frappe" in page.text_of("#code-error")
    assert page.value_of("#code") == wrong


# Looking after it


def test_a_name_is_changed_in_the_header_too(citizen: Browser) -> None:
    citizen.submit("/account/name", name="  Sandrine \u202eThiébaut ")
    assert citizen.page is not None
    assert citizen.page.text_of(".fil-name") == "Sandrine Thiébaut"


def test_a_profile_that_was_changed_by_hand_is_said_to_be_so(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    arrivals.a_citizen(browsers())
    with app.app_context():
        one, other = db.session.scalars(select(Account)).all()
        one.profile_box, other.profile_box = other.profile_box, one.profile_box
        db.session.commit()
    assert "leur sceau" in citizen.get("/account/", 409).said
    citizen.get("/help")


def test_preferences_are_kept_with_the_account(browsers: Browsers, citizen: Browser) -> None:
    citizen.submit("/account/preferences", locale="en", theme="dark")
    visitor = browsers()
    page = arrivals.sign_in(visitor, citizen.login)
    assert (page.one("html")["lang"], page.one("html")["data-bs-theme"]) == ("en", "dark")
    citizen.get("/account/preferences")
    citizen.submit(status=422, locale="xx", theme="dark")


def test_a_new_phrase_needs_the_old_one_and_closes_other_sessions(
    browsers: Browsers, citizen: Browser
) -> None:
    other = browsers()
    arrivals.sign_in(other, citizen.login)
    page = citizen.submit("/account/phrase", status=422, current="not this one", phrase=OTHER)
    assert "actuelle" in page.text_of("#current-error")
    citizen.submit("/account/phrase", current=PHRASE, phrase=OTHER)
    assert citizen.url == "/account/"
    other.get("/account/")
    assert other.url.startswith("/account/sign-in")
    arrivals.sign_in(browsers(), citizen.login, PHRASE, 422)
    arrivals.sign_in(browsers(), citizen.login, OTHER)


def test_a_new_phrase_is_not_the_name_of_the_person(citizen: Browser) -> None:
    page = citizen.submit(
        "/account/phrase", status=422, current=PHRASE, phrase=f"{citizen.login} sandrine"
    )
    assert "se devine trop facilement" in page.text_of("#phrase-error")


def test_the_owner_hears_of_a_change_by_letter(letters: Mailbox, browser: Browser) -> None:
    with_address(browser, letters)
    browser.submit("/account/phrase", current=PHRASE, phrase=OTHER)
    assert "a changé" in letters.next().subject
    browser.submit("/account/recovery-code", phrase=OTHER)
    assert "code de secours" in letters.next().subject


def test_an_address_is_changed_by_proving_the_new_one(letters: Mailbox, browser: Browser) -> None:
    with_address(browser, letters)
    new = "nouvelle@example.org"
    page = browser.submit("/account/email", status=422, email=new, phrase="not this one")
    assert "actuelle" in page.text_of("#phrase-error")
    browser.submit("/account/email", email=new, phrase=PHRASE)
    letter = letters.next()
    assert letter.to == [new]
    browser.get(link_in(letter.body))
    browser.press("Ajouter cette adresse")
    assert letters.next().to == [ADDRESS]
    assert new in browser.get("/account/").said


def test_an_address_is_said_to_wait_until_it_is_proved_whoever_has_it(
    letters: Mailbox, browsers: Browsers
) -> None:
    waits = f"{ADDRESS} attend encore"
    owner = with_address(browsers(), letters)
    arrivals.a_citizen(other := browsers(), email=ADDRESS)

    assert waits in other.get("/account/").said
    assert waits in other.get("/account/email").said
    assert waits not in owner.get("/account/").said + owner.get("/account/email").said


def test_an_address_is_removed_and_opens_nothing_any_more(
    letters: Mailbox, browsers: Browsers
) -> None:
    browser = with_address(browsers(), letters)
    browser.get("/account/email")
    browser.press("Retirer cette adresse")
    assert "ne sert plus" in letters.next().subject
    arrivals.sign_in(browsers(), ADDRESS, PHRASE, 422)
    arrivals.sign_in(browsers(), browser.login)


# The link of a letter (case 59)


def test_a_link_serves_once(letters: Mailbox, browser: Browser) -> None:
    arrivals.a_citizen(browser, email=ADDRESS)
    link = link_in(letters.next().body)
    browser.get(link)
    browser.press("Ajouter cette adresse")
    browser.get(link, 404)
    assert browser.post(link).status_code == 404


def test_a_link_ends_after_a_day(letters: Mailbox, browsers: Browsers, clock: Clock) -> None:
    arrivals.a_citizen(browser := browsers(), email=ADDRESS)
    link = link_in(letters.next().body)
    clock.forward(hours=24)
    arrivals.sign_in(visitor := browsers(), browser.login)
    visitor.get(link, 404)


def test_a_link_opens_nothing_for_anybody_else(
    letters: Mailbox, browsers: Browsers, citizen: Browser
) -> None:
    arrivals.a_citizen(owner := browsers(), email=ADDRESS)
    link = link_in(letters.next().body)
    citizen.get(link, 404)
    assert citizen.post(link).status_code == 404
    stranger = browsers()
    stranger.get(link)
    assert stranger.url.startswith("/account/sign-in")
    owner.get(link)


@pytest.mark.parametrize(
    "spoilt",
    ["{changed}", "{cut}", "../../etc/passwd", "..%2fetc%2fpasswd", "{whole}%00", "%ff%fe"],
)
def test_a_spoilt_link_is_like_no_page_at_all(
    letters: Mailbox, browser: Browser, spoilt: str
) -> None:
    arrivals.a_citizen(browser, email=ADDRESS)
    token = link_in(letters.next().body).rpartition("/")[2]
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    link = spoilt.format(changed=changed, cut=token[:-1], whole=token)
    browser.get(f"/account/email/{link}", 404)


def test_whoever_comes_second_with_one_address_does_not_get_it(
    letters: Mailbox, browsers: Browsers
) -> None:
    links = []
    for browser in (first := browsers(), second := browsers()):
        arrivals.a_citizen(browser, email=ADDRESS)
        links.append(link_in(letters.next().body))
    first.get(links[0])
    first.press("Ajouter cette adresse")
    second.get(links[1])
    second.press("Ajouter cette adresse", 404)
    arrivals.sign_in(visitor := browsers(), ADDRESS)
    assert first.login in visitor.get("/account/").said


def test_only_the_hash_of_a_link_is_kept(app: Flask, letters: Mailbox, browser: Browser) -> None:
    arrivals.a_citizen(browser, email=ADDRESS)
    token = link_in(letters.next().body).rpartition("/")[2]
    assert len(token) == 43
    with app.app_context():
        row = db.session.scalars(select(Token)).one()
    assert token.encode() not in row.id + row.box
    assert ADDRESS.encode() not in row.box


# Open sessions


def test_sessions_are_listed_by_what_they_run_on(browsers: Browsers, citizen: Browser) -> None:
    phone = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    arrivals.sign_in(browsers(**{"User-Agent": phone}), citizen.login)
    said = citizen.get("/account/sessions").text_of("main")
    assert "Firefox, Android" in said
    assert "Cet appareil-ci" in said


def test_one_session_is_ended_from_another(browsers: Browsers, citizen: Browser) -> None:
    arrivals.sign_in(other := browsers(), citizen.login)
    page = citizen.get("/account/sessions")
    action = page.value_of("td form", "action")
    assert citizen.post(action).status_code == 303
    other.get("/account/")
    assert other.url.startswith("/account/sign-in")
    assert citizen.post(action).status_code == 404


def test_nobody_ends_the_session_of_somebody_else(browsers: Browsers, citizen: Browser) -> None:
    arrivals.a_citizen(stranger := browsers())
    arrivals.sign_in(browsers(), citizen.login)
    action = citizen.get("/account/sessions").value_of("td form", "action")
    stranger.get("/account/")
    assert stranger.post(action).status_code == 404


def test_all_other_sessions_are_ended_at_once(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    others = [browsers(), browsers()]
    for other in others:
        arrivals.sign_in(other, citizen.login)
    citizen.get("/account/sessions")
    citizen.press("Déconnecter tous les autres")
    assert citizen.url == "/account/sessions"
    for other in others:
        other.get("/account/")
        assert other.url.startswith("/account/sign-in")


def test_an_ended_account_leaves_no_session(app: Flask, citizen: Browser) -> None:
    assert rows(app, Account) == 1
    assert rows(app, WebSession) == 1
