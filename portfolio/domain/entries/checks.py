"""What was found out about a signed credential: one finding an aspect, each in words."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line
from portfolio.domain.words import N_


class Aspect(StrEnum):
    """What is looked at, one after the other: a good signature under a bad date proves little."""

    SHAPE = "shape"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    HOLDER = "holder"
    DATES = "dates"


class Verdict(Choice):
    """What came of it. Not being able to tell is neither good nor bad."""

    GOOD = "good", N_("Vérifié")
    BAD = "bad", N_("Non valable")
    UNKNOWN = "unknown", N_("Non vérifié")


class Check(BaseModel):
    """One finding; *what* is a French sentence, the catalogue's key, filled with *values*."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    aspect: Aspect
    verdict: Verdict
    what: Line
    values: dict[str, Line] = {}
