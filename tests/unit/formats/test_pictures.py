"""Pictures written anew show the same thing, and hide nothing."""

from io import BytesIO

import pytest
from PIL import Image

from portfolio.domain.errors import Refused
from portfolio.domain.files import BY_SUFFIX
from portfolio.formats import pictures
from portfolio.formats.pictures import SIDE, rewritten

MARK = "canari-du-lieu"
HIDDEN = {0x010F: MARK, 0x0110: MARK, 0x9003: "2026:11:20 12:00:00", 0x0112: 6}


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20)) -> bytes:
    """A picture whose left half is not its right half, with all that a camera writes in it."""
    image, exif, out = Image.new(mode, size), Image.Exif(), BytesIO()
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "white"), (0, 0))
    for tag, value in HIDDEN.items():
        exif[tag] = value
    exif.get_ifd(0x8825)[1] = "N"
    image.save(out, kind, exif=exif, comment=MARK.encode())
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "ending", "mode"),
    [
        ("JPEG", "jpg", "RGB"),
        ("JPEG", "jpg", "L"),
        ("JPEG", "jpg", "CMYK"),
        ("PNG", "png", "RGBA"),
        ("PNG", "png", "P"),
        ("PNG", "png", "1"),
        ("PNG", "png", "LA"),
        ("WEBP", "webp", "RGBA"),
    ],
)
def test_a_picture_keeps_what_is_seen_and_loses_what_is_hidden(
    kind: str, ending: str, mode: str
) -> None:
    before = picture(kind, mode)
    after = rewritten(before, BY_SUFFIX[ending], "a")

    assert MARK.encode() in before and MARK.encode() not in after and b"2026:11" not in after
    seen = Image.open(BytesIO(after))
    assert seen.format == kind and seen.size == (20, 30) and not seen.getexif()
    assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "background"} | {
        "loop",
        "duration",
        "timestamp",
        "dpi",
    }


def test_transparency_stays() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    after = Image.open(BytesIO(rewritten(out.getvalue(), BY_SUFFIX["png"], "a")))
    assert after.mode == "RGBA" and after.getpixel((0, 0)) == (255, 0, 0, 0)


def test_a_wide_picture_is_made_lighter() -> None:
    after = rewritten(picture("JPEG", "L", (6000, 300)), BY_SUFFIX["jpg"], "a")
    assert max(Image.open(BytesIO(after)).size) <= SIDE


def refused(content: bytes, ending: str) -> str:
    with pytest.raises(Refused) as why:
        rewritten(content, BY_SUFFIX[ending], "a")
    return why.value.message


def bomb(kind: str, side: int) -> bytes:
    """A picture of one colour, light to send and heavy to open."""
    out = BytesIO()
    Image.new("1" if kind == "PNG" else "L", (side, side)).save(out, kind)
    return out.getvalue()


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    assert refused(bomb("PNG", 7_000), "png") == pictures.TOO_WIDE
    assert refused(bomb("PNG", 14_000), "png") == pictures.TOO_WIDE


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"", "png"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "png"),
        (picture("JPEG")[:200], "jpg"),
        (picture("PNG"), "jpg"),
        (picture("JPEG"), "webp"),
        (b"GIF89a" + bytes(50), "png"),
    ],
)
def test_what_is_no_such_picture_is_refused(content: bytes, ending: str) -> None:
    assert refused(content, ending) == pictures.UNREADABLE
