"""Documents through the pages: brought, shown, taken back, let go."""

import json
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.sections import Section
from portfolio.services import entries, files, resealing, sharing
from portfolio.services.files import Stored
from portfolio.storage.blobs import Folder
from portfolio.storage.structures import Structure
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import SITE, Browser, filled
from tests.page import Page
from tests.perf.test_queries import BUDGET, cost
from tests.web import meetings

PDF = b"%PDF-1.7\n1 0 obj << /Title (brevet) >> endobj\n"
MARK = b"marque-du-canari"


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture whose camera says where it was."""
    out, hidden = BytesIO(), Image.Exif()
    hidden[0x010F], hidden[0x0112] = MARK.decode(), 6  # the maker; the camera was held upright
    Image.new("RGB", size, "red").save(out, kind, exif=hidden)
    return out.getvalue()


def bring(
    browser: Browser,
    *sent: tuple[bytes, str],
    url: str = "/evidence/add",
    status: int = 200,
    **fields: Any,
) -> Page:
    """Fill the form of a document, with files."""
    (form,) = browser.get(url).select("main form[enctype]")
    given = filled(form, {"title": "Mon CAP"} | fields)
    words = [(f'"{name}"', each.encode()) for name in given for each in given[name]]
    uploads = [(f'"uploads"; filename="{name}"', content) for content, name in sent]
    send(browser, url, [*words, *uploads])
    return browser._arrive(status)


def send(browser: Browser, url: str, parts: list[tuple[str, bytes]]) -> int:
    """Send a form as one piece of memory (RFC 7578): the test client would spool it on the disk."""
    body = b"".join(
        b"--cut\r\nContent-Disposition: form-data; name=%b\r\n\r\n%b\r\n" % (name.encode(), part)
        for name, part in parts
    )
    kind = {"Content-Type": "multipart/form-data; boundary=cut"}
    return browser._ask("POST", url, data=body + b"--cut--\r\n", headers=kind).status_code


def kept(app: Flask, browser: Browser) -> list[Stored]:
    with at_work(app, browser) as work:
        return list(files.read_all(work).values())


def documents(app: Flask, browser: Browser) -> list[tuple[UUID, Evidence]]:
    with at_work(app, browser) as work:
        found = entries.read_all(work)
    return [(one.id, one.entry) for one in found if isinstance(one.entry, Evidence)]


def blobs(app: Flask) -> Folder:
    folder = app.extensions["blobs"]
    assert isinstance(folder, Folder)
    return folder


def fetched(browser: Browser, file_id: UUID) -> Any:
    return browser.client.get(f"/evidence/files/{file_id}/download", base_url=SITE)


@pytest.fixture(autouse=True)
def empty_store(app: Flask) -> Any:
    yield
    for blob_id, _since in list(blobs(app).listed()):
        blobs(app).remove(blob_id)


def test_a_document_is_brought_with_several_files_and_given_back(
    app: Flask, citizen: Browser
) -> None:
    page = bring(citizen, (PDF, "Mon brevet.pdf"), (photo(), "IMG_1.JPG"), issuer="Académie")

    assert "C’est ajouté." in page.said and "Mon brevet.pdf" in page.said
    one, other = kept(app, citizen)
    assert {one.file.name, other.file.name} == {"Mon brevet.pdf", "IMG_1.JPG"}
    brevet = one if one.file.media_type == "application/pdf" else other
    answer = fetched(citizen, brevet.file.id)
    assert answer.status_code == 200 and answer.data == PDF
    assert documents(app, citizen)[0][1].issuer == "Académie"


def test_a_file_is_only_ever_downloaded(app: Flask, citizen: Browser) -> None:
    bring(citizen, (PDF, "Été « 2014 ».pdf"))

    headers = fetched(citizen, kept(app, citizen)[0].file.id).headers

    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%C3%89t%C3%A9" in headers["Content-Disposition"]
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "no-store" and "ETag" not in headers
    assert int(headers["Content-Length"]) == len(PDF)


def test_d_01_no_byte_of_a_diploma_can_be_read_where_it_lies(app: Flask, citizen: Browser) -> None:
    """Acceptance D-01: the store holds the file, and not a word of it nor its name."""
    bring(citizen, (PDF + MARK * 5000, "marque-du-canari.pdf"))

    (blob_id, _since), *more = blobs(app).listed()
    sealed = b"".join(blobs(app).read(blob_id))
    assert not more and len(sealed) > 5000 * len(MARK)
    assert MARK not in sealed and b"%PDF" not in sealed and b"brevet" not in sealed
    path = blobs(app).path / blob_id.hex
    assert path.stat().st_mode & 0o777 == 0o600


def test_d_03_the_address_of_a_file_is_nowhere_for_anybody_else(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    """Acceptance D-03: no session, somebody else's session: nothing is there."""
    bring(citizen, (PDF, "cap.pdf"))
    file_id = kept(app, citizen)[0].file.id
    other, visitor = arrivals.a_citizen(browsers()), browsers()

    assert fetched(other, file_id).status_code == fetched(other, uuid4()).status_code == 404
    assert fetched(visitor, file_id).status_code == 302
    for act in ("erase", "hold"):
        assert other.post(f"/evidence/files/{file_id}/{act}").status_code == 404
    assert fetched(citizen, file_id).status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ" + bytes(300), "diplome.pdf"),
        (b"<html><script>alert(1)</script>", "diplome.pdf"),
        (b"<svg onload=alert(1)>", "photo.svg"),
        (b"<!doctype html><p>", "lettre.txt"),
        (b"PK\x03\x04" + bytes(400), "lettre.docx"),
        (b"", "vide.pdf"),
    ],
)
def test_d_05_a_file_that_lies_about_what_it_is_is_refused_in_a_sentence(
    app: Flask, citizen: Browser, content: bytes, name: str
) -> None:
    """Acceptance D-05."""
    page = bring(citizen, (content, name), story="Trois ans de cours du soir.", status=422)

    assert f"« {name} »" in page.said.replace("\xa0", " ")
    assert "Trois ans de cours du soir." in page.get_text()
    assert not kept(app, citizen) and not documents(app, citizen)
    assert not list(blobs(app).listed())


def test_a_refused_file_and_a_missing_title_are_told_together(citizen: Browser) -> None:
    page = bring(citizen, (b"", "vide.pdf"), title="", status=422)

    assert "« vide.pdf »" in page.said.replace("\xa0", " ") and page.text_of("#title-error")


def test_d_05_a_picture_called_otherwise_is_served_as_the_picture_it_is(
    app: Flask, citizen: Browser
) -> None:
    """Acceptance D-05."""
    bring(citizen, (photo(), "diplome.pdf"))

    (stored,) = kept(app, citizen)
    answer = fetched(citizen, stored.file.id)
    assert stored.file.name == "diplome.jpg" and answer.content_type == "image/jpeg"


def test_what_a_camera_hides_in_a_picture_goes_unless_it_is_to_stay(
    app: Flask, citizen: Browser
) -> None:
    bring(citizen, (photo(), "plain.jpg"))
    bring(citizen, (photo(), "whole.jpg"), as_it_is=True)

    plain, whole = (fetched(citizen, each.file.id).data for each in kept(app, citizen))
    assert MARK in photo() and MARK not in plain and MARK in whole
    seen = Image.open(BytesIO(plain))
    assert seen.size == (40, 60) and not seen.getexif()


def test_several_megabytes_come_back_as_they_were(app: Flask, citizen: Browser) -> None:
    content = PDF + bytes(range(256)) * 12_000

    bring(citizen, (content, "rapport.pdf"))

    assert fetched(citizen, kept(app, citizen)[0].file.id).data == content


def test_111_a_file_of_exactly_the_limit_is_kept_and_one_byte_more_is_not(
    app: Flask, citizen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Security test 111."""
    settings = app.extensions["settings"].model_copy(update={"upload_limit_mb": 1})
    monkeypatch.setitem(app.extensions, "settings", settings)

    page = bring(citizen, (PDF.ljust(1_000_001, b"x"), "lourd.pdf"), status=422)
    assert "dépasse 1 Mo" in page.said.replace("\xa0", " ")
    bring(citizen, (PDF.ljust(1_000_000, b"x"), "juste.pdf"))
    assert [each.file.size for each in kept(app, citizen)] == [1_000_000]
    token = (
        citizen.get("/evidence/add").value_of("main form[enctype] input[name=csrf_token]").encode()
    )
    heavy = [('"csrf_token"', token), ('"uploads"; filename="x.pdf"', bytes(9_000_000))]
    assert send(citizen, "/evidence/add", heavy) == 413
    assert send(citizen, "/portfolio/add/skill", [*heavy[:1], ('"title"', bytes(4_000_000))]) == 413


def test_the_same_bytes_are_kept_once_and_shown_twice(app: Flask, citizen: Browser) -> None:
    bring(citizen, (PDF, "cap.pdf"))
    bring(citizen, (PDF, "encore.pdf"), title="Le même")

    (stored,) = kept(app, citizen)
    assert {each.files for _id, each in documents(app, citizen)} == {(stored.file.id,)}
    bring(citizen, title="Une troisième fois", kept=[stored.file.id])
    assert len(documents(app, citizen)) == 3 and len(kept(app, citizen)) == 1


def test_117_two_people_who_bring_the_same_file_learn_nothing_of_it(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    """Security test 117: other bytes, another id, the same answers."""
    other = arrivals.a_citizen(browsers())
    for browser in (citizen, other):
        bring(browser, (PDF, "cap.pdf"))

    one, two = (b"".join(blobs(app).read(each)) for each, _since in blobs(app).listed())
    assert one != two and len(one) == len(two)
    assert not {each.file.id for each in kept(app, citizen)} & {
        each.file.id for each in kept(app, other)
    }


def test_the_room_is_shown_warned_about_and_never_passed(
    app: Flask, citizen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.extensions["settings"].model_copy(update={"files_quota_mb": 1})
    monkeypatch.setitem(app.extensions, "settings", settings)

    assert "peu de place" not in bring(citizen, (PDF, "a.pdf")).said
    page = bring(citizen, (PDF.ljust(920_000, b"x"), "b.pdf"))
    assert "Il reste peu de place" in page.said and page.select("meter[value='92']")
    assert "Il reste 79 Ko." in citizen.get("/evidence/add").text_of("main form")
    page = bring(citizen, (PDF.ljust(90_000, b"y"), "c.pdf"), status=422)
    assert "il faut 90 Ko, il reste 79 Ko" in page.text_of("#uploads-error")
    assert len(kept(app, citizen)) == 2 == len(list(blobs(app).listed()))


def test_files_of_one_name_are_told_apart_where_they_are_chosen(
    app: Flask, citizen: Browser
) -> None:
    bring(citizen, (PDF, "image.pdf"))
    bring(citizen, (PDF.ljust(9_000, b"x"), "image.pdf"), (PDF.ljust(99, b"y"), "autre.pdf"))

    labels = citizen.get("/evidence/add").texts("label[for^='kept']")

    assert "autre.pdf" in labels
    told = [each.partition(",")[0] for each in labels if each.startswith("image")]
    assert told == ["image.pdf (1 Ko", "image.pdf (9 Ko"]


def test_b_07_removing_a_document_asks_what_becomes_of_its_files(
    app: Flask, citizen: Browser
) -> None:
    """Acceptance B-07, for files: kept, or let go and taken back."""
    bring(citizen, (PDF, "cap.pdf"))
    ((entry_id, _),) = documents(app, citizen)
    page = citizen.get(f"/evidence/{entry_id}/remove")
    assert "Mon CAP" in page.said and "cap.pdf" in page.said

    citizen.submit(fate="keep")
    assert [each.released_at for each in kept(app, citizen)] == [None]
    assert not documents(app, citizen)
    file_id = kept(app, citizen)[0].file.id
    bring(citizen, kept=[file_id])
    page = citizen.submit(f"/evidence/{documents(app, citizen)[0][0]}/remove", fate="erase")
    assert "Fichiers supprimés" in page.said and "cap.pdf" in page.said
    assert kept(app, citizen)[0].released_at is not None
    citizen.submit(form=f"form[action$='{file_id}/hold']")
    assert kept(app, citizen)[0].released_at is None


def test_b_07_a_file_that_another_document_shows_stays(app: Flask, citizen: Browser) -> None:
    """Acceptance B-07."""
    bring(citizen, (PDF, "cap.pdf"))
    bring(citizen, (PDF, "cap.pdf"), title="Le même")

    citizen.submit(f"/evidence/{documents(app, citizen)[0][0]}/remove")

    (stored,) = kept(app, citizen)
    assert stored.released_at is None and fetched(citizen, stored.file.id).status_code == 200


def test_an_erased_file_leaves_the_store_with_its_key(app: Flask, citizen: Browser) -> None:
    bring(citizen, (PDF, "cap.pdf"))
    file_id = kept(app, citizen)[0].file.id
    assert citizen.post(f"/evidence/files/{file_id}/erase").status_code == 404  # still shown
    citizen.submit(f"/evidence/{documents(app, citizen)[0][0]}/remove", fate="keep")

    page = citizen.submit(f"/evidence/files/{file_id}/erase")

    assert "« cap.pdf » est effacé." in page.said.replace("\xa0", " ")
    assert not kept(app, citizen) and not list(blobs(app).listed())


def test_a_damaged_file_says_so_and_gives_nothing(app: Flask, citizen: Browser) -> None:
    """Security test 124: bit rot, and bytes that are gone."""
    bring(citizen, (PDF.ljust(60_000, b"x"), "cap.pdf"))
    file_id = kept(app, citizen)[0].file.id
    path = blobs(app).path / file_id.hex
    sealed = bytearray(path.read_bytes())
    sealed[40_000] ^= 1
    path.write_bytes(sealed)

    answer = fetched(citizen, file_id)
    assert answer.status_code == 409 and b"xxxx" not in answer.data
    path.unlink()
    assert fetched(citizen, file_id).status_code == 409
    citizen.get("/evidence")


def test_entries_and_documents_lead_to_each_other(app: Flask, citizen: Browser) -> None:
    citizen.submit("/portfolio/add/skill", title="Souder")
    with at_work(app, citizen) as work:
        skill = entries.read_all(work)[0].id
    page = citizen.get(f"/evidence/add?for={skill}")
    assert page.select(f"input[name=linked][value='{skill}'][checked]")

    bring(citizen, (PDF, "licence.pdf"), title="Licence de soudeur", linked=[skill])

    ((entry_id, _),) = documents(app, citizen)
    assert "Licence de soudeur" in citizen.get(f"/portfolio/{skill}").said
    page = citizen.get(f"/portfolio/{entry_id}")
    assert "Souder" in page.said and "licence.pdf" in page.said


def test_changing_a_document_keeps_its_files_and_takes_others(app: Flask, citizen: Browser) -> None:
    bring(citizen, (PDF, "cap.pdf"))
    ((entry_id, _),) = documents(app, citizen)
    url = f"/evidence/{entry_id}/edit"

    bring(citizen, (photo("PNG"), "photo.png"), url=url, title="Mon CAP cuisine")
    ((_, entry),) = documents(app, citizen)
    assert entry.title == "Mon CAP cuisine" and len(entry.files) == 2
    page = citizen.get(url)
    token = {"title": "Trop tard", "rev": "1"}
    answer = citizen.post(url, token)
    assert answer.status_code == 409 and "Trop tard" in answer.text
    assert page.select("input[name=kept][checked]")


def test_words_are_given_back_when_the_session_ended_while_sending(
    app: Flask, citizen: Browser
) -> None:
    page = citizen.get("/evidence/add")
    token = page.value_of("main form[enctype] input[name=csrf_token]")
    citizen.client.delete_cookie("__Host-fil", domain="localhost")

    data = {"csrf_token": token, "title": "Mon CAP", "story": "Deux ans le soir"}
    answer = citizen.post("/evidence/add", data | {"uploads": (BytesIO(PDF), "cap.pdf")})

    assert answer.status_code == 400 and "Deux ans le soir" in answer.text
    assert not list(blobs(app).listed())


def shared(app: Flask, citizen: Browser, browsers: Callable[..., Browser]) -> tuple[Browser, UUID]:
    """A counsellor with whom the documents are shared, and the grant."""
    counsellor = arrivals.a_professional(app, browsers())
    place = meetings.structure_of(app, counsellor)
    return counsellor, meetings.give(app, citizen, place, sections=(Section.EVIDENCE,))


def test_g_01_a_counsellor_downloads_through_the_share_until_it_stops(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    """Acceptance D-03 and G-01, for files: listed, downloaded, noted; then nowhere."""
    bring(citizen, (PDF, "Mon CAP.pdf"))
    counsellor, grant_id = shared(app, citizen, browsers)
    page = counsellor.get(f"/interviews/{grant_id}")
    (link,) = [str(each["href"]) for each in page.select("#files a[href$='/download']")]
    assert "Mon CAP.pdf" in page.text_of("#record-evidence")

    answer = counsellor.client.get(link, base_url=SITE)
    assert answer.data == PDF and answer.headers["Content-Disposition"].startswith("attachment")
    assert "A téléchargé un de vos fichiers" in citizen.get("/shares/journal").said
    assert (
        counsellor.client.get(f"/evidence/files/{uuid4()}/download", base_url=SITE).status_code
        == 404
    )

    citizen.submit(f"/shares/{grant_id}/stop")
    assert counsellor.client.get(link, base_url=SITE).status_code == 404
    stranger = arrivals.a_professional(app, browsers(), name="Mission locale")
    assert stranger.client.get(link, base_url=SITE).status_code == 404


def test_a_share_is_stopped_and_its_files_get_new_keys(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    """Offered where one stops, in words that say what it does not do; bytes under the former go."""
    bring(citizen, (PDF, "Mon CAP.pdf"))
    _counsellor, grant_id = shared(app, citizen, browsers)
    former = kept(app, citizen)[0].file
    page = citizen.get(f"/shares/{grant_id}/stop")
    assert "n’efface pas ce qui a déjà été téléchargé" in page.text_of("#h-strong ~ p ~ p")

    page = citizen.press("Arrêter et changer les clés")

    assert "ont de nouvelles clés" in page.said
    fresh = kept(app, citizen)[0].file
    assert fresh.id == former.id and fresh.key != former.key
    assert [blob_id for blob_id, _since in blobs(app).listed()] == [fresh.blob]
    assert fetched(citizen, former.id).data == PDF
    assert not citizen.get("/evidence").select("form[action$=renew]")


def test_what_was_cut_short_is_taken_up_again(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    bring(citizen, (PDF, "Mon CAP.pdf"))
    _counsellor, grant_id = shared(app, citizen, browsers)
    with at_work(app, citizen) as work:
        resealing.mark(work, grant_id)
        sharing.revoke(work, grant_id)
    assert "Un fichier attend sa nouvelle clé" in citizen.get("/evidence").said

    assert "ont de nouvelles clés" in citizen.press("Reprendre maintenant").said
    assert kept(app, citizen)[0].renew_at is None
    assert fetched(citizen, kept(app, citizen)[0].file.id).data == PDF


def test_the_owner_sees_the_same_files_before_they_share(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    bring(citizen, (PDF, "Mon CAP.pdf"))
    arrivals.a_professional(app, browsers())
    with at_work(app, citizen) as work:
        structure = str(work.session.scalars(select(Structure.id)).one())

    citizen.submit("/shares/new", structure=structure)
    citizen.submit(sections=["evidence"])
    page = citizen.submit(purpose="guidance")
    assert "Documents : 1" in page.said.replace("\xa0", " ")
    page = citizen.get(citizen.url.replace("/check", "/preview"))
    assert "Mon CAP.pdf" in page.text_of("#record")
    assert not page.select("#record a[href$='/download']")


def test_116_parts_are_not_served_and_a_look_at_the_headers_costs_nothing(
    app: Flask, citizen: Browser
) -> None:
    """Security test 116: Range, If-Range and HEAD; a hundred downloads hold no more than a few."""
    content = PDF.ljust(900_000, b"x")
    bring(citizen, (content, "cap.pdf"))
    url = f"/evidence/files/{kept(app, citizen)[0].file.id}/download"
    for headers in ({"Range": "bytes=0-9"}, {"Range": "bytes=5-", "If-Range": '"x"'}):
        answer = citizen.client.get(url, base_url=SITE, headers=headers)
        assert answer.status_code == 200 and answer.data == content
        assert answer.headers["Accept-Ranges"] == "none"
    head = citizen.client.head(url, base_url=SITE)
    assert int(head.headers["Content-Length"]) == len(content) and not head.data

    tracemalloc.start()
    answers = [citizen.client.get(url, base_url=SITE, buffered=False) for _ in range(100)]
    streams = [iter(answer.response) for answer in answers]
    assert {next(each)[:4] for each in streams} == {b"%PDF"}
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    for answer in answers:
        answer.close()
    assert held < 100 * 3 * 262_144  # a piece or two each, never a file


def test_a_page_of_documents_costs_the_same_queries_whatever_there_is(
    app: Flask, citizen: Browser
) -> None:
    costs = [cost(app, citizen, "/evidence")]
    for number in range(4):
        bring(citizen, (PDF + bytes([number]), "cap.pdf"), title=f"Document {number}")
    costs.append(cost(app, citizen, "/evidence"))
    entry_id = documents(app, citizen)[0][0]

    assert costs[0] == costs[1] <= BUDGET
    assert cost(app, citizen, f"/portfolio/{entry_id}") <= BUDGET
    assert cost(app, citizen, "/evidence/add") <= BUDGET


def test_the_whole_portfolio_names_its_files(app: Flask, citizen: Browser) -> None:
    bring(citizen, (PDF, "cap.pdf"))

    answer = citizen.client.get("/portfolio/export", base_url=SITE)

    (file,) = json.loads(answer.data)["files"]
    assert file["name"] == "cap.pdf" and file["size"] == len(PDF) and "key" not in file


def test_two_tabs_show_both_texts_of_a_document_and_its_files(app: Flask, citizen: Browser) -> None:
    bring(citizen, (PDF, "Mon brevet.pdf"), issuer="Académie")
    [(one, _)] = documents(app, citizen)
    [file] = kept(app, citizen)
    url = f"/evidence/{one}/edit"
    stale = citizen.get(url).value_of("[name=rev]")
    citizen.submit(url, title="Mon brevet", issuer="Académie de Nancy")

    typed: dict[str, Any] = {"title": "Brevet de 1998", "issuer": "Le rectorat", "kept": []}
    page = citizen.submit(url, status=409, rev=stale, **typed)

    assert page.value_of("#title") == "Brevet de 1998"
    assert page.texts("blockquote") == ["Mon brevet", "Académie de Nancy", "Mon brevet.pdf"]
    assert page.select("input[type=file]")
    citizen.submit(stored=["issuer", "kept"])
    [(_, entry)] = documents(app, citizen)
    assert (entry.title, entry.issuer) == ("Brevet de 1998", "Académie de Nancy")
    assert list(entry.files) == [file.file.id]
