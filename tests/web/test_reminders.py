"""Reminders end to end: saved by pages, sent by the command, stopped by a button of a mailbox."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from portfolio.domain.sharing import day_of
from portfolio.extensions import db
from portfolio.services.mail import Postbox
from portfolio.storage.accounts import Account
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.mailbox import Mailbox
from tests.web import meetings

ADDRESS = "sandrine@example.org"
DAY = timedelta(days=1)
TITLE = "Appeler le centre médico-psychologique"
Browsers = Callable[..., Browser]


@pytest.fixture
def citizen(app: Flask, browsers: Browsers, letters: Mailbox, clock: Clock) -> Browser:
    """Somebody who proved an address."""
    browser = arrivals.a_citizen(browsers(), name="Sandrine Thiébaut", email=ADDRESS)
    browser.get(re.findall(r"https://\S+", letters.next().body)[-1].removeprefix(SITE))
    browser.submit()
    return browser


def plans(app: Flask, citizen: Browser, days: int = 10) -> None:
    """An action due in so many days, to be reminded of three days before."""
    with at_work(app, citizen) as work:
        due = day_of(work.now + days * DAY)
    citizen.submit("/portfolio/add/action", title=TITLE, due=due.isoformat(), remind="3")


def send(app: Flask) -> Result:
    """What cron runs."""
    with app.app_context():
        db.session.remove()
    return app.test_cli_runner().invoke(args=["reminders", "send"])


def links(message: EmailMessage) -> list[str]:
    """The addresses in the text of a letter, as paths."""
    found = re.findall(r"https://\S+", str(message.get_content()))
    return [link.removeprefix(SITE) for link in found]


def test_e_06_one_letter_on_the_day_and_nothing_in_it_of_the_plan(
    app: Flask, citizen: Browser, letters: Mailbox, clock: Clock
) -> None:
    """Acceptance E-06: exactly one, by mail, without a word of what it is about."""
    plans(app, citizen)
    clock.forward(days=6)
    assert send(app).output == "0 letters sent, 0 refused.\n"
    clock.forward(days=1)
    assert send(app).output == "1 letters sent, 0 refused.\n"
    letter = letters.next()
    for _ in range(3):
        clock.forward(hours=2)
        assert send(app).output == "0 letters sent, 0 refused.\n"
    assert letters.is_empty

    assert letter.to == [ADDRESS]
    said = letter.subject + letter.body + letter.message.as_string()
    for word in ("Sandrine", "Appeler", "médico", "action", "plan", "partage", "échéance"):
        assert word not in said.replace(ADDRESS, "")
    page = arrivals_again(citizen).get(links(letter.message)[0])
    assert TITLE in page.said


def arrivals_again(citizen: Browser) -> Browser:
    """The same person, days later: their session has rested since."""
    arrivals.sign_in(citizen, citizen.login)
    return citizen


def test_a_letter_can_be_stopped_by_one_press_in_a_mailbox(
    app: Flask, citizen: Browser, browsers: Browsers, letters: Mailbox, clock: Clock
) -> None:
    """RFC 8058: a POST with that very body, from a machine without cookies, form or session."""
    plans(app, citizen)
    clock.forward(days=7)
    send(app)
    message = letters.next().message
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(message["List-Unsubscribe"]).strip("<>")
    assert link.removeprefix(SITE) == links(message)[-1]

    mailbox = app.test_client()
    one_click = {"List-Unsubscribe": "One-Click"}
    came = mailbox.post(link.removeprefix(SITE), base_url=SITE, data=one_click)
    assert came.status_code == 200
    for word in ("Sandrine", ADDRESS, "action", "plan"):
        assert word not in came.text.split("<main")[1].split("</main")[0]
    plans(app, arrivals_again(citizen), days=4)
    clock.forward(days=2)
    assert send(app).output.startswith("0 letters")


def test_a_link_followed_by_a_machine_stops_nothing_until_the_button_is_pressed(
    app: Flask, citizen: Browser, browsers: Browsers, letters: Mailbox, clock: Clock
) -> None:
    plans(app, citizen)
    clock.forward(days=7)
    send(app)
    link = links(letters.next().message)[-1]
    visitor = browsers()
    visitor.get(link)
    assert len(arrivals_again(citizen).get("/account/reminders").select("[checked]")) == 6
    visitor.press("Ne plus les recevoir")
    assert "C’est noté" in visitor.page.said  # type: ignore[union-attr]
    assert len(citizen.get("/account/reminders").select("[checked]")) == 5
    visitor.get("/account/reminders/stop/" + "x" * 43, status=404)


def test_what_the_mail_server_refuses_leaves_with_the_next_round(
    app: Flask, citizen: Browser, letters: Mailbox, clock: Clock
) -> None:
    plans(app, citizen)
    clock.forward(days=7)
    there = app.extensions["postbox"]
    app.extensions["postbox"] = Postbox("smtp://127.0.0.1:9", "fil-rouge@example.org")
    refused = send(app)
    assert refused.exit_code == 1 and refused.output.startswith("0 letters sent, 1 refused.")
    app.extensions["postbox"] = there
    assert send(app).output == "1 letters sent, 0 refused.\n"
    letters.next()
    assert letters.is_empty


def test_what_was_sent_and_not_yet_noted_leaves_again_under_the_same_name(
    app: Flask, citizen: Browser, letters: Mailbox, clock: Clock
) -> None:
    """The process died between the mail server's yes and ours: mailboxes know the letter again."""
    plans(app, citizen)
    clock.forward(days=7)
    send(app)
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE reminder SET sent_at = NULL")
    assert send(app).output.startswith("0 letters")
    clock.forward(hours=2)
    assert send(app).output.startswith("1 letters")
    assert letters.next().message["Message-ID"] == letters.next().message["Message-ID"]


def test_a_closed_account_is_not_written_to(
    app: Flask, citizen: Browser, letters: Mailbox, clock: Clock
) -> None:
    plans(app, citizen)
    clock.forward(days=7)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(update(Account).values(state="closed"))
    assert send(app).output.startswith("0 letters")


def test_without_a_mail_server_the_command_says_so(app: Flask, citizen: Browser) -> None:
    there = app.extensions["postbox"]
    app.extensions["postbox"] = Postbox("", "fil-rouge@example.org")
    assert "PORTFOLIO_SMTP_URL" in send(app).output
    app.extensions["postbox"] = there


def test_letters_are_in_the_language_of_the_account(
    app: Flask, citizen: Browser, letters: Mailbox, clock: Clock
) -> None:
    citizen.submit("/account/preferences", locale="en", theme="auto")
    plans(app, citizen)
    clock.forward(days=7)
    send(app)
    assert letters.next().subject == "Something is waiting for you"


def test_choices_are_kept_and_said_on_the_account_page(app: Flask, citizen: Browser) -> None:
    page = citizen.submit("/account/reminders", wanted=["ending", "fresh", "<b>"])
    assert "2 sortes de rappels sur 7" in page.said
    page = citizen.submit("/account/reminders", wanted=[])
    assert "0 sorte de rappel sur 7" in page.said


def test_a_letter_that_cannot_leave_is_told_when_it_is_asked_for(
    citizen: Browser, browsers: Browsers
) -> None:
    told = "Aucun rappel ne partira"
    nobody = arrivals.a_citizen(browsers())
    wish: dict[str, Any] = {"title": TITLE, "remind": "3"}

    assert "il faut une adresse" in nobody.submit("/plan/add/action", due="2030", **wish).said
    assert "il manque une date" in citizen.submit("/plan/add/action", **wish).said
    page = citizen.submit("/plan/add/action", due="2030", remind="3", title="Écrire")
    assert told not in page.said
    citizen.submit("/account/reminders", wanted=["ending"])
    [action] = [str(one["href"]) for one in page.select("tbody th a") if one.get_text() == "Écrire"]
    assert "vous avez arrêté" in citizen.get(action).said
    assert told in citizen.submit(f"/portfolio/{action[-36:]}/edit", title="Écrire à l’Afpa").said


def test_the_account_page_says_when_there_is_no_address(
    browsers: Browsers, letters: Mailbox
) -> None:
    citizen = arrivals.a_citizen(browsers())
    assert "Il faut une adresse électronique" in citizen.get("/account/").said
    assert "Ajouter une adresse" in citizen.get("/account/reminders").said


def test_m_03_a_counsellor_asks_for_a_digest_that_tells_no_content(
    app: Flask, browsers: Browsers, letters: Mailbox, clock: Clock
) -> None:
    """Acceptance M-03: from the page to the mailbox, and nothing of whose thread, or of what."""
    met = meetings.meeting(app, browsers)
    met.counsellor.submit(
        "/account/email", email="helene@example.org", phrase=met.counsellor.phrase
    )
    met.counsellor.get(links(letters.next().message)[-1])
    met.counsellor.press("Ajouter cette adresse")
    page = met.counsellor.get("/account/reminders")
    assert len(page.select("main h2")) == 1 and len(page.select("[name=wanted]")) == 3
    page = met.counsellor.submit(wanted=["digest", "due"])
    assert "1 sorte de rappel sur 3" in page.said
    clock.forward(days=1)
    assert send(app).output == "1 letters sent, 0 refused.\n"
    letter = letters.next()
    assert letter.to == ["helene@example.org"]
    for word in ("Sandrine", "CIDFF", "plan", "compétence"):
        assert word not in letter.subject + letter.body


def test_what_was_asked_is_nobody_else_s_to_read(app: Flask, browsers: Browsers) -> None:
    """The choice of a reminder is not shown to structures, whatever is shared."""
    met = meetings.meeting(app, browsers)
    met.citizen.submit("/portfolio/add/action", title=TITLE, due="2027-12-01", remind="7")
    assert "Une semaine avant" not in met.counsellor.get(met.url).said
