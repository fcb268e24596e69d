"""A-08: somebody beside the citizen types; the citizen alone shares, exports, deletes, agrees."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule, UUIDConverter

from portfolio.domain.access import GRANTS, Role
from portfolio.domain.entries import Provenance
from portfolio.domain.entries.job import Job
from portfolio.doors import guard_of, permission_of
from portfolio.services import boxes, entries, journal, profiles, scribes
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock

TITLE = "Cuisinière de cantine"


@pytest.fixture
def jeanne(app: Flask, browsers: Callable[..., Browser]) -> Browser:
    """Somebody who has one job, and for whom writing is not easy."""
    browser = arrivals.a_citizen(browsers(), name="Jeanne")
    with at_work(app, browser) as work:
        entries.add(work, Job(title="Lingère", story="Un secret."))
    return browser


def sits(browser: Browser, name: str = "Nadia") -> None:
    """Leave the keyboard to somebody."""
    browser.submit("/account/scribe", name=name)


def types(browser: Browser, title: str = TITLE) -> None:
    browser.submit("/scribe/add/job", title=title)


def takes_over(browser: Browser) -> None:
    browser.submit("/account/scribe/end", phrase=browser.phrase)


def titles(app: Flask, browser: Browser) -> list[str]:
    with at_work(app, browser) as work:
        return [one.entry.title for one in entries.read_all(work)]


def doors(app: Flask) -> Iterator[tuple[str, str]]:
    """Every address that a scribe has no business with, by method."""
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        if guard_of(app, rule.endpoint):
            continue  # for programs, which show a token: no session opens anything there
        if permission is not None and permission not in GRANTS[Role.SCRIBE]:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, address(app, rule)


def address(app: Flask, rule: Rule) -> str:
    words = {"kind": "job", "suffix": "pdf", "rev": 1, "number": 1, "name": "rome"}
    values = {
        name: uuid4() if isinstance(rule._converters[name], UUIDConverter) else words.get(name, "x")
        for name in rule.arguments
    }
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def test_a08_a_scribe_fills_in_drafts_and_can_neither_share_export_nor_delete(
    app: Flask, jeanne: Browser
) -> None:
    """Acceptance A-08: with the person present; every other address is refused by the guard."""
    sits(jeanne)
    types(jeanne)

    refused = {url for method, url in doors(app)}
    assert {"/shares/new", "/portfolio/export", "/account/phrase", "/thread"} <= refused
    assert any(url.endswith("/remove") for url in refused)
    for method, url in doors(app):
        answer = jeanne.post(url) if method == "POST" else jeanne._ask("GET", url)
        assert answer.status_code == 403, (method, url)
    assert jeanne._ask("GET", "/api/v1/plans").status_code == 401
    assert titles(app, jeanne) == ["Lingère"]


def test_every_page_says_who_types_and_shows_nothing_of_the_portfolio(jeanne: Browser) -> None:
    sits(jeanne)
    types(jeanne)
    for url in ("/scribe", "/scribe/add/skill", "/help", "/structures", "/account/scribe/end", "/"):
        page = jeanne.get(url)
        assert "Nadia écrit pour Jeanne" in page.text_of("header [role=status]")
        assert "Lingère" not in page.said and "secret" not in page.said
    assert "Cette page est fermée" in jeanne.get("/portfolio", 403).said


def test_the_person_takes_over_with_their_passphrase_and_nothing_else(
    app: Flask, jeanne: Browser
) -> None:
    sits(jeanne)
    types(jeanne)
    page = jeanne.submit("/account/scribe/end", phrase="une autre phrase de passe", status=422)
    assert "Ce n’est pas votre phrase" in page.said
    jeanne.get("/thread", 403)

    takes_over(jeanne)
    assert jeanne.url == "/scribe/review"
    assert "Lingère" in jeanne.get("/portfolio").said


def test_what_was_typed_enters_the_portfolio_when_the_person_agrees(
    app: Flask, jeanne: Browser
) -> None:
    sits(jeanne)
    types(jeanne)
    takes_over(jeanne)
    assert "Tapé par Nadia" in jeanne.get("/scribe/review").said
    jeanne.press(f"Valider {TITLE}")

    assert titles(app, jeanne) == ["Lingère", TITLE]
    with at_work(app, jeanne) as work:
        [_, kept] = entries.read_all(work)
        acts = [line.act for line in journal.read(work, boxes.portfolio_of(work), others=False)]
    assert (kept.entry.provenance.how, kept.entry.provenance.person) == ("assisted", "Nadia")
    said = jeanne.get(f"/portfolio/{kept.id}").said
    assert "Écrit avec l’aide de Nadia, validé par vous le" in said
    assert {"scribe.begun", "scribe.ended", "scribe.kept"} <= set(acts)
    assert "A validé un élément écrit avec de l’aide" in jeanne.get("/shares/journal?mine=yes").said


def test_the_person_amends_before_agreeing_or_does_not_keep(app: Flask, jeanne: Browser) -> None:
    sits(jeanne)
    types(jeanne)
    types(jeanne, "Inventé")
    takes_over(jeanne)
    jeanne.get("/scribe/review")
    jeanne.press("Ne pas garder Inventé")
    link = jeanne.get("/scribe/review").value_of("a[href*='/scribe/review/']", "href")
    jeanne.submit(link, title="Cuisinière au collège")

    assert titles(app, jeanne) == ["Lingère", "Cuisinière au collège"]
    assert "Rien n’attend votre accord" in jeanne.get("/scribe/review").said
    with at_work(app, jeanne) as work:
        kept = entries.read_all(work)[-1].id
    assert "modifié et validé par vous" in jeanne.get(f"/portfolio/{kept}").said


def test_closing_the_session_ends_the_sitting_and_keeps_what_waits(
    app: Flask, jeanne: Browser
) -> None:
    sits(jeanne)
    types(jeanne)
    jeanne.get("/scribe")
    jeanne.press("Se déconnecter")
    arrivals.sign_in(jeanne, jeanne.login)

    assert "1 élément écrit avec de l’aide attend votre accord" in jeanne.get("/thread").said


def test_a_sitting_is_over_after_an_hour_and_still_not_the_person_s(
    app: Flask, browsers: Callable[..., Browser], clock: Clock
) -> None:
    browser = arrivals.a_citizen(browsers(), name="Jeanne")
    sits(browser)
    for _ in range(7):  # somebody stays at the keyboard, so that the session itself goes on
        clock.forward(minutes=10)
        browser.get("/help")
    answer = browser.post("/scribe/add/job", {"title": "Trop tard"})

    assert answer.status_code == 403
    assert "Trop tard" in answer.text  # given back, not kept
    browser.get("/thread", 403)
    with at_work(app, browser) as work:
        assert not scribes.read(work)


def test_a_page_opened_before_the_sitting_cannot_bring_the_person_s_rights_back(
    app: Flask, jeanne: Browser, browsers: Callable[..., Browser]
) -> None:
    """The session goes on under another secret: whoever kept the former one has nothing."""
    former = jeanne.client.get_cookie("__Host-fil", domain="localhost")
    sits(jeanne)
    thief = browsers()
    assert former
    thief.client.set_cookie("__Host-fil", former.value, domain="localhost", secure=True)
    thief.get("/thread")
    assert thief.url.startswith("/account/sign-in")


def test_a_scribe_sees_only_what_this_sitting_wrote(
    app: Flask, browsers: Callable[..., Browser], clock: Clock
) -> None:
    browser = arrivals.a_citizen(browsers(), name="Jeanne")
    sits(browser)
    types(browser)
    draft = browser.get("/scribe").value_of("main a[href$='/edit']", "href")
    takes_over(browser)
    clock.forward(minutes=1)
    sits(browser, "Paul")

    assert TITLE not in browser.get("/scribe").said
    browser.get(draft, 404)
    assert browser.post(draft, {"title": "Volé"}).status_code == 404


def test_the_same_thing_sent_twice_waits_once(app: Flask, jeanne: Browser) -> None:
    sits(jeanne)
    types(jeanne)
    types(jeanne)

    with at_work(app, jeanne) as work:
        assert [draft.entry.title for draft in scribes.read(work)] == [TITLE]
        assert not profiles.read(work).email


def test_going_back_leads_to_what_was_just_typed(app: Flask, jeanne: Browser) -> None:
    sits(jeanne)
    jeanne.get("/scribe/add/job")
    form = jeanne.url
    jeanne.submit(title="Cuisiniere")

    jeanne.get(form)
    jeanne.submit(title=TITLE)
    takes_over(jeanne)

    with at_work(app, jeanne) as work:
        assert [draft.entry.title for draft in scribes.read(work)] == [TITLE]


def test_a08_objectives_and_actions_are_typed_as_drafts_that_the_person_validates(
    app: Flask, jeanne: Browser
) -> None:
    """Acceptance A-08: nothing enters the plan before they agree; no plan of theirs is read."""
    sits(jeanne)
    jeanne.submit("/scribe/add/objective", title="Travailler près de chez moi")
    jeanne.submit("/scribe/add/action", title="Appeler la cantine")
    takes_over(jeanne)
    assert titles(app, jeanne) == ["Lingère"]

    for _ in range(2):
        jeanne.get("/scribe/review")
        jeanne.submit(form="main form[action$='/keep']")
    assert "Appeler la cantine" in jeanne.get("/plan").said
    assert titles(app, jeanne)[1:] == ["Travailler près de chez moi", "Appeler la cantine"]


def test_a_scribe_types_no_plan_and_nobody_s_presentation(jeanne: Browser) -> None:
    sits(jeanne)
    for kind in ("identity", "plan", "synthesis", "unicorn"):
        jeanne.get(f"/scribe/add/{kind}", 404)


def test_a_citizen_alone_has_nothing_to_type_for_themselves(jeanne: Browser) -> None:
    jeanne.get("/scribe", 404)
    jeanne.get("/account/scribe/end", 404)


def test_a_draft_has_no_day_until_it_is_agreed_to(app: Flask, jeanne: Browser) -> None:
    sits(jeanne)
    types(jeanne)
    with at_work(app, jeanne) as work:
        [draft] = scribes.read(work)
    assert draft.entry.provenance == Provenance.assisted("Nadia")
    assert isinstance(draft.id, UUID)
