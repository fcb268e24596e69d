"""Turning the answers of the guided start into real entries, each of them once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.merging import ALONE
from portfolio.services import boxes, entries, profiles
from portfolio.services.boxes import Opened
from portfolio.services.entries import Change
from portfolio.services.work import Work


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says: the kind it becomes and the fields it fills; *name* tells it apart."""

    name: str
    model: type[Entry]
    fields: Mapping[str, object]


def keep(work: Work, step: int, answers: Sequence[Answer], emptied: Sequence[UUID] = ()) -> None:
    """Save *answers* and go to the next step; what was *emptied* goes to the trash.

    The same form sent twice waits for the first to be saved, then changes what it made.
    Raises a ``ValidationError`` of Pydantic for an answer that its kind refuses.
    """
    boxes.begin(work)
    work.session.refresh(profiles.account_of(work))
    guide, opened = profiles.read(work).guide, entries.read_all(work)
    made = dict(guide.made)
    for answer in answers:
        made[answer.name] = _keep(work, opened, answer, made.get(answer.name))
    if emptied:
        entries.remove(work, emptied)
    move = guide.model_copy(update={"at": guide.after(step), "made": made})
    profiles.change(work, guide=move.model_dump())


def _keep(work: Work, opened: Sequence[Opened], answer: Answer, made: UUID | None) -> UUID:
    former = next((one for one in opened if _is(one, answer, made)), None)
    if former is None or not isinstance(former.entry, answer.model):
        fresh = answer.model.model_validate(answer.fields)
        [new] = entries.apply(work, added=[fresh], removed=[former.id] if former else [])
        return new
    said = former.entry.changed(
        **{name: _within(former, name, it) for name, it in answer.fields.items()}
    )
    if said != former.entry:
        entries.apply(work, changed=[Change(former.id, former.rev, said)])
    return former.id


def _within(former: Opened, name: str, said: object) -> object:
    """An answer to a part of a field (a beginning, of a period) leaves its other parts alone."""
    there = getattr(former.entry, name, None)
    return dict(there) | dict(said) if isinstance(said, Mapping) and there else said


def _is(one: Opened, answer: Answer, made: UUID | None) -> bool:
    """Whether *one* is what the answer made, or the one there may be of its kind."""
    return one.id == made or (answer.model.kind in ALONE and one.entry.kind == answer.model.kind)
