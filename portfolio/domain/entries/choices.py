"""Closed lists of answers: what is stored, and the words people read."""

from enum import IntEnum, StrEnum
from typing import Any, Self, get_args

FORMER = "former"


class Choice(StrEnum):
    """An answer among a few: ``NAME = "stored", N_("Lu")``.

    A third word, :data:`FORMER`, marks what was answered once and is asked otherwise now: it
    stays where it was written, and no form offers it anew.
    """

    label: str
    offered: bool

    def __new__(cls, value: str, label: str = "", state: str = "") -> Self:
        """Keep the words beside what is stored."""
        choice = str.__new__(cls, value)
        choice._value_ = value
        choice.label = label
        choice.offered = state != FORMER
        return choice


class Rung(IntEnum):
    """An answer on a scale, one up: ``NAME = 1, N_("Lu")``."""

    label: str

    def __new__(cls, value: int, label: str = "") -> Self:
        """Keep the words beside what is stored."""
        rung = int.__new__(cls, value)
        rung._value_ = value
        rung.label = label
        return rung


def codes(annotation: Any) -> frozenset[str]:
    """What an answer of that type may be stored as, when it is one of a few."""
    if isinstance(annotation, type) and issubclass(annotation, Choice | Rung):
        return frozenset(str(each.value) for each in annotation)
    return frozenset().union(*map(codes, get_args(annotation)))
