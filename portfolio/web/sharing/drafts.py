"""A share being prepared, step by step: answers in the sealed session, under an id of their own.

The id is in the address of every step, so that two tabs do not mix; it is also what makes a
share that is sent twice one share.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID, uuid4

from portfolio.domain import consents
from portfolio.domain.errors import Problem
from portfolio.domain.sharing import Mode, Purpose, Right, Terms, default_end
from portfolio.web import signin
from portfolio.web.templating import locale

PLACE = "shares"
MOST = 4  # drafts kept in one session: the oldest gives way

Answers = dict[str, Any]


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
    """Who for, and the answers so far, as JSON knows them, by the names of :class:`Terms`."""

    id: UUID
    structure_id: UUID
    answers: Answers = field(default_factory=dict)

    def answered(self, **answers: Any) -> Self:
        """The same draft with more answers."""
        return replace(self, answers=self.answers | answers)

    @property
    def unanswered(self) -> str | None:
        """The first step that was not answered yet."""
        for step, name in (("what", "sections"), ("why", "purpose")):
            if name not in self.answers:
                return step
        return None


def terms(answers: Answers, today: date) -> Terms:
    """The terms that *answers* make; what was not asked yet is as it would be proposed.

    Raises a ``ValidationError`` that names the answers to change.
    """
    version = {"text_version": consents.CURRENT, "language": locale()}
    return Terms.model_validate(proposed(today) | answers | version)


def check_day(ends: date | None, now: datetime) -> None:
    """Raise :class:`Refused` for a last day that cannot be agreed to, whatever the rest."""
    if ends:
        Terms.model_construct(ends=ends, purpose=Purpose.OTHER, text_version="").check(now)


def proposed(today: date) -> Answers:
    """What each question is answered with until somebody answers it."""
    return {
        "purpose": Purpose.GUIDANCE,
        "mode": Mode.PHOTO,
        "rights": [Right.READ],
        "ends": default_end(today),
    }


def begin(structure_id: UUID, answers: Answers | None = None) -> Draft:
    """Open a new draft."""
    draft = Draft(uuid4(), structure_id, answers or {})
    keep(draft)
    return draft


def read(draft_id: UUID) -> Draft:
    """The draft of that id; raises :class:`Lost`, or :class:`Given` once it is a grant."""
    kept = _kept().get(str(draft_id))
    if kept is None:
        raise Lost
    if "given" in kept:
        raise Given(UUID(kept["given"]))
    return Draft(draft_id, UUID(kept["structure"]), kept["answers"])


def keep(draft: Draft) -> None:
    """Put *draft* in the session, as the latest one."""
    _put(draft.id, {"structure": str(draft.structure_id), "answers": draft.answers})


def done(draft_id: UUID, grant_id: UUID) -> None:
    """Remember what the draft became, and forget its answers."""
    _put(draft_id, {"given": str(grant_id)})


def drop(draft_id: UUID) -> None:
    """Forget a draft."""
    signin.current()[PLACE] = {name: one for name, one in _kept().items() if name != str(draft_id)}


def jsonable(answers: Terms) -> Answers:
    """The answers of *terms*, as the session keeps them."""
    return answers.model_dump(
        mode="json", include={"sections", "items", "purpose", "purpose_text", "rights", "mode"}
    )


def _kept() -> dict[str, Any]:
    return dict(signin.current().get(PLACE, {}))


def _put(draft_id: UUID, kept: Answers) -> None:
    drafts = {name: one for name, one in _kept().items() if name != str(draft_id)}
    names = list(drafts)[-(MOST - 1) :]
    signin.current()[PLACE] = {name: drafts[name] for name in names} | {str(draft_id): kept}
