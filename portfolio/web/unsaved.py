"""Words that are not saved yet: kept as one types, given back, never a passphrase among them."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from uuid import UUID, uuid4

from flask import Flask, Response, current_app, g, has_request_context, request
from pydantic import BaseModel
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portfolio.domain.entries import KINDS
from portfolio.domain.entries.choices import codes
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.guide import DONE
from portfolio.domain.reports import Report
from portfolio.extensions import db
from portfolio.services import unsaved
from portfolio.services.unsaved import Kept, Sheet
from portfolio.web import signin

SECRETIVE = frozenset({"accounts", "structures"})
"""Desks where passphrases are asked for: what was typed there is neither kept nor shown again."""
SHEET, REV = "unsaved", "unsaved-rev"
OURS = re.compile(r"csrf_token|f-.*|unsaved.*|phrase|password")
UNTYPED = re.compile(
    OURS.pattern + r"|rev|next|seen|text_version|answer|format|wording|stands|page|go"
)
CHOSEN = re.compile(r"|y|yes|no|on|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REFUSED = 400
GIVEN_BACK = frozenset({409, 422})
"""Refusals that give the words back, to be changed and sent again."""


def init_app(app: Flask) -> None:
    """Let every form know its sheet."""
    app.jinja_env.globals.update(unsaved_sheet=sheet, unsaved_waiting=waiting, unsaved_whose=whose)
    app.jinja_env.globals.update(unsaved_there=may_wait, unsaved_told=told)


def words() -> str:
    """What the request's form holds that somebody may have typed, an empty line between answers.

    Only for a request that came from our own page: the guard has refused the others by then.
    """
    if request.blueprint in SECRETIVE:
        return ""
    return "\n\n".join(told(request.form.items(multi=True)))


def told(sent: Iterable[tuple[str, str]]) -> list[str]:
    """Of the answers of a form, those that somebody may have typed."""
    said = [(name, text.strip()) for name, text in sent]
    return [
        it
        for name, it in said
        if not (UNTYPED.fullmatch(name) or CHOSEN.fullmatch(it) or it in _codes().get(name, ()))
    ]


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    """By question, what is chosen among a few and so was typed by nobody."""
    models: tuple[type[BaseModel], ...] = (*KINDS.values(), Report)
    asked = [each for model in models for each in model.model_fields.items()]
    chosen = {
        question: frozenset().union(
            *(codes(it.annotation) for name, it in asked if name == question)
        )
        for question, _ in asked
    }
    return chosen | {"what": DONE}


def left_at(*places: str) -> str:
    """The same of the sheets that wait at forms which do not open any more."""
    if not may_wait():
        return ""
    kept = (each for place in places for each in unsaved.waiting(signin.work(), place))
    return "\n\n".join(words for each in kept for words in told(each.typed))


def answers() -> list[tuple[str, str]]:
    """Every answer of the request's form, without what is ours or secret."""
    sent = request.form.items(multi=True)
    return [(name, answer) for name, answer in sent if not OURS.fullmatch(name)]


def is_form(place: str) -> bool:
    """Whether a form of ours, without secrets in it, is sent to *place*."""
    try:
        adapter = current_app.url_map.bind_to_environ(request.environ)
        endpoint, _ = adapter.match(place, method="POST")
    except (HTTPException, RequestRedirect):
        return False
    return str(endpoint).partition(".")[0] not in SECRETIVE


def asked_by_script() -> bool:
    """Whether a script of ours asks: it wants to be told, not led to another page."""
    return request.accept_mimetypes.best == "application/json"


def whose() -> str:
    """An opaque mark of whoever is signed in, and of the structure they act for, if any.

    Words are kept for whom the page was made, only, and go on under no other structure.
    Nothing for a visitor, while a scribe sits, or at a desk whose forms may hold secrets: no
    words are kept there, and the page says that they are nowhere but on it.
    """
    actor = signin.actor()
    if actor.id is None or not _has_sheets() or request.blueprint in SECRETIVE:
        return ""
    place = actor.structure_id.bytes if actor.structure_id else b""
    return hashlib.sha256(b"unsaved" + actor.id.bytes + place).hexdigest()[:16]


def sent_sheet() -> Sheet | None:
    """The sheet that the form of this request is on."""
    rev = request.form.get(REV, "")
    with suppress(ValueError):
        number = int(rev) if rev.isdecimal() and len(rev) < len("1000000000") else 0
        return Sheet(UUID(request.form.get(SHEET, "")), number)
    return None


def sheet(place: str) -> Sheet:
    """The sheet for a form sent to *place*: the one it came on, the one taken up, or a new one."""
    there = {request.path, g.get("moved", "")} if request.method == "POST" else set()
    if place in there and (came := sent_sheet()):
        return Sheet(came.id, came.rev + 1)  # as :func:`keep` is about to write it
    kept = resumed()
    if kept and kept.place == place:
        return kept.sheet
    return Sheet((own() if kept is None and request.path == place else None) or uuid4())


def own() -> UUID | None:
    """The sheet that the address of this page names: its form's, whatever becomes of its words."""
    return request.args.get(SHEET, type=UUID)


def saved_before() -> bool:
    """Whether the form at this address was saved already: somebody went back to it."""
    here = own()
    if here is None or not _has_sheets():
        return False
    closed = unsaved.is_closed(signin.work(), here)
    if closed is not False:
        g.resumed = None  # asked once: there are no words to take up
    return bool(closed)


def move(place: str) -> None:
    """The answers that came go on in a form that is sent to *place*, on the same sheet."""
    g.moved = place


def waiting(place: str) -> list[Kept]:
    """The other sheets of the form at *place*, when it is opened."""
    if request.method != "GET" or not may_wait():
        return []
    places = signin.current().live.unsaved
    taken, there = sheet(place).id, unsaved.waiting(signin.work(), place, places)
    return [kept for kept in there if kept.sheet.id != taken]


def resumed() -> Kept | None:
    """The sheet that the address of this page asks to take up, if it is the person's own."""
    if not has_request_context() or request.method != "GET":
        return None
    if "resumed" not in g:
        g.resumed = _asked()
    kept: Kept | None = g.resumed
    return kept


def given(names: Iterable[str]) -> MultiDict[str, str] | None:
    """The answers of the sheet taken up, for a form that asks for all of them by these names."""
    kept, asked = resumed(), {*names, "rev", "step", "seen", "about"}
    if kept is None or not {name.partition("-")[0] for name, _ in kept.typed} <= asked:
        return None
    return MultiDict(kept.typed)


def sent(name: str) -> str:
    """A hidden answer of the form: as it was sent, or as it was when its words were kept."""
    kept = resumed()
    return request.form.get(name) or (dict(kept.typed).get(name, "") if kept else "")


def forget(response: Response) -> Response:
    """Once a form is saved its sheet is closed, in the same transaction."""
    if response.status_code < REFUSED and (came := _sheet_of_form()):
        for each in {came.id, own() or came.id}:
            unsaved.close(signin.work(), each)
    return response


def keep(response: Response) -> Response:
    """A form that was refused is a sheet that was kept, script or not; the refusal stands."""
    came = _sheet_of_form() if response.status_code in GIVEN_BACK else None
    if came:
        with suppress(Refused, Conflict):
            place = g.get("moved", request.path)
            unsaved.keep(signin.work(), place, came, answers(), pressed=True)
        db.session.commit()
    return response


def _sheet_of_form() -> Sheet | None:
    known = request.method == "POST" and request.blueprint not in SECRETIVE | {"unsaved"}
    return sent_sheet() if known and _has_sheets() else None


def _asked() -> Kept | None:
    if SHEET not in request.args or not may_wait():
        return None
    with suppress(ValueError, NotFound):
        return unsaved.read(signin.work(), UUID(request.args[SHEET]))
    return None


def may_wait() -> bool:
    """Whether the person has words waiting somewhere, and their key to read them."""
    return bool(signin.current().live.unsaved) and _has_sheets()


def _has_sheets() -> bool:
    """Whether sheets are at hand: not while a scribe sits, who reads nothing of the person's."""
    return signin.current().live.user_key is not None and signin.sitting() is None
