"""A citizen with one thing of each sort, then a longer and longer life around them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, current_app

from portfolio.domain.closing import Closing
from portfolio.domain.codes import Stay, Whom
from portfolio.domain.endorsements import Request
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.activity import Activity
from portfolio.domain.handouts import Booklet, Cv
from portfolio.domain.scribes import Sitting
from portfolio.domain.sharing import Mode
from portfolio.domain.wordlist import WORDS
from portfolio.services import (
    codes,
    contributions,
    endorsements,
    entries,
    files,
    handouts,
    imports,
    plans,
    referrals,
    scribes,
    thrown,
    unsaved,
)
from portfolio.services.allowances import Allowance
from portfolio.services.unsaved import Sheet
from portfolio.services.work import Work
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.services.people import (
    a_closing_sheet,
    a_proposal,
    a_referral,
    a_skill,
    an_arrival,
    appointed_with,
    asks_notes,
    commented,
    cowritten,
    met_with,
    noted,
    prepared,
    referral_rules_accepted,
    sent_programme,
)
from tests.web import meetings

ROOM = Allowance(10_000_000, 100)
STORY = "Trois collègues étaient malades, il y avait 62 repas à servir. J’ai fait une liste. " * 3
CV = b'{"work": [{"name": "Acme", "position": "Cook"}]}'
OTHER_CV = CV.replace(b"Acme", b"Other")
HELD = {"hold": "hurdle", "change": "Je dors chez ma sœur."}
LONG_FROM = 300
"""Things from that number on have a long story."""
MADE = ("job", "training", "skill", "action", "lead", "language", "interest")


@dataclass
class Life:
    """Whose life it is, and the ids that stand in its addresses."""

    citizen: Browser
    ids: list[UUID] = field(default_factory=list)


def begun(app: Flask, browsers: Callable[..., Browser]) -> Life:
    """One thing of each sort: the ids lead to every page that is about something."""
    met = meetings.meeting(app, browsers)
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    with at_work(app, other, meetings.structure_of(app, other)) as work:
        relay = a_referral(work)
    with at_work(app, met.counsellor, met.structure_id) as work:
        brought = contributions.propose(work, met.grant_id, a_proposal())
        said = commented(work, met.grant_id)
        joint = cowritten(work, met.grant_id)
        sent = sent_programme(work, met.grant_id)
        referral_rules_accepted(work)
        proposed = referrals.propose(work, met.grant_id, relay)
        seen_on, closed = appointed_with(work, met.grant_id), met_with(work, met.grant_id)
        noted(work, met.grant_id)
    with at_work(app, met.citizen) as work:
        wished = asks_notes(work)
        there = [
            *met.ids.values(),
            met.grant_id,
            brought,
            said,
            joint,
            proposed,
            seen_on,
            closed,
            wished,
        ]
        there += [prepared(work, met.grant_id), contributions.accept(work, sent)]
        return Life(met.citizen, [*_things(work), *there])


def _things(work: Work) -> Iterator[UUID]:
    activity = Activity(id=uuid4(), what="Je range")
    yield (job := _add(work, "job", title="Aide", activities=[activity.model_dump()]))
    yield activity.id
    one = entries.read(work, job)
    entries.change(work, job, one.entry.changed(story=STORY), rev=one.rev)
    yield from _talks(work)
    yield _add(work, "lead", title="Fleuriste")
    yield (gone := _add(work, "skill", title="Coudre"))
    entries.remove(work, [gone])
    yield from _papers(work, 1, 1)
    asked = Request(person="Ada", message="Un mot ?", label="Un emploi", title="Aide")
    yield endorsements.ask(work, job, asked, "Marc")[0]
    yield (done := imports.preview(work, OTHER_CV, "b.json"))
    imports.confirm(work, done, {}, rest=True)
    yield imports.preview(work, CV, "cv.json")
    scribes.write(work, Sitting.begun("Somebody", work.now), a_skill("Lire"))
    yield scribes.read(work)[0].id
    yield from _cvs(work)
    made = codes.prepare(work.keys, Whom.OUTSIDE, Stay.DAY)
    yield codes.issue(work, made, meetings.terms(mode=Mode.PHOTO), once=uuid4())
    yield unsaved.keep(work, "/portfolio/add/job", Sheet(uuid4()), [("title", "Aide")]).id
    handouts.add(work, Booklet())
    seen = plans.seen(entries.read_all(work), None)
    yield plans.close(work, None, Closing("Fini"), title="Premier plan", seen_as=seen)
    yield _add(work, "action", title="Appeler")


def _talks(work: Work) -> Iterator[UUID]:
    """What is kept of an interview."""
    yield _add(work, "synthesis", title="Premier entretien", story=STORY)
    yield _add(work, "situation", title="Ma situation", housing=HELD)


def _cvs(work: Work) -> Iterator[UUID]:
    """One that is kept, one in the trash; a sheet that came back with an archive."""
    yield handouts.add(work, a_closing_sheet())
    yield handouts.add(work, Cv(name="Mon CV"))
    yield (given_up := handouts.add(work, Cv(name="CV vente")))
    thrown.throw(work, given_up)


def _papers(work: Work, many: int, files_each: int) -> Iterator[UUID]:
    """Documents, each with files of its own."""
    for number in range(many):
        came = [an_arrival(uuid4().bytes.hex().encode(), "a.txt") for _ in range(files_each)]
        with files.put(current_app.extensions["blobs"], came):
            files.add(work, came, ROOM)
        ids = [each.file.id for each in came]
        yield from ids
        yield _add(work, "evidence", title=f"Attestation {number}", story=STORY, files=ids)


def grown(app: Flask, life: Life, more: int, papers: int = 0) -> None:
    """*more* entries of every usual kind, and *papers* documents with two files each."""
    with at_work(app, life.citizen) as work:
        entries.add_all(work, [_thing(number) for number in range(more)])
        for _ in _papers(work, papers, 2):
            pass


def _thing(number: int) -> Entry:
    kind, year = MADE[number % len(MADE)], 1960 + number % 60
    dates: dict[str, dict[str, Any]] = {
        "job": {"when": {"start": f"{year}", "end": f"{year + 1}"}, "employer": "Les Mirabelliers"},
        "training": {"when": {"start": f"{year}-09"}, "provider": "Afpa de Golbey"},
        "skill": {"level": 1 + number % 3},
        "action": {"due": f"{2027 + number % 5}-03-12"},
    }
    story = long_story(number) if number >= LONG_FROM else STORY
    given = {"title": f"Chose numéro {number}", "story": story, **dates.get(kind, {})}
    return KINDS[kind].model_validate(given)


def long_story(number: int) -> str:
    """Ten thousand letters in an order of their own: nothing compresses them away."""
    words = Random(number).choices(WORDS, k=2_000)  # noqa: S311  # the same each time
    return " ".join(words)[:10_000].strip()


def _add(work: Work, kind: str, **given: Any) -> UUID:
    return entries.add(work, KINDS[kind].model_validate(given))
