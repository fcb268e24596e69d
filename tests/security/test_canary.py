"""A life is lived through the pages; nothing it leaves behind holds a word of it."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator

import pytest

from portfolio.extensions import db
from tests.security import residue
from tests.security.canaries import Flock, layers, needles, seen
from tests.security.residue import Blob
from tests.security.sites import Site, a_site
from tests.security.story import Story, play

pytestmark = pytest.mark.xdist_group("canary")
Laid = tuple[str, list[tuple[str, bytes]]]
SQLITE = {"site.sqlite", "site.sqlite-wal", "site.sqlite-shm"}
FILES = {
    *("plan/export.pdf", "plan/export.ics", "plan/export.csv", "plan/export.json"),
    *("interviews/plan.pdf", "interviews/plan.ics", "interviews/plan.csv", "interviews/plan.json"),
    *("evidence/files/download", "interviews/files/download"),
    *("shares/receipt.pdf", "shares/receipt.json", "interviews/receipt.pdf", "portfolio/export"),
    *("take-home/page.pdf", "take-home/portfolio.pdf", "take-home/booklet.pdf"),
    *("shares/meetings/sheet.pdf", "interviews/meetings/sheet.pdf"),
    "take-home/archive.zip",
    "take-home/cvs/cv.pdf",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with a_site(tmp_path_factory.mktemp("canary")) as site:
        yield site


@pytest.fixture(scope="module")
def story(site: Site) -> Story:
    return play(site)


@pytest.fixture(scope="module")
def left(site: Site, story: Story) -> list[Laid]:
    return laid_out(residue.everything(site.app, site.home))


def laid_out(blobs: Iterable[Blob]) -> list[Laid]:
    """The blobs with what is compressed inside them, unpacked once for all that is looked for."""
    return [(place, list(layers(blob))) for place, blob in blobs]


def where(secret: str | bytes, blobs: Iterable[Laid]) -> set[str]:
    """The places, and the disguises, where *secret* is found."""
    sought = needles(secret)
    return {f"{place}: {how}" for place, laid in blobs for how in seen(laid, sought)}


def test_the_story_is_long_and_was_read_back(story: Story) -> None:
    """Or nothing that follows would mean anything."""
    assert len(story.told.words) > 400
    assert len(story.read_back) > 200
    assert {each.lstrip("/") for each in story.taken} >= FILES


def test_o_06_no_word_of_the_citizen_is_left_in_clear(story: Story, left: list[Laid]) -> None:
    """Acceptance O-06, security tests 1 and 2: tables, files, write-ahead log, dump, logs."""
    assert where(story.told.mark, left) == set()


def test_no_address_is_left_in_clear_or_plainly_hashed(story: Story, left: list[Laid]) -> None:
    """Security test 4."""
    assert where(story.address.mark, left) == set()
    for email in story.emails:
        for written in {email, email.lower(), email.upper(), email[::-1]}:
            for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b"):
                digest = hashlib.new(name, written.encode()).digest()
                assert where(digest, left) == set(), f"{name} of {written}"


def test_nothing_that_opens_anything_is_left_in_clear(story: Story, left: list[Laid]) -> None:
    """Passphrases right and wrong, codes, cookies, tokens and keys; the keyset file apart."""
    assert where(story.secret.mark, left) == set()
    for name, key in story.keys.items():
        assert where(key, left) == set(), name


def test_the_logs_say_a_lot_and_saw_the_accident(site: Site, story: Story) -> None:
    """A silent log would hide nothing because it holds nothing."""
    log = (site.home / "site.log").read_text()
    assert len(log) > 100_000 and "sqlalchemy.engine" in log and "INSERT INTO entry" in log
    assert "Traceback" in log and "validation error" in log
    assert "the database did not answer" in log or "UndefinedTable" in log


def test_letters_hold_no_word_of_the_citizen(site: Site, story: Story) -> None:
    """The address they are sent to is all they know; the ones already read went the same way."""
    letters = []
    while not site.letters.is_empty:
        letters.append(("letter", site.letters.next().message.as_bytes()))
    laid = laid_out(letters)
    assert len(laid) >= 2
    assert where(story.told.mark, laid) == where(story.secret.mark, laid) == set()


def test_no_file_was_written_but_the_ones_we_know(site: Site, left: list[Laid]) -> None:
    """Not even a temporary one, for a moment: an upload is larger than what frameworks spool.

    The store is searched like the rest; what has no name in it is sealed as it arrives.
    """
    store = site.home / "files"
    there = {path for path in site.home.rglob("*") if path.is_file()}
    assert {path.name for path in there if path.parent != store} - SQLITE == {
        "server.keyset",
        "site.log",
        "tombstones",
    }
    assert len({path for path in there if path.parent == store}) == 2
    known = {store, site.home / "tombstones"}
    assert {path for path in site.opened if not known & {path, path.parent}} == set()
    assert site.opened


def test_a_temporary_file_would_have_been_noticed(site: Site, story: Story) -> None:
    before = set(site.opened)
    with tempfile.TemporaryFile():
        noticed = site.opened - before
    site.opened.difference_update(noticed)
    assert noticed


def test_the_server_s_own_keys_open_no_word_of_the_citizen(site: Site, story: Story) -> None:
    """Security test 3: dump and keyset together open addresses and proofs, never content."""
    with site.app.app_context():
        opened = list(
            residue.opened_by_the_server(db.session(), site.app.extensions["server_keys"])
        )
    assert {name for name, _ in opened} >= {"consent", "address", "slot", "reminder"}
    laid = laid_out(opened)
    assert "address: UTF-8" in where(story.address.mark, laid)
    assert where(story.told.mark, laid) == where(story.secret.mark, laid) == set()


def test_a_word_planted_in_the_database_is_found_in_its_table_and_in_its_files(
    site: Site, left: list[Laid]
) -> None:
    """The same search, on the same site, once somebody keeps a word in clear."""
    planted = Flock()
    with site.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE diary (words text)")
        connection.exec_driver_sql(f"INSERT INTO diary VALUES ('{planted.word()}')")  # noqa: S608
    found = {
        place.split(":")[0]
        for place in where(planted.mark, laid_out(residue.everything(site.app, site.home)))
    }
    with site.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE diary")
    assert "diary.words" in found
    assert found & {"pg_dump", "site.sqlite-wal", "site.sqlite"}
