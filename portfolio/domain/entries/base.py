"""What every entry of a portfolio is, and how its kind is declared, sealed and read back."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json

from portfolio.domain.dates import Period
from portfolio.domain.entries.asking import NEVER, Asked, asked
from portfolio.domain.entries.confirmation import Confirmation
from portfolio.domain.entries.provenance import DECLARED, Provenance
from portfolio.domain.entries.shapes import Extra, Prose, Title
from portfolio.domain.errors import UnknownName
from portfolio.domain.registry import Registry
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

E = TypeVar("E", bound="type[Entry]")

KINDS: Registry[type["Entry"]] = Registry()
_READERS: dict[bytes, Callable[[bytes], "Entry"]] = {}
_OTHERS_WORDS = frozenset({"proposed", "assisted"})


class Entry(BaseModel):
    """One thing a citizen records about their path.

    A kind declares its fields here and nowhere else: titles are form labels, descriptions are
    hints, constraints are validators, and the sealed payload is the model itself. Names are
    never reused for another meaning; a change of shape, or of a default, raises *version* and
    teaches :meth:`upgrade` the way. A new field has a default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: ClassVar[str]
    label: ClassVar[str]
    plural: ClassVar[str]
    section: ClassVar[Section]
    version: ClassVar[int]

    title: Title = Field(title=N_("Titre"))
    story: Annotated[Prose, Asked()] = Field(default="", title=N_("Avec vos mots"))
    private: bool = Field(
        default=False,
        title=N_("Garder pour moi"),
        description=N_("N’apparaît dans aucun partage, sauf si vous le cochez vous-même."),
    )
    rank: Annotated[int, NEVER] = Field(
        default=0, ge=0, le=10_000, title=N_("Place parmi les étapes de la même date")
    )
    """Its place among the steps of the same date, once its owner chose one."""
    provenance: Annotated[Provenance, NEVER] = DECLARED
    confirmed: Annotated[tuple[Confirmation, ...], NEVER] = Field(
        default=(), title=N_("Témoignages affichés")
    )
    checked_on: Annotated[date | None, NEVER] = Field(default=None, title=N_("Toujours vrai le"))
    """When its owner last said that it is still true, without changing a word."""
    extra: Annotated[Extra, NEVER] = Field(default_factory=dict)

    @property
    def period(self) -> Period | None:
        """From when to when; None without any date. A kind that lasts has a field *when*."""
        return self.__dict__.get("when") or None  # getattr is slow where nothing is found

    @property
    def summary(self) -> str:
        """Where and with whom, in one line; empty when unknown."""
        return ""

    @property
    def knot(self) -> str:
        """How it is tied on the thread: event, bead, small, loop, action or none."""
        return "none"

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read JSON that is not known to be ours: cleaned and measured like any other input."""
        return cls.model_validate(from_json(json_data), **options)

    def changed(self, **changes: Any) -> Self:
        """A copy with *changes*, validated like any other entry."""
        return type(self).model_validate({**dict(self), **changes})

    @property
    def own_words(self) -> tuple[object, ...]:
        """What somebody else answers for, when they wrote it, until its owner changes it."""
        return self.title, self.story

    def amending(self, former: Self) -> Self:
        """The same entry; where it says *former* in other words, nobody else answers for them."""
        came = former.provenance
        alike = self.own_words == former.own_words
        if alike or came.how not in _OTHERS_WORDS or came.amended:
            return self
        return self.changed(provenance=came.model_copy(update={"amended": True}))

    def told(self, on: date) -> Self:  # noqa: ARG002  # kinds read it
        """The same entry, with what is understood since it is said on that day."""
        return self

    def shared(self) -> Self:
        """The same entry without what its owner alone reads."""
        kept = {name: it for name, it in _reserved(type(self)).items() if getattr(self, name) != it}
        if self.extra:
            kept["extra"] = {}
        return self.model_copy(update=kept) if kept else self

    @classmethod
    def upgrade(cls, data: dict[str, Any], version: int) -> dict[str, Any]:  # noqa: ARG003  # kinds read it
        """Bring *data*, written at an older *version*, to the current shape."""
        raise UnknownName(f"{cls.kind}/{version}")

    def to_bytes(self) -> bytes:
        """The plaintext to seal: ``kind/version``, a line break, the fields as JSON.

        Raises a ``ValidationError`` rather than give bytes that could not be read back.
        """
        payload = self.written()
        Entry.from_bytes(payload)
        return payload

    @property
    def preamble(self) -> bytes:
        """How its plaintext begins: ``kind/version`` and a line break."""
        return b"%b/%d\n" % (self.kind.encode(), self.version)

    def written(self) -> bytes:
        """The same bytes, of an entry that was sealed or read already: not tried again.

        What was not answered is not written: half as much to seal, to read and to send.
        """
        return self.preamble + self.__pydantic_serializer__.to_json(self, exclude_defaults=True)

    def in_full(self) -> bytes:
        """The same with what was not answered too: alike whichever release wrote the payload."""
        return self.preamble + self.__pydantic_serializer__.to_json(self)

    @staticmethod
    def from_bytes(payload: bytes) -> "Entry":
        """Read any kind back, upgrading what an older release wrote.

        Raises :class:`UnknownName` for a kind or a version this release was not taught.
        """
        head, _, body = payload.partition(b"\n")
        read = _READERS.get(head)
        return read(body) if read else _read_former(head, body)


@cache
def _reserved(model: type[Entry]) -> dict[str, Any]:
    """What the owner alone reads in a kind, as it is when nothing was answered."""
    fields = model.model_fields.items()
    return {name: info.get_default() for name, info in fields if asked(info).reserved}


def _read_former(head: bytes, body: bytes) -> Entry:
    name, _, version = head.decode(errors="replace").partition("/")
    model = KINDS[name]
    if not version.isdecimal() or int(version) > model.version:
        raise UnknownName(f"{name}/{version}")
    return model.model_validate(model.upgrade(from_json(body), int(version)))


def kind(
    name: str, *, label: str, plural: str, section: Section, version: int = 1
) -> Callable[[E], E]:
    """Register the decorated model as an entry kind."""

    def register(model: E) -> E:
        model.kind, model.label, model.plural = name, label, plural
        model.section, model.version = section, version
        KINDS.add(name, model)
        _READERS[f"{name}/{version}".encode()] = model.__pydantic_validator__.validate_json
        return model

    return register
