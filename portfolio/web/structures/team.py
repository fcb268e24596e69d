"""The team of a structure: who is there, who is invited, who waits to be let in."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.figures import FEWEST
from portfolio.domain.structures import Membership, Office
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.services import (
    addresses,
    invitations,
    members,
    rotations,
    standings,
    structure_sheets,
    team_lines,
)
from portfolio.services import figures as counts
from portfolio.services.invitations import Guest
from portfolio.services.members import Teammate
from portfolio.web import letters, paging, places, responses, signin, transaction
from portfolio.web.forms import fail
from portfolio.web.structures import acts, forms, people
from portfolio.web.structures.desk import bp
from portfolio.web.templating import say, say_with

MANAGE = Permission.MANAGE_MEMBERS
BOTH = ["GET", "POST"]
SHOWN_ONCE = "invitation"  # where the session keeps a link until it was shown
READY = N_("L’invitation est prête. Son lien s’affiche une seule fois : copiez-le.")
SENT = N_("L’invitation est prête. Son lien est parti par courrier électronique.")
CONFIRMED = N_("%(name)s fait maintenant partie de l’équipe.")
NOT_THEIRS = N_(
    "Ce n’est pas l’empreinte de ce compte. Demandez-lui de relire lentement. "
    "Si elle ne la trouve pas chez elle, ce compte n’est peut-être pas le sien : ne confirmez pas."
)
ROTATED = N_("Les clés de la structure sont changées.")
SET_ASIDE = N_("À revoir : %(names)s. Leur clé a été modifiée, retirez et invitez à nouveau.")


@bp.get("/team", permission=MANAGE)
def team() -> ResponseReturnValue:
    """Everyone, with what the reader may do about each."""
    work = signin.work()
    standing = places.here(work)
    if standing is None:
        return responses.see_other("desk.structure")
    manages = standing.office.manages_names
    page = {
        "standing": standing,
        "team": members.team(work, standing),
        "pending": invitations.pending(work, standing) if manages else [],
        "link": signin.current().pop(SHOWN_ONCE, None),
        "me": work.actor.account_id,
        "keeping": structure_sheets.keeping(work, standing) if manages else None,
        "states": Membership,
    }
    return render_template("structures/team.html", **page)


@bp.route("/team/invite", methods=BOTH, permission=MANAGE, fresh=Fresh.PROOF)
def invite() -> ResponseReturnValue:
    """Make a link for somebody; the answer is the same whoever they are."""
    work, form = signin.work(), forms.Guest()
    standing = standings.confirmed(work).manage_names()
    if not form.validate_on_submit():
        return responses.form_page("structures/invite.html", form, standing=standing)
    guest = Guest(form.name.data, Office(form.office.data), form.email.data or "")
    link = letters.link("structures.join", token=invitations.invite(work, guest))
    signin.current()[SHOWN_ONCE] = {"name": guest.name, "link": link}
    by_mail = letters.is_open() and bool(guest.email) and addresses.may_write(work, guest.email)
    if by_mail:
        letters.write("invitation", guest.email, link=link, days=_days())
    flash(say(SENT if by_mail else READY), "ok")
    return responses.see_other("structures.team")


@bp.post("/team/invitations/<mark>/cancel", permission=MANAGE)
def cancel(mark: str) -> ResponseReturnValue:
    """Make a link open nothing any more."""
    invitations.cancel(signin.work(), mark)
    flash(say(N_("L’invitation est annulée. Son lien ne sert plus à rien.")), "ok")
    return responses.see_other("structures.team")


@bp.route("/team/<uuid:account_id>/confirm", methods=BOTH, permission=MANAGE, fresh=Fresh.PROOF)
def confirm(account_id: UUID) -> ResponseReturnValue:
    """Let somebody in who said yes, once they read out the print of their own key."""
    work, form = signin.work(), forms.Spoken()
    standings.confirmed(work).keep_keys()
    who = people.one(work, account_id, Membership.ACCEPTED)
    if not (form.validate_on_submit() and _heard(form, who)):
        came = [acts.in_words(line) for line in team_lines.about(work, account_id)]
        return responses.form_page("structures/confirm.html", form, who=who, came=came)
    members.confirm(work, account_id)
    flash(say_with(CONFIRMED, name=who.name), "ok")
    return responses.see_other("structures.team")


@bp.get("/team/changes", permission=MANAGE)
def changes() -> str:
    """What changed in the team and its keys, newest first."""
    work = signin.work()
    page = paging.number_in(request.args)
    lines = [(line.at, acts.in_words(line)) for line in team_lines.read(work, page)]
    pages = max(1, -(-team_lines.count(work) // team_lines.PAGE))
    return render_template("structures/changes.html", lines=lines, page=page, pages=pages)


@bp.get("/team/figures", permission=MANAGE)
def figures() -> str:
    """How many people, never who."""
    work = signin.work()
    standing, found = counts.read(work)
    page = {"standing": standing, "figures": found, "fewest": FEWEST, "today": work.now}
    return render_template("structures/figures.html", **page)


@bp.post("/team/rotate", permission=MANAGE, fresh=Fresh.PROOF)
def rotate() -> ResponseReturnValue:
    """Change the structure's key, when somebody left it."""
    done = rotations.rotate(signin.work())
    transaction.erase()
    flash(say(ROTATED), "ok")
    if done.set_aside:
        flash(say_with(SET_ASIDE, names=", ".join(done.set_aside)), "warn")
    return responses.see_other("structures.team")


def _days() -> int:
    return invitations.LIFE.days


def _heard(form: forms.Spoken, who: Teammate) -> bool:
    if not who.is_read_as(form.spoken.data or ""):
        fail(form.spoken, say(NOT_THEIRS))
    return not form.errors
