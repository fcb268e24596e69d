"""Back on the page where a word was added below others: it is there, and one more is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from portfolio.services import entries
from tests.arrivals import at_work
from tests.browser import Browser
from tests.factories import a_lead, an_action
from tests.page import Page
from tests.web import meetings

THERE = "C’est fait : vos mots se lisent sur cette page."
AGAIN = "Vous avez déjà envoyé un texte d’ici"


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody on such a page: the question that takes their words, where these are read."""

    browser: Browser
    url: str
    form: str
    name: str
    said: str

    def say(self, words: str, status: int = 200) -> Page:
        """Fill the form that is on the page, and send it."""
        typed: dict[str, Any] = {self.name: words}
        return self.browser.submit(form=self.form, status=status, **typed)

    def page(self, words: str) -> tuple[str, str]:
        """Write on the page opened anew; its address, and that of its form, as they were."""
        page = self.browser.get(self.url)
        left = self.browser.url, str(page.one(self.form)["action"])
        self.say(words)
        return left

    @property
    def told(self) -> list[str]:
        """What may be read there by now."""
        return self.browser.get(self.url).texts(self.said)


def _lead(app: Flask, met: meetings.Meeting) -> Saying:
    with at_work(app, met.citizen) as work:
        url = f"/leads/{entries.add(work, a_lead())}"
    return Saying(met.citizen, url, "form[action*='/enquiries?']", "who", "main li h3")


def _action(app: Flask, met: meetings.Meeting) -> Saying:
    with at_work(app, met.citizen) as work:
        url = f"/plan/{entries.add(work, an_action())}"
    told = "#h-comments ~ ul .fil-prose"
    return Saying(met.citizen, url, "form[action*='/comments?']", "text", told)


def _share(_app: Flask, met: meetings.Meeting) -> Saying:
    url, form = f"/shares/{met.grant_id}/comments", "form[action*='/comments?']"
    return Saying(met.citizen, url, form, "text", ".fil-comment-words")


def _interview(_app: Flask, met: meetings.Meeting) -> Saying:
    url, form = f"{met.url}/comments", "form[action*='/comments?']"
    return Saying(met.counsellor, url, form, "text", ".fil-comment-words")


@pytest.fixture(params=[_lead, _action, _share, _interview], ids=lambda made: made.__name__[1:])
def saying(app: Flask, browsers: meetings.Browsers, request: pytest.FixtureRequest) -> Saying:
    make: Callable[[Flask, meetings.Meeting], Saying] = request.param
    return make(app, meetings.meeting(app, browsers))


def test_going_back_says_that_the_words_are_there_and_asks_for_others(saying: Saying) -> None:
    page, _ = saying.page("Une fleuriste")

    back = saying.browser.get(page)

    assert THERE in back.said
    assert back.texts(saying.said) == ["Une fleuriste"]
    assert saying.browser.url != page
    saying.say("Un salon")
    assert sorted(saying.told) == ["Un salon", "Une fleuriste"]


def test_a_page_that_a_browser_kept_sends_a_changed_word_no_second_time_unasked(
    saying: Saying,
) -> None:
    """Some browsers show the page they left without asking for it again."""
    _, form = saying.page("Une fleurist")
    kept = {"csrf_token": saying.browser._token(), "unsaved": form.partition("=")[2]}
    kept |= {"unsaved-rev": "0", "on": "", "learned": "", "about": ""}

    saying.browser._ask("POST", form, data=kept | {saying.name: "Une fleuriste"})
    page = saying.browser._arrive(422)

    assert AGAIN in page.said and page.texts(saying.said) == ["Une fleurist"]
    assert saying.told == ["Une fleurist"]
    saying.browser.page = page
    page = saying.browser.submit(form=saying.form)
    assert sorted(saying.told) == ["Une fleurist", "Une fleuriste"]
    assert "Aucun brouillon" in saying.browser.get("/unsaved").said


def test_a_button_pressed_twice_says_it_once(saying: Saying) -> None:
    _, form = saying.page("Une fleuriste")
    kept = {"csrf_token": saying.browser._token(), "on": "", "learned": "", "about": ""}

    saying.browser._ask("POST", form, data=kept | {saying.name: "Une fleuriste"})

    saying.browser._arrive(200)
    assert saying.told == ["Une fleuriste"]


def test_a_form_opened_in_two_tabs_takes_a_word_from_each(saying: Saying) -> None:
    for words in ("Une fleuriste", "Un salon"):
        saying.page(words)

    assert sorted(saying.told) == ["Un salon", "Une fleuriste"]


def test_a_draft_of_the_other_form_on_the_page_outlives_a_word_that_is_sent(
    app: Flask, browsers: meetings.Browsers
) -> None:
    saying = _action(app, meetings.meeting(app, browsers))
    standing = "form[action$='/status']"
    saying.browser.submit(saying.url, form=standing, status=422, stands="dropped", reason="")
    [draft, *_] = saying.browser.get(saying.url).select("a[href^='?unsaved=']")
    saying.browser.get(saying.url + str(draft["href"]))
    saying.say("Une fleuriste")

    assert "Où en est une action" in saying.browser.get("/unsaved").said


def test_what_was_first_refused_is_known_when_one_goes_back_too(saying: Saying) -> None:
    saying.browser.get(saying.url)
    left = saying.browser.url
    saying.say("", status=422)
    saying.browser.get(left)
    saying.say("Une fleuriste")

    assert THERE in saying.browser.get(left).said
    assert saying.told == ["Une fleuriste"]
