"""Words that appear nowhere else, planted in a life, and the search for them in what it leaves.

Every word of a :class:`Flock` holds the same mark, twelve letters drawn at random: looking for
the mark, in every disguise, is looking for all of them.
"""

import base64
import bz2
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from quopri import encodestring
from secrets import choice
from urllib.parse import quote

LETTERS = "ghijkmnpqrstuvwxyz"  # none that a hexadecimal figure could be
MOST = 64 * 1024 * 1024  # bytes that one compressed stream may give
COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|PK\x03\x04|BZh[1-9]")
DEEP = 3

Disguise = Callable[[str], bytes]

DISGUISES: Mapping[str, Disguise] = {
    "UTF-8": str.encode,
    "upper case": lambda text: text.upper().encode(),
    "UTF-16LE": lambda text: text.encode("utf-16-le"),
    "UTF-16BE": lambda text: text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32-le"),
    "JSON": lambda text: json.dumps(text)[1:-1].encode(),
    "repr": lambda text: repr(text.encode())[2:-1].encode(),
    "percent": lambda text: quote(text).encode(),
    "quoted-printable": lambda text: encodestring(text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    "reversed": lambda text: text[::-1].encode(),
}
ALIGNED = ("UTF-8", "UTF-16LE", "UTF-16BE")
"""Whose base64 is looked for, at the three places where a group of three bytes may begin."""

PACKINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: _deflated(data, 31),
    "zlib": lambda data: _deflated(data, 15),
    "zip": lambda data: b"PK\3\4" + bytes(22) + b"\1\0\0\0" + b"n" + _deflated(data, -15),
    "bzip2": bz2.compress,
}


@dataclass
class Flock:
    """Canaries of one kind; *words* remembers where each was let go."""

    mark: str = field(default_factory=lambda: "".join(choice(LETTERS) for _ in range(12)))
    words: list[str] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)

    def plain(self) -> str:
        """A new word in ASCII letters and figures."""
        return self._let_go(f"{self.mark}{next(self._number)}")

    def word(self) -> str:
        """A new word that no ASCII text holds."""
        return self._let_go(f"é{self.mark}ï{next(self._number)}")

    def _let_go(self, word: str) -> str:
        self.words.append(word)
        return word


def needles(secret: str | bytes) -> dict[str, tuple[bytes, ...]]:
    """What to look for when looking for *secret*: its disguises, by name."""
    if isinstance(secret, bytes):
        plain = {"raw": secret, "hex": secret.hex().encode(), "repr": repr(secret)[2:-1].encode()}
        aligned = {"raw": secret}
    else:
        plain = {name: disguise(secret) for name, disguise in DISGUISES.items()}
        aligned = {name: plain[name] for name in ALIGNED}
    found: dict[str, tuple[bytes, ...]] = {name: (form,) for name, form in plain.items()}
    for name, raw in aligned.items():
        found[f"base64 of {name}"] = tuple(_core(raw, place) for place in range(3))
    return found


def layers(blob: bytes, depth: int = DEEP, packed: str = "") -> Iterator[tuple[str, bytes]]:
    """*blob*, then what every stream compressed inside it gives, each after how it was packed."""
    yield packed, blob
    if depth:
        for packing, inner in _unpacked(blob):
            if inner:
                yield from layers(inner, depth - 1, f"{packed}{packing}, ")


def seen(laid: Iterable[tuple[str, bytes]], sought: Mapping[str, tuple[bytes, ...]]) -> set[str]:
    """The disguises under which the secret is in one of the :func:`layers` of a blob."""
    return {
        packed + name
        for packed, layer in laid
        for name, forms in sought.items()
        if any(form in layer for form in forms)
    }


def find(blob: bytes, sought: Mapping[str, tuple[bytes, ...]]) -> set[str]:
    """The disguises under which the secret is in *blob*, or in a stream compressed inside it."""
    return seen(layers(blob), sought)


def _unpacked(blob: bytes) -> Iterator[tuple[str, bytes]]:
    for start in COMPRESSED.finditer(blob):
        sign, at = start[0], start.start()
        if sign == b"PK\3\4":
            name, extra = (int.from_bytes(blob[at + n : at + n + 2], "little") for n in (26, 28))
            yield "zip", _inflated(blob[at + 30 + name + extra :], zlib.decompressobj(-15))
        elif sign.startswith(b"BZh"):
            yield "bzip2", _inflated(blob[at:], bz2.BZ2Decompressor())
        else:
            packing = "gzip" if sign[0] == PACKINGS["gzip"](b"")[0] else "zlib"
            yield packing, _inflated(blob[at:], zlib.decompressobj(47))


def _inflated(data: bytes, unpacker: "zlib._Decompress | bz2.BZ2Decompressor") -> bytes:
    """What comes out before *data* stops making sense; most of what looks packed is not."""
    out = bytearray()
    try:
        for at in range(0, len(data), 4096):
            out += unpacker.decompress(data[at : at + 4096])
            if unpacker.eof or len(out) > MOST:
                break
    except (zlib.error, OSError, EOFError):
        pass
    return bytes(out)


def _deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(data) + packer.flush()


def _core(raw: bytes, place: int) -> bytes:
    """The signs of *raw*'s base64 that do not depend on what stands around it."""
    whole = base64.b64encode(bytes(place) + raw + bytes(3))
    return whole[-(-place * 8 // 6) : (place + len(raw)) * 8 // 6]
