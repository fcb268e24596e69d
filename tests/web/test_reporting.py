"""Reporting: a page of one side, a command of the operators, and nothing anywhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.web import meetings
from tests.web.meetings import Browsers, Meeting
from tests.web.test_drafts import type_in

BAD = "Vous n’arriverez jamais à rien."


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Iterator[Meeting]:
    """A comment to report, on a site that has no key for reports when the test begins or ends."""
    former = app.extensions["settings"]
    met = meetings.meeting(app, browsers)
    met.counsellor.submit(f"{met.url}/comments", text=BAD)
    yield met
    app.extensions["settings"] = former


def keyed(app: Flask, folder: Path) -> Path:
    """Give the site the operators' public key; returns where their private one is."""
    private, public = folder / "reports.key", folder / "reports.pub"
    made = app.test_cli_runner().invoke(args=["reports", "key", str(private), str(public)])
    assert made.exit_code == 0 and private.stat().st_mode & 0o777 == 0o600
    again = app.test_cli_runner().invoke(args=["reports", "key", str(private), str(public)])
    assert again.exit_code != 0
    known = app.extensions["settings"].model_copy(update={"reports_key": public})
    app.extensions["settings"] = known
    return private


def listed(app: Flask, *options: str) -> str:
    return app.test_cli_runner().invoke(args=["reports", "list", *options]).output


def reporting(met: Meeting) -> str:
    page = met.citizen.get(f"/shares/{met.grant_id}/comments")
    [link] = page.select("ol a[href*='/report']")
    return str(link["href"])


def test_h_11_she_reports_a_comment_and_operators_alone_read_it(
    app: Flask, met: Meeting, tmp_path: Path
) -> None:
    """Acceptance H-11: the structure sees nothing of it, the operators all she joined."""
    private = keyed(app, tmp_path)
    met.citizen.submit(reporting(met), reason="insult", joined=True, words="Deux fois déjà.")
    assert "à elle seule" in met.citizen.page.said  # type: ignore[union-attr]

    told = listed(app, "--key", str(private))
    assert "insult" in told and BAD in told and "Deux fois déjà." in told
    assert BAD not in listed(app)
    for url in (met.url, f"{met.url}/comments", "/desk/"):
        assert "signalé" not in met.counsellor.get(url).said
    report_id = told.split()[0]
    assert app.test_cli_runner().invoke(args=["reports", "close", report_id]).exit_code == 0
    assert listed(app) == ""
    assert app.test_cli_runner().invoke(args=["reports", "close", report_id]).exit_code != 0


def test_h_11_without_the_operators_key_no_word_is_asked_for(app: Flask, met: Meeting) -> None:
    """Acceptance H-11: the server's own keys never hold a sentence."""
    page = met.citizen.get(reporting(met))
    assert not page.select("main form textarea, main form [name=joined]")
    page = met.citizen.submit(reporting(met), status=422)
    assert page.select(".fil-errors")
    met.citizen.submit(reporting(met), reason="hate")
    assert "comment hate" in listed(app)


def test_a_counsellor_reports_what_is_shared(app: Flask, met: Meeting) -> None:
    page = met.counsellor.get(met.url)
    [link] = page.select("main a[href$='/report']")
    met.counsellor.submit(str(link["href"]), reason="private")
    assert "share private" in listed(app)
    assert "signal" not in met.citizen.get("/shares/journal?mine=yes").text_of("main").lower()


def test_what_is_typed_in_a_report_is_kept_with_what_it_is_about(
    app: Flask, met: Meeting, tmp_path: Path
) -> None:
    """The draft is the person's: nobody else has a line of it, and it goes once it is sent."""
    private = keyed(app, tmp_path)
    she = met.citizen
    page = she.get(reporting(met))
    kept = type_in(she, page, reason="insult", words="Deux fois déjà.", joined=True)
    assert kept.json["rev"] == 1

    page = she.get("/unsaved")
    assert "Un signalement" in page.said
    assert "Deux fois déjà." in page.said and "insult" not in page.said
    [link] = page.select("main a[href*='unsaved=']")
    page = she.get(str(link["href"]))
    assert BAD in page.said and page.text_of("#words") == "Deux fois déjà."
    assert "Deux fois déjà." not in met.counsellor.get("/unsaved").said
    she.submit()
    assert "Deux fois déjà." in listed(app, "--key", str(private))
    assert "comment insult" in listed(app)
    assert "Aucun brouillon" in she.get("/unsaved").said


def test_a_report_without_a_reason_comes_back_with_its_words(
    app: Flask, met: Meeting, tmp_path: Path
) -> None:
    keyed(app, tmp_path)
    for browser, url in ((met.citizen, reporting(met)), (met.counsellor, f"{met.url}/report")):
        page = browser.submit(url, status=422, words="Deux fois déjà.")
        assert page.text_of("#words") == "Deux fois déjà."
        assert "gardées en brouillon" in page.text_of("[data-saved]")
        assert "Deux fois déjà." in browser.get("/unsaved").said


def test_a_report_about_nothing_received_is_not_found(met: Meeting) -> None:
    url = reporting(met).partition("?")[0]

    for about in ("rien", str(met.ids["skill"])):
        met.citizen.get(f"{url}?about={about}", status=404)
