"""Words that say more than needed are asked about before anything is stored."""

from collections.abc import Callable

import pytest
from flask import Flask

from portfolio.services import contributions, entries
from tests.arrivals import at_work
from tests.browser import Browser
from tests.web import meetings

WORDS = "J’ai fait une dépression, rien avant mars."


def stories(app: Flask, citizen: Browser) -> list[str]:
    """What the person's entries tell."""
    with at_work(app, citizen) as work:
        return [one.entry.story for one in entries.read_all(work)]


@pytest.mark.parametrize("url", ["/plan/add/action", "/portfolio/add/project"])
def test_E_11_a_neutral_wording_is_proposed_before_anything_is_stored(  # noqa: N802  # a case's name
    app: Flask, citizen: Browser, url: str
) -> None:
    """Acceptance E-11: the text is kept on the page, nothing is stored, others are offered."""
    page = citizen.submit(url, status=422, title="Reprendre", story=WORDS)

    note = page.text_of("form [role=alert]")
    assert "« dépression »" in note and "la santé" in note
    assert "J’ai besoin d’horaires de jour." in note
    assert page.text_of("#story") == WORDS
    assert stories(app, citizen) == []


def test_E_11_the_person_decides(app: Flask, citizen: Browser) -> None:  # noqa: N802  # a case's name
    """Acceptance E-11: their own words are kept if they say so, and not asked about again."""
    citizen.submit("/plan/add/action", status=422, title="Reprendre", story=WORDS)
    citizen.press("Garder mes mots")
    assert stories(app, citizen) == [WORDS]

    with at_work(app, citizen) as work:
        [one] = entries.read_all(work)
    citizen.submit(f"/portfolio/{one.id}/edit", story=f"{WORDS} J’appelle lundi.")
    assert stories(app, citizen) == [f"{WORDS} J’appelle lundi."]


def test_other_words_are_simply_kept(app: Flask, citizen: Browser) -> None:
    citizen.submit("/plan/add/action", status=422, title="Reprendre", story=WORDS)
    citizen.submit(story="J’ai besoin d’horaires de jour.")

    assert stories(app, citizen) == ["J’ai besoin d’horaires de jour."]


def test_keeping_some_words_keeps_no_others(app: Flask, citizen: Browser) -> None:
    page = citizen.submit("/plan/add/action", status=422, title="Reprendre", story=WORDS)
    mark = page.value_of("[name=wording]")

    answer = citizen.post(
        "/plan/add/action", {"title": "Reprendre", "story": "Je suis musulmane.", "wording": mark}
    )

    assert answer.status_code == 422
    assert stories(app, citizen) == []


def test_what_is_kept_for_oneself_is_not_questioned(app: Flask, citizen: Browser) -> None:
    citizen.submit("/portfolio/add/moment", title="Une pause", story=WORDS, private=True)

    assert stories(app, citizen) == [WORDS]


def test_a_counsellor_is_asked_too(app: Flask, browsers: Callable[..., Browser]) -> None:
    meeting = meetings.meeting(app, browsers)
    actions = "form[action$='/actions']"
    page = meeting.counsellor.submit(
        meeting.url,
        form=actions,
        status=422,
        what="Voir un médecin",
        note="Dit : « ma dépression »",
    )

    assert "« dépression »" in page.text_of(f"{actions} [role=alert]")
    with at_work(app, meeting.citizen) as work:
        assert contributions.awaiting(work) == []
    meeting.counsellor.press("Garder mes mots")
    with at_work(app, meeting.citizen) as work:
        assert len(contributions.awaiting(work)) == 1
