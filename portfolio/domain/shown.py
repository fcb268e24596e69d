"""One entry as others are shown it, and what decides whether they are."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Self, get_args
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Terms


class Shown(BaseModel):
    """One entry of a view; *payload* is the entry's own bytes, ``kind/version`` and JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: UUID
    payload: str
    changed_at: AwareDatetime

    @staticmethod
    def of(entry_id: UUID, entry: Entry, changed_at: datetime, payload: bytes = b"") -> "Shown":
        """What readers are given of *entry*, which *payload* says already if it is in its shape."""
        if not payload.startswith(entry.preamble):
            payload = entry.written()
        return Shown.model_construct(id=entry_id, payload=payload.decode(), changed_at=changed_at)

    @cached_property
    def entry(self) -> Entry:
        """The entry, read when first asked for."""
        return Entry.from_bytes(self.payload.encode())

    @cached_property
    def written(self) -> bytes:
        """Its own JSON, written once however many views it is in."""
        return self.__pydantic_serializer__.to_json(self)

    @cached_property
    def kind(self) -> type[Entry]:
        """What it is, known without reading it."""
        return KINDS[self.payload.partition("/")[0]]


class Candidate(BaseModel):
    """An entry that terms may cover: what a reader of the whole portfolio would be shown of it.

    Beside it what decides where it is shown, so that most views are put together without reading
    it: whether its owner keeps it, its place among others of its date, what it names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: UUID
    section: Section
    presents: bool
    """Whether it says by what name the person goes."""
    private: bool
    rank: int
    links: frozenset[UUID]
    files: tuple[UUID, ...]

    @classmethod
    def of(cls, entry_id: UUID, entry: Entry, changed_at: datetime, payload: bytes = b"") -> Self:
        """Leave out of *entry* what its owner alone reads; *payload* is all that it says."""
        shared = entry.shared()
        made = cls(
            id=entry_id,
            section=shared.section,
            presents=isinstance(shared, Identity),
            private=shared.private,
            rank=shared.rank,
            links=frozenset(link for found in _linked(shared).values() for link in found),
            files=shared.files if isinstance(shared, Evidence) else (),
        )
        whole = Shown.of(entry_id, shared, changed_at, payload if shared is entry else b"")
        made.__dict__["whole"] = whole
        return made

    def to_bytes(self) -> bytes:
        """The same, to be kept: a line of JSON for what decides, one for what is shown."""
        return b"%b\n%b" % (self.__pydantic_serializer__.to_json(self), self.written)

    @classmethod
    def from_bytes(cls, told: bytes) -> Self:
        """Read the first line of what :meth:`to_bytes` wrote, and keep the other for who asks."""
        facts, _, written = told.partition(b"\n")
        made = cls.__pydantic_validator__.validate_json(facts)
        made.__dict__["written"] = written
        return made  # type: ignore[no-any-return]  # of this very model

    @cached_property
    def whole(self) -> Shown:
        """What a reader of everything is shown; read out of what is kept when first asked for."""
        return Shown.model_validate_json(self.written)

    @cached_property
    def written(self) -> bytes:
        """The JSON of that."""
        return self.whole.written

    @property
    def entry(self) -> Entry:
        """The entry, as others read it."""
        return self.whole.entry

    def is_under(self, terms: Terms) -> bool:
        """Whether *terms* cover it."""
        if self.presents and terms.alias:
            return False
        return terms.reach(self.id, self.section, private=self.private)

    def written_beside(self, ids: Collection[UUID]) -> bytes:
        """The JSON of what :meth:`beside` gives, most often without reading the entry."""
        return self.written if self.links.issubset(ids) else self.beside(ids).written

    def beside(self, ids: Collection[UUID]) -> Shown:
        """As a view of *ids* shows it: a link to anything else would say that it exists."""
        if self.links.issubset(ids):
            return self.whole
        changes: dict[str, Any] = {}
        for name, found in _linked(self.entry).items():
            kept = tuple(link for link in found if link in ids)
            alone = isinstance(getattr(self.entry, name), UUID)
            changes[name] = next(iter(kept), None) if alone else kept
        return Shown.of(self.id, self.entry.model_copy(update=changes), self.whole.changed_at)


def _linked(entry: Entry) -> Mapping[str, tuple[UUID, ...]]:
    """The other entries this one names, by field."""
    values = {name: getattr(entry, name) for name in _link_fields(type(entry))}
    return {
        name: (value,) if isinstance(value, UUID) else value
        for name, value in values.items()
        if value
    }


@cache
def _link_fields(model: type[Entry]) -> tuple[str, ...]:
    fields = model.model_fields.items()
    return tuple(name for name, info in fields if UUID in get_args(info.annotation))
