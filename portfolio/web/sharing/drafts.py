"""A share being prepared, step by step: answers in the sealed session, under an id of their own.

The id is in the address of every step, so that two tabs do not mix; it is also what makes a
share that is sent twice one share.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID, uuid4

from portfolio.domain import consents, partners
from portfolio.domain.errors import NotFound, Problem
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Audience, Mode, Purpose, Right, Terms, default_end
from portfolio.services import structures
from portfolio.services.recipients import To, ToMembers, ToPartner, ToStructure
from portfolio.services.structures import Listed
from portfolio.web import minors, signin
from portfolio.web.templating import locale

PLACE = "shares"
IDS = ("structure", "former")
MOST = 4  # drafts kept in one session: the oldest gives way

Answers = dict[str, Any]
NAMING = {Audience.MEMBERS: "whom", Audience.PARTNER: "system"}
"""Where one says whom exactly a share is for, once the structure is known."""
COPIED = {"sections", "items", "alias", "purpose", "purpose_text", "rights", "mode"}


class Lost(Problem):
    """The session does not hold this draft any more, or never did."""


class Given(Problem):
    """The draft became a grant already."""

    def __init__(self, grant_id: UUID) -> None:
        super().__init__("given already")
        self.grant_id = grant_id


class Unfinished(Problem):
    """One *step* of the draft must be seen, or seen again, before it can be signed."""

    def __init__(self, draft_id: UUID, step: str) -> None:
        super().__init__(f"see {step}")
        self.draft_id, self.step = draft_id, step


@dataclass(frozen=True, slots=True)
class Draft:
    """Who for, and the answers so far, as JSON knows them, by the names of :class:`Terms`.

    *former* is the grant that this one takes the place of; *relay*, what goes with it where it
    answers one.
    """

    id: UUID
    structure_id: UUID | None = None
    audience: Audience = Audience.STRUCTURE
    members: tuple[UUID, ...] = ()
    answers: Answers = field(default_factory=dict)
    former: UUID | None = None
    relay: Answers = field(default_factory=dict)

    def answered(self, **answers: Any) -> Self:
        """The same draft with more answers."""
        return replace(self, answers=self.answers | answers)

    def addressed(
        self, structure_id: UUID, audience: Audience, members: Iterable[UUID | str]
    ) -> Self:
        """The same draft for somebody else; what only named people may see stays with them."""
        ids = tuple(UUID(str(each)) for each in members)
        answers = dict(self.answers)
        if audience is not Audience.MEMBERS or not ids:
            answers.pop("private", None)
        draft = replace(self, structure_id=structure_id, audience=audience)
        if structure_id != self.structure_id:
            draft = replace(draft, former=None, relay={})
        return replace(draft, members=ids, answers=answers)

    def for_system(self, structure_id: UUID, partner_id: str) -> Self:
        """The same draft for a partner's system, which receives the plan and nothing else."""
        draft = self.addressed(structure_id, Audience.PARTNER, (partner_id,))
        return draft.answered(sections=[Section.PLAN], items=[], rights=[Right.READ, Right.EXPORT])

    def check(self, agreed: Terms) -> None:
        """Raise :class:`Refused` for terms that cannot be for that kind of recipient."""
        if self.audience is Audience.PARTNER:
            partners.check_terms(agreed)

    @property
    def to(self) -> To:
        """Whoever it is for; to be asked once it is known."""
        if self.structure_id is None:
            raise Unfinished(self.id, "who")
        if self.by_name:
            return ToMembers(self.structure_id, frozenset(self.members))
        if self.audience is Audience.PARTNER:
            return ToPartner(self.members[0])
        return ToStructure(self.structure_id)

    @property
    def by_name(self) -> bool:
        """Whether it is for people one names."""
        return self.audience is Audience.MEMBERS

    @property
    def unanswered(self) -> str | None:
        """The first step that was not answered yet."""
        return next((step for step, answered in self._steps() if not answered), None)

    def _steps(self) -> Iterator[tuple[str, bool]]:
        yield "who", self.structure_id is not None
        if naming := NAMING.get(self.audience):
            yield naming, bool(self.members)
        yield "what", "sections" in self.answers
        yield "why", "purpose" in self.answers


def terms(answers: Answers, today: date) -> Terms:
    """The terms that *answers* make; what was not asked yet is as it would be proposed.

    Raises a ``ValidationError`` that names the answers to change.
    """
    version = {"text_version": consents.CURRENT, "language": locale()}
    if answers.get("private"):
        version["private_version"] = consents.PRIVATE
    said = {"jointly": minors.jointly()}
    return Terms.model_validate(proposed(today) | answers | version | said)


def check_days(starts: date | None, ends: date | None, now: datetime) -> None:
    """Raise :class:`Refused` for days that cannot be agreed to, whatever the rest."""
    if ends:
        asked = Terms.model_construct(purpose=Purpose.OTHER, text_version="", ends=ends)
        asked.model_copy(update={"starts": starts}).check(now)


def proposed(today: date) -> Answers:
    """What each question is answered with until somebody answers it."""
    return {
        "purpose": Purpose.GUIDANCE,
        "mode": Mode.PHOTO,
        "rights": [Right.READ],
        "ends": default_end(today),
    }


def begin(**said: Any) -> Draft:
    """Open a new draft, with what is known of it."""
    draft = Draft(uuid4(), **said)
    keep(draft)
    return draft


def read(draft_id: UUID) -> Draft:
    """The draft of that id; raises :class:`Lost`, or :class:`Given` once it is a grant."""
    kept = _kept().get(str(draft_id))
    if kept is None:
        raise Lost
    if "given" in kept:
        raise Given(UUID(kept["given"]))
    place, former = (UUID(kept[name]) if kept.get(name) else None for name in IDS)
    members = tuple(UUID(each) for each in kept.get("members", ()))
    audience = Audience(kept.get("audience", Audience.STRUCTURE))
    relay = kept.get("relay", {})
    return Draft(draft_id, place, audience, members, kept["answers"], former, relay)


def placed(draft_id: UUID) -> tuple[Draft, Listed]:
    """The draft of that id and the structure it is for; without one, :class:`Unfinished`."""
    draft = read(draft_id)
    if draft.structure_id is None:
        raise Unfinished(draft_id, "who")
    try:
        return draft, structures.read(signin.work().session, draft.structure_id)
    except NotFound as why:  # it closed meanwhile
        raise Unfinished(draft_id, "who") from why


def keep(draft: Draft) -> None:
    """Put *draft* in the session, as the latest one."""
    whom = {"audience": draft.audience, "members": [str(each) for each in draft.members]}
    place = str(draft.structure_id) if draft.structure_id else ""
    former = str(draft.former) if draft.former else ""
    said = {"answers": draft.answers, "former": former, "relay": draft.relay}
    _put(draft.id, {"structure": place, **whom, **said})


def done(draft_id: UUID, grant_id: UUID) -> None:
    """Remember what the draft became, and forget its answers."""
    _put(draft_id, {"given": str(grant_id)})


def drop(draft_id: UUID) -> None:
    """Forget a draft."""
    signin.current()[PLACE] = {name: one for name, one in _kept().items() if name != str(draft_id)}


def jsonable(answers: Terms) -> Answers:
    """The answers of *terms*, as the session keeps them.

    Days are chosen anew, and what is private is ticked anew each time.
    """
    there = set(answers.items) - set(answers.lapsed)
    kept = answers.model_copy(update={"items": tuple(sorted(there))})
    return kept.model_dump(mode="json", include=COPIED)


def _kept() -> dict[str, Any]:
    return dict(signin.current().get(PLACE, {}))


def _put(draft_id: UUID, kept: Answers) -> None:
    drafts = {name: one for name, one in _kept().items() if name != str(draft_id)}
    names = list(drafts)[-(MOST - 1) :]
    signin.current()[PLACE] = {name: drafts[name] for name in names} | {str(draft_id): kept}
