"""The directory that everybody reads, and the team that a structure looks after."""

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portfolio.domain.structures import Card, Office
from portfolio.extensions import db
from portfolio.services import invitations, members, structures
from portfolio.services.invitations import Guest
from portfolio.storage.structures import Structure
from tests import arrivals
from tests.arrivals import PHRASE, at_work
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.mailbox import Mailbox
from tests.page import Page
from tests.web import meetings
from tests.web.meetings import Browsers

MANAGER = Guest("Nadia Ferry", Office.ACCOUNT_MANAGER)
REFERENT = Guest("Paul Antoine", Office.REFERENT)


def founded(app: Flask, browser: Browser, *cards: Card) -> None:
    """More structures, founded by the professional at *browser*."""
    with at_work(app, browser) as work:
        for card in cards:
            structures.create(work, card)


def link_on(page: Page) -> str:
    """The path of the invitation that a page shows once."""
    found = re.search(r"/team/join/[\w-]{43}", page.said)
    assert found
    return found[0]


def invited(host: Browser, **fields: object) -> str:
    """The path of the link that the host is given."""
    given: dict[str, Any] = {"name": "Sonia Mougel"} | fields
    return link_on(host.submit("/team/invite", **given))


# The directory -------------------------------------------------------------------------------


def test_a_visitor_finds_a_structure_by_name_town_or_postcode(
    app: Flask, professional: Browser, browser: Browser
) -> None:
    founded(app, professional, Card(name="Mission locale", town="Saint-Dié", postcode="88100"))
    for words in ("mission", "saint die", "88100", "loca die"):
        page = browser.get(f"/structures?q={words}")
        assert page.texts(".fil-places h3") == ["Mission locale"], words
    assert len(browser.get("/structures").select(".fil-places h3")) == 2


def test_the_public_home_asks_for_a_town(
    app: Flask, professional: Browser, browser: Browser
) -> None:
    page = browser.get("/structures?town=Épinal")
    assert page.texts(".fil-places h3") == ["CIDFF des Vosges"]
    assert page.value_of("#q") == "Épinal"


def test_the_directory_is_paged_and_keeps_what_was_asked(
    app: Flask, professional: Browser, browser: Browser
) -> None:
    founded(app, professional, *(Card(name=f"Relais {n:02}", town="Nancy") for n in range(25)))
    page = browser.get("/structures?q=nancy")
    assert len(page.select(".fil-places h3")) == 20
    page = browser.get(str(page.select(".fil-pager a[rel=next]")[0]["href"]))
    assert page.texts(".fil-places h3")[-1] == "Relais 24"


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-3", "page=999999999999999999999", "page=x", "network=%00", "q=%25_%00'"],
)
def test_nonsense_in_the_address_is_a_page_all_the_same(browser: Browser, query: str) -> None:
    assert browser.get(f"/structures?{query}").text_of("h1")


def test_nothing_found_says_what_to_try(professional: Browser, browser: Browser) -> None:
    page = browser.get("/structures?q=zanzibar")
    assert "Aucune structure trouvée" in page.text_of("h2#found-title")
    assert "Essayez avec moins de mots" in page.said


def test_a_card_is_public_and_names_nobody_to_visitors(
    app: Flask, professional: Browser, browser: Browser
) -> None:
    url = f"/structures/{meetings.structure_of(app, professional)}"
    assert "Hélène" not in browser.get(url).text_of("main")


def test_a_citizen_reads_who_would_read_them(
    app: Flask, professional: Browser, citizen: Browser
) -> None:
    url = f"/structures/{meetings.structure_of(app, professional)}"
    page = citizen.get(url)
    assert "Hélène Grandjean" in page.text_of("main")
    assert page.select("main a[href*='/shares/new']")


def test_a_card_that_is_closed_or_never_was_is_the_same_nothing(
    app: Flask, professional: Browser, browser: Browser
) -> None:
    structure_id = meetings.structure_of(app, professional)
    with at_work(app, professional):
        db.session.get_one(Structure, structure_id).state = "closed"
    browser.get(f"/structures/{structure_id}", status=404)
    browser.get(f"/structures/{uuid4()}", status=404)


# Invitations ---------------------------------------------------------------------------------


def test_a_link_is_shown_once_and_only_once(professional: Browser) -> None:
    invited(professional)
    assert "/team/join/" not in professional.get("/team").said


def test_the_answer_is_the_same_whoever_is_invited(professional: Browser) -> None:
    """Nothing tells whether an address belongs to somebody."""
    seen = set()
    for email in ("", "helene@example.org", "nobody@example.org"):
        page = professional.submit("/team/invite", name="Sonia Mougel", email=email)
        said = re.sub(r"/team/join/[\w-]{43}", "", " ".join(page.texts(".fil-note")))
        seen.add(said)
    assert len(seen) == 1


def test_a_stranger_opens_an_account_from_a_link_and_waits(
    app: Flask, professional: Browser, browser: Browser
) -> None:
    link = invited(professional)
    assert browser.get(link).value_of("#name") == "Sonia Mougel"
    page = browser.submit(phrase=PHRASE)
    assert "code de secours" in page.text_of("h1")
    browser.login, browser.phrase = page.text_of(".fil-codesheet dd.fil-mono"), PHRASE
    browser.code = " ".join(page.texts(".fil-code li"))
    page = arrivals.keep_code(browser)
    assert "doit vous confirmer" in page.said
    browser.get(link, status=404)
    page = professional.get("/team")
    assert "Sonia Mougel" in page.text_of("section[aria-labelledby=waiting-title]")
    spoken = browser.get("/desk/structure").text_of(".fil-print")
    professional.get(str(page.one("main a[href$=confirm]")["href"]))
    professional.submit(spoken=spoken.upper())
    assert "CIDFF des Vosges" in browser.get("/desk/").said
    assert browser.url.startswith("/desk/")


def test_a_weak_phrase_opens_no_account_and_spends_no_link(
    professional: Browser, browser: Browser
) -> None:
    link = invited(professional)
    browser.submit(link, status=422, phrase="azerty")
    browser.submit(link, phrase=PHRASE)


def test_a_professional_answers_with_their_own_account(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    link = invited(professional)
    newcomer = browsers()
    arrivals.register(newcomer, "/account/new/professional", name="Sonia")
    arrivals.keep_code(newcomer)
    newcomer.get(link)
    page = newcomer.press("Dire oui et rejoindre")
    assert "doit vous confirmer" in page.said
    page = newcomer.press("Renoncer CIDFF des Vosges")
    assert "aucune structure" in page.said


def test_signing_in_leads_back_to_the_invitation(professional: Browser, browsers: Browsers) -> None:
    link = invited(professional)
    newcomer = browsers()
    arrivals.register(newcomer, "/account/new/professional", name="Sonia")
    arrivals.keep_code(newcomer)
    newcomer.press("Se déconnecter")
    page = newcomer.get(link)
    newcomer.get(str(page.one("main a[href*='sign-in']")["href"]))
    newcomer.submit(login=newcomer.login, phrase=newcomer.phrase)
    page = arrivals.second_step(newcomer)
    assert "vous invite" in page.text_of("h1")
    assert newcomer.url == link


def test_who_belongs_already_is_told_so_and_the_link_stays(professional: Browser) -> None:
    link = invited(professional)
    professional.get(link)
    page = professional.press("Dire oui et rejoindre", status=422)
    assert "fait déjà partie" in page.said
    professional.get(link)


def test_a_mailbox_is_not_a_target(professional: Browser, letters: Mailbox) -> None:
    fields: dict[str, Any] = {"name": "Sonia", "email": "sonia@example.org"}
    pages = [professional.submit("/team/invite", **fields).said for _ in range(6)]
    assert "Son lien est parti" in pages[0]
    assert "copiez-le" in pages[-1]


def test_a_citizen_cannot_answer_for_a_structure(professional: Browser, citizen: Browser) -> None:
    link = invited(professional)
    page = citizen.get(link)
    assert not page.select("main form")
    assert citizen.post(link).status_code == 404


def test_a_link_dies_cancelled_late_or_with_who_made_it(
    app: Flask, professional: Browser, browsers: Browsers, clock: Clock
) -> None:
    cancelled = invited(professional)
    professional.press("Annuler l’invitation de Sonia Mougel")
    browsers().get(cancelled, status=404)

    manager = meetings.colleague(app, browsers, professional, MANAGER)
    orphan = invited(manager)
    account_id = meetings.account_of(app, manager)
    professional.get(f"/team/{account_id}/remove")
    professional.press("Oui, retirer")
    browsers().get(orphan, status=404)

    late = invited(professional)
    clock.forward(days=7)
    browsers().get(late, status=404)


def test_a_letter_carries_the_link(professional: Browser, letters: Mailbox) -> None:
    professional.submit("/team/invite", name="Sonia Mougel", email="sonia@example.org")
    letter = letters.next()
    assert letter.to == ["sonia@example.org"]
    assert "/team/join/" in letter.body
    assert "CIDFF" not in letter.message.as_string()


def test_an_unfinished_address_is_said_beside_the_question(professional: Browser) -> None:
    page = professional.submit("/team/invite", status=422, name="Sonia", email="sonia@")
    assert page.select(".fil-errors a[href='#email']")


def test_nobody_cancels_the_links_of_others(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    link = invited(professional)
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    place = meetings.structure_of(app, professional)
    with at_work(app, professional, place) as work:
        [pending] = invitations.pending(work)
    assert other.post(f"/team/invitations/{pending.mark}/cancel").status_code == 404
    assert other.post(f"/team/invitations/{'0' * 64}/cancel").status_code == 404
    browsers().get(link)


# The team ------------------------------------------------------------------------------------


def test_a_counsellor_manages_nobody(app: Flask, professional: Browser, browsers: Browsers) -> None:
    counsellor = meetings.colleague(app, browsers, professional)
    waiting = meetings.colleague(app, browsers, professional, REFERENT, confirmed=False)
    account_id = meetings.account_of(app, waiting)
    page = counsellor.get("/team")
    assert not page.select("main form, main a[href*=remove], main a[href*=invite]")
    counsellor.get("/team/invite", status=404)
    for act in ("confirm", "remove"):
        assert counsellor.post(f"/team/{account_id}/{act}").status_code == 404
    assert counsellor.post("/team/rotate").status_code == 404


def test_71_an_account_manager_lets_people_in_whom_nobody_confirms(
    app: Flask, professional: Browser, browsers: Browsers, letters: Mailbox
) -> None:
    """The breach of the missions locales in 2025: two accounts made, nothing to be read."""
    met_id = meetings.structure_of(app, professional)
    citizen = arrivals.a_citizen(browsers(), name="Sandrine Thiébaut")
    meetings.live(app, citizen)
    grant_id = meetings.give(app, citizen, met_id)
    manager = meetings.colleague(app, browsers, professional, MANAGER)
    assert "Sandrine" not in manager.get("/desk/").said
    for name in ("Compte un", "Compte deux"):
        ghost = browsers()
        ghost.submit(invited(manager, name=name), phrase=PHRASE)
        arrivals.enrol(ghost)
        ghost.get(f"/interviews/{grant_id}", status=404)
        assert "Sandrine" not in ghost.get("/desk/").said
        account_id = _account_named(app, professional, name)
        assert manager.post(f"/team/{account_id}/confirm").status_code == 404
        ghost.get(f"/interviews/{grant_id}", status=404)
    page = professional.get("/desk/")
    assert "2 personnes attendent votre confirmation" in page.said
    manager.get(f"/interviews/{grant_id}", status=404)


def test_whoever_says_yes_is_announced_to_the_key_holders(
    app: Flask, professional: Browser, browsers: Browsers, letters: Mailbox
) -> None:
    professional.submit("/account/email", email="helene@example.org", phrase=professional.phrase)
    link = re.search(r"https?://\S+", letters.next().body)
    assert link
    professional.get(link[0].partition("localhost")[2])
    professional.press("Ajouter cette adresse")
    invitation = invited(professional)
    browsers().submit(invitation, phrase=PHRASE)
    letter = letters.next()
    assert letter.to == ["helene@example.org"]
    assert "Sonia" not in letter.body and "CIDFF" not in letter.body
    assert "Sonia Mougel" in professional.get(letter.body.split(SITE)[1].split()[0]).said


def test_a_removal_is_asked_twice_and_changes_the_keys_at_once(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    leaver = meetings.colleague(app, browsers, professional)
    place, account_id = (
        meetings.structure_of(app, professional),
        meetings.account_of(app, leaver),
    )
    before = _epoch(app, professional, place)
    page = professional.get(f"/team/{account_id}/remove")
    assert "Sonia Mougel" in page.text_of("h1")
    page = professional.press("Oui, retirer")
    assert "Sonia Mougel" not in page.text_of("section[aria-labelledby=team-title]")
    assert _epoch(app, professional, place) == before + 1
    professional.get(f"/team/{account_id}/remove", status=404)


def test_who_leaves_changes_the_key_behind_them(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    leaver = meetings.colleague(app, browsers, professional)
    place = meetings.structure_of(app, professional)
    leaver.get("/team/leave")
    assert "aucune structure" in leaver.press("Oui, quitter la structure").said
    assert _epoch(app, professional, place) == 2
    assert "clés sont à changer" not in professional.get("/desk/").said


def test_a_manager_who_removes_leaves_a_rotation_that_a_key_holder_does_in_one_press(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    manager = meetings.colleague(app, browsers, professional, MANAGER)
    meetings.colleague(app, browsers, professional)
    other = meetings.colleague(app, browsers, professional, Guest("Ali Benali", Office.COUNSELLOR))
    manager.get(f"/team/{_account_named(app, professional, 'Sonia Mougel')}/remove")
    manager.press("Oui, retirer")
    page = other.get("/desk/")
    assert "clés sont à changer" in page.said
    assert not page.select("form[action$=rotate]")
    assert "clés sont à changer" in professional.get("/desk/").said
    professional.press("Changer les clés de la structure")
    assert "clés sont à changer" not in professional.get("/desk/").said


def test_73_the_last_key_holder_neither_leaves_nor_is_removed(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    """Security test 73, through the pages: leave, removal, change of office."""
    manager = meetings.colleague(app, browsers, professional, MANAGER)
    holder = meetings.account_of(app, professional)
    professional.get("/team/leave")
    page = professional.press("Oui, quitter la structure", status=422)
    assert "dernière personne qui garde les clés" in page.text_of("[role=alert]")
    manager.get(f"/team/{holder}/remove")
    page = manager.press("Oui, retirer", status=422)
    assert "dernière personne qui garde les clés" in page.text_of("[role=alert]")
    page = professional.submit(f"/team/{holder}/office", status=422, office="counsellor")
    assert "au moins une personne référente" in page.said
    assert "Hélène Grandjean" in professional.get("/team").said
    meetings.colleague(app, browsers, professional, REFERENT)
    professional.get("/team/leave")
    assert "aucune structure" in professional.press("Oui, quitter la structure").said


def test_one_does_not_remove_oneself(app: Flask, professional: Browser) -> None:
    me = meetings.account_of(app, professional)
    professional.get(f"/team/{me}/remove")
    page = professional.press("Oui, retirer", status=422)
    assert "Quitter la structure" in page.text_of("[role=alert]")


def test_people_of_other_structures_are_nobody(
    app: Flask, professional: Browser, browsers: Browsers
) -> None:
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    stranger = meetings.account_of(app, other)
    for account_id in (stranger, uuid4()):
        professional.get(f"/team/{account_id}/remove", status=404)
        for act in ("remove", "confirm"):
            assert professional.post(f"/team/{account_id}/{act}").status_code == 404
    assert "Hélène" in other.get("/team").said


def _account_named(app: Flask, browser: Browser, name: str) -> str:
    place = meetings.structure_of(app, browser)
    with at_work(app, browser, place) as work:
        return str(next(each.account_id for each in members.team(work) if each.name == name))


def _epoch(app: Flask, browser: Browser, structure_id: object) -> int:
    with at_work(app, browser):
        return db.session.get_one(Structure, structure_id).epoch
