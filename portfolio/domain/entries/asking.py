"""What a field says about itself beyond its title: who asks it, who reads it."""

from dataclasses import dataclass

from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Asked:
    """How a form treats a field.

    *never*: no form asks it. *later*: among the details, after the essential questions.
    *reserved*: its owner alone reads it, whatever is shared. *autocomplete*: the purpose a
    browser may fill in (WCAG 1.3.5).
    """

    never: bool = False
    later: bool = False
    reserved: bool = False
    autocomplete: str = ""


NEVER = Asked(never=True)
LATER = Asked(later=True)
RESERVED = Asked(later=True, reserved=True)


def asked(field: FieldInfo) -> Asked:
    """What *field* says about itself; nothing means an essential question anyone may read."""
    return next((note for note in field.metadata if isinstance(note, Asked)), Asked())
