"""Sessions: what a cookie opens, for how long, and that nobody learns anything at the door."""

import base64
import statistics
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.tokens import hash_token
from portfolio.domain.errors import Conflict
from portfolio.extensions import PATIENCE, db, writing
from portfolio.services.unlocking import ACCOUNT
from portfolio.storage.accounts import Account
from portfolio.storage.sessions import Throttle, WebSession
from portfolio.web.sessions import COOKIE
from tests import arrivals
from tests.arrivals import PHRASE
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.mailbox import Mailbox

Browsers = Callable[..., Browser]
OTHER = "girafe parapluie muguet 77"
CANARY = "Zéphyrine Canari"


def cookie_of(browser: Browser) -> str:
    """The secret in somebody's browser."""
    cookie = browser.client.get_cookie(COOKIE, domain="localhost")
    assert cookie is not None
    return cookie.value


def replayed(browsers: Browsers, secret: str) -> Browser:
    """A thief's browser, with that secret in it."""
    thief = browsers()
    thief.client.set_cookie(COOKIE, secret, domain="localhost", secure=True)
    return thief


def is_out(browser: Browser) -> bool:
    """Whether the browser opens nothing of anybody's."""
    browser.get("/account/")
    return browser.url.startswith("/account/sign-in")


def change(app: Flask, statement: Any) -> None:
    """Somebody who writes to the database by hand."""
    with app.app_context():
        db.session.execute(statement)
        db.session.commit()


# 38: a cookie that was copied opens nothing once its session ended


def test_a_copied_cookie_is_dead_after_signing_out(browsers: Browsers, citizen: Browser) -> None:
    secret = cookie_of(citizen)
    citizen.press("Se déconnecter")
    assert is_out(replayed(browsers, secret))


def test_a_copied_cookie_is_dead_after_a_change_of_phrase(
    browsers: Browsers, citizen: Browser
) -> None:
    secret = cookie_of(citizen)
    citizen.submit("/account/phrase", current=PHRASE, phrase=OTHER)
    assert cookie_of(citizen) != secret
    assert is_out(replayed(browsers, secret))
    assert not is_out(citizen)


def test_a_copied_cookie_is_dead_once_the_account_is_locked(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    change(app, update(Account).values(state="locked"))
    assert is_out(replayed(browsers, cookie_of(citizen)))
    assert "ne vont pas ensemble" in arrivals.sign_in(browsers(), citizen.login, status=422).said


# 39: the cookie and the form token of before are not those of after


def test_a_cookie_planted_before_signing_in_never_becomes_somebody(
    browsers: Browsers, citizen: Browser
) -> None:
    visitor = browsers()
    visitor.get("/account/sign-in")
    planted, token = cookie_of(visitor), visitor.page.select("[name=csrf_token]")[0]["value"]  # type: ignore[union-attr]
    visitor.submit(login=citizen.login, phrase=PHRASE)
    assert cookie_of(visitor) != planted
    assert is_out(replayed(browsers, planted))
    visitor.get("/account/name")
    answer = visitor.post("/account/name", {"csrf_token": token, "name": "Pirate"})
    assert answer.status_code == 400


def test_a_secret_nobody_issued_is_not_adopted(browsers: Browsers) -> None:
    visitor = replayed(browsers, "A" * 43)
    visitor.get("/account/sign-in")
    assert cookie_of(visitor) != "A" * 43


@pytest.mark.parametrize("secret", ["", "A", "é" * 43, "A" * 4000, "../../etc/passwd", '"; x=1'])
def test_a_malformed_cookie_is_a_new_visitor(browsers: Browsers, secret: str) -> None:
    visitor = browsers(Cookie=f"{COOKIE}={secret}".encode().decode("latin-1"))
    visitor.get("/help")


# 41: rest and end, to the second


@pytest.mark.parametrize(("seconds", "out"), [(-1, False), (0, True), (1, True)])
def test_a_session_that_rests_too_long_ends(
    clock: Clock, citizen: Browser, seconds: int, *, out: bool
) -> None:
    clock.forward(minutes=2)
    citizen.get("/account/")
    clock.forward(minutes=30, seconds=seconds)
    assert is_out(citizen) == out


@pytest.mark.parametrize(("seconds", "out"), [(-1, False), (1, True)])
def test_a_session_never_lasts_more_than_half_a_day(
    clock: Clock, citizen: Browser, seconds: int, *, out: bool
) -> None:
    for _ in range(35):
        clock.forward(minutes=20)
        assert citizen.client.get("/account/", base_url=SITE).status_code == 200
    clock.forward(minutes=20, seconds=seconds)
    assert is_out(citizen) == out


def test_a_page_is_read_at_once_while_somebody_writes(
    app: Flask, clock: Clock, citizen: Browser
) -> None:
    """Saying that a session is in use can wait; whoever reads a page cannot."""
    clock.forward(minutes=2)
    token = writing.set(True)
    begun = time.monotonic()
    with app.app_context(), db.engine.begin() as somebody:
        somebody.execute(update(WebSession).values(proved_at=None))
        assert citizen.client.get("/account/", base_url=SITE).status_code == 200
    writing.reset(token)
    assert time.monotonic() - begun < 5
    citizen.get("/account/")
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalars(select(WebSession.seen_at)).one() == clock()
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == PATIENCE


def test_a_professional_rests_half_as_long(clock: Clock, professional: Browser) -> None:
    clock.forward(minutes=14)
    assert not is_out(professional)
    clock.forward(minutes=15)
    assert is_out(professional)


def test_a_clock_set_back_refuses_and_a_clock_set_forward_ends(
    clock: Clock, citizen: Browser
) -> None:
    clock.back(hours=1)
    assert is_out(citizen)
    clock.forward(hours=100_000)
    assert is_out(citizen)


def test_the_form_of_an_ended_session_says_what_to_do(clock: Clock, citizen: Browser) -> None:
    citizen.get("/account/name")
    clock.forward(hours=1)
    page = citizen.submit(status=400, name="Tard")
    assert "restée ouverte trop longtemps" in page.said


# 42: the cookie


def test_there_is_one_cookie_and_it_is_well_guarded(browsers: Browsers, citizen: Browser) -> None:
    visitor = browsers()
    visitor.get("/account/sign-in")
    answer = visitor.post("/account/sign-in", {"login": citizen.login, "phrase": PHRASE})
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    name, _, rest = cookies[0].partition("=")
    value, *flags = rest.split("; ")
    assert name == "__Host-fil"
    assert len(value) == 43
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} == set(flags)


def test_nothing_can_be_read_in_a_cookie(browsers: Browsers) -> None:
    arrivals.register(browser := browsers(), name=CANARY)
    raw = base64.urlsafe_b64decode(cookie_of(browser) + "=")
    assert len(raw) == 32
    for read in (raw, cookie_of(browser).encode()):
        assert b"Canari" not in read
        with pytest.raises(zlib.error):
            zlib.decompress(read)


def test_a_stolen_table_gives_no_session_and_no_word(app: Flask, browsers: Browsers) -> None:
    phone = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    arrivals.register(browser := browsers(**{"User-Agent": phone}), name=CANARY)
    secret = cookie_of(browser)
    with app.app_context():
        row = db.session.scalars(select(WebSession)).one()
    stored = b"".join((row.id, row.data_box, row.key_box or b"", row.device_box or b""))
    assert row.id == hash_token(secret)
    for word in (secret, CANARY, "Canari", browser.login, browser.code, "csrf", "Firefox"):
        assert word.encode() not in stored


# 44: a row edited by hand


def test_a_session_given_to_another_account_does_not_open(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    arrivals.a_citizen(other := browsers())
    of = WebSession.id == hash_token(cookie_of(other))
    with app.app_context():
        other_id = db.session.scalars(select(WebSession.account_id).where(of)).one()
    mine = WebSession.id == hash_token(cookie_of(citizen))
    change(app, update(WebSession).where(mine).values(account_id=other_id))
    assert is_out(citizen)
    assert not is_out(other)


def test_a_visitor_made_somebody_by_hand_is_still_a_visitor(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    visitor = browsers()
    visitor.get("/account/sign-in")
    with app.app_context():
        owner = db.session.scalars(select(Account.id)).one()
    mine = WebSession.id == hash_token(cookie_of(visitor))
    change(app, update(WebSession).where(mine).values(account_id=owner))
    assert is_out(visitor)


def test_a_session_ended_meanwhile_is_not_brought_back(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    """An answer already under way writes its session with UPDATE: a deleted row stays deleted."""
    secret = cookie_of(citizen)

    def ended_meanwhile() -> str:
        change(app, delete(WebSession))
        return "ok"

    former = app.view_functions["accounts.show"]
    app.view_functions["accounts.show"] = ended_meanwhile
    try:
        citizen.client.get("/account/", base_url=SITE)
    finally:
        app.view_functions["accounts.show"] = former
    assert is_out(replayed(browsers, secret))


@contextmanager
def instead(app: Flask, endpoint: str, view: Callable[[Callable[[], Any]], Any]) -> Iterator[None]:
    """For a while *endpoint* is answered by *view*, which is given the real one."""
    former = app.view_functions[endpoint]
    app.view_functions[endpoint] = lambda: view(former)
    try:
        yield
    finally:
        app.view_functions[endpoint] = former


def test_two_who_end_each_other_do_not_both_stay(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    """A session renews by leaving its own row, which must be there: the other came first."""

    def ended_first(view: Callable[[], Any]) -> Any:
        db.session.rollback()
        change(app, delete(WebSession))
        return view()

    citizen.get("/account/sessions")
    with instead(app, "accounts.end_others", ended_first):
        citizen.post("/account/sessions/end-others")
    assert is_out(citizen)
    with app.app_context():
        assert not db.session.scalars(
            select(WebSession).where(WebSession.account_id.is_not(None))
        ).all()


def test_a_session_ended_before_its_answer_leaves_is_not_brought_back(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    """Ended after the commit of what began it, before its cookie is on the way."""
    visitor = browsers()
    visitor.get("/account/sign-in")

    def ended_at_once(view: Callable[[], Any]) -> Any:
        answer = view()
        db.session.commit()
        change(app, delete(WebSession))
        return answer

    with instead(app, "accounts.sign_in", ended_at_once):
        visitor.post("/account/sign-in", {"login": citizen.login, "phrase": PHRASE})
    assert is_out(visitor)


def test_an_arrival_that_is_refused_leaves_no_session(app: Flask, browser: Browser) -> None:
    """What began is rolled back with its account: no row, no cookie, and no second failure."""

    def refused(view: Callable[[], Any]) -> Any:
        view()
        raise Conflict

    browser.get("/account/new")
    secret = cookie_of(browser)
    answers = {"name": "Sandrine", "phrase": PHRASE, "read": "y"}
    with instead(app, "accounts.register", refused):
        assert browser.post("/account/new", answers).status_code == 409
    assert cookie_of(browser) == secret
    assert is_out(browser)
    with app.app_context():
        assert not db.session.scalars(select(Account)).all()


# O-01, 51: knocking too often


def wrong(browsers: Browsers, login: str, times: int = 1) -> Browser:
    """Somebody who types a wrong phrase *times* times."""
    visitor = browsers()
    for _ in range(times):
        arrivals.sign_in(visitor, login, "not the right phrase", 422)
    return visitor


def test_after_five_wrong_phrases_even_the_right_one_waits(
    browsers: Browsers, citizen: Browser, clock: Clock
) -> None:
    visitor = wrong(browsers, citizen.login, ACCOUNT.free)
    page = arrivals.sign_in(visitor, citizen.login, status=422)
    assert "il faut attendre un peu" in page.text_of(".fil-errors")
    clock.forward(seconds=29)
    arrivals.sign_in(visitor, citizen.login, status=422)
    clock.forward(seconds=2)
    arrivals.sign_in(visitor, citizen.login)


def test_the_wait_doubles_and_never_locks_for_good(
    browsers: Browsers, citizen: Browser, clock: Clock
) -> None:
    wrong(browsers, citizen.login, ACCOUNT.free)
    for _ in range(8):
        clock.forward(minutes=15, seconds=1)
        wrong(browsers, citizen.login)
    clock.forward(minutes=14)
    arrivals.sign_in(browsers(), citizen.login, status=422)
    clock.forward(minutes=1, seconds=1)
    arrivals.sign_in(browsers(), citizen.login)


def test_nobody_else_waits_and_no_other_login_escapes(
    letters: Mailbox, browsers: Browsers, clock: Clock
) -> None:
    arrivals.a_citizen(target := browsers(), email="sandrine@example.org")
    link = letters.next().body.split(SITE)[1].split()[0]
    target.get(link)
    target.press("Ajouter cette adresse")
    arrivals.a_citizen(other := browsers())
    wrong(browsers, target.login, ACCOUNT.free)
    arrivals.sign_in(browsers(), "sandrine@example.org", status=422)
    arrivals.sign_in(browsers(), other.login)


def test_a_wait_is_not_escaped_by_another_cookie_or_another_place(
    browsers: Browsers, citizen: Browser, clock: Clock
) -> None:
    wrong(browsers, citizen.login, ACCOUNT.free)
    elsewhere = browsers(**{"X-Forwarded-For": "203.0.113.9"})
    elsewhere.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    arrivals.sign_in(elsewhere, citizen.login, status=422)


def test_one_place_that_tries_every_name_waits_too(
    browsers: Browsers, citizen: Browser, clock: Clock
) -> None:
    visitor = browsers()
    visitor.get("/account/sign-in")
    for number in range(30):
        tried = {"login": f"soleil-lac-{number + 1000}", "phrase": "not the right phrase"}
        assert visitor.post("/account/sign-in", tried).status_code == 422
    arrivals.sign_in(browsers(), citizen.login, status=422)
    elsewhere = browsers()
    elsewhere.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    arrivals.sign_in(elsewhere, citizen.login)


def test_a_forged_proxy_header_changes_no_place(app: Flask, browsers: Browsers) -> None:
    for number in range(3):
        headers = {"X-Forwarded-For": f"198.51.{number}.1"}
        arrivals.sign_in(browsers(**headers), "soleil-lac-4821", "not the right phrase", 422)
    with app.app_context():
        counts = sorted(db.session.scalars(select(Throttle.count)))
    assert counts == [3, 3]


def test_a_counter_names_neither_login_nor_place(app: Flask, browsers: Browsers) -> None:
    wrong(browsers, "soleil-lac-4821")
    with app.app_context():
        buckets = db.session.scalars(select(Throttle.bucket)).all()
    assert buckets
    for bucket in buckets:
        assert b"soleil" not in bucket
        assert b"127.0" not in bucket


def test_the_owner_is_told_of_the_failures_when_she_comes(
    browsers: Browsers, citizen: Browser, clock: Clock
) -> None:
    wrong(browsers, citizen.login, ACCOUNT.free)
    clock.forward(minutes=1)
    page = arrivals.sign_in(browsers(), citizen.login)
    assert "5 essais de connexion ont échoué" in page.text_of(".fil-flashes")
    assert "essais" not in arrivals.sign_in(browsers(), citizen.login).said


def test_the_owner_is_told_once_by_letter(
    letters: Mailbox, browsers: Browsers, clock: Clock
) -> None:
    arrivals.a_citizen(owner := browsers(), email="sandrine@example.org")
    owner.get(letters.next().body.split(SITE)[1].split()[0])
    owner.press("Ajouter cette adresse")
    wrong(browsers, owner.login, ACCOUNT.free + 3)
    assert "essais de connexion" in letters.next().subject
    assert letters.is_empty


def test_the_recovery_code_still_opens_while_the_phrase_waits(
    browsers: Browsers, citizen: Browser, clock: Clock
) -> None:
    wrong(browsers, citizen.login, ACCOUNT.free)
    browsers().submit("/account/recover", login=citizen.login, code=citizen.code, phrase=OTHER)


# 50: nobody learns who has an account


class Counting(Stretcher):
    """A stretcher that says how often it was asked, and at what cost."""

    def __init__(self) -> None:
        super().__init__(2, 16)
        self.asked: list[Cost] = []

    def stretch(self, phrase: str, salt: bytes, cost: Cost) -> bytes:
        self.asked.append(cost)
        return super().stretch(phrase, salt, cost)


def answers(app: Flask, visit: Callable[[], Browser]) -> tuple[int, str, int, list[Cost]]:
    """Status, words, size, and derivations of one attempt."""
    former, counting = app.extensions["stretcher"], Counting()
    app.extensions["stretcher"] = counting
    try:
        browser = visit()
    finally:
        app.extensions["stretcher"] = former
    assert browser.response is not None
    assert browser.page is not None
    for secret in browser.page.select("[name=csrf_token], [name^=f-], [name=login], [name=code]"):
        secret.clear(keep_tail=True)
    said = str(browser.page.one("main"))
    return browser.response.status_code, said, len(said), counting.asked


def test_unknown_wrong_and_blocked_get_one_answer_at_one_cost(
    app: Flask, browsers: Browsers, citizen: Browser, clock: Clock
) -> None:
    unknown = "x" * len(citizen.login)
    first = answers(app, lambda: wrong(browsers, citizen.login))
    nobody = answers(app, lambda: wrong(browsers, unknown))
    wrong(browsers, citizen.login, ACCOUNT.free)
    blocked = answers(app, lambda: wrong(browsers, citizen.login))
    assert first == nobody == blocked
    assert len(first[-1]) == 1


def test_unknown_and_wrong_get_one_answer_from_the_code_too(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    arrivals.register(other := browsers())
    code = other.code

    def visit(login: str) -> Browser:
        visitor = browsers()
        visitor.submit("/account/recover", status=422, login=login, code=code, phrase=OTHER)
        return visitor

    one = answers(app, lambda: visit(citizen.login))
    assert one == answers(app, lambda: visit("x" * len(citizen.login)))
    assert len(one[-1]) == 1


def test_known_and_unknown_take_the_same_time(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    """Not a stopwatch: medians of interleaved attempts, within a wide margin of each other."""
    visitor = browsers()
    visitor.get("/account/sign-in")
    former = app.extensions["kdf_cost"]
    taken: dict[str, list[float]] = {citizen.login: [], "x" * len(citizen.login): []}
    for _ in range(20):
        for login, times in taken.items():
            change(app, delete(Throttle))
            begun = time.perf_counter()
            visitor.post("/account/sign-in", {"login": login, "phrase": "not the right phrase"})
            times.append(time.perf_counter() - begun)
    app.extensions["kdf_cost"] = former
    known, unknown = (statistics.median(times) for times in taken.values())
    assert 0.5 < known / unknown < 2


# 63: nothing stays behind


@pytest.mark.parametrize(
    "page", ["/account/", "/account/sign-in", "/account/new", "/", "/thread", "/account/sessions"]
)
def test_no_page_is_kept_by_a_cache(citizen: Browser, page: str) -> None:
    answer = citizen.client.get(page, base_url=SITE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_signing_out_clears_the_browser(citizen: Browser) -> None:
    citizen.get("/account/")
    answer = citizen.post("/account/sign-out")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_needs_a_form_of_ours(citizen: Browser) -> None:
    citizen.get("/account/")
    answer = citizen.client.post("/account/sign-out", base_url=SITE, headers={"Referer": SITE})
    assert answer.status_code == 400
    assert not is_out(citizen)
