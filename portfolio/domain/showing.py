"""What a structure receives: a view of a portfolio, exactly as its owner previewed it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict
from pydantic_core import to_json

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.project import Project
from portfolio.domain.files import KeyedFile
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, Terms
from portfolio.domain.shown import Candidate, Shown

PLANNED = (ActionPlan, Objective, Action)
NO_FILES: Mapping[UUID, KeyedFile] = MappingProxyType({})


class Strand(BaseModel):
    """Another structure that accompanies the person: its name and its days, nothing it sees."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    structure: str
    since: date
    until: date


@dataclass(frozen=True)
class Body:
    """A view as it is sealed: *told* is its entries and files, written once for all it is for."""

    person: str
    terms: Terms
    told: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    sealed_at: datetime
    strands: tuple[Strand, ...] = ()

    @classmethod
    def compose(
        cls,
        person: str,
        terms: Terms,
        candidates: Iterable[Candidate],
        now: datetime,
        files: Mapping[UUID, KeyedFile] = NO_FILES,
    ) -> Self:
        """The body of what :meth:`View.compose` makes, without reading the entries."""
        covered = [each for each in candidates if each.is_under(terms)]
        ids = {each.id for each in covered}
        shown = tuple(_files(covered, files, masked=bool(terms.alias)))
        told = _told((each.written_beside(ids) for each in covered), shown)
        return cls(person, terms, told, sha256(told).digest(), now)

    def under(self, terms: Terms, now: datetime, strands: Iterable[Strand] = ()) -> Self:
        """The same for somebody else or longer, under *terms* of one scope."""
        known = tuple(strands) if terms.allow(Right.STRANDS) else ()
        return replace(self, terms=terms, sealed_at=now, strands=known or self.strands)

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
    def fingerprint(self) -> bytes:
        """SHA-256 of what it shows, whenever it was sealed: what two views are compared by."""
        beside = to_json((self.person, self.terms, self.strands))
        return sha256(self.digest + beside).digest()


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
        covered = [each for each in candidates if each.is_under(terms)]
        ids = {each.id for each in covered}
        return View.model_construct(
            person=person,
            terms=terms,
            entries=tuple(each.beside(ids) for each in covered),
            files=tuple(_files(covered, files, masked=bool(terms.alias))),
            sealed_at=now,
        )

    def under(self, terms: Terms, now: datetime, strands: Iterable[Strand] = ()) -> "View":
        """The same for somebody else or longer, under *terms* of one scope: put together once.

        Beside it other structures, where the terms let them be known.
        """
        body = self.body.under(terms, now, strands)
        changes = {"terms": terms, "sealed_at": now, "strands": body.strands}
        view = View.model_construct(**{**dict(self), **changes})
        view.__dict__["body"] = body
        return view

    @cached_property
    def body(self) -> Body:
        """What of it is sealed."""
        told = _told((shown.written for shown in self.entries), self.files)
        digest = sha256(told).digest()
        return Body(self.person, self.terms, told, digest, self.sealed_at, self.strands)

    def to_bytes(self) -> bytes:
        """The plaintext of its body."""
        return self.body.to_bytes()

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of what it shows (:attr:`Body.fingerprint`)."""
        return self.body.fingerprint

    def filed(self, files: tuple[KeyedFile, ...]) -> "View":
        """The same with its files anew."""
        return View.model_construct(**{**dict(self), "files": files})

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote."""
        return cls.model_validate_json(data)

    @cached_property
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


def _told(written: Iterable[bytes], files: Sequence[KeyedFile]) -> bytes:
    """Entries and files as they stand in a view's JSON."""
    return b'"entries":[%b]%b' % (
        b",".join(written),
        b',"files":%b' % to_json(files, exclude_none=True) if files else b"",
    )


def _files(
    covered: Iterable[Candidate], files: Mapping[UUID, KeyedFile], *, masked: bool
) -> Iterable[KeyedFile]:
    """The files that covered entries show, each once, in their order; *masked*, by a number."""
    wanted = dict.fromkeys(file_id for each in covered for file_id in each.files)
    found = (files[file_id] for file_id in wanted if file_id in files)
    if not masked:
        return found
    return (each.named(f"document-{number}") for number, each in enumerate(found, start=1))


def _agreed(entry: Entry) -> bool:
    return not (isinstance(entry, Action) and entry.status is ActionStatus.PROPOSED)
