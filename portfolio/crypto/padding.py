"""Padding that hides how long a text is: 256 bytes at least, then Padmé buckets.

Padmé: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs" (PoPETs 2019), section 4: the length keeps only as many significant bits as its exponent
needs, so at most 12 % is added and the bucket tells O(log log n) bits about the size.
"""

from portfolio.domain.errors import Unsealable

SMALLEST = 256
_PREFIX = 4
_ZEROS = bytes(SMALLEST)


def bucket(length: int) -> int:
    """Return how many bytes a padded text of *length* bytes (its prefix included) takes."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    """Return u32be(length) ‖ *data* ‖ zeros up to the bucket; `OverflowError` from 4 GiB."""
    length = _PREFIX + len(data)
    return b"".join((len(data).to_bytes(_PREFIX, "big"), data, bytes(bucket(length) - length)))


def unpad(padded: bytes) -> bytes:
    """Return the data of `pad`; anything that is not exactly its output is `Unsealable`."""
    end = _PREFIX + int.from_bytes(padded[:_PREFIX], "big")
    filler = len(padded) - end
    if filler < 0 or padded[end:] != (_ZEROS[:filler] if filler <= SMALLEST else bytes(filler)):
        raise Unsealable
    return padded[_PREFIX:end]
