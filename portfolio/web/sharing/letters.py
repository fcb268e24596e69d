"""The last step of a share: everything agreed to, as a letter, and the way to sign it."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from markupsafe import Markup
from pydantic import ValidationError

from portfolio.domain import consents
from portfolio.domain.consents import AGREEMENT, PRIVATELY
from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.referrals import Relay
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Audience, Right, Terms, day_of
from portfolio.domain.showing import View
from portfolio.domain.structures import folded
from portfolio.domain.thread import join
from portfolio.domain.words import N_
from portfolio.services import given, members, partners, profiles, prolonged, sharing
from portfolio.services.given import Given
from portfolio.services.structures import Listed
from portfolio.services.work import Work
from portfolio.web import minors, signing
from portfolio.web.calendar import day
from portfolio.web.colours import colour_of
from portfolio.web.sharing import drafts, relaying
from portfolio.web.sharing.drafts import Draft, Unfinished
from portfolio.web.sharing.forms import OFFERED, Agreement
from portfolio.web.sharing.ticking import content_of
from portfolio.web.templating import say, say_with

TELLING = 3  # letters: a shorter part of a name is in too many words
UNSIGNED = N_("Cochez la case pour donner votre accord, ou choisissez « Ne pas partager ».")


@dataclass(frozen=True, slots=True)
class Letter:
    """A consent before it is signed: for whom, the very view they would receive, who reads it.

    *called* is the account's own name; *running* is a share with the same structure that goes on
    beside it, *former* the one that ends as this one begins; *relay*, what goes with it.
    """

    draft: Draft
    structure: Listed
    view: View
    readers: tuple[str, ...]
    called: str
    running: Given | None
    former: Given | None = None
    relay: Relay | None = None

    @property
    def terms(self) -> Terms:
        """What would be agreed to."""
        return self.view.terms

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
        """What goes beside the sections, because it was ticked by itself."""
        ids, whole = set(self.terms.items), self.terms.sections
        shown = (one.entry for one in self.view.entries if one.id in ids)
        return [entry for entry in shown if entry.section not in whole]

    @property
    def private(self) -> list[Entry]:
        """What goes although it is kept private otherwise."""
        ids = set(self.terms.private)
        return [one.entry for one in self.view.entries if one.id in ids]

    @property
    def known_already(self) -> bool:
        """Under an alias: whether the structure has a share under the person's own name."""
        known = [one for one in (self.running, self.former) if one and not one.terms.alias]
        return bool(self.terms.alias and known)

    @property
    def follows(self) -> str:
        """How much of what is under way goes on; empty where it takes the place of nothing."""
        draft = self.draft
        if self.former is None or Audience.PARTNER in {draft.audience, self.former.audience}:
            return ""
        return prolonged.brings(self.former, draft.audience, draft.members, self.terms.alias)

    @property
    def betrayed(self) -> list[Entry]:
        """Under an alias: what goes and still says a part of the person's name."""
        name = {part for part in folded(self.called).split() if len(part) >= TELLING}
        shown = self.view.entries if self.terms.alias else ()
        return [one.entry for one in shown if name & _said(one.payload)]

    @property
    def hidden(self) -> list[tuple[Section, bool]]:
        """The sections that stay, and whether something of each goes by itself."""
        apart = {entry.section for entry in (*self.picked, *self.private)}
        return [(part, part in apart) for part in Section if part not in self.terms.sections]

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
    def privately(self) -> list[str]:
        """What the agreement about private things says beyond its first sentence."""
        sentences = consents.text(self.terms.private_version)
        return [say(each) for each in sentences if each != PRIVATELY]

    @property
    def seen(self) -> str:
        """A fingerprint of what is on the page: for whom, under what terms, with what in it."""
        whom = (self.structure.id, *sorted(self.draft.members))
        ids = b"".join(each.bytes for each in whom)
        beside = self.relay.model_dump_json().encode() if self.relay else b""
        return sha256(ids + self.view.fingerprint + beside).hexdigest()

    def _content(self, part: Section) -> str:
        ids = set(self.terms.private)
        return content_of(_in(part, (one.entry for one in self.view.entries if one.id not in ids)))


def read(work: Work, draft_id: UUID) -> Letter:
    """The letter of a draft; raises :class:`Unfinished` when one of its answers is to be seen."""
    draft, listed = drafts.placed(draft_id)
    if step := draft.unanswered:
        raise Unfinished(draft_id, step)
    readers = _readers(work, draft, listed)
    view = _previewed(work, draft)
    active = sorted(given.mine(work).active, key=lambda one: bool(one.terms.alias))
    former = next((one for one in active if one.id == draft.former), None)
    beside = (one for one in active if one.structure_id == listed.id and one is not former)
    called = profiles.read(work).name
    relay = relaying.of(work, draft)
    return Letter(draft, listed, view, readers, called, next(beside, None), former, relay)


def _readers(work: Work, draft: Draft, listed: Listed) -> tuple[str, ...]:
    """Who would read, by name: everyone of the structure, or those who were chosen."""
    by_system = draft.audience is Audience.PARTNER
    there = _systems(work, listed) if by_system else members.who_reads(work, listed.id)
    if not (draft.by_name or by_system):
        return tuple(there.values())
    if not there.keys() >= set(draft.members):  # one of them left, or was stopped, meanwhile
        raise Unfinished(draft.id, "system" if by_system else "whom")
    return tuple(name for each, name in there.items() if each in draft.members)


def _systems(work: Work, listed: Listed) -> dict[UUID, str]:
    return {one.id: one.name for one in partners.receiving(work, listed.id)}


def _previewed(work: Work, draft: Draft) -> View:
    try:
        agreed = drafts.terms(draft.answers, day_of(work.now))
        draft.check(agreed)
        return sharing.preview(work, agreed, draft.structure_id)
    except NotFound as why:  # an entry that was removed meanwhile
        raise Unfinished(draft.id, "what") from why
    except Refused as why:
        raise Unfinished(draft.id, "what" if why.field in {"items", "sections"} else "why") from why
    except ValidationError as why:
        raise Unfinished(draft.id, "why") from why


def sign(letter: Letter) -> tuple[Agreement, bool]:
    """The form under *letter*, and whether it came back signed under this very letter."""
    form = Agreement()
    form.agreed.label.text = letter.agreement
    asked = [form.agreed]
    if letter.terms.private:
        form.agreed_private.label.text = say(PRIVATELY)
        form.agreed_private.description = " ".join(letter.privately)
        asked.append(form.agreed_private)
    else:
        del form.agreed_private
    asked += minors.ask(form, letter.terms)
    return form, signing.signed(form, asked, letter.seen, UNSIGNED)


def _said(payload: str) -> set[str]:
    return set(folded(payload.replace("\\n", " ")).split())


def _in(part: Section, entries: Iterable[Entry]) -> Iterable[Entry]:
    return (entry for entry in entries if entry.section is part)
