"""The pages of appointments, for either side: those of a share, one, and what is done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.appointments import Presence
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.words import N_
from portfolio.formats import appointment_ics
from portfolio.formats.appointment_ics import Invitation
from portfolio.services import appointed, appointing, handovers
from portfolio.services.appointed import Appointment
from portfolio.services.appointing import Change
from portfolio.services.sides import Side
from portfolio.web import takeaway, unsaved
from portfolio.web.calendar import day
from portfolio.web.forms.booking import CancelForm, PlanForm
from portfolio.web.responses import UNPROCESSABLE, download, see_other
from portfolio.web.signin import now, work
from portfolio.web.templating import say, say_with

PROPOSED = N_("C’est proposé. L’autre pourra confirmer, déplacer ou annuler.")
MOVED = N_("C’est déplacé. L’autre doit confirmer ce nouveau moment.")
CONFIRMED = N_("C’est confirmé pour vous deux.")
CANCELLED = N_("C’est annulé. L’autre le verra.")
NOTED = N_("C’est noté. La personne lit aussi cette ligne.")
CHANGED = N_("Ce rendez-vous a changé entre-temps. Voici ce qu’il est maintenant : relisez-le.")
OVERLAP = N_("Attention : au même moment, vous avez déjà un rendez-vous avec %(people)s.")
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a side reads and acts: the desk's name in addresses, and what the other is called."""

    name: str
    side: Side
    other: str

    def url(self, act: str, appointment_id: UUID | None = None) -> str:
        """The address of *act* about one appointment, or about all of a share's."""
        about: dict[str, Any] = {"appointment_id": appointment_id} if appointment_id else {}
        return url_for(f"{self.name}.{act}", grant_id=self.side.grant_id, **about)

    @property
    def nav(self) -> str:
        """The part of the site it belongs to."""
        return "sharing" if self.side.by_owner else "desk"

    def to(self, appointment_id: UUID) -> Response:
        """Go and see one."""
        about = {"grant_id": self.side.grant_id, "appointment_id": appointment_id}
        return see_other(f"{self.name}.appointment", **about)


def listed(desk: Desk) -> ResponseReturnValue:
    """Those of a share, and the form of another one."""
    form = PlanForm()
    if form.validate_on_submit() and (answer := _proposed(desk, form)):
        return answer
    found = appointed.of_grant(work(), desk.side)
    ahead = [one for one in found if one.ahead(now())]
    past = [one for one in reversed(found) if one not in ahead]
    page = {"desk": desk, "form": form, "ahead": ahead, "past": past, "now": now()}
    page["unread"] = found.altered
    status = UNPROCESSABLE if form.is_submitted() else 200
    return render_template("sharing/appointments.html", typed=unsaved.words(), **page), status


def shown(desk: Desk, appointment_id: UUID) -> str:
    """One, what may be done about it, and what was."""
    return _page(desk, appointment_id, CancelForm(formdata=None))


def moved(desk: Desk, appointment_id: UUID) -> ResponseReturnValue:
    """The form of another moment or place, filled with what stands."""
    one = appointed.one(work(), desk.side, appointment_id)
    form = PlanForm(**PlanForm.answers(one.plan))
    if form.validate_on_submit():
        try:
            appointing.move(work(), desk.side, sent(appointment_id), form.value)
        except Conflict as changed:
            return _move_page(desk, _current(changed), form, clash=True), CONFLICT
        except Refused as refused:
            form.refuse(told(refused))
        else:
            return _said(desk, appointment_id, MOVED)
    status = UNPROCESSABLE if form.is_submitted() else 200
    return _move_page(desk, one, form), status


def confirmed(desk: Desk, appointment_id: UUID) -> ResponseReturnValue:
    """Say yes to what the page showed."""
    return _done(
        desk,
        appointment_id,
        CONFIRMED,
        lambda: appointing.confirm(work(), desk.side, sent(appointment_id)),
    )


def noted(desk: Desk, appointment_id: UUID) -> ResponseReturnValue:
    """Note how one that began went."""
    how = request.form.get("presence", "")
    if how not in set(Presence):
        raise NotFound
    return _done(
        desk,
        appointment_id,
        NOTED,
        lambda: appointing.note(work(), desk.side, sent(appointment_id), Presence(how)),
    )


def cancelled(desk: Desk, appointment_id: UUID) -> ResponseReturnValue:
    """Call it off, with the reason that was typed, if any."""
    form = CancelForm()
    if not form.validate_on_submit():
        return _page(desk, appointment_id, form), UNPROCESSABLE
    reason = form.reason.data or ""
    return _done(
        desk,
        appointment_id,
        CANCELLED,
        lambda: appointing.cancel(work(), desk.side, sent(appointment_id), reason),
        form,
    )


def file(desk: Desk, appointment_id: UUID) -> Response:
    """One for a calendar."""
    one = appointed.one(work(), desk.side, appointment_id)
    host = request.host.partition(":")[0]
    uid = f"{one.id}@{host}"
    what = Invitation(uid, one.step - 1, one.plan, one.stage, one.changed_at)
    content = appointment_ics.write(what, takeaway.words())
    name = f"{say(N_('rendez-vous'))}-{one.plan.day.isoformat()}.ics"
    return download(content, name, "text/calendar; charset=utf-8")


def sent(appointment_id: UUID) -> Change:
    """Which one the page was about, as it was then."""
    step = request.form.get("step", "")
    return Change(appointment_id, int(step) if step.isdecimal() and len(step) < len("1000") else 0)


def _proposed(desk: Desk, form: PlanForm) -> ResponseReturnValue | None:
    try:
        made = appointing.propose(work(), desk.side, form.value)
    except Refused as refused:
        form.refuse(told(refused))
        return None
    return _said(desk, made, PROPOSED)


def _done(
    desk: Desk,
    appointment_id: UUID,
    words: str,
    act: Callable[[], None],
    form: CancelForm | None = None,
) -> ResponseReturnValue:
    """What follows an act, or what stands where it could not be done."""
    form = form or CancelForm(formdata=None)
    try:
        act()
    except Conflict:
        flash(say(CHANGED), "warn")
        return _page(desk, appointment_id, form), CONFLICT
    except Refused as refused:
        flash(say_with(refused.message, **told(refused).values), "warn")
        return _page(desk, appointment_id, form), UNPROCESSABLE
    return _said(desk, appointment_id, words)


def _said(desk: Desk, appointment_id: UUID, words: str) -> ResponseReturnValue:
    flash(say(words), "ok")
    if not desk.side.by_owner:
        warn(appointed.one(work(), desk.side, appointment_id))
    return desk.to(appointment_id)


def warn(one: Appointment) -> None:
    """Say what else the professional has at that time."""
    others = appointing.overlapping(work(), one) if one.ahead(now()) else []
    if others:
        people = ", ".join(sorted({each.person for each in others}))
        flash(say_with(OVERLAP, people=people), "warn")


def _page(desk: Desk, appointment_id: UUID, form: CancelForm) -> str:
    one = appointed.one(work(), desk.side, appointment_id)
    history = appointed.history(work(), desk.side, appointment_id)
    page = {"desk": desk, "one": one, "history": history, "now": now(), "presences": Presence}
    if one.presence and not desk.side.by_owner:
        page["relay"] = handovers.awaiting(work(), desk.side, one.id)
    return render_template("sharing/appointment.html", form=form, **page)


def _move_page(desk: Desk, one: Appointment, form: PlanForm, *, clash: bool = False) -> str:
    page = {"desk": desk, "one": one, "clash": clash, "now": now()}
    return render_template("sharing/move_appointment.html", form=form, **page)


def _current(changed: Conflict) -> Appointment:
    assert isinstance(changed.current, Appointment)  # noqa: S101  # what services raise
    return changed.current


def told(refused: Refused) -> Refused:
    """A refusal whose days are in the reader's words."""
    values = refused.values.items()
    words = {name: day(it) if isinstance(it, date) else it for name, it in values}
    return Refused(refused.message, refused.field, **words)
