"""How a Pydantic model says no in a sentence of the house."""

from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError


def refusal(type_: str, sentence: str, **values: Any) -> PydanticCustomError:
    """Return the error to raise when an answer breaks a rule of ours.

    *sentence* is French and the catalogue's key; its ``%(name)s`` are *values*, filled in at
    the edge once translated. ``field="end"`` in *values* names the answer the sentence is
    about, when the rule that speaks is not that field's own.
    """
    return PydanticCustomError(type_, sentence, values or None)


def ours(info: ValidationInfo) -> bool:
    """Tell whether what is validated is JSON, that is: what we sealed ourselves.

    It obeyed the rules of its day, and must stay readable when they change.
    """
    return info.mode == "json"
