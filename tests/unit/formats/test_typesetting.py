"""What a person typed is printed as it stands: never read as Typst, never the end of a sheet."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdf
import pytest
import typst

from portfolio.formats.sheets import Letterhead, Receipt, receipt_pdf
from portfolio.formats.typesetting import TEMPLATES, typeset
from tests.pdfs import read_in_order

AT = datetime(2026, 11, 20, 10, 2, tzinfo=UTC)


def printed(text: str, label: str = "Quoi") -> tuple[bytes, str]:
    head = Letterhead("Fil rouge", "fr", text, text, text, AT, boxed="Une lettre manque.")
    pdf = receipt_pdf(Receipt(head, ((label, text),), (text,), (text,)))
    return pdf, "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "text",
    [
        '#read("sheet.typ")',
        '#import "@preview/x:1.0.0": *',
        '#panic("x")',
        "*bold* _it_ $x^2$ `raw`",
        r"\ \u{41} \#",
        "<label> @ref // c /* d */",
        "= Title",
        "- item + item / term: x",
        "\"straight\" 'quotes' -- --- ... ~",
        "[x] {y} (z)",
        "é œ Ÿ ß ğ ș Đ ế",
        "Русский Ѓ",
        "Ελληνικά",
        "✓ ☐ → … « »",
    ],
)
def test_text_appears_literally(text: str) -> None:
    pdf, shown = printed(text)
    assert shown.count(text) >= 4
    assert b"pdfuaid:part" in pdf


@pytest.mark.parametrize("text", ["مرحبا", "تعليم", "بكم", "فرنسا"])
def test_arabic_is_joined_on_paper_and_copied_letter_by_letter(text: str) -> None:
    pdf, shown = printed(text)
    assert shown.count(text) >= 4
    assert b"pdfuaid:part" in pdf
    read_in_order(pdf)


def test_the_faces_are_the_same_on_every_machine() -> None:
    pdf = printed("Élève Привет Ελλάδα مرحبا, **gras**")[0]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        faces = {
            str(font.BaseFont).split("+")[-1]
            for page in file.pages
            for font in page.Resources.Font.as_dict().values()
        }
    assert {face.split("-")[0] for face in faces} <= {"NotoSans", "Amiri", "LibertinusSerif"}


@pytest.mark.parametrize(
    ("text", "shown"), [("a\0b", "a\ufffdb"), ("a\x1bb", "a\ufffdb"), ("a\u202eb", "a\ufffdb")]
)
def test_what_has_no_shape_is_made_visible(text: str, shown: str) -> None:
    assert shown in printed(text)[1]


def test_an_emoji_never_stops_a_sheet_nor_takes_its_mark_of_accessibility() -> None:
    pdf, shown = printed("Très bien 👍🏽 !")
    assert shown.count("Très bien □ !") >= 4
    assert shown.count("Une lettre manque.") == 1
    assert b"pdfuaid:part" in pdf


def test_nothing_is_said_of_boxes_where_there_is_none() -> None:
    assert "Une lettre manque." not in printed("Très bien")[1]


def test_a_hundred_thousand_letters_of_every_kind_are_set() -> None:
    """Security test 101: as long as a form allows, five times over, in letters unknown."""
    text = "".join(chr(0x4E00 + number % 20_000) for number in range(100_000))
    assert "Fil rouge" in receipt_text(text)


def receipt_text(text: str) -> str:
    head = Letterhead("Fil rouge", "fr", "Long", "", "", AT)
    pdf = receipt_pdf(Receipt(head, (), (text,), ()))
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


@pytest.mark.parametrize("text", ["日本語", "\U000f0000", "\ud800", "\ufffe", "﷽ꙮ𒐫"])
def test_an_unknown_letter_never_stops_a_sheet(text: str) -> None:
    assert "Fil rouge" in printed(text)[1]


@pytest.mark.parametrize("text", ["W" * 300, "iI" * 400, "https://exemple.fr/" + "a/" * 200])
def test_a_word_wider_than_the_page_is_broken_and_not_cut(text: str) -> None:
    shown = printed(text)[1]
    assert shown.replace("\u200b", "").replace("\n", "").count(text) >= 4


def test_several_threads_print_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        sheets = list(pool.map(lambda number: printed(f"numéro {number}")[1], range(12)))
    assert all(f"numéro {number}" in sheet for number, sheet in enumerate(sheets))


def test_what_was_set_leaves_memory_with_its_sheet() -> None:
    """Typst would keep ten sheets like these, 35 MB each, and the words in them."""
    long_sheet(0)
    before = in_memory()
    for number in range(1, 4):
        long_sheet(number)
    assert in_memory() - before < 20


def long_sheet(number: int) -> None:
    said = tuple((f"{number}/{row}", f"Numéro {row} de la feuille {number}") for row in range(300))
    receipt_pdf(Receipt(Letterhead("Fil rouge", "fr", "Long", "", "", AT), said, (), ()))


def in_memory() -> float:
    """What this process keeps of its own, in MB."""
    said = Path("/proc/self/smaps_rollup").read_text()
    return int(said.partition("Anonymous:")[2].split()[0]) / 1024


def test_the_compilers_world_holds_our_templates_and_nothing_else() -> None:
    assert {path.suffix for path in TEMPLATES.iterdir()} == {".typ"}


def test_a_template_cannot_leave_its_world(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    compiler = typst.Compiler(root=TEMPLATES)
    with pytest.raises(typst.TypstError):
        compiler.compile(f'#read("{tmp_path}/secret.txt")'.encode())


def test_a_mistake_of_ours_is_not_taken_for_a_missing_letter() -> None:
    with pytest.raises(typst.TypstError):
        typeset("receipt", {"title": "x"}, AT)
