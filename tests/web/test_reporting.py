"""Reporting: a page of one side, a command of the operators, and nothing anywhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

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
