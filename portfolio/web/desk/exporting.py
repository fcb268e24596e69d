"""Plans of those who are ticked, taken home together: who leaves, who does not, then the file."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portfolio.domain.access import Permission
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.formats import plans_zip
from portfolio.formats.base import Writer
from portfolio.services import desk, desk_search, plan_exports, readers
from portfolio.services.plan_exports import Taken
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.web import responses, signin, takeaway
from portfolio.web.desk import listing, selecting
from portfolio.web.desk.desk import bp
from portfolio.web.templating import say

USE = Permission.USE_DESK
CHOSEN = "desk-plans"
NOBODY = N_("Aucun de ces plans ne peut être téléchargé.")


@bp.post("/plans", permission=USE)
def pick() -> ResponseReturnValue:
    """Keep who is ticked in the session, sealed, for the page that says who leaves."""
    ticked = selecting.ticks(request.form.getlist("who"))
    people = _everybody(signin.work()) if "everybody" in request.form else ticked
    if not people:
        flash(say(selecting.NOBODY), "warn")
        return selecting.back()
    signin.current()[CHOSEN] = [[str(each) for each in theirs] for theirs in people]
    return responses.see_other("desk.plans")


@bp.get("/plans", permission=USE)
def plans() -> ResponseReturnValue:
    """Whose plan would leave, and whose does not, with the reason; nothing leaves yet."""
    work = signin.work()
    standing = readers.here(work).standing
    people = _chosen()
    if not people:
        return responses.see_other("desk.index")
    taken = plan_exports.look(work, people)
    page = {"taken": taken, "writers": takeaway.plan_writers(), "standing": standing}
    return render_template("desk/plans.html", **page, most=selecting.MOST)


@bp.post("/plans.<suffix>", permission=USE, fresh=Fresh.PROOF)
def take(suffix: str) -> ResponseReturnValue:
    """The file, as each grant allows at this very moment."""
    work, writer = signin.work(), takeaway.plan_writer(suffix)
    taken = plan_exports.look(work, _chosen())
    if not any(one.opened for one in taken):
        flash(say(NOBODY), "warn")
        return responses.see_other("desk.index")
    file = _file(readers.here(work).standing, writer, taken)
    plan_exports.note(work, taken, f"{writer.suffix}.zip")
    return file


def _everybody(work: Work) -> list[list[UUID]]:
    """Everyone of the list at hand, or of what was looked for, as many as leave at once."""
    among = listing.among(request.form.get("among", ""))
    if "searching" in request.form:
        return desk_search.grants_of(work, listing.sought(), among)[: selecting.MOST]
    pages = min(desk.read(work, 1, among).pages, selecting.MOST // desk.PAGE)
    found = (desk.read(work, page, among).people for page in range(1, pages + 1))
    return [[each.id for each in one.shared] for people in found for one in people]


def _file(standing: Standing, writer: Writer, taken: Sequence[Taken]) -> Response:
    by = f"{standing.name}, {standing.structure}"
    mine = takeaway.export("", by, standing.structure)
    content = plans_zip.write(_contents(standing, writer, taken), mine, takeaway.words())
    name = gettext("plans-d-action-%(day)s", day=signin.now().date().isoformat())
    return responses.download(content, f"{name}.zip", "application/zip")


def _contents(
    standing: Standing, writer: Writer, taken: Iterable[Taken]
) -> Iterator[plans_zip.Part]:
    by = f"{standing.name}, {standing.structure}"
    for one in taken:
        if one.why:
            yield plans_zip.Part(one.person, say(one.why.label))
        else:
            whose = takeaway.export(one.person, by, standing.structure)
            yield plans_zip.Part(
                one.person, "", takeaway.plan_bytes(writer, one.items, whose), writer.suffix
            )


def _chosen() -> list[list[UUID]]:
    return [[UUID(each) for each in person] for person in signin.current().get(CHOSEN, [])]
