"""A person and a structure write to each other on their own pages, and each reads who wrote."""

from flask import Flask

from portfolio.domain.sharing import Right
from portfolio.services import boxes, journal
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.web import meetings
from tests.web.meetings import Browsers

WORDS = "Pouvez-vous raconter un exemple ?"
HOSTILE = "<script>alert(1)</script> مرحبا 🌿"


def test_h_08_a_word_and_its_answer_are_read_by_these_two_and_nobody_else(
    app: Flask, browsers: Browsers
) -> None:
    """Acceptance H-08: another structure that reads the same person finds nothing of it."""
    met = meetings.meeting(app, browsers)
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    beside = meetings.give(app, met.citizen, meetings.structure_of(app, other))
    hers, theirs = f"/shares/{met.grant_id}/comments", f"{met.url}/comments"

    met.counsellor.submit(theirs, text=WORDS, about=str(met.ids["skill"]))
    assert "1 nouveau commentaire" in met.citizen.get("/shares").said
    page = met.citizen.get(hers)
    assert WORDS in page.said and "À propos de « Informer et rassurer »" in page.said
    assert "Hélène Grandjean, CIDFF des Vosges" in page.said and "Nouveau" in page.said
    met.citizen.submit(hers, text=HOSTILE)
    assert "nouveau" not in met.citizen.get("/shares").text_of("main")

    page = met.counsellor.get(met.url)
    assert "1 nouveau" in page.text_of("#comments")
    page = met.counsellor.get(theirs)
    assert HOSTILE in page.said and "Lu le" in page.said
    assert "1 nouveau" not in met.counsellor.get(met.url).text_of("#comments")
    for url in (f"/interviews/{beside}", f"/interviews/{beside}/comments"):
        said = other.get(url).said
        assert WORDS not in said and "alert(1)" not in said
    other.get(theirs, status=404)
    assert other.post(theirs, {"text": "Bonjour."}).status_code == 404


def test_what_is_said_of_an_item_is_found_from_its_own_page(app: Flask, browsers: Browsers) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.submit(f"{met.url}/comments", text=WORDS, about=str(met.ids["skill"]))
    met.counsellor.submit(f"{met.url}/comments", text="En général, bravo.")

    page = met.citizen.get(f"/portfolio/{met.ids['skill']}")
    assert page.text_of("[aria-labelledby=h-talks] li").startswith("CIDFF des Vosges 1 commentaire")
    page = met.citizen.get(str(page.one("[aria-labelledby=h-talks] a")["href"]))
    assert WORDS in page.said and "En général" not in page.said
    assert not met.citizen.get(f"/portfolio/{met.ids['goal']}").select("#h-talks")


def test_what_is_too_long_blank_or_about_nothing_comes_back_as_it_was(
    app: Flask, browsers: Browsers
) -> None:
    met = meetings.meeting(app, browsers)
    for browser, url in (
        (met.counsellor, f"{met.url}/comments"),
        (met.citizen, f"/shares/{met.grant_id}/comments"),
    ):
        long = "Un mot. " * 500
        page = browser.submit(url, status=422, text=long)
        assert page.one("#text").text.strip() == long.strip()
        browser.submit(url, status=422, text="   ")
        answer = browser.post(url, {"text": "Et cela ?", "about": str(met.ids["job"])})
        assert answer.status_code == 422 and "Et cela ?" in answer.text
        assert "Agente de service" not in answer.text


def test_the_citizen_takes_a_word_away_and_the_structure_reads_it_no_more(
    app: Flask, browsers: Browsers
) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.submit(f"{met.url}/comments", text=WORDS)
    page = met.citizen.get(f"/shares/{met.grant_id}/comments")
    [link] = page.select("ol a[href$='/remove']")
    page = met.citizen.get(str(link["href"]))
    assert WORDS in page.said
    met.citizen.submit()
    assert WORDS not in met.counsellor.get(f"{met.url}/comments").said
    met.citizen.get(str(link["href"]), status=404)
    with at_work(app, met.citizen) as work:
        acts = [one.act for one in journal.read(work, boxes.portfolio_of(work), others=False)]
    assert "comment.removed" in acts
    assert "A effacé un commentaire" in met.citizen.get("/shares/journal?mine=yes").said


def test_89_once_the_share_ends_she_reads_what_was_said_and_nobody_writes(
    app: Flask, browsers: Browsers
) -> None:
    """Security test 89: what the counsellor was typing is on the page, to copy; nothing is kept."""
    met = meetings.meeting(app, browsers)
    theirs, hers = f"{met.url}/comments", f"/shares/{met.grant_id}/comments"
    met.counsellor.submit(theirs, text=WORDS)
    meetings.revoke(app, met.citizen, met.grant_id)

    answer = met.counsellor.post(theirs, {"text": "Une dernière chose."})
    assert answer.status_code == 404 and "Une dernière chose." in answer.text
    page = met.citizen.get(hers)
    assert WORDS in page.said and "Une dernière chose" not in page.said
    assert not page.select("textarea") and "Ce partage est terminé" in page.said


def test_without_the_right_there_is_no_thread(app: Flask, browsers: Browsers) -> None:
    met = meetings.meeting(app, browsers, rights=(Right.READ, Right.PROPOSE))
    assert not met.counsellor.get(met.url).select("#comments")
    met.counsellor.get(f"{met.url}/comments", status=404)
    page = met.citizen.get(f"/shares/{met.grant_id}/comments")
    assert "Ce partage ne permet pas de commentaire" in page.said and not page.select("textarea")


def test_the_right_is_asked_for_when_one_shares(app: Flask, browsers: Browsers) -> None:
    counsellor = arrivals.a_professional(app, browsers())
    citizen = arrivals.a_citizen(browsers())
    meetings.live(app, citizen)
    citizen.submit("/shares/new", structure=str(meetings.structure_of(app, counsellor)))
    citizen.submit(sections=["skills"])
    citizen.submit(purpose="guidance", rights=["comment"])
    assert "M’écrire un commentaire" in citizen.page.said  # type: ignore[union-attr]


def _reads(app: Flask, citizen: Browser, act: str) -> int:
    with at_work(app, citizen) as work:
        lines = journal.read(work, boxes.portfolio_of(work))
    return sum(one.act == act for one in lines)


def test_a_refused_word_shows_the_thread_and_so_leaves_a_line(
    app: Flask, browsers: Browsers
) -> None:
    met = meetings.meeting(app, browsers)
    met.citizen.submit(f"/shares/{met.grant_id}/comments", text=WORDS)
    url = f"{met.url}/comments"
    met.counsellor.get(url)
    answer = met.counsellor.post(url, {"text": " "})
    assert answer.status_code == 422 and WORDS in answer.text
    assert _reads(app, met.citizen, "comment.read") == 2


def test_reading_a_synthesis_written_by_two_leaves_a_line_refusal_or_not(
    app: Flask, browsers: Browsers
) -> None:
    met = meetings.meeting(app, browsers)
    url, typed = f"{met.url}/syntheses", {"said": "Bien.", "together": "yes"}
    begun = met.counsellor.post(f"{met.url}/synthesis", typed).location.rpartition("/")[2]
    for each in (url, f"{url}/{begun}"):
        met.counsellor.get(each)
    assert _reads(app, met.citizen, "joint.read") == 2
    answer = met.counsellor.post(f"{url}/{begun}", {"said": "B.", "met_on": "hier", "rev": "1"})
    assert answer.status_code == 422
    assert _reads(app, met.citizen, "joint.read") == 3
    met.citizen.get(f"/shares/{met.grant_id}/syntheses/{begun}")
    assert _reads(app, met.citizen, "joint.read") == 3
    assert "A lu une synthèse à deux" in met.citizen.get("/shares/journal").said
