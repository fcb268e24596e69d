"""Words that are not saved yet, through the pages: refused, cut off, typed in two tabs."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from portfolio.services import entries, referrals, unsaved
from portfolio.storage.unsaved import Unsaved
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser, filled
from tests.clock import Clock
from tests.factories import a_lead
from tests.page import Page
from tests.services.people import (
    a_job,
    a_referral,
    an_evidence,
    appointed_with,
    referral_rules_accepted,
)
from tests.web import meetings

JOB = "/portfolio/add/job"
SCRIPT = {"Accept": "application/json"}
TAKE_UP = "a[href^='?unsaved=']"
WAITING = ".fil-note:has(a[href^='?unsaved='])"


def type_in(browser: Browser, page: Page, headers: dict[str, str] = SCRIPT, **fields: Any) -> Any:
    """What the script of *page* sends while somebody types *fields*; the answer."""
    form, line = page.select("form:has([name=unsaved])")[0], page.one("[data-saved]")
    data = filled(form, fields) | {
        "unsaved-at": [str(line["data-place"])],
        "unsaved-whose": [str(line["data-whose"])],
    }
    return browser._ask("POST", "/unsaved", data=data, headers=headers)


def take_up(browser: Browser, url: str = JOB) -> Page:
    """Open the form again and take up the one draft that waits."""
    page = browser.get(url)
    return browser.get(url + str(page.one(TAKE_UP)["href"]))


def left(app: Flask, browser: Browser) -> int:
    with at_work(app, browser) as work:
        return work.session.scalar(select(func.count()).where(~Unsaved.closed)) or 0


def test_what_is_typed_is_kept_and_given_back_when_the_form_is_opened_again(
    citizen: Browser,
) -> None:
    page = citizen.get(JOB)
    kept = type_in(citizen, page, title="Vendeuse", story="Mes mots.", when_ongoing=True).json
    assert kept["rev"] == 1 and " h " in kept["time"].replace("\u202f", " ").replace("\xa0", " ")

    page = take_up(citizen)

    assert page.value_of("#title") == "Vendeuse" and page.text_of("#story") == "Mes mots."
    assert "checked" in page.one("#when_ongoing").attrib
    assert "Brouillon repris" in page.text_of("[data-saved]")
    assert not page.select(WAITING)


def test_of_several_drafts_the_last_says_how_it_begins_and_leads_to_the_others(
    citizen: Browser,
) -> None:
    """On a telephone three of them would hide the form."""
    for title in ("Vendeuse", "Caissière"):
        type_in(citizen, citizen.get(JOB), title=title, story="Un **mot**. " * 30)

    page = citizen.get(JOB)

    [shown] = page.select(WAITING)
    assert "« Caissière Un **mot**." in shown.get_text() and "Vendeuse" not in page.said
    assert "Et un autre brouillon" in page.said
    assert "Vendeuse" in citizen.get("/unsaved").said


def test_a_draft_that_was_saved_is_no_draft_any_more(citizen: Browser, app: Flask) -> None:
    type_in(citizen, citizen.get(JOB), title="Vendeuse")
    take_up(citizen)

    citizen.submit(form="form:has([name=unsaved])", title="Vendeuse")

    assert not citizen.get(JOB).select(WAITING) and left(app, citizen) == 0


def test_words_that_come_after_the_form_was_saved_leave_no_draft(citizen: Browser) -> None:
    """A phone on a slow network: the button is pressed, then the script's last words arrive."""
    page = citizen.get(JOB)
    citizen.submit(form="form:has([name=unsaved])", title="Vendeuse")

    late = type_in(citizen, page, title="Vendeus")

    assert late.status_code == 410 and not citizen.get(JOB).select(WAITING)


def test_whoever_goes_back_to_a_saved_form_writes_on_another_sheet(citizen: Browser) -> None:
    page = citizen.get(JOB)
    citizen.submit(form="form:has([name=unsaved])", title="Vendeuse")
    sheet = type_in(citizen, page, title="Caissière").json["sheet"]
    page.one("[name=unsaved]").set("value", sheet)

    assert type_in(citizen, page, title="Caissière").status_code == 200
    assert take_up(citizen).value_of("#title") == "Caissière"


def test_a_refused_form_is_a_draft_without_any_script(citizen: Browser) -> None:
    """The browser may be closed on the refusal: the words are there the next day."""
    page = citizen.submit(JOB, status=422, title="Vendeuse", when_start="hier", story="Mes mots.")
    assert "gardées en brouillon" in page.text_of("[data-saved]")
    citizen.submit(status=422, title="Vendeuse à Golbey", when_start="hier")

    page = take_up(citizen)

    assert page.value_of("#title") == "Vendeuse à Golbey"
    assert page.value_of("#when_start") == "hier" and page.text_of("#story") == "Mes mots."


def test_the_guided_start_keeps_its_words_too_and_what_was_there_may_still_be_wiped_out(
    app: Flask, citizen: Browser
) -> None:
    citizen.submit("/start/2", what="moment", done="Vendeuse")
    type_in(citizen, citizen.get("/start/2"), done="Vendeuse en librairie", when="2001")
    listed = citizen.get("/unsaved").text_of("main li")
    assert "La mise en route" in listed and "moment" not in listed

    page = take_up(citizen, "/start/2")

    assert page.value_of("#done") == "Vendeuse en librairie" and page.value_of("#when") == "2001"
    citizen.submit(done="", when="")
    with at_work(app, citizen) as work:
        assert not entries.read_all(work)
    assert left(app, citizen) == 0


def test_a_plan_s_form_keeps_its_words_too(citizen: Browser) -> None:
    citizen.submit("/plan/add/objective", title="Financer", status=422, due="un jour")

    assert take_up(citizen, "/plan/add/objective").value_of("#title") == "Financer"


def test_two_tabs_are_two_drafts(citizen: Browser) -> None:
    one, other = citizen.get(JOB), citizen.get(JOB)
    type_in(citizen, one, title="Vendeuse")
    type_in(citizen, other, title="Cuisinière")

    ways = [str(link["href"]) for link in citizen.get("/unsaved").select("a[href*='?unsaved=']")]

    found = {citizen.get(way).value_of("#title") for way in ways}
    assert found == {"Vendeuse", "Cuisinière"}


def test_a_document_taken_up_after_it_moved_on_is_not_written_over(
    citizen: Browser, app: Flask
) -> None:
    with at_work(app, citizen) as work:
        place = f"/evidence/{entries.add(work, an_evidence())}/edit"
    type_in(citizen, citizen.get(place), title="Mon CAP couture")
    citizen.submit(place, form="form:has([name=unsaved])", title="Mon CAP cuisine")

    take_up(citizen, place)
    page = citizen.submit(status=409, form="form:has([name=unsaved])")

    assert page.value_of("#title") == "Mon CAP couture" and "Mon CAP cuisine" in page.said


def test_a_draft_is_erased_once_it_was_read_again(citizen: Browser) -> None:
    type_in(citizen, citizen.get(JOB), title="Vendeuse", story="Mes mots.")

    erase = citizen.get(JOB).select(f"{WAITING} a")[1]
    page = citizen.get(str(erase["href"]))
    assert page.text_of("#words") == "Vendeuse Mes mots."
    page = citizen.press("Effacer")

    assert citizen.url.partition("?")[0] == JOB and not page.select(WAITING)


def test_all_drafts_are_on_a_page_of_their_own(citizen: Browser, app: Flask) -> None:
    """From home: which form, how it begins, when; each is taken up where it was left."""
    assert "Voir mes brouillons" not in citizen.get("/thread").said
    with at_work(app, citizen) as work:
        one = entries.add(work, a_job("Agente"))
    type_in(citizen, citizen.get(JOB), title="Vendeuse", story="Mots. " * 100)
    type_in(citizen, citizen.get(f"/portfolio/{one}/edit"), title="Aide-soignante")

    assert "Voir mes brouillons" in citizen.get("/thread").said
    page = citizen.get("/unsaved")

    assert page.texts("main h2") == ["« Agente »", "Un emploi"]
    assert page.texts("main li p")[0].startswith("À modifier, ")
    assert page.text_of("main li:last-child p.fil-measure").endswith("Mots. Mots.…")
    citizen.get(str(page.select("main li a.btn-secondary")[1]["href"]))
    assert citizen._here().value_of("#title") == "Vendeuse"


def test_a_draft_tells_what_was_typed_not_what_was_chosen(citizen: Browser) -> None:
    type_in(citizen, citizen.get("/plan/add/action"), title="Appeler", theme="famille")
    type_in(citizen, citizen.get(JOB), title="famille")

    assert citizen.get("/unsaved").texts("main li p.fil-measure") == ["famille", "Appeler"]


def test_a_draft_about_something_gone_keeps_its_words(citizen: Browser, app: Flask) -> None:
    with at_work(app, citizen) as work:
        one = entries.add(work, a_job("Agente"))
        entries.add(work, a_job("Autre"))
    type_in(citizen, citizen.get(f"/portfolio/{one}/edit"), title="Aide-soignante")
    with at_work(app, citizen) as work:
        entries.remove(work, [one])

    page = citizen.get("/unsaved")
    assert "n’est plus là" in page.said and not page.select("main li a.btn-secondary")
    page = citizen.get(str(page.one("main li a")["href"]))
    assert "Aide-soignante" in page.text_of("#words")


def test_the_words_of_a_part_are_found_on_the_page_it_is_written_on(
    citizen: Browser, app: Flask
) -> None:
    with at_work(app, citizen) as work:
        lead = entries.add(work, a_lead(title="Fleuriste"))
    type_in(citizen, citizen.get(f"/leads/{lead}"), who="Une fleuriste")

    page = citizen.get("/unsaved")
    assert page.texts("main h2") == ["« Fleuriste »"]
    assert (
        citizen.get(str(page.one("main li a.btn-secondary")["href"])).value_of("#who")
        == "Une fleuriste"
    )


def test_no_draft_is_a_page_that_says_so(citizen: Browser, professional: Browser) -> None:
    for person in (citizen, professional):
        assert "Aucun brouillon" in person.get("/unsaved").said


def test_somebody_else_s_draft_is_as_absent_as_none(
    citizen: Browser, browsers: Callable[..., Browser], app: Flask
) -> None:
    type_in(citizen, citizen.get(JOB), title="Vendeuse")
    address = str(citizen.get("/unsaved").select("main li a")[1]["href"])
    other = arrivals.a_citizen(browsers())

    other.get(address, status=404)
    assert "Vendeuse" not in other.get("/unsaved").said


def test_118_a_draft_of_a_text_that_moved_on_is_shown_beside_it(
    citizen: Browser, app: Flask
) -> None:
    """Security test 118: the second gets both versions, whatever was between."""
    with at_work(app, citizen) as work:
        one = entries.add(work, a_job("Agente"))
    place = f"/portfolio/{one}/edit"
    type_in(citizen, citizen.get(place), title="Aide-soignante")
    citizen.submit(place, form="form:has([name=unsaved])", title="Agente de service")

    take_up(citizen, place)
    page = citizen.submit(status=409, form="form:has([name=unsaved])")

    assert page.value_of("#title") == "Aide-soignante"
    assert page.texts("blockquote") == ["Agente de service"]
    page = citizen.get(place)  # and walking away from the choice loses nothing
    assert page.select(WAITING)


def test_119_the_session_ends_while_one_types_and_the_words_wait_for_the_person(
    citizen: Browser, app: Flask, clock: Clock
) -> None:
    """Security test 119: told, not led away; after signing in, the form and its draft are there."""
    page = citizen.get(JOB)
    type_in(citizen, page, title="Vendeuse")
    clock.forward(hours=2)

    assert type_in(citizen, page, title="Vendeuse à Golbey").status_code == 401
    assert citizen._ask("GET", "/unsaved/ready.json", headers=SCRIPT).status_code == 401

    arrivals.sign_in(citizen, citizen.login, citizen.phrase)
    ready = citizen._ask("GET", "/unsaved/ready.json", headers=SCRIPT).json
    assert ready is not None and ready["whose"] == page.one("[data-saved]")["data-whose"]
    assert type_in(citizen, page, title="x").status_code == 400  # still of the former session
    sent = {"csrf_token": ready["csrf"], "title": "Vendeuse à Golbey"}
    form = filled(page.select("form:has([name=unsaved])")[0], sent)
    line = page.one("[data-saved]")
    about = {
        "unsaved-at": line["data-place"],
        "unsaved-whose": line["data-whose"],
        "unsaved-rev": 1,
    }
    assert citizen._ask("POST", "/unsaved", data=form | about, headers=SCRIPT).status_code == 200
    assert take_up(citizen).value_of("#title") == "Vendeuse à Golbey"


def test_words_are_never_kept_for_whoever_else_is_signed_in_by_now(
    citizen: Browser, browsers: Callable[..., Browser], app: Flask
) -> None:
    page = citizen.get(JOB)
    other = arrivals.a_citizen(browsers(), name="Karim")
    other.get(JOB)
    line = page.one("[data-saved]")
    sent = {
        "title": "Secret",
        "unsaved": str(uuid4()),
        "unsaved-at": JOB,
        "unsaved-whose": str(line["data-whose"]),
    }

    assert other.post("/unsaved", sent).status_code == 409
    assert left(app, other) == 0


def test_a_draft_of_another_s_is_as_absent_as_none(
    citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    sheet = type_in(citizen, citizen.get(JOB), title="Vendeuse").json["sheet"]
    stranger = arrivals.a_citizen(browsers(), name="Karim")

    assert "Vendeuse" not in str(stranger.get(f"{JOB}?unsaved={sheet}"))
    assert stranger.post(f"/unsaved/{sheet}/erase").status_code == 404
    assert citizen.get(JOB).select(WAITING)


def test_passphrases_are_never_kept(citizen: Browser, app: Flask) -> None:
    whose = str(citizen.get(JOB).one("[data-saved]")["data-whose"])
    sheet = {"unsaved": str(uuid4()), "unsaved-whose": whose, "phrase": citizen.phrase}

    for place in ("/account/phrase", "/account/sign-in", "/team/invite", "/nowhere", "//x", ""):
        answer = citizen.post("/unsaved", sheet | {"unsaved-at": place})
        assert answer.status_code == 400, place
    citizen.post("/account/phrase", sheet | {"current": "fausse"})
    assert left(app, citizen) == 0
    citizen.post("/unsaved", sheet | {"unsaved-at": JOB, "title": "Vendeuse"})
    with at_work(app, citizen) as work:
        [kept] = unsaved.waiting(work, JOB)
    assert dict(kept.typed) == {"title": "Vendeuse"}


def test_too_long_a_draft_is_told_not_cut(citizen: Browser, app: Flask) -> None:
    assert type_in(citizen, citizen.get(JOB), story="é" * 200_000).status_code == 413
    assert left(app, citizen) == 0


def test_without_a_script_the_page_says_what_is_true(citizen: Browser) -> None:
    said = citizen.get(JOB).text_of("[data-saved] [role=status]")

    assert "Rien n’est enregistré avant que vous appuyiez sur le bouton." in said


def test_answers_to_structures_are_kept_and_given_back_too(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """Two forms on one page, forms sent elsewhere, forms that carry a step: each its own words."""
    met = meetings.meeting(app, browsers)
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    with at_work(app, other, meetings.structure_of(app, other)) as work:
        letter = a_referral(work)
    with at_work(app, met.counsellor, met.structure_id) as work:
        referral_rules_accepted(work)
        relay = f"/shares/referrals/{referrals.propose(work, met.grant_id, letter)}"
        seen_on = appointed_with(work, met.grant_id)
    citizen, appointment = met.citizen, f"/shares/{met.grant_id}/appointments/{seen_on}"
    for place, name in (
        (relay, "need"),
        (relay, "words"),
        (appointment, "reason"),
        (f"{appointment}/move", "bring"),
    ):
        [form] = citizen.get(place).select(f"form:has([name=unsaved]):has([name={name}])")
        line = form.select("[data-saved]")[0]
        data = filled(form, {name: f"Mes mots pour {name}."})
        about = {
            "unsaved-at": [str(line["data-place"])],
            "unsaved-whose": [str(line["data-whose"])],
        }
        assert (
            citizen._ask("POST", "/unsaved", data=data | about, headers=SCRIPT).status_code == 200
        )

        draft = citizen.get("/unsaved").select("main li")[0]
        assert "Une page à remplir" not in draft.get_text()
        there = citizen.get(str(draft.select("a[href*='?unsaved=']")[0]["href"]))

        assert f"Mes mots pour {name}." in there.text_of(f"form:has([name=unsaved]) [name={name}]")


def test_a_form_beside_secrets_says_it_is_not_saved_and_keeps_nothing(citizen: Browser) -> None:
    """The same line as everywhere, and no sheet."""
    page = citizen.get("/account/name")
    line = page.one("[data-saved]")
    assert "Rien n’est enregistré avant que vous appuyiez" in page.text_of("[data-saved]")
    assert not str(line["data-whose"]) and not page.select("[name=unsaved]")
