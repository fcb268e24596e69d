"""Asking for an endorsement, answering it from a link, showing it: page by page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests import arrivals
from tests.browser import SITE, Browser, filled
from tests.mailbox import Mailbox
from tests.web import meetings
from tests.web.meetings import Meeting

Browsers = Callable[..., Browser]
ADDRESS = "annie.renard@example.org"
WORDS = "Elle rassure. <script>alert(1)</script> 🧶 مرحبا"


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def asks(met: Meeting, **fields: Any) -> str:
    """The citizen asks about her skill; returns the path of the link she is given."""
    given: dict[str, Any] = {"witness": "Mme Renard", "message": "Pouvez-vous confirmer ?"}
    met.citizen.submit(f"/endorsements/new/{met.ids['skill']}", **given | fields)
    met.citizen.submit(button=("agreed", "yes"))
    return met.citizen.page.text_of(".fil-note .fil-mono").removeprefix(SITE)  # type: ignore[union-attr]


def answers(witness: Browser, link: str, **fields: Any) -> None:
    given: dict[str, Any] = {"text": WORDS, "name": "Annie Renard", "role": "Tutrice"}
    witness.submit(link, **given | fields)


def test_a_witness_without_an_account_answers_and_the_citizen_shows_it(
    met: Meeting, browsers: Browsers
) -> None:
    """The whole of it: asked, previewed, handed over, answered, read, shown, read by a reader."""
    citizen, witness = met.citizen, browsers()
    citizen.get(f"/portfolio/{met.ids['skill']}")
    link = asks(met, person="Sandrine T.")
    page = witness.get(link)
    assert "Sandrine T. vous demande un témoignage" in page.said
    assert "Informer et rassurer" in page.said and "Thiébaut" not in page.said
    answers(witness, link)
    assert "Merci" in witness.page.said  # type: ignore[union-attr]

    page = citizen.get("/endorsements")
    assert "A répondu" in page.said
    assert "Elle rassure." not in met.counsellor.get(met.url).said
    page = citizen.get(str(page.one("td.is-act a")["href"]))
    assert WORDS in page.said and "Annie Renard" in page.said
    page = citizen.submit(reply="C’était à mi-temps.")
    assert "Confirmé par un tiers" in page.said and WORDS in page.said
    read = met.counsellor.get(met.url).said
    assert "Confirmé par un tiers" in read and WORDS in read and "C’était à mi-temps." in read
    assert "La personne sollicitée" in citizen.get("/shares/journal").said


def test_what_is_previewed_is_what_the_witness_reads(met: Meeting, browsers: Browsers) -> None:
    citizen = met.citizen
    citizen.submit(f"/portfolio/{met.ids['skill']}/edit", story="Une fois, à la cantine.")
    given: dict[str, Any] = {
        "witness": "Mme Renard",
        "message": "Un mot <b>de vous</b> ?",
        "parts": ["story"],
    }
    preview = citizen.submit(f"/endorsements/new/{met.ids['skill']}", **given)
    shown = preview.text_of("main .fil-quote"), preview.text_of("main .fil-dl")
    citizen.submit(button=("agreed", "yes"))
    link = citizen.page.text_of(".fil-note .fil-mono").removeprefix(SITE)  # type: ignore[union-attr]
    page = browsers().get(link)
    assert (page.text_of("main .fil-quote"), page.text_of("main .fil-dl")) == shown
    assert "Une fois, à la cantine." in shown[1] and "Mme Renard" not in page.said


def test_a_preview_is_gone_back_from_with_every_answer_kept(met: Meeting) -> None:
    given: dict[str, Any] = {"witness": "Mme Renard", "message": "Un mot ?", "person": "Sandrine"}
    met.citizen.submit(f"/endorsements/new/{met.ids['skill']}", **given)
    page = met.citizen.submit(button=("again", "yes"))

    assert page.value_of("[name=witness]") == "Mme Renard"
    assert page.text_of("[name=message]") == "Un mot ?"
    assert "Aucune demande" in met.citizen.get("/endorsements").said


def test_the_letter_is_neutral_and_its_link_opens(
    met: Meeting, browsers: Browsers, letters: Mailbox
) -> None:
    asks(met, email=ADDRESS)
    letter = letters.next()
    assert letter.to == [ADDRESS]
    for word in ("Sandrine", "Thiébaut", "Informer", "confirmer", "Renard"):
        assert word not in letter.message.as_string() + letter.subject.replace(ADDRESS, "")
    link = re.findall(r"https://\S+", letter.body)[-1]
    answers(browsers(), link.removeprefix(SITE))


def test_a_button_pressed_twice_asks_once_and_writes_once(met: Meeting, letters: Mailbox) -> None:
    asked: dict[str, Any] = {"witness": "Mme Renard", "message": "Un mot ?", "email": ADDRESS}
    page = met.citizen.submit(f"/endorsements/new/{met.ids['skill']}", **asked)
    sent = filled(page.select("main form[method=post]")[0], {}) | {"agreed": ["yes"]}

    shown = [met.citizen.post(met.citizen.url, sent).headers["Location"] for _ in range(2)]

    assert shown[0] == shown[1]
    assert len(met.citizen.get("/endorsements").select("td.is-act a")) == 1
    assert letters.next().to == [ADDRESS] and letters.is_empty


def test_every_dead_link_gets_the_same_page(met: Meeting, browsers: Browsers) -> None:
    """Unknown, used, withdrawn: status and body say nothing of which."""
    used, stopped = asks(met), asks(met)
    answers(browsers(), used)
    met.citizen.press("Arrêter")
    bodies = set()
    for link in (used, stopped, "/witness/" + "x" * 43, "/witness/x"):
        witness = browsers()
        witness.get(link, status=404)
        text = witness.response.text  # type: ignore[union-attr]
        bodies.add(re.sub(r'value="[^"]*"|/witness/[\w-]+', "", text))
    assert len(bodies) == 1


def test_words_sent_to_a_dead_link_are_given_back(met: Meeting, browsers: Browsers) -> None:
    link, slow = asks(met), browsers()
    slow.get(link)
    answers(browsers(), link)
    page = slow.submit(status=404, text="Long témoignage", name="Annie", role="Tutrice")

    assert "Long témoignage" in page.text_of("textarea")


def test_words_sent_long_after_the_page_was_opened_are_given_back_with_the_way_to_it(
    met: Meeting, browsers: Browsers
) -> None:
    """A witness has no account: there is nothing to sign in to."""
    link, slow = asks(met), browsers()
    page = slow.get(link)
    slow.client.delete_cookie("__Host-fil", domain="localhost")
    page = slow.submit(status=400, text="Long témoignage", name="Annie", role="Tutrice")

    assert "Long témoignage" in page.text_of("textarea")
    assert "rouvrez la page" in page.said and "connectez-vous" not in page.said
    assert page.one("main a.btn-primary")["href"] == link


def test_mistakes_are_said_beside_their_field_and_words_kept(
    met: Meeting, browsers: Browsers
) -> None:
    link, witness = asks(met), browsers()
    page = witness.submit(link, status=422, text="é" * 5001, name="", role="Tutrice")
    assert "5000 signes au plus. Il y en a 5001." in page.said
    assert "Écrivez votre nom." in page.said
    assert page.value_of("[name=role]") == "Tutrice"
    no: dict[str, Any] = {"form": "details form", "button": ("answer", "no")}
    page = witness.submit(status=422, **no | {"no-reason": "n" * 501})
    assert "500 signes au plus" in page.said
    witness.submit(**no | {"no-reason": "Pas le temps"})
    page = met.citizen.get("/endorsements")
    assert "N’a pas souhaité répondre" in page.said
    assert "Pas le temps" in met.citizen.get(str(page.one("td.is-act a")["href"])).said


def test_a_citizen_s_mistakes_are_said_beside_their_field(met: Meeting) -> None:
    url = f"/endorsements/new/{met.ids['skill']}"
    page = met.citizen.submit(url, status=422, witness="", message="m" * 1001, person="")
    assert len(page.select(".fil-field.has-error")) == 3
    met.citizen.get(f"/endorsements/new/{met.ids['goal']}", status=404)


def test_one_who_asks_cannot_answer_in_their_own_name(met: Meeting) -> None:
    link = asks(met)
    page = met.citizen.submit(link, status=422, text="Parfaite", name="Moi", role="Moi")
    assert "Cette demande est la vôtre" in page.said


def test_the_link_is_seen_again_as_long_as_the_session_lasts(met: Meeting) -> None:
    link, url = asks(met), met.citizen.url
    assert link in met.citizen.get(url).said
    met.citizen.press("Se déconnecter")
    arrivals.sign_in(met.citizen, met.citizen.login)
    page = met.citizen.get(url)
    assert link not in page.said and "Le lien n’est gardé nulle part" in page.said


def test_an_answer_is_hidden_again_and_dropped(met: Meeting, browsers: Browsers) -> None:
    link, url = asks(met), met.citizen.url
    answers(browsers(), link)
    met.citizen.get(url)
    met.citizen.press("Afficher avec mon élément")
    met.citizen.press("Ne plus l’afficher le témoignage de Annie Renard")
    met.citizen.get(url)
    met.citizen.press("Afficher avec mon élément")
    met.citizen.get(url)
    met.citizen.press("Ne plus l’afficher")
    assert WORDS not in met.citizen.get(f"/portfolio/{met.ids['skill']}").said
    page = met.citizen.submit(url + "/drop")
    assert "Aucune demande" in page.said
    met.citizen.get(url, status=404)


def test_an_older_version_brings_no_words_back_and_takes_none_away(
    met: Meeting, browsers: Browsers
) -> None:
    link, url = asks(met), met.citizen.url
    answers(browsers(), link)
    met.citizen.get(url)
    met.citizen.press("Afficher avec mon élément")
    place = f"/portfolio/{met.ids['skill']}"
    met.citizen.submit(f"{place}/edit", story="Écrit depuis.")
    met.citizen.submit(f"{place}/versions/1", form="main form[action$='/restore']")
    said = met.citizen.get(place).said
    assert WORDS in said and "Écrit depuis." not in said


def test_a_search_for_links_is_refused_after_a_while(browsers: Browsers) -> None:
    witness = browsers()
    for number in range(30):
        witness.get(f"/witness/{number}", status=404)
    witness.get("/witness/31", status=429)
    assert witness.response and "Retry-After" in witness.response.headers
