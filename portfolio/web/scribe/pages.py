"""What the pages of a sitting, and those of its review, show."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, flash, make_response, render_template, request

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.merging import ALONE
from portfolio.domain.scribes import Sitting
from portfolio.domain.sections import Section
from portfolio.domain.words import N_
from portfolio.services import scribes
from portfolio.services.paged import Page
from portfolio.services.scribes import Draft
from portfolio.web import facts, presses, signin, unsaved
from portfolio.web.facts import Fact
from portfolio.web.forms import ModelForm
from portfolio.web.paging import portions
from portfolio.web.responses import see_other
from portfolio.web.templating import say

SECTIONS = (Section.PATH, Section.SKILLS, Section.INTERESTS, Section.PROJECT, Section.PLAN)
"""What somebody else may type: not who the citizen is."""
AGREED = frozenset({"plan", "synthesis", "situation"})
"""What has pages of its own: a plan, of which objectives and actions may be typed, what several
decide, and what somebody says of their situation to no one else.

What is typed is not kept before it is sent: unsaved words belong to the person whose key seals
them (:mod:`portfolio.web.unsaved`), and whoever sits down next would be given them back.
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A draft as its owner reads it before answering."""

    draft: Draft
    facts: list[Fact]


def sitting() -> Sitting:
    """The sitting that runs; once its time is over, a page that says so and gives words back."""
    running = signin.sitting()
    if running is None:
        raise NotFound
    if not running.runs(signin.now()):
        abort(make_response(render_template("scribe/over.html", typed=unsaved.words()), 403))
    return running


def kinds() -> list[tuple[Section, list[type[Entry]]]]:
    """What may be typed, section by section."""
    return [(part, [each for each in KINDS.values() if _offered(each, part)]) for part in SECTIONS]


def kind(name: str) -> type[Entry]:
    """The kind called *name*, if a scribe may type it."""
    model = KINDS[name]
    if not any(_offered(model, part) for part in SECTIONS):
        raise NotFound
    return model


def gone_back(running: Sitting) -> Response | None:
    """Lead whoever goes back to a form to what they typed in it, to be changed."""
    if request.method == "POST":
        return None
    own, there = unsaved.own(), scribes.read(signin.work(), running)
    typed = next((draft for draft in there if draft.id == own), None)
    if typed is None:
        return None
    presses.tell(typed.entry.title)
    return see_other("scribe.edit", draft_id=typed.id)


def written(running: Sitting, form: ModelForm[Entry]) -> bool:
    """Keep what the form says as a draft; the form tells why when it may not be."""
    try:
        scribes.write(signin.work(), running, form.value, unsaved.own())
    except Refused as why:
        form.refuse(why)
        return False
    return True


def cards(drafts: Sequence[Draft], number: int) -> Page[Card]:
    """A page of what was typed, down to the last answer: one agrees to what one has read."""
    every = [Card(draft, facts.facts(draft.entry, {})) for draft in drafts]
    return portions(every, number, lambda card: len(card.draft.entry.model_dump_json()))


def kept() -> Response:
    """The owner agreed: say so, and go on with the next."""
    flash(say(N_("C’est dans votre portfolio, avec la mention de l’aide reçue.")), "ok")
    return see_other("scribe.review")


def _offered(model: type[Entry], part: Section) -> bool:
    return model.section is part and model.kind not in ALONE | AGREED
