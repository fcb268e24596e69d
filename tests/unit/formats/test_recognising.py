"""A file is what is in it, whatever it is called; and nothing is unpacked to know."""

import time
import tracemalloc
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from portfolio.domain.errors import Refused
from portfolio.domain.files import BY_SUFFIX, LONGEST_NAME, file_name, suffix_of
from portfolio.formats import recognising
from portfolio.formats.recognising import recognise

ODT = ("mimetype", "content.xml", "styles.xml")
DOCX = ("[Content_Types].xml", "word/document.xml")
ISO = b"\x00\x00\x00\x20ftyp"


def package(names: Iterable[str | ZipInfo], data: bytes = b"x") -> bytes:
    """A zip archive whose members all hold *data*."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, data)
    return out.getvalue()


def known(name: str, content: bytes) -> str:
    """The type that is recognised, or the sentence that says no."""
    try:
        return recognise(name, content[:8192], content[-262_144:]).media_type
    except Refused as why:
        return why.message


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a", b"%PDF-1.7\n", "pdf"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40), "jpg"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "png"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(40), "webp"),
        ("a.mp3", b"ID3\x03\x00" + bytes(40), "mp3"),
        ("a.m4a", ISO + b"M4A " + bytes(40), "m4a"),
        ("a.mp4", ISO + b"isom" + bytes(40), "mp4"),
        ("a.ogg", b"OggS\x00\x02" + bytes(40), "ogg"),
        ("a.txt", "Déjà écrit".encode(), "txt"),
        ("a.txt", "é".encode() * 4096 + b"\xc3", "txt"),
        ("a.txt", b"\xe9t\xe9", "txt"),
        ("a.docx", package(DOCX), "docx"),
        ("a.xlsx", package(("[Content_Types].xml", "xl/workbook.xml")), "xlsx"),
        ("a.pptx", package(("[Content_Types].xml", "ppt/presentation.xml")), "pptx"),
        ("a.odt", package(ODT), "odt"),
        ("a.ods", package(ODT), "ods"),
        ("photo.pdf", b"\x89PNG\r\n\x1a\n" + bytes(40), "png"),
        ("lettre.pdf", package(DOCX), "docx"),
    ],
)
def test_what_is_taken(name: str, content: bytes, ending: str) -> None:
    assert known(name, content) == BY_SUFFIX[ending].media_type


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", recognising.EMPTY),
        ("a.pdf", b"MZ" + bytes(400), recognising.NOT_TAKEN),
        ("a.pdf", b"\x7fELF" + bytes(400), recognising.NOT_TAKEN),
        ("a.pdf", b"bonjour", recognising.NOT_TAKEN),
        ("a.md", b"bonjour", recognising.NOT_TAKEN),
        ("a.txt", b"\x00\x01\x02", recognising.NOT_TAKEN),
        ("a.txt", b" <!DOCTYPE html>", recognising.NOT_TAKEN),
        ("a.txt", b"\n<svg onload=alert(1)>", recognising.NOT_TAKEN),
        ("a.svg", b"<svg onload=alert(1)>", recognising.NOT_TAKEN),
        ("a.html", b"<p>bonjour", recognising.NOT_TAKEN),
        ("a.txt", b"#!/bin/sh\nrm", recognising.NOT_TAKEN),
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40), recognising.HEIC),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic" + bytes(40), recognising.HEIC),
        ("a.zip", package(("a.txt",)), recognising.NOT_TAKEN),
        ("a.docx", package(("a.txt",)), recognising.NOT_TAKEN),
        ("a.jar", package(("META-INF/MANIFEST.MF", "A.class")), recognising.NOT_TAKEN),
        ("a.docx", b"PK\x03\x04" + bytes(300), recognising.UNSOUND),
        ("a.docx", package(DOCX)[:-30], recognising.UNSOUND),
    ],
)
def test_what_is_not_taken_is_told_why(name: str, content: bytes, sentence: str) -> None:
    assert known(name, content) == sentence


def link() -> ZipInfo:
    info = ZipInfo("word/media")
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ((*DOCX, "word/vbaProject.bin"), recognising.MACROS),
        ((*ODT, "Basic/Standard/Module1.xml"), recognising.MACROS),
        ((*DOCX, "../../etc/passwd"), recognising.UNSOUND),
        ((*DOCX, "/etc/passwd"), recognising.UNSOUND),
        ((*DOCX, "word/embeddings/again.zip"), recognising.UNSOUND),
        ((*DOCX, "word/embeddings/again.docm"), recognising.UNSOUND),
        ((*DOCX, "word/embeddings/run.EXE"), recognising.UNSOUND),
        ((*DOCX, link()), recognising.UNSOUND),
        ((*DOCX, *(f"word/{each}.xml" for each in range(2_000))), recognising.UNSOUND),
    ],
)
def test_108_a_package_that_would_harm_whoever_opens_it_is_refused(
    members: Iterable[str | ZipInfo], sentence: str
) -> None:
    """Security test 108: macros, slips, nested packages, links, too many members."""
    name = "a.odt" if "content.xml" in set(map(str, members)) else "a.docx"
    assert known(name, package(members)) == sentence


def test_108_a_locked_package_is_refused() -> None:
    """Security test 108: nobody could look into it."""
    locked = bytearray(package(DOCX))
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert known("a.docx", bytes(locked)) == recognising.UNSOUND


def test_108_a_bomb_is_refused_without_being_inflated() -> None:
    """Security test 108: forty megabytes in forty kilobytes."""
    bomb = package(DOCX, bytes(20_000_000))
    assert len(bomb) < 50_000
    tracemalloc.start()
    began = time.process_time()

    assert known("a.docx", bomb) == recognising.UNSOUND
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    assert time.process_time() - began < 1
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Mon CAP.PDF", "Mon CAP.PDF"),
        ("C:\\Users\\awa\\cap.pdf", "cap.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("photo\u202efdp.exe", "photofdp.pdf"),
        ("a\r\nContent-Type: x.pdf", "a Content-Type x.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        (".pdf", "pdf.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
    ],
)
def test_a_name_is_one_that_any_machine_takes(given: str, kept: str) -> None:
    assert file_name(given, BY_SUFFIX["pdf"]) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = file_name("é" * 300 + ".pdf", BY_SUFFIX["pdf"])
    assert len(name) == LONGEST_NAME and suffix_of(name) == "pdf"
