"""The second step: no key before it, no way round it, no code twice; a way back after a loss."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from portfolio.crypto import recovery
from portfolio.crypto.context import context
from portfolio.crypto.sealing import Opener, derive
from portfolio.crypto.server import SEALS
from portfolio.crypto.tokens import hash_token
from portfolio.domain.factors import FactorKind
from portfolio.extensions import db
from portfolio.services import factors
from portfolio.services.factors import TRIES
from portfolio.storage import Base
from portfolio.storage.factors import Factor
from tests import arrivals
from tests.arrivals import PHRASE, at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.mailbox import Mailbox
from tests.security.test_sessions import OTHER, change, cookie_of, is_out, replayed
from tests.telephones import Telephone

Browsers = Callable[..., Browser]


def half_in(browsers: Browsers, whom: Browser) -> Browser:
    """Somebody whose passphrase was right, and who is asked for more."""
    visitor = browsers()
    page = visitor.submit("/account/sign-in", login=whom.login, phrase=PHRASE)
    assert page.text_of("h1") == "Deuxième étape"
    visitor.login, visitor.phrase, visitor.telephone = whom.login, whom.phrase, whom.telephone
    return visitor


def secured(browser: Browser) -> Browser:
    """A citizen who chose to have a second step."""
    arrivals.enrol(browser)
    return browser


def values(app: Flask) -> list[bytes]:
    """Every value of every row that may be sealed."""
    with app.app_context():
        found = [
            value
            for table in Base.metadata.sorted_tables
            for row in db.session.execute(select(table))
            for value in row
            if isinstance(value, bytes)
        ]
        db.session.rollback()
    return found


@pytest.mark.parametrize("url", ["/desk/", "/account/", "/account/factor", "/account/second-step"])
def test_55_no_address_goes_round_the_second_step(
    browsers: Browsers, professional: Browser, url: str
) -> None:
    """Security test 55: who is half in is nobody yet, whatever they ask for."""
    visitor = half_in(browsers, professional)
    visitor.get(url)
    assert visitor.url.startswith("/account/sign-in")


def test_55_before_the_last_step_no_row_holds_the_key_even_with_the_cookie_and_the_server_s_keys(
    app: Flask, browsers: Browsers, professional: Browser
) -> None:
    """Security test 55: the dump, the cookie and the key file together lack the page."""
    with at_work(app, professional) as work:
        user_key = work.keys.user_key
        server = work.keys.server
    professional.press("Se déconnecter")
    visitor = half_in(browsers, professional)
    secret = cookie_of(visitor)
    kept = Opener(derive(secret.encode(), "session"))
    mine = [box for box in values(app) if kept.opens(box)]
    assert len(mine) == 1, "The visitor's session is one box of data, without a box for a key."
    data = kept.unseal(mine[0], context("sess-data", hash_token(secret)))
    assert b"half" in data and user_key.hex().encode() not in data
    half = bytes.fromhex(json.loads(json.loads(data)["half"])["key"])
    given = [Opener(server._sealing(server.primary, label, half)) for label in SEALS]
    assert not [box for box in values(app) for each in given if each.opens(box)]
    assert arrivals.second_step(visitor).text_of("h1")
    assert not is_out(visitor)


def test_55_the_page_alone_opens_nothing(browsers: Browsers, professional: Browser) -> None:
    """Security test 55: another browser, with the page and the right figures."""
    visitor, thief = half_in(browsers, professional), browsers()
    assert visitor.page is not None
    sent = {"carried": str(visitor.page.select("[name=carried]")[0]["value"])}
    sent |= visitor.telephone.answer(arrivals.now(visitor))
    assert thief.post("/account/second-step", sent).status_code == 303
    assert is_out(thief)


def test_55_the_second_step_waits_ten_minutes(
    clock: Clock, browsers: Browsers, professional: Browser
) -> None:
    """Security test 55: afterwards the passphrase is asked again."""
    visitor = half_in(browsers, professional)
    clock.forward(minutes=10)
    page = arrivals.second_step(visitor)
    assert "Recommencez avec votre phrase de passe" in page.said
    assert is_out(visitor)


def test_55_the_tries_are_counted(
    clock: Clock, browsers: Browsers, professional: Browser, letters: Mailbox
) -> None:
    """Security test 55: five wrong codes, then the right one is refused too, for five minutes."""
    visitor = half_in(browsers, professional)
    for _ in range(TRIES.free):
        page = visitor.submit(figures="000000", status=422)
        assert "Ce n’est pas le bon code" in page.said
    visitor.submit(figures=visitor.telephone.figures(arrivals.now(visitor)), status=422)
    clock.forward(minutes=5, seconds=1)
    assert arrivals.second_step(visitor).text_of("h1") != "Deuxième étape"


def test_55_a_code_serves_once(clock: Clock, browsers: Browsers, professional: Browser) -> None:
    """Security test 55: read over a shoulder, the figures are worth nothing."""
    clock.forward(minutes=2)
    visitor, thief = half_in(browsers, professional), half_in(browsers, professional)
    shown = visitor.telephone.figures(clock())
    visitor.submit(figures=shown)
    thief.submit(figures=shown, status=422)
    assert is_out(thief)


def test_55_a_phrase_changed_meanwhile_stops_the_second_step(
    browsers: Browsers, citizen: Browser
) -> None:
    """Security test 55: whoever knew the former phrase is not let in by the right figures."""
    secured(citizen)
    visitor = half_in(browsers, citizen)
    citizen.submit("/account/phrase", current=PHRASE, phrase=OTHER)
    arrivals.second_step(visitor)
    assert is_out(visitor)


def test_55_the_cookie_of_before_is_not_that_of_after(
    browsers: Browsers, professional: Browser
) -> None:
    """Security test 55: at each step the former cookie dies."""
    visitor = browsers()
    visitor.get("/account/sign-in")
    first = cookie_of(visitor)
    visitor.submit(login=professional.login, phrase=PHRASE)
    second, visitor.telephone = cookie_of(visitor), professional.telephone
    arrivals.second_step(visitor)
    assert len({first, second, cookie_of(visitor)}) == 3
    assert is_out(replayed(browsers, second)) and is_out(replayed(browsers, first))


def test_55_a_professional_without_a_factor_can_do_nothing_but_set_one_up(
    browsers: Browsers,
) -> None:
    """Security test 55: whatever page is asked for, that one comes."""
    newcomer = browsers()
    arrivals.register(newcomer, "/account/new/professional", name="Sonia")
    asked = int("".join(filter(str.isdigit, newcomer.page.text_of("label[for=group]"))))  # type: ignore[union-attr]
    page = newcomer.submit(group=newcomer.code.split()[asked - 1])
    assert page.text_of("h1") == "Une deuxième étape pour me connecter"
    for url in ("/desk/", "/account/", "/account/phrase", "/team", "/account/factor"):
        newcomer.get(url)
        assert newcomer.url == arrivals.TELEPHONE
    page = newcomer.submit(arrivals.TELEPHONE, figures="000000", status=422)
    assert "les six chiffres du moment" in page.said
    assert arrivals.enrol(newcomer).text_of("h1") != "Mes codes de dépannage"
    newcomer.get("/account/")
    assert newcomer.url == "/account/"


def test_a_factor_taken_out_of_the_database_opens_nothing(
    app: Flask, browsers: Browsers, professional: Browser
) -> None:
    """Security test 55: rows deleted by hand do not make an account ask for less."""
    professional.press("Se déconnecter")
    change(app, delete(Factor))
    visitor = browsers()
    visitor.submit("/account/sign-in", status=409, login=professional.login, phrase=PHRASE)
    assert is_out(visitor)


def test_a_factor_moved_from_another_account_opens_nothing(
    app: Flask, browsers: Browsers, professional: Browser, citizen: Browser
) -> None:
    """Security test 56: a seed that the thief knows, put in somebody's row, is no box of theirs."""
    secured(citizen)
    with at_work(app, citizen) as work:
        mine = work.session.scalars(
            select(Factor.box).where(
                Factor.account_id == work.actor.account_id, Factor.kind == FactorKind.TELEPHONE
            )
        ).one()
    change(app, update(Factor).where(Factor.kind == FactorKind.TELEPHONE).values(box=mine))
    professional.press("Se déconnecter")
    visitor = half_in(browsers, professional)
    visitor.submit(figures=citizen.telephone.figures(arrivals.now(visitor)), status=409)
    assert is_out(visitor)


def test_a_printed_code_replaces_the_telephone_once(
    browsers: Browsers, professional: Browser
) -> None:
    visitor, again = half_in(browsers, professional), half_in(browsers, professional)
    code = professional.telephone.spares.pop()
    page = visitor.submit(spare=code.lower().replace(" ", ""))
    assert "il ne servira plus" in page.said
    assert "Il reste 9 codes" in visitor.get("/account/factor").said
    again.submit(spare=code, status=422)


def test_a_citizen_may_have_a_second_step_and_give_it_up(
    browsers: Browsers, citizen: Browser
) -> None:
    assert "Pas demandée" in citizen.get("/account/").said
    secured(citizen)
    assert citizen.url == "/account/factor"
    visitor = half_in(browsers, citizen)
    assert arrivals.second_step(visitor).text_of("h1") != "Deuxième étape"
    citizen.get("/account/factor")
    citizen.press("Retirer le téléphone")
    arrivals.sign_in(browsers(), citizen.login)


def test_a_change_of_factor_ends_the_other_sessions(browsers: Browsers, citizen: Browser) -> None:
    """Security test 38: the cookie of before, and other devices."""
    arrivals.sign_in(other := browsers(), citizen.login)
    former = cookie_of(citizen)
    secured(citizen)
    assert is_out(other) and is_out(replayed(browsers, former)) and not is_out(citizen)


def test_a_professional_keeps_one_factor_at_least(app: Flask, professional: Browser) -> None:
    with at_work(app, professional) as work:
        only = factors.held(work).strong[0].id
    assert professional.post(f"/account/factor/{only}/remove").status_code == 303
    assert "votre travail en demande une" in professional.get("/account/factor").said


def test_the_recovery_code_does_not_replace_the_telephone_and_is_not_spent_for_nothing(
    browsers: Browsers, professional: Browser
) -> None:
    """Security test 55: until the second step is done, neither phrase nor code changed."""
    fields: dict[str, Any] = {"login": professional.login, "code": professional.code}
    visitor = browsers()
    page = visitor.submit("/account/recover", phrase=OTHER, **fields)
    assert page.text_of("h1") == "Deuxième étape"
    half_in(browsers, professional)
    visitor.telephone = professional.telephone
    assert arrivals.second_step(visitor).text_of("h1") == "Gardez votre code de secours"
    assert is_out(professional)
    browsers().submit("/account/sign-in", status=422, login=professional.login, phrase=PHRASE)


def test_whoever_lost_everything_waits_with_their_recovery_code(
    clock: Clock, browsers: Browsers, professional: Browser
) -> None:
    """Acceptance H-01: losing a telephone and its printed codes is not losing one's work."""
    code = professional.code
    visitor = half_in(browsers, professional)
    visitor.press("Je n’ai plus ni téléphone ni code de dépannage")
    visitor.submit(code=recovery.new_code(), status=422)
    page = visitor.submit(code=code)
    assert "Revenez à partir du" in page.said
    clock.forward(hours=71)
    assert "tout perdu" in half_in(browsers, professional).page.said  # type: ignore[union-attr]
    clock.forward(hours=1, minutes=1)
    visitor = browsers()
    page = visitor.submit("/account/sign-in", login=professional.login, phrase=PHRASE)
    assert page.text_of("h1") == "Une deuxième étape pour me connecter"
    visitor.get("/desk/")
    assert visitor.url == arrivals.TELEPHONE
    arrivals.enrol(visitor)
    visitor.get("/desk/")


def test_who_still_has_the_telephone_stops_the_wait_by_coming_in(
    clock: Clock, browsers: Browsers, professional: Browser, letters: Mailbox
) -> None:
    """Security test 55: a thief with both papers does not outwait the owner."""
    thief = half_in(browsers, professional)
    thief.press("Je n’ai plus ni téléphone ni code de dépannage")
    thief.submit(code=professional.code)
    owner = half_in(browsers, professional)
    assert "la demande de remplacement est annulée" in arrivals.second_step(owner).said
    clock.forward(hours=80)
    half_in(browsers, professional)


def test_the_seed_is_in_no_row_and_no_row_opens_with_the_server_s_keys(
    app: Flask, professional: Browser
) -> None:
    """Security test 3: the telephone's seed, as bytes, in hexadecimal and as it is typed."""
    telephone: Telephone = professional.telephone
    seed = telephone.seed
    assert seed
    assert not any(seed in each or seed.hex().encode() in each for each in values(app))
