"""JSON-LD as lines of RDF in their one order (RDFC-1.0): what some proofs were made over."""

from typing import Any, NoReturn, cast

from pyld import jsonld
from pyld.canon import URDNA2015

from portfolio.formats.credentials.contexts import Loader, UnknownContext
from portfolio.formats.credentials.doubts import Unprovable, Unsigned

MOST_ALIKE = 6
"""Nameless things that look alike: telling them apart costs the factorial of their number."""
MOST_WALKS = 400


def quads(value: dict[str, Any], load: Loader) -> bytes:
    """The N-Quads of *value*; raises :class:`Unprovable` or :class:`Unsigned`."""
    options = {"documentLoader": load}
    try:
        expanded = jsonld.JsonLdProcessor(on_property_dropped=_unsigned).expand(value, options)
        dataset = jsonld.to_rdf(expanded, options)
        lines = _Bounded().main(dataset, {"format": "application/n-quads"})
    except (jsonld.JsonLdError, UnknownContext, RecursionError) as why:
        raise Unprovable from why
    return cast("str", lines).encode()


def _unsigned(name: str | None) -> NoReturn:
    raise Unsigned(name)


class _Bounded(URDNA2015):  # type: ignore[misc]  # not typed
    """RDF canonicalisation that gives up on what was made to take for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.walks = 0

    def create_hash_to_related(self, *args: Any) -> dict[str, list[str]]:
        self.walks += 1
        found = cast("dict[str, list[str]]", super().create_hash_to_related(*args))
        if self.walks > MOST_WALKS or any(len(alike) > MOST_ALIKE for alike in found.values()):
            raise Unprovable("tangled")
        return found
