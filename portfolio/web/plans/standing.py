"""One action under way: where it stands, what came of it, what is said of it."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import MOST_COMMENTS, Action, ActionStatus
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.plan import Step
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.web import facts, presses, reminded, undoing
from portfolio.web.plans.desk import KEEP, bp
from portfolio.web.plans.forms import CommentForm, StandingForm, outcome_mark
from portfolio.web.responses import form_page, safe_next, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

PAGE = "plans/action.html"
TOLD = frozenset({"status", "comments", "outcome", "dropped_reason", "paused_reason"})
DONE = N_("« %(title)s » : c’est fait. Le pointillé devient un fil.")
CHANGED = N_("« %(title)s » : c’est noté.")
UNSAID = N_("Cette remarque est retirée.")
MOVED_ON = N_("Cette action a changé entre-temps : rien n’est retiré. Regardez de nouveau.")
FULL = N_("Cette action a déjà beaucoup de remarques. Vous pouvez les relire et en garder là.")


@bp.get("/<uuid:entry_id>", permission=KEEP)
@presses.once
def action(entry_id: UUID) -> str:
    """All that is known of one action."""
    return render_template(PAGE, **_page(entry_id))


@bp.post("/<uuid:entry_id>/status", permission=KEEP)
def stand(entry_id: UUID) -> ResponseReturnValue:
    """Change where it stands, from its page or from the list."""
    one, former = _action(entry_id)
    form = StandingForm()
    if not form.settle(former, today()):
        return form_page(PAGE, **_page(entry_id) | {"form": form, "standing": form})
    entries.change(work(), entry_id, form.value, rev=one.rev)
    back = safe_next(request.form.get("next")) or url_for("plans.index")
    told = DONE if form.value.status is ActionStatus.DONE else CHANGED
    again = {"stands": former.status.value, "next": back}
    undo = url_for("plans.stand", entry_id=entry_id)
    undoing.offer(say_with(told, title=former.title), undo, **again)
    return redirect(back, 303)


@bp.post("/<uuid:entry_id>/comments", permission=KEEP)
def comment(entry_id: UUID) -> ResponseReturnValue:
    """Add a word about it."""
    form = CommentForm()
    if not (form.validate_on_submit() and _said(entry_id, form)):
        return form_page(PAGE, **_page(entry_id) | {"form": form, "comment": form})
    flash(say(N_("Votre remarque est notée.")), "ok")
    return see_other("plans.action", entry_id=entry_id)


@bp.post("/<uuid:entry_id>/comments/remove", permission=KEEP)
def uncomment(entry_id: UUID) -> ResponseReturnValue:
    """Take a word out, of those that the page showed."""
    one, former = _action(entry_id)
    place, rev = (request.form.get(name, -1, type=int) for name in ("place", "rev"))
    if rev == one.rev and not 0 <= place < len(former.comments):
        raise NotFound
    rest = former.comments[:place] + former.comments[place + 1 :]
    try:
        entries.change(work(), entry_id, former.changed(comments=rest), rev=rev)
        back = url_for("keeping.bring_back", entry_id=entry_id, rev=rev)
        undoing.offer(say(UNSAID), back, rev=str(rev + 1))
    except Conflict:
        flash(say(MOVED_ON), "warn")
    return see_other("plans.action", entry_id=entry_id)


def _said(entry_id: UUID, form: CommentForm) -> bool:
    """Add a comment; the very last one again is the same press of a button."""
    one, former = _action(entry_id)
    said = former.commented(form.text.data or "", day_of(work().now))
    if said.comments[-1:] == former.comments[-1:]:
        return True
    try:
        presses.refuse_again()
        _check_room(former)
    except Refused as why:
        form.refuse(why)
        return False
    entries.change(work(), entry_id, said, rev=one.rev)
    return True


def _check_room(action: Action) -> None:
    if len(action.comments) >= MOST_COMMENTS:
        raise Refused(FULL)


def _page(entry_id: UUID) -> dict[str, Any]:
    opened = entries.read_all(work())
    one, action = _action(entry_id)
    goal = next((each for each in opened if each.id == action.objective), None)
    state = Step(one.id, action).state(day_of(work().now))
    return {
        "one": one,
        "action": action,
        "state": state,
        "seen": outcome_mark(action),
        "goal": goal,
        "mute": reminded.hindrance(work(), action),
        "facts": facts.facts(action, {}, but=TOLD),
        "standing": StandingForm(formdata=None, data=_stands(action)),
        "comment": CommentForm(formdata=None),
        "way": partial(presses.way, "plans.comment", entry_id=entry_id),
        "form": None,
    }


def _stands(action: Action) -> dict[str, str]:
    reason = action.paused_reason if action.status is ActionStatus.PAUSED else action.dropped_reason
    return {"stands": action.status.value, "reason": reason, "outcome": action.outcome}


def _action(entry_id: UUID) -> tuple[Opened, Action]:
    """One of the actor's actions; anything else is as absent as none."""
    one = entries.read(work(), entry_id)
    if not isinstance(one.entry, Action):
        raise NotFound
    return one, one.entry


def today() -> PartialDate:
    """This day, as entries write days."""
    day = day_of(work().now)
    return PartialDate(day.year, day.month, day.day)
