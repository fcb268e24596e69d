"""Pictures, written anew: what is seen stays, what a camera hides in them goes."""

from __future__ import annotations

import logging
from io import BytesIO
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from portfolio.domain.errors import Refused
from portfolio.domain.files import Family
from portfolio.domain.words import N_

if TYPE_CHECKING:
    from PIL.Image import Image

UNREADABLE = N_("« %(name)s » n’a pas pu être lue comme une image. Elle est peut-être abîmée.")
TOO_WIDE = N_("« %(name)s » compte trop de points pour être lue ici. Réduisez l’image d’abord.")
SIDE = 4096
"""Pixels: an A4 page at 300 points an inch has 3508."""
MOST_PIXELS = 40_000_000
MOST_PIXELS_OF_JPEG = 160_000_000  # a JPEG is read smaller than it is
QUALITY = 88
_NAMES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
logging.getLogger("PIL").setLevel(logging.CRITICAL)  # else a verbose log holds what is hidden
_turns = BoundedSemaphore(2)  # each may take 160 MB


def rewritten(data: bytes, family: Family, name: str) -> bytes:
    """*data* as a picture of the same family, upright, no larger than :data:`SIDE`, nothing else.

    Place, device, day, thumbnails, comments and colour profiles are left behind. Raises
    :class:`Refused` for what is no such picture or would not fit in memory.
    """
    from PIL import Image

    kind = _NAMES[family.media_type]
    try:
        with _turns, Image.open(BytesIO(data), formats=(kind,)) as picture:
            if picture.width * picture.height > _most(kind):
                raise Refused(TOO_WIDE, name=name)
            return _written(picture, kind)
    except Image.DecompressionBombError:
        raise Refused(TOO_WIDE, name=name) from None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombWarning):
        raise Refused(UNREADABLE, name=name) from None


def _most(kind: str) -> int:
    return MOST_PIXELS_OF_JPEG if kind == "JPEG" else MOST_PIXELS


def _written(picture: Image, kind: str) -> bytes:
    from PIL import Image, ImageOps

    picture.draft("RGB", (SIDE, SIDE))  # JPEG alone knows how to be read smaller
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((SIDE, SIDE))
    seen = upright.convert(_mode(upright, kind))
    bare = Image.new(seen.mode, seen.size)
    bare.paste(seen)
    out = BytesIO()
    bare.save(out, kind, quality=QUALITY, optimize=kind != "WEBP")
    return out.getvalue()


def _mode(picture: Image, kind: str) -> str:
    """The plainest mode that shows all there is to see."""
    transparent = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if kind != "JPEG" and transparent:
        return "RGBA"
    return "L" if picture.mode in {"1", "L", "LA"} else "RGB"
