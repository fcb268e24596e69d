"""The plan as a workbook: what was typed is text, whatever it begins with."""

import io
from datetime import UTC, datetime
from uuid import uuid4
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from portfolio.domain.entries.action import Action
from portfolio.formats import plan_csv, plan_xlsx
from portfolio.formats.plan import Export, plan_of
from portfolio.formats.words import FRENCH

HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "https://example.org", "12", "🌻 سلمى")
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(*titles: str) -> ZipFile:
    export = Export("Ada & Co", "Hélène, CIDFF", datetime(2026, 11, 20, tzinfo=UTC), "Fil rouge")
    items = [(uuid4(), Action(title=title)) for title in titles]
    content = plan_xlsx.write(plan_of(items, export), FRENCH)
    return ZipFile(io.BytesIO(content))


def strings(book: ZipFile) -> list[str]:
    root = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314  # our own file
    return ["".join(each.itertext()) for each in root.iter(f"{NAMESPACE}si")]


def test_every_column_of_the_table_and_who_took_it() -> None:
    said = strings(workbook("Appeler"))

    assert set(plan_csv.COLUMNS) <= set(said)
    assert {"Appeler", "Ada & Co", "Hélène, CIDFF", "20 novembre 2026, 0 h 00"} <= set(said)


@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_was_typed_is_text(title: str) -> None:
    book = workbook(title)
    sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # our own file

    assert title in strings(book)
    assert not list(sheet.iter(f"{NAMESPACE}f"))
    assert {each.get("t") for each in sheet.iter(f"{NAMESPACE}c")} == {"s"}
    assert not [
        name for name in book.namelist() if "rels" in name and b"example.org" in book.read(name)
    ]


def test_a_printed_page_says_who_took_it_out() -> None:
    sheet = workbook("Appeler").read("xl/worksheets/sheet1.xml").decode()

    assert "Hélène, CIDFF" in sheet[sheet.index("<oddFooter>") :]
