"""What professionals propose, and what the person answers: yes, yes on another day, or no."""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.contributions import ProposedAction, ProposedProgramme
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.services import contributions
from portfolio.services.brought import Brought
from portfolio.web import transaction
from portfolio.web.paging import number_in, portions
from portfolio.web.responses import UNPROCESSABLE, safe_next, see_other
from portfolio.web.sharing.desk import bp
from portfolio.web.sharing.forms import Amend
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

SHARE = Permission.SHARE
TAKEN = N_("C’est ajouté à votre fil.")
TO_CHANGE = N_("C’est ajouté à votre fil. Changez maintenant ce que vous voulez.")
FOLLOWED = N_("La démarche est à vous. Faites-en ce que vous voulez, dans l’ordre que vous voulez.")
LEFT = N_("Vous avez refusé cette proposition. Rien n’est ajouté à votre fil.")


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal that waits, and the form to answer it, whose names are its own."""

    brought: Brought
    form: Amend

    @classmethod
    def of(cls, brought: Brought) -> "Card":
        """The card of a proposal, with the date it was proposed for."""
        due = brought.what.due if isinstance(brought.what, ProposedAction) else None
        return cls(brought, Amend(prefix=f"p{brought.id.hex[:8]}", due=due))

    @property
    def amended(self) -> dict[str, object]:
        """What the person would rather have otherwise."""
        proposed = getattr(self.brought.what, "due", None)
        asked = isinstance(self.brought.what, ProposedAction) and self.form.due.raw_data
        return {"due": self.form.due.data} if asked and self.form.due.data != proposed else {}


def waiting() -> list[Card]:
    """What waits for an answer, latest first; for any page of the person's."""
    return [Card.of(brought) for brought in contributions.awaiting(work())]


@bp.get("/proposals", permission=SHARE)
def proposals() -> str:
    """Everything that waits."""
    return _waiting(waiting(), number_in(request.args))


@bp.post("/proposals/<uuid:brought_id>", permission=SHARE)
def answer(brought_id: UUID) -> ResponseReturnValue:
    """Yes or no, once and for good."""
    try:
        if request.form.get("answer") in {"yes", "change"}:
            return _take(brought_id)
        contributions.decline(work(), brought_id)
    except Refused as refused:
        transaction.release()
        return _said(say_with(refused.message, **refused.values), "warn")
    return _said(say(LEFT), "info")


def _take(brought_id: UUID) -> ResponseReturnValue:
    cards = waiting()
    card = next((card for card in cards if card.brought.id == brought_id), None)
    if card and not card.form.validate_on_submit():
        return _waiting([card, *(each for each in cards if each is not card)]), UNPROCESSABLE
    entry_id = contributions.accept(work(), brought_id, **(card.amended if card else {}))
    if request.form.get("answer") == "change":
        flash(say(TO_CHANGE), "ok")
        return redirect(url_for("entries.edit", entry_id=entry_id), 303)
    if card and isinstance(card.brought.what, ProposedProgramme):
        flash(say(FOLLOWED), "ok")
        return see_other("preparing.programme", handout_id=entry_id)
    return _said(say(TAKEN), "ok")


def _waiting(cards: list[Card], number: int = 1) -> str:
    """A page of proposals, each of them whole: one answers what one has read."""
    shown = portions(cards, number, lambda card: len(card.brought.what.model_dump_json()))
    return render_template("sharing/proposals.html", shown=shown)


def _said(sentence: str, tone: str) -> ResponseReturnValue:
    """Back to the page that the answer came from."""
    flash(sentence, tone)
    return redirect(safe_next(request.form.get("next")) or url_for("sharing.proposals"), 303)
