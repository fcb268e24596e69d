"""A file brought in through the pages: shown, chosen, told in sentences, taken back."""

import json
import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portfolio.services import boxes, entries
from portfolio.services.spools import Sink
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import Page
from tests.samples import shared
from tests.unit.formats.resumes import ANSWERS, sample

CASHIER = {"position": "Caissière", "name": "Match", "startDate": "2014-03"}
RESUME = {"work": [CASHIER], "skills": [{"name": "Compter", "level": "Expert"}]}


def send(browser: Browser, content: Any, status: int = 200, name: str = "cv.json") -> Page:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return browser.submit("/import", status=status, files={"file": (BytesIO(data), name)})


def send_whole(browser: Browser, content: bytes, status: int) -> Page:
    """Send a file too large for the test client's own hands, as one piece of memory."""
    token = browser.get("/import").value_of("main form input[name=csrf_token]")
    parts = {
        "csrf_token": token.encode(),
        "format": b"jsonresume",
        'file"; filename="cv.json': content,
    }
    body = b"".join(
        b'--cut\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (name.encode(), part)
        for name, part in parts.items()
    )
    kind = {"Content-Type": "multipart/form-data; boundary=cut"}
    browser._ask("POST", "/import", data=body + b"--cut--\r\n", headers=kind)
    return browser._arrive(status)


def accept(browser: Browser, **fates: Any) -> Page:
    return browser.submit(**{name.replace("_", "-"): fate for name, fate in fates.items()})


def kept(browser: Browser) -> list[str]:
    return browser.get("/portfolio").texts("main li a[href*='-']")


@pytest.mark.parametrize("name", ANSWERS)
def test_every_real_resume_is_shown_then_brought_in_whole(
    app: Flask, citizen: Browser, name: str
) -> None:
    found = sum(ANSWERS[name])

    page = send(citizen, sample(name), name=f"{name}.json")
    assert len(page.select("main fieldset")) == found
    if not found:
        assert "Rien n’a été trouvé" in page.said
        return

    report = citizen.submit()
    assert f"{found} élément" in report.said
    with at_work(app, citizen) as work:
        assert len(entries.read_all(work)) == found
    assert all("Importé le" in citizen.get(each).text_of("aside") for each in first(report))


def first(report: Page) -> list[str]:
    return [str(link["href"]) for link in report.select("main li a[href^='/portfolio/']")][:1]


def test_nothing_is_written_before_it_is_confirmed(app: Flask, citizen: Browser) -> None:
    page = send(citizen, RESUME)

    assert page.texts("main fieldset legend") == ["Caissière", "Compter"]
    assert "Rien n’est encore écrit" in page.said
    assert not kept(citizen)


def test_each_thing_is_added_or_ignored_as_one_chose(citizen: Browser) -> None:
    send(citizen, RESUME)

    report = accept(citizen, fate_0="ignore")

    assert "1 élément ajouté. 1 élément ignoré." in report.said.replace("\u00a0", " ")
    assert kept(citizen) == ["Compter"]


def test_what_one_already_has_is_completed(citizen: Browser) -> None:
    citizen.submit("/portfolio/add/job", title="Caissière", employer="Match", when_start="2014")

    page = send(citizen, {"work": [CASHIER | {"summary": "J’accueille."}]})
    assert "Ressemble à « Caissière, Match, 2014 »" in page.said.replace("\u202f", " ")
    assert "checked" in page.one("input[value=merge]").attrib
    report = citizen.submit()

    assert report.text_of("main .fil-lede") == "1 élément complété."
    [address] = first(report)
    page = citizen.get(address)
    assert "J’accueille." in page.said and "Depuis mars 2014" in page.said


def test_the_same_file_again_adds_nothing(citizen: Browser) -> None:
    send(citizen, RESUME)
    citizen.submit()

    page = send(citizen, RESUME)

    assert "2 éléments ont déjà été importés" in page.said.replace("\u00a0", " ")
    citizen.submit()
    assert len(kept(citizen)) == 2


def test_one_may_begin_from_nothing(citizen: Browser) -> None:
    send(citizen, RESUME)

    page = citizen.get(f"{citizen.url}?start=nothing")

    assert [each["value"] for each in page.select("main input[checked]")] == ["ignore"] * 2


def test_the_report_says_what_was_not_understood_in_sentences(citizen: Browser) -> None:
    send(citizen, RESUME | {"references": [{"name": "Mme Claudel"}]})

    report = citizen.submit()

    assert "Il n’y a pas encore de place pour cet élément" in report.said
    assert "Mme Claudel" in report.said and "skills[0].level" in report.said


def test_an_import_is_undone_as_a_whole(citizen: Browser) -> None:
    send(citizen, RESUME)
    report = citizen.submit()
    citizen.get(str(report.one("main a[href$='/undo']")["href"]))

    page = citizen.press("Annuler l’import")

    assert "2 éléments ajoutés ont été retirés." in page.said.replace("\u00a0", " ")
    assert not kept(citizen)


def test_undoing_names_and_keeps_what_was_changed_since(citizen: Browser) -> None:
    send(citizen, RESUME)
    report = citizen.submit()
    undo = str(report.one("main a[href$='/undo']")["href"])
    citizen.submit(f"{first(report)[0]}/edit", title="Caissière principale")
    citizen.get(undo)

    page = citizen.press("Annuler l’import")

    assert "Ce que vous avez changé depuis reste en place" in page.said
    assert page.texts(".fil-note li") == ["Caissière"]
    assert kept(citizen) == ["Caissière principale"]


def test_an_import_given_up_leaves_nothing(citizen: Browser) -> None:
    send(citizen, RESUME)

    page = citizen.press("Abandonner cet import")

    assert "Rien n’a été ajouté." in page.said
    assert not page.select("#h-past") and not kept(citizen)


def test_past_imports_are_listed_with_what_they_did(citizen: Browser) -> None:
    send(citizen, RESUME)
    citizen.submit()
    send(citizen, {"skills": [{"name": "Souder"}]}, name="autre.json")

    page = citizen.get("/import")

    rows = page.texts("main tbody tr")
    assert "autre.json" in rows[0] and "En attente" in rows[0]
    assert "cv.json" in rows[1] and "2 ajouts" in rows[1]


def test_going_back_to_a_preview_already_confirmed_shows_what_was_done(citizen: Browser) -> None:
    send(citizen, RESUME)
    preview = citizen.url
    citizen.submit()

    assert citizen.get(preview).text_of("h1") == "Import terminé"
    assert citizen.post(preview, {"fate-0": "add"}).status_code == 303
    assert len(kept(citizen)) == 2


@pytest.mark.parametrize(
    "answer", [{"fate-0": "steal"}, {"fate-x": "add"}, {"fate-99999": "add"}, {}]
)
def test_an_answer_that_makes_no_sense_adds_nothing(
    citizen: Browser, answer: dict[str, str]
) -> None:
    send(citizen, RESUME)

    assert citizen.post(citizen.url, answer).status_code == 303
    assert not kept(citizen)


def test_anothers_import_and_none_are_the_same_answer(
    citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    send(citizen, RESUME)
    theirs = citizen.url
    stranger = arrivals.a_citizen(browsers(), name="Karim")

    for end in ("", "/report", "/undo"):
        seen = stranger.get(f"{theirs}{end}", status=404).one("main")
        assert str(seen) == str(stranger.get(f"/import/{uuid4()}{end}", status=404).one("main"))
    for end in ("", "/drop", "/undo"):
        assert stranger.post(f"{theirs}{end}", {"fate-0": "add"}).status_code == 404
    assert len(citizen.get(theirs).select("main fieldset")) == 2


BAD = {
    "nothing": b"",
    "not JSON": b"<html>Mon CV</html>",
    "a comment": b"// mon cv\n{}",
    "another JSON": b'{"menu": {"item": []}}',
    "half of it": b'{"work": [{"position": "Caiss',
    "depth 10 000": b'{"work": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "not a number": b'{"work": NaN}',
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_read_is_told_in_a_clear_sentence(
    citizen: Browser, content: bytes
) -> None:
    page = send(citizen, content, status=422)

    assert page.text_of("title").startswith("Erreur")
    assert page.text_of("#file-error")
    assert not page.select("#h-past") and not kept(citizen)


def test_a_file_of_6_mb_is_refused_in_a_sentence(citizen: Browser) -> None:
    page = send_whole(citizen, b'{"work": "' + b"a" * (6 * 1024 * 1024) + b'"}', status=422)

    assert "trop lourd" in page.text_of("#file-error")


def test_no_file_at_all_is_asked_for(citizen: Browser) -> None:
    page = citizen.submit("/import", status=422)

    assert page.text_of("#file-error").endswith("Choisissez un fichier.")


def test_a_file_of_50_mb_that_is_no_archive_is_refused_beside_its_question(
    citizen: Browser,
) -> None:
    """It is sealed as it comes, as an archive would be, and let go of without being read."""
    tracemalloc.start()
    begun = time.monotonic()

    page = send_whole(citizen, b" " * (50 * 1024 * 1024), status=422)

    taken, (_, most) = time.monotonic() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 5 and most < 300 * 1024 * 1024
    assert "dépasse 20 Mo" in page.text_of("#file-error")


def test_one_wrong_field_costs_that_field_alone(citizen: Browser) -> None:
    wrong = CASHIER | {"position": "Vendeuse", "startDate": "2014-19-39", "name": {"a": 1}}

    page = send(citizen, {"work": [CASHIER, wrong]})

    assert page.texts("main fieldset legend") == ["Caissière", "Vendeuse"]
    assert "2014-19-39" in page.text_of("#remarks")
    assert "2 éléments ajoutés" in citizen.submit().said.replace("\u00a0", " ")


def test_html_in_a_file_is_never_more_than_text(citizen: Browser) -> None:
    name = "Caissière <script>alert(1)</script><img src=x onerror=alert(1)>"

    page = send(citizen, {"work": [{"position": name, "summary": f"<p>{name}</p>"}]})

    assert not page.select("main script, main img")
    report = citizen.submit()
    for url in (*first(report), "/thread", "/portfolio"):
        assert not citizen.get(url).select("main script, main img")


def test_a_byte_order_mark_changes_nothing(citizen: Browser) -> None:
    page = send(citizen, b"\xef\xbb\xbf" + json.dumps(RESUME).encode())

    assert page.texts("main fieldset legend") == ["Caissière", "Compter"]


def test_what_does_not_fit_on_the_page_is_decided_at_once(app: Flask, citizen: Browser) -> None:
    many = {"skills": [{"name": f"Chose {number}"} for number in range(230)]}

    page = send(citizen, many)
    assert "Et 30 autres éléments" in page.said.replace("\u00a0", " ")
    citizen.submit()

    with at_work(app, citizen) as work:
        assert len(entries.read_all(work)) == 230
        assert boxes.portfolio_of(work).head_rev == 1


def test_what_a_stranger_sends_goes_nowhere(app: Flask) -> None:
    """Werkzeug would spool what exceeds 500 kB to a temporary file."""
    body = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="cv.json"\r\n\r\n'
    body += b"a" * 1_000_000 + b"\r\n--cut--\r\n"
    kind = "multipart/form-data; boundary=cut"

    with app.test_request_context("/import", method="POST", data=body, content_type=kind) as here:
        file = here.request.files["file"]

        assert isinstance(file.stream, Sink) and file.read() == b""


def test_a_badge_that_cannot_be_verified_says_so_on_the_preview_and_on_its_own_page(
    citizen: Browser,
) -> None:
    """Acceptance D-07, as a person reads it: in words, before and after."""
    badge = json.loads(shared("openbadges3/simple-err-type.json").read_bytes())
    badge["credentialSubject"]["achievement"] = {"name": "Diriger un hôpital"}

    page = send(citizen, badge, name="badge.json")
    assert "est d’un genre que nous ne savons pas vérifier" in page.said

    accept(citizen, fate_0="add")
    citizen.get("/portfolio").one("main li a[href*='-']")
    shown = citizen.get(citizen.get("/portfolio").value_of("main li a[href*='-']", "href"))
    assert "Non vérifié. La signature est d’un genre" in shown.said
    assert "Vérifications faites à l’import" in shown.said
