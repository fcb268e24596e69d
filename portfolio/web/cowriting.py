"""The pages of a synthesis written by two, for either side: read, write, agree."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.words import N_
from portfolio.services import joint, journal, revisions
from portfolio.services.revisions import Joint
from portfolio.services.sides import Side
from portfolio.web import both_texts, papers, transaction
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.responses import UNPROCESSABLE, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

JointForm = ModelForm[JointSynthesis]
FORM = form_for(JointSynthesis)
FILE = N_("synthese-d-entretien")
SAVED = N_("C’est enregistré. L’autre lira cette version, et la validera ou la changera.")
MOVED = N_("Une nouvelle version est arrivée entre-temps. Relisez-la avant de valider.")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a side reads and writes: the desk's name in addresses, and what the other is called."""

    name: str
    side: Side
    other: str

    def url(self, act: str, joint_id: UUID | None = None) -> str:
        """The address of *act* about one synthesis, or about all of them."""
        about: dict[str, Any] = {"joint_id": joint_id} if joint_id else {}
        return url_for(f"{self.name}.{act}", grant_id=self.side.grant_id, **about)

    @staticmethod
    def label(name: str) -> str:
        """The words of the question *name*."""
        return say(JointSynthesis.model_fields[name].title or name)

    @property
    def nav(self) -> str:
        """The part of the site it belongs to."""
        return "sharing" if self.side.by_owner else "desk"


def listed(desk: Desk) -> ResponseReturnValue:
    """Every synthesis of a share."""
    found = revisions.of_grant(work(), desk.side)
    return _told(desk, render_template("sharing/syntheses.html", desk=desk, found=found))


def shown(desk: Desk, joint_id: UUID) -> ResponseReturnValue:
    """One: its text, where it stands, and the form to change it."""
    found, history = revisions.told(work(), desk.side, joint_id)
    form = FORM.of(found.last.what.model_copy(update={"note": ""}))
    if request.method == "POST":
        both_texts.settle(form, found.last.what)
        if form.validate_on_submit() and (written := _written(desk, found, form)):
            return written
    page = {"desk": desk, "found": found, "form": form, "history": history}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _told(desk, render_template("sharing/synthesis.html", **page), status)


def file(desk: Desk, joint_id: UUID, who: str) -> Response:
    """One on paper, as it stands; what the structure takes is a line in the owner's journal."""
    found = revisions.one(work(), desk.side, joint_id)
    if not desk.side.by_owner:
        journal.write(work(), desk.side.portfolio, "joint.printed", grant_id=desk.side.grant_id)
    person = desk.side.person or who
    return papers.file(papers.of_joint(found, person, who), say(FILE))


def agreed(desk: Desk, moved: Conflict | Refused) -> ResponseReturnValue:
    """What is said when an agreement could not be given."""
    transaction.release()
    told = MOVED if isinstance(moved, Conflict) else moved.message
    values = {} if isinstance(moved, Conflict) else moved.values
    flash(say_with(told, **values), "warn")
    return see_other(f"{desk.name}.synthesis", **request.view_args or {})


def sent_rev() -> int:
    """The revision that the page was made of."""
    sent = request.form.get("rev", "")
    return int(sent) if sent.isdecimal() and len(sent) < len("1000000000") else 0


def _written(desk: Desk, found: Joint, form: JointForm) -> ResponseReturnValue | None:
    """What follows once it is saved, or cannot be; None for a refusal, said in the form."""
    try:
        joint.revise(work(), desk.side, found.id, form.value, rev=sent_rev())
    except Conflict as moved:
        return _told(desk, _both(desk, moved, form), 409)
    except Refused as refused:
        form.refuse(refused)
        return None
    flash(say(SAVED), "ok")
    return see_other(f"{desk.name}.synthesis", grant_id=found.grant_id, joint_id=found.id)


def _told(desk: Desk, page: str, status: int = 200) -> ResponseReturnValue:
    """A *page* that says what was written, and the line of it that no refusal may lose."""
    joint.note_reading(work(), desk.side)
    transaction.keep()
    return page, status


def _both(desk: Desk, moved: Conflict, form: JointForm) -> str:
    """What was typed, still in the form, beside what the other wrote meanwhile."""
    there = moved.current
    assert isinstance(there, Joint)  # noqa: S101  # what services.joint raises
    stored = there.last.what.model_copy(update={"note": form.value.note})
    page = both_texts.apart(form, both_texts.differences(form, stored))
    url = desk.url("synthesis", there.id)
    page |= {"one": {"changed_at": there.last.at}, "rev": there.last.rev, "nav": desk.nav}
    title = say(N_("la synthèse écrite à deux"))
    return render_template("entries/conflict.html", title=title, action=url, back=url, **page)
