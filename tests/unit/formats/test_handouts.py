"""CVs, the page in large print, the booklet, the whole: tagged, in order, whatever was typed."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.formats import booklet_pdf, cv_pdf, onepage_pdf, whole_pdf
from portfolio.formats.booklet_pdf import BookletSheet, Experience, Question, Work
from portfolio.formats.cv_pdf import CvSheet, Item, Part
from portfolio.formats.onepage_pdf import OnePage, Step, cut
from portfolio.formats.sheets import Letterhead
from portfolio.formats.whole_pdf import Chapter, Group, Page, Told, WholeSheet
from portfolio.formats.words import FRENCH
from tests.pdfs import read_in_order

AT = datetime(2026, 11, 20, 10, 2, tzinfo=UTC)
Print = Callable[[str], bytes]


LINE = 200
"""As long as a title may be; stories are as long as the text that is tried."""


def a_head(text: str) -> Letterhead:
    return Letterhead("Fil rouge", "fr", text, text, text, AT, text)


def a_cv(story: str, layout: str = "side") -> CvSheet:
    text = story[:LINE]
    item = Item(text, text, text[:40], (story,), (text,))
    parts = (Part(text, "dated", (item,)), Part(text, "list", (item,), aside=True))
    words = Part(text, "words", (item, item))
    contact = ((text[:40], text),)
    return CvSheet(layout, text, text, text, text, contact, story, (*parts, words), AT)


def a_page(text: str, steps: int = 2) -> OnePage:
    step = Step("event", text[:40], text)
    head = replace(a_head(text[:40]), mark=text[:40])
    return OnePage(head, text, text, (text,) * 4, (step,) * steps, step, (step,) * 4)


def a_booklet(story: str) -> BookletSheet:
    text = story[:LINE]
    told, asked, tale = Question(text, text), Question(text, "", 3), Question(text, story)
    work = Work(text, (told, asked))
    one = Experience(text, ((text, text),), tale, (work,), (text,), (text,), (asked,))
    return BookletSheet(a_head(text), text, ((text, text),), tale, (one,), (text,))


def a_whole(story: str, many: int = 1) -> WholeSheet:
    text = story[:LINE]
    page = Page(text, text, text, story, (Told(text, (text, text)), Told(text, (text,))), text)
    groups = (Group("", (page,)), Group(text, (page,) * many))
    return WholeSheet(a_head(text), text, (Chapter(text, groups),))


PRINTS: dict[str, Print] = {
    "cv, sober": lambda text: cv_pdf.write(a_cv(text, "sober"), FRENCH),
    "cv, side": lambda text: cv_pdf.write(a_cv(text), FRENCH),
    "page": lambda text: onepage_pdf.write(a_page(text), FRENCH),
    "booklet": lambda text: booklet_pdf.write(a_booklet(text), FRENCH),
    "whole": lambda text: whole_pdf.write(a_whole(text), FRENCH),
}
every_print = pytest.mark.parametrize("print_", PRINTS.values(), ids=PRINTS)


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def words(content: bytes) -> str:
    return " ".join("\n".join(pages(content)).replace("\u200b", "").split())


def in_order(text: str, *said: str) -> None:
    place = 0
    for each in said:
        found = text.find(each, place)
        assert found >= 0, f"{each!r} is not after {text[:place][-60:]!r}"
        place = found + len(each)


@every_print
def test_a_document_is_tagged_titled_and_says_its_language(print_: Print) -> None:
    content = print_("Élève")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert pdf.Root.Lang == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/Outlines" in pdf.Root
        assert pdf.docinfo.Title
        assert headings(pdf)[0] == 1
        assert all(
            low - high <= 1 for high, low in zip(headings(pdf), headings(pdf)[1:], strict=False)
        )
    assert b"pdfuaid:part" in content


@every_print
def test_every_letter_is_read_where_it_stands_in_a_face_of_the_file(print_: Print) -> None:
    """Four scripts at once: nothing is untagged, nothing is read before its time."""
    read_in_order(print_("Élève Українська Ελληνικά العربية"))


def headings(pdf: pikepdf.Pdf) -> list[int]:
    """The levels of the headings, in the order in which a screen reader meets them."""
    return [int(name[2:]) for name in roles(pdf.Root.StructTreeRoot.K) if name[2:].isdigit()]


def roles(node: Any) -> Iterator[str]:
    """What each element of the document is (``/H1``, ``/P``), in reading order."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from roles(each)
    elif isinstance(node, pikepdf.Dictionary):
        yield str(node.get("/S", ""))
        yield from roles(node.get("/K"))


@every_print
@pytest.mark.parametrize(
    "text",
    [
        '#read("cv.typ")',
        "#import x",
        '#panic("x")',
        "= Titre",
        "*b* _i_ $x$ `r` <l> @ref // c",
        "a\\b",
    ],
)
def test_what_was_typed_is_printed_as_it_stands(print_: Print, text: str) -> None:
    """Security test 101."""
    assert words(print_(text)).count(text) >= 5


@every_print
@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "\0",
        "\u202ea\u2066",
        "👍🏽 👨‍👩‍👧",
        "日本語",
        "\ud800",
        "W" * 500,
        "🧵" * 20_000,
        "é" * 20_000,
    ],
    ids=[
        "nothing",
        "blank",
        "NUL",
        "bidi",
        "emoji",
        "unknown script",
        "surrogate",
        "long word",
        "emojis",
        "length",
    ],
)
def test_nothing_that_was_typed_stops_a_document(print_: Print, text: str) -> None:
    """Security test 101: what no face has is a box, what is long is broken, all of it is set."""
    assert pypdf.PdfReader(io.BytesIO(print_(text))).pages


@every_print
@pytest.mark.parametrize("text", ["Ελληνικά", "Українська", "العربية", "Łódź ğ œ"])
def test_four_scripts_are_copied_as_they_were_typed(print_: Print, text: str) -> None:
    assert words(print_(text)).count(text) >= 5


@pytest.mark.parametrize("steps", [0, 1, 14, 200])
@pytest.mark.parametrize("text", ["Court", "mot " * 200, "W" * 400, "مرحبا " * 100])
def test_the_page_in_large_print_is_one_page(text: str, steps: int) -> None:
    [said] = pages(onepage_pdf.write(a_page(text, steps), FRENCH))
    assert ("…" in said) == (text != "Court")
    if steps == 200:
        assert "étapes plus anciennes" in said
    elif text == "Court":
        assert "plus ancienne" not in said


@given(text=st.text(max_size=400), steps=st.integers(0, 40))
@settings(max_examples=15, deadline=None)
def test_the_page_is_one_page_whatever_is_told(text: str, steps: int) -> None:
    assert len(pages(onepage_pdf.write(a_page(text, steps), FRENCH))) == 1


def test_the_letters_of_the_page_are_14_points_or_more() -> None:
    sizes: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * tm[3] * cm[3]))

    content = onepage_pdf.write(a_page("mot " * 200, 200), FRENCH)
    pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    assert min(sizes) >= 13.99


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("un deux trois", 13, "un deux trois"),
        ("un deux trois", 10, "un deux…"),
        ("abcdef", 4, "abc…"),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, most: int, short: str) -> None:
    assert cut(text, most) == short


def test_a_cv_is_read_from_the_name_to_the_side_column() -> None:
    sheet = replace(
        a_cv("x"),
        name="Nom",
        headline="Phrase",
        about="Présentation",
        contact=(("Téléphone", "06 12"),),
        parts=(
            Part("Emplois", "dated", (Item("Agente", "Golbey", "2019", (), ("J’accueille",)),)),
            Part("Compétences", "list", (Item("Rassurer"),), aside=True),
            Part("Formation", "dated", (Item("BEP"),)),
        ),
    )
    side = words(cv_pdf.write(sheet, FRENCH))
    in_order(side, "Nom", "Phrase", "Présentation", "Emplois", "Agente", "2019", "Golbey")
    in_order(
        side, "J’accueille", "Formation", "BEP", "Téléphone", "06 12", "Compétences", "Rassurer"
    )
    sober = words(cv_pdf.write(replace(sheet, layout="sober"), FRENCH))
    in_order(sober, "Nom", "06 12", "Présentation", "Emplois", "Compétences", "Formation", "BEP")


def test_a_cv_tells_nothing_of_where_it_was_made() -> None:
    content = cv_pdf.write(replace(a_cv("x"), title="CV", author=""), FRENCH)
    assert "Fil rouge" not in words(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/Author" not in pdf.docinfo and pdf.docinfo.Title == "CV"


def test_the_whole_has_contents_and_numbered_pages() -> None:
    text = [
        " ".join(page.split()) for page in pages(whole_pdf.write(a_whole("Partie", 60), FRENCH))
    ]
    assert len(text) > 5
    assert all(f"{number}/{len(text)}" in page for number, page in enumerate(text, 1))
    assert "Partie ." in text[0] or "Partie . ." in text[0] or ".." in text[0]


def test_a_booklet_begins_each_experience_on_its_own_page() -> None:
    sheet = a_booklet("mot")
    text = pages(booklet_pdf.write(replace(sheet, experiences=sheet.experiences * 3), FRENCH))
    assert [number for number in range(1, 4) if f"Expérience {number} :" in text[number]] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("layout", ["sober", "side"])
def test_a_long_word_is_broken_before_it_covers_its_date(layout: str) -> None:
    """It fits the sheet, not what the date leaves of it."""
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    dated = Item(word, when="2004 – octobre 2016")
    parts = (Part("Expérience", "dated", (dated,)),)
    cv = replace(a_cv("Élève", layout), parts=parts)

    assert word not in words(cv_pdf.write(cv, FRENCH))
    alone = replace(cv, parts=(Part("Expérience", "dated", (replace(dated, when=""),)),))
    assert (word in words(cv_pdf.write(alone, FRENCH))) is (layout == "sober")


def test_lines_to_write_on_stay_with_their_question() -> None:
    asked = tuple(Question(f"Question {number} ?", "", 3) for number in range(40))
    one = replace(a_booklet("Élève").experiences[0], questions=asked)
    content = booklet_pdf.write(replace(a_booklet("Élève"), experiences=(one,)), FRENCH)

    said = pages(content)[2:]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        ruled = [
            sum(str(each.operator) == "l" for each in pikepdf.parse_content_stream(page))
            for page in list(pdf.pages)[2:]
        ]
    assert len(said) > 2
    assert ruled == [3 * page.count("Question ") for page in said]


@pytest.mark.parametrize("layout", ["sober", "side"])
def test_a_cv_leaves_no_few_lines_alone_on_a_second_page(layout: str) -> None:
    """It is drawn together when that is all it takes, and goes on overleaf when it is longer."""
    job = Item(
        "Agente de service", "Les Tilleuls, Golbey", "2019 – aujourd’hui", (), ("Un", "Deux")
    )

    def written(jobs: int) -> list[str]:
        parts = (Part("Expérience", "dated", (job,) * jobs), Part("Langues", "words", (job,)))
        return pages(cv_pdf.write(replace(a_cv("Élève", layout), parts=parts), FRENCH))

    found = [written(jobs) for jobs in range(6, 16)]
    assert len(found[0]) == 1 and len(found[-1]) == 2
    second = next(each[1] for each in found if len(each) == 2)
    assert second.count("Agente") >= 2
