"""Who keeps a structure's keys, on what paper, in what office; and what its card says."""

import io
import re
from typing import Any
from uuid import UUID

from flask import Flask
from pypdf import PdfReader

from portfolio.domain.structures import Office
from portfolio.services import addresses, members, standings
from portfolio.services.invitations import Guest
from tests import arrivals
from tests.arrivals import PHRASE, at_work, keep_code
from tests.browser import Browser
from tests.clock import Clock
from tests.mailbox import Mailbox
from tests.web import meetings
from tests.web.meetings import Browsers

MANAGER = Guest("Nadia Ferry", Office.ACCOUNT_MANAGER)
REFERENT = Guest("Paul Antoine", Office.REFERENT)
ALONE = "Une seule personne garde les clés"


def printed(holder: Browser) -> str:
    """The code of a new sheet, put away."""
    holder.get("/team/keys")
    button = holder.page.select("form[action$='/keys/print'] button") if holder.page else []
    page = holder.press(" ".join(button[0].get_text(" ").split()))
    groups = page.texts(".fil-code li")
    asked = int(re.findall(r"\d+", page.text_of("label[for=group]"))[0])
    holder.submit(group=groups[asked - 1].lower())
    return " ".join(groups)


def with_address(app: Flask, browser: Browser, address: str) -> None:
    """Somebody who gave an address to be told at."""
    with at_work(app, browser) as work:
        addresses.attach(work, addresses.propose(work, address) or "")


def id_of(app: Flask, browser: Browser, name: str) -> UUID:
    place = meetings.structure_of(app, browser)
    with at_work(app, browser, place) as work:
        return next(one.account_id for one in members.team(work) if one.name == name)


def test_the_desk_and_the_team_press_until_the_keys_are_safe(professional: Browser) -> None:
    for url in ("/desk/", "/team", "/team/keys"):
        assert ALONE in professional.get(url).said
    printed(professional)
    for url in ("/desk/", "/team", "/team/keys"):
        assert ALONE not in professional.get(url).said
    assert "à l’abri, sur le papier" in professional.get("/team/keys").said
    professional.get("/team/keys/cancel")
    page = professional.press("Oui, annuler la feuille")
    assert ALONE in page.said


def test_a_second_referent_is_enough(app: Flask, professional: Browser, browsers: Browsers) -> None:
    meetings.colleague(app, browsers, professional, REFERENT)
    assert ALONE not in professional.get("/desk/").said
    assert "Paul Antoine" in professional.get("/team/keys").said


def test_the_sheet_is_shown_until_a_group_is_typed_back_and_is_a_tagged_pdf(
    professional: Browser,
) -> None:
    professional.get("/team/keys/sheet", status=404)
    professional.get("/team/keys")
    page = professional.press("Faire la feuille de secours")
    groups = page.texts(".fil-code li")
    assert len(groups) == 9
    assert "Ce n’est pas le groupe" in professional.submit(status=422, group="ZZZZ").said
    file = professional._ask("GET", "/team/keys/sheet.pdf").data
    assert b"/StructTreeRoot" in file
    (text,) = [each.extract_text() for each in PdfReader(io.BytesIO(file)).pages]
    assert " ".join(groups[:4]) in text
    assert ALONE in professional.get("/team/keys").said  # not before it is put away
    page = professional.get("/team/keys/sheet")
    assert page.texts(".fil-code li") == groups


def test_a_counsellor_takes_the_keys_up_and_everybody_who_keeps_them_is_told(
    app: Flask, professional: Browser, browsers: Browsers, letters: Mailbox
) -> None:
    """Acceptance I-01: the code says nothing to whoever does not belong there."""
    with_address(app, professional, "helene@example.org")
    code = printed(professional)
    sonia = meetings.colleague(app, browsers, professional)
    place = meetings.structure_of(app, professional)
    stranger = browsers()
    arrivals.a_professional(app, stranger, name="Mission locale")
    stranger.get(f"/team/rescue/{place}", status=404)

    sonia.get("/team")
    sonia.get(f"/team/rescue/{place}")
    page = sonia.submit(code="Z" * 34, status=422)
    assert "erreur de frappe" in page.said
    page = sonia.submit(f"/team/rescue/{place}", code=code)
    assert "Vous gardez maintenant les clés" in page.said
    assert ALONE not in page.said
    letter = letters.next()
    assert (letter.to, letters.is_empty) == (["helene@example.org"], True)
    assert "changé de mains" in letter.subject
    for word in ("Sonia", "CIDFF", "Hélène"):
        assert word not in letter.body
    said = professional.get("/team/changes").said
    assert "Sonia Mougel a repris les clés" in said
    sonia.get(f"/team/rescue/{place}", status=404)


def test_a_wrong_code_is_counted_said_and_slowed_down(
    app: Flask, professional: Browser, browsers: Browsers, clock: Clock
) -> None:
    printed(professional)
    sonia = meetings.colleague(app, browsers, professional)
    place = meetings.structure_of(app, professional)
    other = printed(arrivals.a_professional(app, browsers(), name="Relais"))
    for _ in range(5):
        page = sonia.submit(f"/team/rescue/{place}", status=422, code=other)
        assert "pas le code de la feuille en cours" in page.said
    sonia.get(f"/team/rescue/{place}", status=429)
    assert professional.get("/team/changes").said.count("a tapé un code de secours") == 5


def test_71_two_accounts_made_by_a_manager_read_nothing_and_the_key_holders_are_told(
    app: Flask, browsers: Browsers, letters: Mailbox
) -> None:
    """Security test 71: missions locales, December 2025, through the pages."""
    meeting = meetings.meeting(app, browsers)
    holder = meeting.counsellor
    with_address(app, holder, "helene@example.org")
    manager = meetings.colleague(app, browsers, holder, MANAGER)
    made = []
    for name in ("Un Faux", "Deux Faux"):
        page = manager.submit("/team/invite", name=name, office="referent")
        link = re.findall(r"/team/join/[\w-]{43}", page.said)[0]
        newcomer = browsers()
        newcomer.get(link)
        page = newcomer.submit(phrase=PHRASE)
        newcomer.code = " ".join(page.texts(".fil-code li"))
        keep_code(newcomer)
        made.append(newcomer)
    for one in (manager, *made):
        assert "Sandrine" not in one.get(meeting.url, status=404).said
        one.get(f"/team/{id_of(app, holder, 'Un Faux')}/confirm", status=404)
    for _ in made:
        letter = letters.next()
        assert (letter.to, letter.subject) == (
            ["helene@example.org"],
            "Quelqu’un attend votre réponse",
        )
        assert not [word for word in ("Faux", "CIDFF", "Nadia") if word in letter.body]
    assert letters.is_empty
    assert "2 personnes attendent votre confirmation" in holder.get("/desk/").said
    page = holder.get(f"/team/{id_of(app, holder, 'Un Faux')}/confirm")
    assert "Nadia Ferry" in page.said  # whoever invited them is named where one decides


def test_a_print_that_is_not_the_newcomer_s_lets_nobody_in(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    waiting = meetings.colleague(app, browsers, professional, confirmed=False)
    other = meetings.colleague(app, browsers, professional, REFERENT, confirmed=False)
    url = f"/team/{id_of(app, professional, 'Sonia Mougel')}/confirm"
    heard = other.get("/desk/structure").text_of(".fil-print")
    for spoken in (heard, "0000 0000 0000 0000", "é" * 16):
        page = professional.submit(url, status=422, spoken=spoken)
        assert "pas l’empreinte de ce compte" in page.said
    assert waiting.get("/desk/structure").text_of(".fil-print") not in page.said
    professional.submit(url, spoken=waiting.get("/desk/structure").text_of(".fil-print"))
    assert "CIDFF" in waiting.get("/desk/").said


def test_69_whoever_is_not_confirmed_is_refused_on_every_page_of_the_structure(
    app: Flask, browsers: Browsers
) -> None:
    """Security test 69: opens, purges, exports, adds; the same 404 as what never was."""
    meeting = meetings.meeting(app, browsers)
    accepted = meetings.colleague(app, browsers, meeting.counsellor, REFERENT, confirmed=False)
    holder = meetings.account_of(app, meeting.counsellor)
    for url in (meeting.url, f"{meeting.url}/plan.pdf", f"{meeting.url}/comments"):
        accepted.get(url, status=404)
    for url in (
        *(f"{meeting.url}/give-up", f"{meeting.url}/actions", f"{meeting.url}/synthesis"),
        *("/team/invite", "/team/rotate", "/team/keys/print", "/team/keys/cancel", "/team/card"),
        *(f"/team/{holder}/remove", f"/team/{holder}/office", "/team/leave"),
    ):
        assert accepted.post(url).status_code == 404, url
    assert "Sandrine" in meeting.counsellor.get(meeting.url).said


def test_a_counsellor_becomes_referent_and_is_shown_to_citizens(
    app: Flask, professional: Browser, browsers: Browsers, citizen: Browser, browser: Browser
) -> None:
    sonia = meetings.colleague(app, browsers, professional)
    place = meetings.structure_of(app, professional)
    assert citizen.get(f"/structures/{place}").text_of("#answers-title + p") == "Hélène Grandjean"
    page = professional.submit(
        f"/team/{id_of(app, professional, 'Sonia Mougel')}/office", office="referent"
    )
    assert "Le rôle de Sonia Mougel est changé" in page.said
    said = citizen.get(f"/structures/{place}").text_of("#answers-title + p")
    assert said == "Hélène Grandjean, Sonia Mougel"
    assert not browser.get(f"/structures/{place}").select("#answers-title")
    assert "Conseillère ou conseiller → Référente" in sonia.get("/team/changes").said
    with at_work(app, sonia, place) as work:
        assert len(standings.holders(work, place)) == 2


def test_a_referent_writes_the_card_and_nobody_else_does(
    app: Flask, professional: Browser, browsers: Browsers, browser: Browser
) -> None:
    sonia = meetings.colleague(app, browsers, professional)
    place = meetings.structure_of(app, professional)
    sonia.get("/team/card", status=404)
    fields: dict[str, Any] = {"town": "Golbey", "about": "On vous reçoit.\n\nSans rendez-vous."}
    page = professional.submit("/team/card", status=422, name="", **fields)
    assert page.text_of("#about") == "On vous reçoit. Sans rendez-vous."
    page = professional.submit("/team/card", name="CIDFF de Golbey", **fields)
    assert "La fiche est à jour" in page.said
    assert "CIDFF de Golbey" in page.text_of(".fil-strip")
    page = browser.get(f"/structures/{place}")
    assert "Sans rendez-vous." in page.texts("main p")
    assert browser.get("/structures?q=golbey").texts(".fil-places h3") == ["CIDFF de Golbey"]


def test_an_operator_calls_somebody_to_a_structure_that_nobody_opens_any_more(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    """The command writes a name; the paper does the rest."""
    code = printed(professional)
    place = meetings.structure_of(app, professional)
    newcomer = browsers()
    arrivals.register(newcomer, "/account/new/professional", name="Claire Jeandel")
    keep_code(newcomer)
    call = ["structures", "call", str(place)]
    runner = app.test_cli_runner()
    assert runner.invoke(args=[*call, "rien-rien-0000", "Personne"]).exit_code == 1
    done = runner.invoke(args=[*call, newcomer.login, "Claire Jeandel"])
    assert (done.exit_code, "nothing opens" in done.output) == (0, True)
    newcomer.get("/desk/structure")
    newcomer.press("Accepter CIDFF des Vosges")
    page = newcomer.get("/desk/structure")
    newcomer.get(str(page.one("main a[href*=rescue]")["href"]))
    page = newcomer.submit(code=code)
    assert "CIDFF des Vosges" in page.text_of(".fil-strip")
    assert "Le service a invité Claire Jeandel" in newcomer.get("/team/changes").said
