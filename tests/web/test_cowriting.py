"""A synthesis is written by two on their own pages, and ends in the person's thread."""

from typing import Any

import pytest
from flask import Flask

from portfolio.domain.entries.interview import Synthesis
from portfolio.services import entries
from tests.arrivals import at_work
from tests.page import Page
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

SAID = "L’employeur n’a pas répondu. Elle renonce."
ASKED = "Un travail près de chez moi."
BETTER = "L’employeur n’a pas répondu. Je relance lundi."


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def begin(met: Meeting) -> tuple[str, str]:
    """The counsellor begins one; its address for each of them."""
    told: dict[str, Any] = {"said": SAID, "request": ASKED, "earlier": "Un bilan à l’Afpa."}
    met.counsellor.submit(met.url, **told, button=("together", "yes"))
    theirs = met.counsellor.url.partition("?")[0]
    return theirs, theirs.replace("/interviews/", "/shares/")


def agree(browser: Any, url: str) -> Page:
    return browser.submit(url, form="form[action$='/agree']")  # type: ignore[no-any-return]


def kept(app: Flask, met: Meeting) -> list[Synthesis]:
    with at_work(app, met.citizen) as work:
        found = (one.entry for one in entries.read_all(work))
        return [entry for entry in found if isinstance(entry, Synthesis)]


def test_h_03_she_sees_the_draft_marked_as_the_counsellor_s_changes_it_and_both_agree(
    app: Flask, met: Meeting
) -> None:
    """Acceptance H-03: nothing is final before she saw it, and said so."""
    theirs, hers = begin(met)
    assert "1 synthèse écrite à deux" in met.citizen.get("/shares").said
    told = met.citizen.get("/account/reminders").select("main .fil-list a")
    assert [one["href"] for one in told if "Synthèse écrite avec" in one.text] == [
        f"/shares/{met.grant_id}/syntheses"
    ]
    told = met.citizen.get("/thread").select(f"main a[href='/shares/{met.grant_id}/syntheses']")
    assert [one.text for one in told] == ["Relire"]
    page = met.citizen.get(hers)
    assert SAID in page.said and "écrite par Hélène Grandjean" in page.said
    assert ASKED in page.said and "Un bilan à l’Afpa." in page.said
    assert not kept(app, met)

    met.citizen.submit(hers, said=BETTER, note="Je ne renonce pas.")
    assert "1 attend votre accord" in met.counsellor.get(met.url).text_of("#joint")
    page = met.counsellor.get(theirs)
    assert BETTER in page.said and "Je ne renonce pas." in page.said
    assert "attend votre accord" not in met.citizen.get("/thread").said
    agree(met.counsellor, theirs)
    assert not kept(app, met), "only she writes in her thread"
    assert "attend votre accord" in met.citizen.get("/thread").said

    met.citizen.submit(hers, form="form[action$='/keep']")
    [entry] = kept(app, met)
    assert entry.story == BETTER and "renonce" not in entry.story.replace(BETTER, "")
    assert [one.by for one in entry.agreed] == [
        "Hélène Grandjean, CIDFF des Vosges",
        "Sandrine Thiébaut",
    ]
    page = met.counsellor.get(theirs)
    assert "Validée par vous deux" in page.said and not page.select("main textarea")


def test_she_agrees_to_what_she_reads_and_it_is_in_her_thread(app: Flask, met: Meeting) -> None:
    _, hers = begin(met)
    page = agree(met.citizen, hers)
    assert "elle est dans votre fil" in page.said
    assert [one.story for one in kept(app, met)] == [SAID]


def test_nobody_agrees_to_words_that_changed_under_their_eyes(app: Flask, met: Meeting) -> None:
    theirs, hers = begin(met)
    met.citizen.get(hers)
    met.counsellor.submit(theirs, said="Tout autre chose.")
    page = met.citizen.submit(form="form[action$='/agree']")
    assert "Une nouvelle version est arrivée" in page.said and "Tout autre chose." in page.said
    assert not kept(app, met)


def test_two_windows_show_both_texts_and_lose_none(app: Flask, met: Meeting) -> None:
    theirs, hers = begin(met)
    met.citizen.get(hers)
    met.counsellor.submit(theirs, said="Ce qu’a écrit la conseillère.")
    page = met.citizen.submit(form=f"form[action='{hers}']", status=409, said=BETTER)
    assert "Ce qu’a écrit la conseillère." in page.said
    assert page.one("#said").text.strip() == BETTER
    met.citizen.submit(form="main form")
    page = met.counsellor.get(theirs)
    assert BETTER in page.said and "Ce qu’a écrit la conseillère." in page.said


def test_after_the_end_she_reads_the_draft_and_the_counsellor_keeps_only_what_was_typed(
    app: Flask, met: Meeting
) -> None:
    """Security test 89: on a clear page, with nothing of the share in it."""
    theirs, hers = begin(met)
    meetings.revoke(app, met.citizen, met.grant_id)
    answer = met.counsellor.post(theirs, {"rev": "1", "said": "Une dernière phrase."})
    assert answer.status_code == 404 and "Une dernière phrase." in answer.text
    page = met.citizen.get(hers)
    assert SAID in page.said and not page.select("main textarea")
    assert met.citizen.post(f"{hers}/keep").status_code == 404
