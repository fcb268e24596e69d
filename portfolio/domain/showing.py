"""What a structure receives: a view of a portfolio, exactly as its owner previewed it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Self, get_args
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict
from pydantic_core import to_json

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.project import Project
from portfolio.domain.files import KeyedFile
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, Terms

PLANNED = (ActionPlan, Objective, Action)
NO_FILES: Mapping[UUID, KeyedFile] = MappingProxyType({})


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that terms may cover, as a reader of the whole portfolio would be shown it."""

    entry: Entry
    whole: Shown
    links: frozenset[UUID]

    @classmethod
    def of(cls, entry_id: UUID, entry: Entry, changed_at: datetime, payload: bytes = b"") -> Self:
        """Leave out of *entry* what its owner alone reads; *payload* is all that it says."""
        shared = entry.shared()
        links = frozenset(link for found in _linked(shared).values() for link in found)
        told = payload if shared is entry else b""
        return cls(shared, Shown.of(entry_id, shared, changed_at, told), links)

    @property
    def id(self) -> UUID:
        """The entry's id."""
        return self.whole.id

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


class Strand(BaseModel):
    """Another structure that accompanies the person: its name and its days, nothing it sees."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    structure: str
    since: date
    until: date


class View(BaseModel):
    """The terms, the person's name, the entries that the terms cover, the files these show.

    *strands* are the other structures, where the terms let them be known.
    A file's key is in it: whoever opens the view can open the file, and nobody else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    person: str
    terms: Terms
    entries: tuple[Shown, ...]
    files: tuple[KeyedFile, ...] = ()
    strands: tuple[Strand, ...] = ()
    sealed_at: AwareDatetime

    @staticmethod
    def compose(
        person: str,
        terms: Terms,
        candidates: Iterable[Candidate],
        now: datetime,
        files: Mapping[UUID, KeyedFile] = NO_FILES,
    ) -> "View":
        """The only way a view is made, for the preview as for the delivery."""
        covered = [each for each in candidates if terms.cover(each.whole.id, each.entry)]
        ids = {each.whole.id for each in covered}
        return View.model_construct(
            person=person,
            terms=terms,
            entries=tuple(each.beside(ids) for each in covered),
            files=tuple(_files(covered, files, masked=bool(terms.alias))),
            sealed_at=now,
        )

    def under(self, terms: Terms, now: datetime) -> "View":
        """The same for somebody else or longer, under *terms* of one scope: put together once."""
        return self._beside(terms=terms, sealed_at=now)

    def among(self, strands: Iterable[Strand]) -> "View":
        """The same beside other structures, where the terms let them be known."""
        known = tuple(strands) if self.terms.allow(Right.STRANDS) else ()
        return self._beside(strands=known) if known else self

    def _beside(self, **changes: Any) -> "View":
        """The same entries and files, which need not be put together again."""
        view = View.model_construct(**{**dict(self), **changes})
        view.__dict__.update(told=self.told, digest=self.digest)
        return view

    def to_bytes(self) -> bytes:
        """The plaintext to seal: JSON, entry by entry, the moment of sealing last."""
        return b'{"person":%b,"terms":%b,%b%b,"sealed_at":%b}' % (
            to_json(self.person),
            to_json(self.terms),
            self.told,
            b',"strands":%b' % to_json(self.strands) if self.strands else b"",
            to_json(self.sealed_at),
        )

    @cached_property
    def told(self) -> bytes:
        """Its entries and files, as they stand in its JSON."""
        return b'"entries":[%b]%b' % (
            b",".join([shown.written for shown in self.entries]),
            b',"files":%b' % to_json(self.files, exclude_none=True) if self.files else b"",
        )

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of its entries and files."""
        return sha256(self.told).digest()

    @cached_property
    def fingerprint(self) -> bytes:
        """SHA-256 of what it shows, whenever it was sealed: what two views are compared by."""
        beside = to_json((self.person, self.terms, self.strands))
        return sha256(self.digest + beside).digest()

    def filed(self, files: tuple[KeyedFile, ...]) -> "View":
        """The same with its files anew."""
        return View.model_construct(**{**dict(self), "files": files})

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote."""
        return cls.model_validate_json(data)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections agreed to or found in it, in their usual order."""
        there = {*self.terms.sections, *(shown.kind.section for shown in self.entries)}
        return tuple(section for section in Section if section in there)


def plan_entries(view: View) -> tuple[Shown, ...]:
    """The agreed plans: their names, objectives and actions, without what nobody agreed to yet."""
    plan = (shown for shown in view.entries if issubclass(shown.kind, PLANNED))
    return tuple(shown for shown in plan if _agreed(shown.entry))


def plan_items(view: View) -> list[tuple[UUID, Entry]]:
    """The agreed plans of a view as formats take them, with the shared projects they serve."""
    projects = (one for one in view.entries if issubclass(one.kind, Project))
    return [(one.id, one.entry) for one in (*projects, *plan_entries(view))]


def shown_name(entries: Iterable[Entry], otherwise: str) -> str:
    """The name shown beside *entries*: the one they present, else the account's own."""
    presented = (one.title for one in entries if isinstance(one, Identity) and not one.private)
    return next(presented, otherwise)


def _files(
    covered: Iterable[Candidate], files: Mapping[UUID, KeyedFile], *, masked: bool
) -> Iterable[KeyedFile]:
    """The files that covered entries show, each once, in their order; *masked*, by a number."""
    shown = (each.entry.files for each in covered if isinstance(each.entry, Evidence))
    wanted = dict.fromkeys(file_id for found in shown for file_id in found)
    found = (files[file_id] for file_id in wanted if file_id in files)
    if not masked:
        return found
    return (each.named(f"document-{number}") for number, each in enumerate(found, start=1))


def _agreed(entry: Entry) -> bool:
    return not (isinstance(entry, Action) and entry.status is ActionStatus.PROPOSED)


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
