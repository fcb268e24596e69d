"""All our plug-in machinery: parts that list themselves when they are imported."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from portfolio.domain.errors import UnknownName

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """A read-only mapping that interchangeable parts add themselves to."""

    def __init__(self) -> None:
        self._parts: dict[str, T] = {}

    def add(self, name: str, part: T) -> None:
        """Take *part* in under *name*, once; a second claim is a programming error."""
        if name in self._parts:
            raise ValueError(f"{name!r} is already taken by {self._parts[name]!r}")
        self._parts[name] = part

    def arrange(self, order: Sequence[str]) -> None:
        """Tell the parts named in *order* first, in that order; the others keep theirs."""
        place = {name: number for number, name in enumerate(order)}
        last = len(place)
        names = sorted(self._parts, key=lambda name: place.get(name, last))
        self._parts = {name: self._parts[name] for name in names}

    def __getitem__(self, name: str) -> T:
        try:
            return self._parts[name]
        except KeyError:
            raise UnknownName(name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def import_siblings(package: ModuleType) -> None:
    """Import every module of *package*, so that each can add its part."""
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
