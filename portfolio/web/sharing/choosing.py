"""What each step of a share has to show: structures to choose from, sections and what they hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import request
from wtforms.fields.choices import SelectChoice

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import NotFound
from portfolio.domain.sections import Section
from portfolio.domain.words import N_
from portfolio.services import standings, structures
from portfolio.services.boxes import Opened
from portfolio.services.recipients import NOBODY_READS
from portfolio.services.structures import Listed, Listing
from portfolio.web.forms import fail
from portfolio.web.sharing.drafts import Answers
from portfolio.web.sharing.forms import What, Who
from portfolio.web.signin import work
from portfolio.web.templating import say

NONE_CHOSEN = N_("Choisissez une structure dans la liste.")
NOT_LISTED = N_("Cette structure n’est plus dans l’annuaire. Choisissez-en une autre.")


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of structures to choose from, and what was searched for."""

    words: str
    listing: Listing
    offered: tuple[Listed, ...]

    @property
    def hints(self) -> dict[str, str]:
        """Under each name: where it is, and what network it belongs to."""
        return {str(one.id): _where(one) for one in self.offered}


def directory(chosen: UUID | None) -> Directory:
    """The structures that the request searches for, the *chosen* one first."""
    words = request.values.get("q", "").strip()[:100]
    page = request.values.get("page", 1, type=int)
    session = work().session
    listing = structures.search(session, words, page=min(max(page, 1), 10_000))
    first = [structures.read(session, chosen)] if chosen else []
    others = (one for one in listing.found if one.id != chosen)
    return Directory(words, listing, (*first, *others))


def who(found: Directory, chosen: UUID | None) -> Who:
    """The form of the first step."""
    form = Who(structure=str(chosen) if chosen else None)
    form.structure.choices = [SelectChoice(str(one.id), one.card.name) for one in found.offered]
    return form


def pick(form: Who) -> Listed | None:
    """The structure chosen; None, with the reason beside the question, when there is none."""
    listed, refused = None, ""
    try:
        listed = structures.read(work().session, UUID(form.structure.data or ""))
    except NotFound:
        refused = NOT_LISTED
    except ValueError:
        refused = NONE_CHOSEN
    if listed and not standings.holders(work(), listed.id):
        refused = NOBODY_READS
    if refused:
        fail(form.structure, say(refused))
    return None if refused else listed


def _where(one: Listed) -> str:
    return ", ".join(part for part in (one.card.town, one.card.network) if part)


@dataclass(frozen=True, slots=True)
class Choosable:
    """A portfolio as the second step offers it: what sections hold, what is kept for oneself."""

    hints: dict[str, str]
    private: tuple[Opened, ...]


def choosable(opened: Sequence[Opened]) -> Choosable:
    """What there is to share, for its owner's eyes."""
    open_ = [one.entry for one in opened if not one.entry.private]
    held = {
        section: content_of(entry for entry in open_ if entry.section is section)
        for section in Section
    }
    hints = {str(part): words or say(N_("Rien pour l’instant")) for part, words in held.items()}
    return Choosable(hints, tuple(one for one in opened if one.entry.private))


def what(there: Choosable, answers: Answers) -> What:
    """The form of the second step; nothing is ticked but what the person ticked."""
    ids = {str(one.id) for one in there.private}
    items = [item for item in answers.get("items", ()) if item in ids]
    form = What(data={"sections": answers.get("sections", ()), "items": items})
    form.items.choices = [SelectChoice(str(one.id), one.entry.title) for one in there.private]
    form.items.data = [item for item in form.items.data or () if item in ids]
    return form


def content_of(entries: Iterable[Entry]) -> str:
    """How many of what: « Emplois : 2, Formations : 1 »."""
    counts = Counter(entry.kind for entry in entries)
    return ", ".join(
        say(N_("%(kind)s : %(num)s")) % {"kind": say(kind.plural), "num": counts[name]}
        for name, kind in KINDS.items()
        if counts[name]
    )
