"""What a screen reader meets in a PDF: its tags, in their order, and the letters they stand for."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

Mark = tuple[int, int]
"""A page, and the number of a piece of text on it."""
SHOWN = frozenset({"Tj", "TJ", "'", '"'})
ARTIFACT = "/Artifact"


def read_in_order(content: bytes) -> None:
    """Fail unless every letter is tagged, tags follow what is drawn, and faces are in the file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        drawn = [mark for number, page in enumerate(pdf.pages) for mark in _drawn(number, page)]
        assert drawn == list(_tagged(pdf.Root.StructTreeRoot.K, None, pages))
        for font in _faces(pdf):
            told = font.DescendantFonts[0].FontDescriptor
            assert any(name in told for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            assert "/ToUnicode" in font, f"{font.BaseFont} cannot be copied"


def _drawn(number: int, page: pikepdf.Page) -> Iterator[Mark]:
    """The tagged pieces of a page as they are drawn; a letter outside them fails."""
    within: list[tuple[str, int | None]] = []
    for each in pikepdf.parse_content_stream(page):
        match str(each.operator):
            case "BDC" | "BMC":
                told: Any = each.operands[1] if len(each.operands) > 1 else {}
                mark = int(told["/MCID"]) if "/MCID" in told else None
                within.append((str(each.operands[0]), mark))
                if mark is not None:
                    yield number, mark
            case "EMC":
                within.pop()
            case said if said in SHOWN:
                assert any(mark is not None or name == ARTIFACT for name, mark in within)


def _tagged(node: Any, page: Any, pages: dict[Any, int]) -> Iterator[Mark]:
    """The pieces that the tags name, in reading order."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tagged(each, page, pages)
    elif not isinstance(node, pikepdf.Dictionary):
        yield pages[page.objgen], int(node)
    elif node.get("/Type") == "/MCR":
        yield pages[node.get("/Pg", page).objgen], int(node.MCID)
    elif node.get("/Type") != "/OBJR":
        below = node.get("/K", pikepdf.Array())
        yield from _tagged(below, node.get("/Pg", page), pages)


def _faces(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.Resources.get("/Font", pikepdf.Dictionary()).as_dict().values()
