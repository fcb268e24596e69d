"""What a portfolio has to show: its entries as readers would be given them, and a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from portfolio.domain.files import KeyedFile
from portfolio.domain.sharing import Items, Sections, Terms
from portfolio.domain.showing import NO_FILES, Body, Strand, View, shown_name
from portfolio.domain.shown import Candidate
from portfolio.services import boxes, files, profiles, reopening
from portfolio.services.lines import Lines
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio

Scope = tuple[Sections, Items, Items, Items, str]


@dataclass(frozen=True)
class Gathered:
    """A portfolio ready to be shown under any terms; *called* is the account's own name."""

    called: str
    candidates: tuple[Candidate, ...]
    files: Mapping[UUID, KeyedFile] = field(repr=False)
    _composed: dict[Scope, Body] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def ids(self) -> frozenset[UUID]:
        """The entries there are."""
        return frozenset(one.id for one in self.candidates)

    @cached_property
    def kept_private(self) -> frozenset[UUID]:
        """Those that their owner keeps to themself."""
        return frozenset(one.id for one in self.candidates if one.private)

    @cached_property
    def presented(self) -> tuple[Candidate, ...]:
        """Those by which a person says who they are, few whatever the portfolio holds."""
        return tuple(one for one in self.candidates if one.presents)

    def person(self, terms: Terms) -> str:
        """The name that *terms* let see: the one presented only where the presentation is."""
        if terms.alias:
            return terms.alias
        covered = (one.entry for one in self.presented if one.is_under(terms))
        return shown_name(covered, self.called)

    def under(self, terms: Terms, now: datetime, strands: Iterable[Strand] = ()) -> View:
        """The view that *terms* give, for a preview as for a delivery."""
        view = View.compose(self.person(terms), terms, self.candidates, now, self.files)
        return view.under(terms, now, strands)

    def body_under(self, terms: Terms, now: datetime, strands: Iterable[Strand] = ()) -> Body:
        """The body of the same, without reading what is in it.

        Several structures are often given the same part: what is alike is composed once.
        """
        scope = _scope(terms)
        alike = self._composed.get(scope)
        if alike is None:
            alike = Body.compose(self.person(terms), terms, self.candidates, now, self.files)
            self._composed[scope] = alike
        return alike.under(terms, now, strands)


def _scope(terms: Terms) -> Scope:
    """What of *terms* decides which entries are in, and under what name."""
    return terms.sections, terms.items, terms.private, terms.lapsed, terms.alias


def gather(work: Work, portfolio: Portfolio, *, saved: bool = False) -> Gathered:
    """What there is to show of the actor's whole portfolio; *saved*, the rows are at hand."""
    known = boxes.saved(work, portfolio) if saved else boxes.sound(work, portfolio)
    found = _candidates(work, portfolio, known)
    shown = files.keyed(work, portfolio) if any(one.files for one in found) else NO_FILES
    return Gathered(profiles.read(work).name, tuple(found), shown)


def _candidates(work: Work, portfolio: Portfolio, known: Lines) -> list[Candidate]:
    """Every entry as others would be shown it, in the order in which its owner reads them.

    What the worker made of a row for an earlier save is not made again.
    """
    key = boxes.key_of(work, portfolio)
    made = reopening.recall(work, key, "shown", known)
    candidates = {
        row_id: Candidate.from_bytes(made[line])
        for row_id, line in known.lines.items()
        if line in made
    }
    anew = [row for row_id, row in known.rows.items() if row_id not in candidates]
    for one in boxes.said(work, portfolio, anew):
        candidates[one.id] = Candidate.of(one.id, one.entry, one.changed_at, one.payload)
        made[known.lines[one.id]] = candidates[one.id].to_bytes()
    if anew:
        reopening.keep(work, key, "shown", known, made)
    born = {row_id: row[3] for row_id, row in known.rows.items()}
    return sorted(candidates.values(), key=lambda one: (one.rank, born[one.id], one.id))
