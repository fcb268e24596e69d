"""The last step of a share: everything agreed to, as a letter, and the way to sign it."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from markupsafe import Markup
from pydantic import ValidationError

from portfolio.domain import consents
from portfolio.domain.consents import AGREEMENT
from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, Terms, day_of
from portfolio.domain.showing import View, content
from portfolio.domain.thread import join
from portfolio.domain.words import N_
from portfolio.services import given, members, sharing, structures
from portfolio.services.given import Given
from portfolio.services.recipients import To, ToStructure
from portfolio.services.structures import Listed
from portfolio.services.work import Work
from portfolio.web.calendar import day
from portfolio.web.colours import colour_of
from portfolio.web.forms import fail
from portfolio.web.sharing import drafts
from portfolio.web.sharing.choosing import content_of
from portfolio.web.sharing.drafts import Draft, Unfinished
from portfolio.web.sharing.forms import OFFERED, Agreement
from portfolio.web.templating import say, say_with

CHANGED = N_(
    "Ce que vous alliez signer a changé depuis que cette page s’est affichée. "
    "Relisez, puis donnez votre accord si cela vous convient toujours."
)
UNSIGNED = N_("Cochez la case pour donner votre accord, ou choisissez « Ne pas partager ».")


@dataclass(frozen=True, slots=True)
class Letter:
    """A consent before it is signed: for whom, the very view they would receive, who reads it.

    *running* is a share with the same structure that goes on already.
    """

    draft: Draft
    structure: Listed
    view: View
    readers: tuple[str, ...]
    running: Given | None

    @property
    def terms(self) -> Terms:
        """What would be agreed to."""
        return self.view.terms

    @property
    def to(self) -> To:
        """Whoever it is for."""
        return ToStructure(self.structure.id)

    @property
    def colour(self) -> int:
        """The structure's own, among the four of strands."""
        return colour_of(self.structure.id)

    @property
    def picture(self) -> Markup:
        """A strand of that colour comes to the thread."""
        return Markup(join(self.colour))  # noqa: S704  # geometry of ours, no word in it

    @property
    def shown(self) -> list[tuple[Section, str]]:
        """The sections that go, with what they hold."""
        return [(part, self._content(part)) for part in self.terms.sections]

    @property
    def picked(self) -> list[Entry]:
        """What goes although it was kept private, because it was ticked by itself."""
        ids = set(self.terms.items)
        return [one.entry for one in self.view.entries if one.id in ids]

    @property
    def hidden(self) -> list[Section]:
        """The sections that stay."""
        return [part for part in Section if part not in self.terms.sections]

    @property
    def refused(self) -> list[Right]:
        """What the structure may not do."""
        return [right for right in OFFERED if not self.terms.allow(right)]

    @property
    def agreement(self) -> str:
        """The sentence that is signed."""
        name, ends = self.structure.card.name, day(self.terms.ends)
        return say_with(AGREEMENT, structure=name, day=ends)

    @property
    def promises(self) -> list[str]:
        """The other sentences of the consent text."""
        sentences = consents.text(self.terms.text_version)
        return [say(each) for each in sentences if each != AGREEMENT]

    @property
    def seen(self) -> str:
        """A fingerprint of what is on the page: for whom, under what terms, with what in it."""
        return sha256(self.structure.id.bytes + content(self.view.to_bytes())).hexdigest()

    def _content(self, part: Section) -> str:
        ids = set(self.terms.items)
        return content_of(_in(part, (one.entry for one in self.view.entries if one.id not in ids)))


def read(work: Work, draft_id: UUID) -> Letter:
    """The letter of a draft; raises :class:`Unfinished` when one of its answers is to be seen."""
    draft = drafts.read(draft_id)
    if step := draft.unanswered:
        raise Unfinished(draft_id, step)
    try:
        terms = drafts.terms(draft.answers, day_of(work.now))
        listed = structures.read(work.session, draft.structure_id)
        readers = tuple(members.readers(work, listed.id))
        view = sharing.preview(work, terms)
    except (ValidationError, Refused) as why:
        raise Unfinished(draft_id, "why") from why
    except NotFound as why:  # a structure that closed, an entry that was removed meanwhile
        raise Unfinished(draft_id, "who") from why
    active = given.mine(work).active
    running = next((one for one in active if one.structure_id == listed.id), None)
    return Letter(draft, listed, view, readers, running)


def sign(letter: Letter) -> tuple[Agreement, bool]:
    """The form under *letter*, and whether it came back signed under this very letter."""
    form = Agreement()
    form.agreed.label.text = letter.agreement
    sent = form.validate_on_submit()
    same = form.text_version.data == consents.CURRENT and form.seen.data == letter.seen
    if sent and not same:
        form.agreed.data = False
        form.form_errors.append(say(CHANGED))
    elif sent and not form.agreed.data:
        fail(form.agreed, say(UNSIGNED))
    form.text_version.data, form.seen.data = consents.CURRENT, letter.seen
    return form, sent and same and bool(form.agreed.data)


def _in(part: Section, entries: Iterable[Entry]) -> Iterable[Entry]:
    return (entry for entry in entries if entry.section is part)
