"""The archive of a whole portfolio: plain to anybody's tools, suspicious of anybody's ZIP."""

import hashlib
import json
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import jsonschema
import pytest

from portfolio.domain.comments import Comment
from portfolio.domain.errors import Refused, Tampered
from portfolio.domain.files import FileFacts
from portfolio.formats import portfolio_json
from portfolio.formats.archives import dealings, reading, writing
from portfolio.formats.archives.writing import Carried, Long, Page
from portfolio.formats.base import reader_of
from portfolio.formats.words import FRENCH
from tests.unit.formats.test_portfolio_json import AT, EVERY_KIND

WORDS = portfolio_json.write(EVERY_KIND, FRENCH)
PIECE, MANY = 64 * 1024, 320


def carried(number: int, content: bytes, name: str = "été.pdf") -> Carried:
    digest = hashlib.sha256(content).hexdigest()
    facts = FileFacts(
        id=UUID(int=number), name=name, media_type="x/y", size=len(content), sha256=digest
    )
    return Carried(facts, lambda: iter([content[:3], content[3:]]))


def packed(*members: tuple[str | ZipInfo, bytes], kind: int = ZIP_DEFLATED) -> BytesIO:
    out = BytesIO()
    with ZipFile(out, "w", kind) as package:
        for name, content in members:
            package.writestr(name, content)
    return out


def refusal(source: BytesIO) -> str:
    with pytest.raises(Refused) as why:
        reading.open_(source)
    return why.value.message


def test_any_tool_opens_it_and_its_manifest_is_true() -> None:
    parts = writing.pieces([Page("portfolio.json", WORDS)], [carried(9, b"%PDF attestation")])
    with ZipFile(BytesIO(b"".join(parts))) as package:
        assert package.testzip() is None
        lines = package.read("manifest.sha256").decode().splitlines()
        told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        names = set(package.namelist()) - {"manifest.sha256"}
        assert set(told) == names == {"portfolio.json", f"files/{UUID(int=9)}-été.pdf"}
        for name, digest in told.items():
            assert hashlib.sha256(package.read(name)).hexdigest() == digest


def test_a_file_that_does_not_open_costs_itself_and_is_named() -> None:
    def damaged() -> Iterator[bytes]:
        raise Tampered

    lost = Carried(carried(1, b"abc", "perdu.pdf").facts, damaged)
    parts = writing.pieces([Page("portfolio.json", WORDS)], [lost, carried(2, b"abcd")])
    with ZipFile(BytesIO(b"".join(parts))) as package:
        assert "perdu.pdf" in package.read("MISSING.txt").decode()
        assert [one for one in package.namelist() if one.startswith("files/")] == [
            f"files/{UUID(int=2)}-été.pdf"
        ]


def test_it_goes_out_in_two_mebibytes_of_memory_whatever_its_size() -> None:
    """P8: twenty mebibytes go through; what is held never reaches two."""
    size = PIECE * MANY
    facts = FileFacts(id=UUID(int=1), name="a.mp4", media_type="video/mp4", size=size, sha256="-")
    film = Carried(facts, lambda: (bytes(PIECE) for _ in range(MANY)))
    tracemalloc.start()
    sent = sum(map(len, writing.pieces([Page("portfolio.json", WORDS)], [film])))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > size and most < 2 * 1024 * 1024


def test_what_went_out_comes_in_even_unpacked_and_packed_again_by_hand() -> None:
    parts = b"".join(writing.pieces([Page("portfolio.json", WORDS)], [carried(9, b"%PDF")]))
    for source in (
        BytesIO(parts),
        packed(
            ("__MACOSX/portfolio.json", b"resource fork"),
            ("mon portfolio/portfolio.json", WORDS),
            (f"mon portfolio/files/{UUID(int=9)}-e\u0301te\u0301.pdf", b"%PDF"),
        ),
    ):
        archive = reading.open_(source)
        assert archive.sheet == EVERY_KIND and archive.content == WORDS
        member = archive.member(UUID(int=9))
        assert member and b"".join(archive.pieces(member)) == b"%PDF"
        assert archive.member(UUID(int=8)) is None


def link() -> ZipInfo:
    info = ZipInfo("files/lien")
    info.external_attr = 0o120777 << 16
    return info


def locked() -> BytesIO:
    """As a tool that asks for a password marks it: a bit, here and in the list of members."""
    data = bytearray(packed(("portfolio.json", WORDS)).getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return BytesIO(bytes(data))


def broken() -> BytesIO:
    data = bytearray(packed(("portfolio.json", WORDS)).getvalue())
    data[100] ^= 255
    return BytesIO(bytes(data))


HOSTILE: dict[str, tuple[Callable[[], BytesIO], str]] = {
    "no portfolio": (lambda: packed(("a.txt", b"x")), reading.NOT_OURS),
    "too deep": (lambda: packed(("a/b/portfolio.json", WORDS)), reading.NOT_OURS),
    "locked": (locked, reading.LOCKED),
    "broken": (broken, reading.UNSOUND),
    "cut": (lambda: BytesIO(packed(("portfolio.json", WORDS)).getvalue()[:-30]), reading.UNSOUND),
    "link": (lambda: packed(("portfolio.json", WORDS), (link(), b"/etc")), reading.UNSOUND),
    "slip": (lambda: packed(("portfolio.json", WORDS), ("../../x", b"x")), reading.UNSOUND),
    "root": (lambda: packed(("portfolio.json", WORDS), ("/etc/x", b"x")), reading.UNSOUND),
    "nested": (lambda: packed(("portfolio.json", WORDS), ("files/a.zip", b"x")), reading.UNSOUND),
    "odd": (lambda: packed(("portfolio.json", WORDS), kind=ZIP_BZIP2), reading.UNSOUND),
    "many": (
        lambda: packed(("portfolio.json", WORDS), *((f"{n}", b"") for n in range(100_000))),
        reading.UNSOUND,
    ),
    "bomb": (lambda: packed(("portfolio.json", b" " * 30_000_000)), reading.UNSOUND),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_zip_is_refused_in_a_sentence_before_anything_is_unpacked(what: str) -> None:
    """Security test 108."""
    made, sentence = HOSTILE[what]
    assert refusal(made()) == sentence


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_said() -> None:
    film = b"\0" * 5_000_000
    source = packed(("portfolio.json", WORDS), (f"files/{UUID(int=9)}-a", film))
    data = bytearray(source.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    archive = reading.open_(BytesIO(bytes(data)))
    member = archive.member(UUID(int=9))
    assert member and member.file_size == 1000
    with pytest.raises(Refused):
        sum(map(len, archive.pieces(member)))


def test_the_texts_alone_are_known_among_other_json_files() -> None:
    assert reader_of(WORDS).name == portfolio_json.FORMAT
    assert reader_of(json.dumps({"work": []}).encode()).name == "jsonresume"
    found = portfolio_json.drafts(WORDS).drafts
    assert [one.source_key for one in found] == [str(one.id) for one in EVERY_KIND.entries]


def test_a_part_of_any_length_passes_in_pieces_and_is_in_the_manifest() -> None:
    """What passed with structures in a long life: no more of it is held than one piece."""
    part = Long("dealings.html", lambda: (bytes(PIECE) for _ in range(MANY)))
    tracemalloc.start()
    out = b"".join(writing.pieces([Page("portfolio.json", WORDS), part], []))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * 1024 * 1024
    with ZipFile(BytesIO(out)) as package:
        assert package.getinfo("dealings.html").file_size == PIECE * MANY
        digest = hashlib.sha256(bytes(PIECE * MANY)).hexdigest()
        assert f"{digest}  dealings.html\n" in package.read("manifest.sha256").decode()


def test_what_passed_with_structures_is_written_share_by_share_as_its_schema_says() -> None:
    said = Comment(text="Deux\nlignes « 👍🏽 »")
    line = dealings.Line(id=UUID(int=1), what=said, by_owner=True, author="", at=AT, read_at=None)
    about = {"structure": "CIDFF", "alias": "", "state": "active", "ended_at": None}
    shares = [
        dealings.Share(id=UUID(int=n), **about, starts_at=AT, ends_at=AT, comments=(line,))
        for n in range(3)
    ]
    out = BytesIO()
    file = dealings.written(out.write, 'Fil « rouge » "', AT)
    for share in shares:
        file.add(share)
    file.finish(dealings.Asked())
    jsonschema.validate(json.loads(out.getvalue()), dealings.schema())
    read = dealings.DealingsFile.model_validate_json(out.getvalue())
    assert list(read.shares) == shares and read.site == 'Fil « rouge » "'
