"""Everything goes home in one file, and comes back the same: words, links, files, byte for byte."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import jsonschema
import pytest
from flask import Flask

from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.confirmation import Confirmation
from portfolio.domain.entries.skill import Observation, Skill
from portfolio.domain.handouts import Booklet, Cv, Handout
from portfolio.domain.relinking import relinked
from portfolio.formats.unproved import SAYS_THE_FILE
from portfolio.services import (
    boxes,
    entries,
    files,
    handouts,
    imports,
    journal,
    keepsakes,
    profiles,
    thrown,
    unsaved,
)
from portfolio.services.batches import Kept, State
from portfolio.services.proposals import Fate
from portfolio.services.unsaved import Sheet
from portfolio.services.work import Work
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.page import Page, mistakes
from tests.perf import long_life

Browsers = Callable[..., Browser]
ON = date(2026, 11, 20)


@pytest.fixture
def rich(app: Flask, browsers: Browsers) -> Browser:
    """Somebody with one thing of each sort, links among them, and words of others."""
    life = long_life.begun(app, browsers)
    long_life.grown(app, life, 14, papers=2)
    with at_work(app, life.citizen) as work:
        job = next(one.id for one in entries.read_all(work) if one.entry.kind == "job")
        entries.add(work, told_by_others(job))
        handouts.add(work, Cv(name="CV vente", left_out=(job,)))
    return life.citizen


def told_by_others(job: UUID) -> Skill:
    seen = Observation(id=uuid4(), text="Calme", person="Hélène", structure="CIDFF", on=ON)
    said = Confirmation(id=uuid4(), about="Aide", text="Fiable", name="Ada", role="Cheffe", on=ON)
    came = Provenance.proposed("CIDFF", "Hélène", ON)
    return Skill(
        title="Rassurer", linked=(job,), observed=(seen,), confirmed=(said,), provenance=came
    )


def taken(browser: Browser) -> bytes:
    answer = browser._ask("GET", "/take-home/archive.zip")
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    return bytes(answer.data)


def send(browser: Browser, content: bytes, status: int = 200, name: str = "tout.zip") -> Page:
    return browser.submit("/import", status=status, files={"file": (BytesIO(content), name)})


def how_much(app: Flask, browser: Browser) -> tuple[int, int, int]:
    """How many entries, files and handouts somebody has."""
    with at_work(app, browser) as work:
        return len(entries_of(work)), len(files.read_all(work)), len(handouts_of(work))


def add_all(browser: Browser) -> Page:
    """Say yes to what the page proposes, the things that it has no room for included."""
    assert browser.page is not None
    return browser.submit(rest="add") if browser.page.select("[name=rest]") else browser.submit()


def again(content: bytes, **changes: bytes | None) -> bytes:
    """The same archive with members replaced, or left out."""
    out, named = BytesIO(), {name.replace("_", "."): data for name, data in changes.items()}
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = named.get(name, before.read(name))
            if data is not None:
                after.writestr(name, data)
    return out.getvalue()


def last_import(work: Work) -> Kept:
    return imports.read_past(work)[0]


def bytes_of(app: Flask, work: Work) -> dict[str, bytes]:
    blobs = app.extensions["blobs"]
    return {
        one.file.sha256: b"".join(files.content(blobs, one.file))
        for one in files.read_all(work).values()
        if one.released_at is None
    }


def entries_of(work: Work) -> dict[UUID, Entry]:
    return {one.id: one.entry for one in entries.read_all(work)}


def handouts_of(work: Work) -> list[str]:
    return [one.what.to_bytes().decode() for one in handouts.read_all(work, Handout)]


def sheets_of(work: Work) -> list[str]:
    """The sheets of her interviews, as they leave."""
    return [one.what.to_bytes().decode() for one in keepsakes.carried(work)]


def test_k_01_n_06_what_went_home_comes_back_whole_in_a_new_account(
    app: Flask, rich: Browser, browsers: Browsers
) -> None:
    """Acceptance K-01 and N-06, security test 132: field by field, link by link, byte by byte."""
    content = taken(rich)
    newcomer = arrivals.a_citizen(browsers(), name="Sandrine")
    assert "Nous n’avons pas pu vérifier" not in send(newcomer, content).said
    add_all(newcomer)

    with at_work(app, rich) as work:
        before, kept = entries_of(work), bytes_of(app, work)
        printed = [*handouts_of(work), *sheets_of(work)]
        shown = {one.file.sha256: one.file.name for one in files.read_all(work).values()}
        old_files = {one.file.sha256: one.file.id for one in files.read_all(work).values()}
    with at_work(app, newcomer) as work:
        after, now = entries_of(work), last_import(work)
        ids = {UUID(mark.source_keys[0]): mark.id for mark in now.batch.created}
        stored = files.read_all(work)
        ids |= {old_files[one.file.sha256]: one.file.id for one in stored.values()}
        assert bytes_of(app, work) == kept and len(kept) >= 5
        assert {one.file.sha256: one.file.name for one in stored.values()} == shown
        assert handouts_of(work) == [relinked(each, ids) for each in printed]
        assert len(printed) == len(handouts_of(work))
    assert len(after) == len(before) and now.state is State.DONE and now.batch.ignored == 0
    for entry_id, entry in before.items():
        assert after[ids[entry_id]].to_bytes().decode() == relinked(entry.to_bytes().decode(), ids)
    assert any(ids[each] in after for one in before.values() for each in getattr(one, "linked", ()))


def test_security_132_all_of_hers_is_in_it_and_nothing_of_anybody_else(
    app: Flask, rich: Browser, browsers: Browsers
) -> None:
    stranger = arrivals.a_citizen(browsers(), name="Ombeline")
    with at_work(app, stranger) as work:
        entries.add(work, Skill(title="Canari de quelqu’un d’autre"))
    with ZipFile(BytesIO(taken(rich))) as package:
        names, whole = package.namelist(), b"".join(map(package.read, package.namelist()))
        told = json.loads(package.read("portfolio.json"))
        trash = json.loads(package.read("trash.json"))
        acts = package.read("journal.csv").decode("utf-8-sig")
        shares = package.read("shares.txt").decode()
        said = {name: package.read(name).decode() for name in ("LISEZ-MOI.txt", "README.txt")}
    with at_work(app, rich) as work:
        assert {one["id"] for one in told["entries"]} == set(map(str, entries_of(work)))
        hers = [one.file for one in files.read_all(work).values()]
        assert {f"files/{one.id}-{one.name}" for one in hers} == {
            name for name in names if name.startswith("files/")
        }
        lines = journal.count(work, boxes.portfolio_of(work), others=False)
    assert [one["data"]["title"] for one in trash["entries"]] == ["Coudre"]
    assert len(acts.splitlines()) == lines + 1 and "A ouvert un partage" in acts
    assert "CIDFF des Vosges" in shares and b"%PDF" in whole
    assert {"portfolio.pdf", "shares.json", "dealings.html", "history.html"} <= set(names)
    for words in said.values():
        missing = {one for one in names if "/" not in one and one not in words}
        assert missing <= set(said), "every file is told of in both languages"
    assert b"Canari" not in whole and b"Ombeline" not in whole


def test_k_01_what_passed_with_structures_is_in_it_for_people_and_for_machines(
    app: Flask, rich: Browser
) -> None:
    """Acceptance K-01, GDPR 15 and 20: all that her pages say of her shares, word for word."""
    with ZipFile(BytesIO(taken(rich))) as package:
        told = json.loads(package.read("dealings.json"))
        page = Page(package.read("dealings.html").decode())
        jsonschema.validate(told, json.loads(package.read("dealings.schema.json")))
    share = next(one for one in told["shares"] if one["comments"])
    assert not any(one["unread"] for one in (told, *told["shares"]))
    assert all(
        share[name] for name in ("sheets", "appointments", "proposals", "syntheses", "relays")
    )
    assert told["notes"] and told["testimonies"]
    for words in (
        share["comments"][0]["what"]["text"],
        share["sheets"][0]["sheet"]["counsellor"],
        share["appointments"][0]["steps"][0]["what"]["plan"]["place"],
        share["proposals"][0]["what"]["kind"] and "Obtenir l’accord écrit de l’employeur",
        share["syntheses"][0]["revisions"][0]["what"]["said"],
        share["relays"][0]["what"]["need"],
        told["testimonies"][0]["request"]["message"],
        "Lire une copie",
    ):
        assert words in page.said, words
    assert not mistakes(page.markup)
    assert not page.select("script, link, img, [href^='/']"), "it is read without us"


def test_k_01_what_was_there_before_and_what_waits_is_in_it_to_read_and_for_machines(
    app: Flask, rich: Browser
) -> None:
    """Acceptance K-01: versions, trash and drafts, word for word; no word of them comes back."""
    with at_work(app, rich) as work:
        job = next(one for one in entries.read_all(work) if one.entry.kind == "job")
        former = job.entry.title
        entries.change(work, job.id, job.entry.changed(title="Cheffe de rang"), rev=job.rev)
        unsaved.keep(work, "/portfolio/add/skill", Sheet(uuid4()), [("title", "Tenir la caisse")])
    with ZipFile(BytesIO(taken(rich))) as package:
        told = json.loads(package.read("history.json"))
        page = Page(package.read("history.html").decode())
        jsonschema.validate(told, json.loads(package.read("history.schema.json")))
        known = json.loads(package.read("portfolio.schema.json"))["$defs"]["EntryFile"]["oneOf"]
    past = next(one for one in told["entries"] if one["id"] == str(job.id))
    assert past["within"] == "portfolio.json" and not past["unread"]
    latest = past["versions"][0]
    assert (latest["rev"], latest["data"]["title"]) == (job.rev, former)
    assert {"kind", "version", "data"} <= set(known[0]["properties"]) & set(latest)
    begun = told["drafts"][0]
    assert begun["answers"] == [["title", "Tenir la caisse"]] and not told["unread"]
    for words in ("Tenir la caisse", "Une compétence", "Coudre", former, "Cheffe de rang"):
        assert words in page.said, words
    assert not mistakes(page.markup)
    assert not page.select("script, link, img, a, [href^='/']"), "it is read without us"


def test_a_sheet_that_came_back_is_read_printed_and_thrown_away(
    app: Flask, rich: Browser, browsers: Browsers
) -> None:
    """Acceptance H-05, in another house: a paper to read, that opens nothing."""
    newcomer = arrivals.a_citizen(browsers(), name="Sandrine")
    content = taken(rich)
    send(newcomer, content)
    add_all(newcomer)
    index = newcomer.get("/take-home")
    links = [str(a["href"]) for a in index.select("a[href*='/take-home/sheets/']")]
    page = next(it for it in map(newcomer.get, links) if "Hélène Grandjean" in it.said)
    assert "elle n’ouvre rien" in page.said and "Ce qui reste ouvert" in page.said
    answer = newcomer._ask("GET", str(page.one("a[download]")["href"]))
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")
    [button] = page.select("main button")
    newcomer.press(" ".join(button.get_text().split()))
    assert len(newcomer.get("/take-home").select("a[href*='/take-home/sheets/']")) == len(links) - 1
    assert "Entretien, CIDFF" in newcomer.get("/portfolio/trash").said


def test_taking_it_leaves_a_line_and_under_a_pseudonym_no_name(
    app: Flask, citizen: Browser
) -> None:
    with at_work(app, citizen) as work:
        profiles.change(work, masked=True)
    answer = citizen._ask("GET", "/take-home/archive.zip")
    assert "Sandrine" not in answer.headers["Content-Disposition"]
    assert "archive complète" in citizen.get("/shares/journal?mine=yes").said
    assert "Emporté la dernière fois le" in citizen.get("/take-home").said


def test_the_page_says_whether_what_was_taken_is_all_there_is(
    app: Flask, citizen: Browser, clock: Clock
) -> None:
    """A change, a removal, a CV, a draft: each is in the archive, so each makes it old."""
    with at_work(app, citizen) as work:
        one = entries.add(work, Skill(title="Coudre"))
        made = handouts.add(work, Cv(name="CV vente"))
    sheet = [("title", "Souder")]
    for act in (
        lambda work: entries.change(work, one, Skill(title="Coudre droit"), rev=1),
        lambda work: entries.remove(work, [one]),
        lambda work: handouts.add(work, Cv(name="CV vente")),
        lambda work: thrown.throw(work, made),
        lambda work: unsaved.keep(work, "/portfolio/add/skill", Sheet(uuid4()), sheet),
    ):
        clock.forward(seconds=1)
        taken(citizen)
        assert "Rien n’a changé depuis." in citizen.get("/take-home/archive").said
        clock.forward(seconds=1)
        with at_work(app, citizen) as work:
            act(work)
        assert "emportez-le de nouveau" in citizen.get("/take-home/archive").said


def test_what_others_said_is_marked_when_the_file_was_changed(
    app: Flask, rich: Browser, browsers: Browsers
) -> None:
    """A file that anybody may have written puts no word in anybody's mouth unnoticed."""
    content = taken(rich)
    with ZipFile(BytesIO(content)) as package:
        forged = package.read("portfolio.json").replace(b"Fiable", "Génial".encode())
    newcomer = arrivals.a_citizen(browsers())
    page = send(newcomer, again(content, portfolio_json=forged))
    assert "Nous n’avons pas pu vérifier" in page.said
    add_all(newcomer)
    with at_work(app, newcomer) as work:
        (skill,) = (one for one in entries_of(work).values() if one.title == "Rassurer")
    assert isinstance(skill, Skill)
    assert SAYS_THE_FILE in skill.observed[0].structure and SAYS_THE_FILE in skill.confirmed[0].role
    assert SAYS_THE_FILE in skill.provenance.structure


def test_given_up_nothing_of_it_remains_and_undone_it_goes_as_one(
    app: Flask, rich: Browser, browsers: Browsers
) -> None:
    """Acceptance K-06, for a whole portfolio."""
    content, blobs = taken(rich), app.extensions["blobs"]
    newcomer = arrivals.a_citizen(browsers())
    there = {blob_id for blob_id, _ in blobs.listed()}
    send(newcomer, content)
    newcomer.press("Abandonner cet import")
    with at_work(app, newcomer) as work:
        assert not files.read_all(work) and not imports.read_past(work)
    assert {blob_id for blob_id, _ in blobs.listed()} == there

    send(newcomer, content)
    add_all(newcomer)
    with at_work(app, newcomer) as work:
        imports.undo(work, last_import(work).id)
        assert not entries_of(work) and not handouts_of(work)
        assert all(one.released_at for one in files.read_all(work).values())


def test_brought_in_twice_it_adds_nothing(app: Flask, rich: Browser, browsers: Browsers) -> None:
    content = taken(rich)
    newcomer = arrivals.a_citizen(browsers())
    for _ in range(2):
        send(newcomer, content)
        add_all(newcomer)
    with at_work(app, rich) as work:
        sheets = len(sheets_of(work))
    there, files_there, made = how_much(app, rich)
    assert sheets and how_much(app, newcomer) == (there, files_there, made + sheets)


def test_a_cv_or_a_booklet_there_is_no_room_for_is_named(
    app: Flask, rich: Browser, browsers: Browsers
) -> None:
    content, newcomer = taken(rich), arrivals.a_citizen(browsers())
    with at_work(app, newcomer) as work:
        handouts.add(work, Booklet(diploma="DEAS"))
        for number in range(handouts.MOST - 1):
            handouts.add(work, Cv(name=f"CV {number}"))
    send(newcomer, content)

    told = add_all(newcomer).said
    assert "CV vente" in told and "vous en gardez déjà 200" in told
    assert "vous en avez déjà un ici, qui reste comme il est" in told
    with at_work(app, newcomer) as work:
        assert [one.what.diploma for one in handouts.read_all(work, Booklet)] == ["DEAS"]
        assert len(handouts.read_all(work, Cv)) == handouts.MOST - 1


def test_a_file_that_is_missing_or_damaged_costs_itself(
    app: Flask, rich: Browser, browsers: Browsers
) -> None:
    content = taken(rich)
    with ZipFile(BytesIO(content)) as package:
        one, other, *_ = (name for name in package.namelist() if name.startswith("files/"))
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            if name != one:
                after.writestr(name, b"autre chose" if name == other else before.read(name))
    newcomer = arrivals.a_citizen(browsers())
    page = send(newcomer, out.getvalue())
    assert page.said.count("ou y est abîmé") == 2
    add_all(newcomer)
    with at_work(app, newcomer) as work:
        assert files.used(entries_of(work).values()) <= set(files.read_all(work))
    assert how_much(app, newcomer)[1] == how_much(app, rich)[1] - 2


def test_the_texts_alone_come_back_too(app: Flask, rich: Browser) -> None:
    """Over the portfolio that they come from: everything is known, links stay, files are shown."""
    content = rich._ask("GET", "/portfolio/export").data
    with at_work(app, rich) as work:
        before = entries_of(work)
    send(rich, content, name="mon-portfolio.json")
    add_all(rich)
    with at_work(app, rich) as work:
        after = entries_of(work)
    assert set(after) == set(before)


def test_over_the_portfolio_it_comes_from_it_changes_nothing(app: Flask, rich: Browser) -> None:
    """Every entry is known for what it is, links and closed plans included."""
    content = taken(rich)
    with at_work(app, rich) as work:
        before, printed = entries_of(work), handouts_of(work)
    send(rich, content)
    with at_work(app, rich) as work:
        batch_id = last_import(work).id
        fates = {each.fate for each in imports.read_preview(work, batch_id).proposals}
    assert fates == {Fate.IGNORE}
    add_all(rich)
    with at_work(app, rich) as work:
        assert entries_of(work) == before and handouts_of(work) == printed


HOSTILE = {
    "no zip at all": lambda: b"PK\x03\x04" + bytes(500),
    "not a portfolio": lambda: _zip({"a.txt": b"x"}),
    "empty words": lambda: _zip({"portfolio.json": b""}),
    "other words": lambda: _zip({"portfolio.json": b'{"work": []}'}),
}


def _zip(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("what", HOSTILE)
def test_security_108_a_zip_that_is_no_archive_gets_a_sentence_beside_its_question(
    app: Flask, citizen: Browser, what: str
) -> None:
    page = send(citizen, HOSTILE[what](), status=422)
    assert page.text_of("#file-error")
    with at_work(app, citizen) as work:
        assert not imports.read_past(work) and not files.read_all(work)


def test_files_that_wait_for_a_yes_are_not_called_deleted(
    rich: Browser, browsers: Browsers
) -> None:
    newcomer = arrivals.a_citizen(browsers(), name="Sandrine")
    send(newcomer, taken(rich))
    preview = newcomer.url

    page = newcomer.get("/evidence")

    assert not page.select("#h-released") and page.select(f"main .fil-note a[href='{preview}']")
    newcomer.get(preview)
    newcomer.press("Abandonner cet import")
    assert preview not in str(newcomer.get("/evidence"))


def test_nothing_is_unpacked_for_which_there_is_no_room(app: Flask, citizen: Browser) -> None:
    """A film that says it is 600 Mo long: it is believed, and left where it is."""
    told = json.loads(citizen._ask("GET", "/portfolio/export").data)
    film = {"id": str(uuid4()), "name": "film.mp4", "media_type": "video/mp4", "size": 1}
    words = json.dumps(told | {"files": [film]}).encode()
    data = bytearray(_zip({"portfolio.json": words, f"files/{film['id']}-film.mp4": bytes(1000)}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (600_000_000).to_bytes(4, "little")

    page = send(citizen, bytes(data), status=422)

    assert "il faut 600,6 Mo, il reste 500 Mo" in page.text_of("#file-error")
    with at_work(app, citizen) as work:
        assert not files.read_all(work)
