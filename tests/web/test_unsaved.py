"""Words sent after their session ended: given back, without what should not be shown."""

from tests.browser import Browser

STALE = {"csrf_token": "stale"}
TYPED = "main textarea[readonly]"


def test_words_sent_too_late_are_given_back_as_they_were_typed(citizen: Browser) -> None:
    sent = {"title": "Vendeuse", "story": "Un </textarea><b>long</b> récit", "private": "y"}
    answer = citizen.post("/portfolio/add/job", STALE | sent)
    assert answer.status_code == 400
    assert "&lt;/textarea&gt;&lt;b&gt;long" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    citizen.get("/portfolio/add/job")
    page = citizen.submit(status=400, title="Vendeuse", story="Un récit", csrf_token="stale")
    assert page.one(TYPED).text.strip() == "Vendeuse\n\nUn récit"


def test_a_passphrase_sent_too_late_is_not_shown(citizen: Browser) -> None:
    sent = {"current": citizen.phrase, "phrase": "une autre phrase de passe"}
    for address in ("/account/phrase", "/account/sign-in", "/team/join/nothing"):
        answer = citizen.post(address, STALE | sent)
        assert answer.status_code == 400
        assert "phrase de passe" not in answer.text.partition("<main")[2].partition("<footer")[0]
        assert citizen.phrase not in answer.text


def test_a_form_that_nobody_typed_in_is_to_be_sent_again(citizen: Browser) -> None:
    answer = citizen.post("/language", STALE | {"locale": "", "next": "/help"})
    assert answer.status_code == 400
    assert "<textarea" not in answer.text


def test_each_session_has_forms_of_its_own(citizen: Browser, browser: Browser) -> None:
    """So that going back types nothing of the person before (see tests/e2e/test_hostile.py)."""
    mark = "main form input[type=hidden]"
    mine = [citizen.get("/portfolio/add/job").select(mark)[0]["name"] for _ in range(2)]
    login, phrase = citizen.login, citizen.phrase
    browser.submit("/account/sign-in", login=login, phrase=phrase)
    assert mine[0] == mine[1] != browser.get("/portfolio/add/job").select(mark)[0]["name"]
