"""A démarche that somebody said yes to: done as they like, sent back when they choose, or never."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.contributions import ProposedProgramme
from portfolio.domain.entries import Provenance
from portfolio.domain.errors import Refused
from portfolio.domain.preparing import Answers, Done, Followed, ShownProgress, Stage
from portfolio.domain.programmes import taken
from portfolio.domain.words import N_
from portfolio.services import boxes, handing, handouts, journal
from portfolio.services.handouts import Kept
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant

STOPPED = N_("Vous avez arrêté cette démarche. Reprenez-la pour y répondre.")
NOTHING = N_("Rien n’est encore coché ni répondu : il n’y a rien à envoyer.")


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody ticks and answers, and whether the structure may know that it is begun."""

    done: Done
    answers: Answers
    tells: bool


def take(work: Work, what: ProposedProgramme, grant_id: UUID, came: Provenance) -> UUID:
    """Keep a démarche as it was sent, and nothing of what becomes of the bank's."""
    place = work.session.scalar(select(Grant.structure_id).where(Grant.id == grant_id))
    followed = Followed(
        name=what.programme.title,
        structure_id=place,
        structure=came.structure,
        grant_id=grant_id,
        what=what.programme,
        person=came.person,
        sent_on=came.on,
        message=what.message,
        brought_id=UUID(came.source_id),
    )
    return handouts.add(work, followed)


def answer(work: Work, kept: Kept[Followed], reply: Reply, *, rev: int) -> None:
    """Keep what is ticked and answered; the structure learns that it is begun if the reply says so.

    Raises :class:`Conflict` when it changed since *rev*, :class:`Refused` once it is stopped.
    """
    if kept.what.stage is Stage.STOPPED:
        raise Refused(STOPPED)
    asked = kept.what.what
    said = zip(asked.questions, (*reply.answers, *((),) * len(asked.questions)), strict=False)
    new = kept.what.changed(
        done=tuple(place for place in reply.done if 0 <= place < len(asked.tasks)),
        answers=tuple(taken(question, each) for question, each in said),
        tells=reply.tells,
    )
    handouts.change(work, kept.id, new, rev=rev)
    if new.stage is Stage.GOING:
        _tell(work, kept.id, new)


def send(work: Work, kept: Kept[Followed], *, rev: int) -> None:
    """Let the structure read the answers as they are now, in place of any sent before."""
    if kept.what.stage is Stage.STOPPED:
        raise Refused(STOPPED)
    if not kept.what.begun:
        raise Refused(NOTHING)
    handouts.change(work, kept.id, kept.what.changed(stage=Stage.SENT), rev=rev)
    side = handing.show(work, kept.what, kept.id, as_sent(kept.what))
    journal.write(work, side.portfolio, "programme.sent", grant_id=side.grant_id)


def as_sent(what: Followed) -> ShownProgress:
    """Exactly what travels."""
    told = {"what": what.what, "done": what.done, "answers": what.answers}
    return ShownProgress.model_validate({"brought_id": what.brought_id, "sent": True} | told)


def take_back(work: Work, kept: Kept[Followed]) -> None:
    """Take back what was sent: the structure reads no answer any more."""
    if kept.what.stage is Stage.SENT:
        new = kept.what.changed(stage=Stage.GOING)
        handouts.change(work, kept.id, new, rev=kept.rev)
        _withdraw(work, kept.id, "programme.taken_back")
        _tell(work, kept.id, new)


def stop(work: Work, kept: Kept[Followed]) -> None:
    """Go no further with it: the structure reads nothing of it, and is told no reason."""
    new = kept.what.changed(stage=Stage.STOPPED, away=True)
    handouts.change(work, kept.id, new, rev=kept.rev)
    _withdraw(work, kept.id, "programme.stopped")


def resume(work: Work, kept: Kept[Followed]) -> None:
    """Go on with one that was stopped."""
    new = kept.what.changed(stage=Stage.GOING, away=False)
    handouts.change(work, kept.id, new, rev=kept.rev)
    _tell(work, kept.id, new)


def _withdraw(work: Work, handout_id: UUID, act: str) -> None:
    if grant_id := handing.hide(work, handout_id):
        journal.write(work, boxes.portfolio_of(work), act, grant_id=grant_id)


def _tell(work: Work, handout_id: UUID, what: Followed) -> None:
    """That it is begun, if its owner says so and the structure may still be told."""
    if not (what.tells and what.begun and what.brought_id):
        handing.hide(work, handout_id)
    elif handing.way(work, what):
        handing.show(work, what, handout_id, ShownProgress(brought_id=what.brought_id))
