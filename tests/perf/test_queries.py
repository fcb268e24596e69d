"""A page costs the same few queries whatever a life holds, and stays light enough for a phone."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.referrals import Proposal
from portfolio.domain.sections import Section
from portfolio.extensions import db
from portfolio.services import entries, handovers, referrals, referred
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.services.people import a_meeting, a_referral, referral_rules_accepted, what_is_let_go
from tests.web import meetings
from tests.web.meetings import Meeting

BUDGET = 6
SAVING = 15
LIVES = (0, 20, 400)
PAGES = (
    "/thread",
    "/thread/list",
    "/portfolio",
    "/portfolio/skills",
    "/portfolio/skills?by=framework",
    "/portfolio/add/skill",
    "/frameworks/search?q=dev+info",
    "/plan",
    "/leads",
    "/take-home",
    "/take-home/page",
    "/take-home/portfolio",
)
STORY = "Trois collègues étaient malades, il y avait 62 repas à servir. J’ai fait une liste. " * 3


def a_life(size: int) -> list[Entry]:
    """Jobs, trainings, skills and actions, in equal numbers, each with its dates and story."""
    return [_thing(number) for number in range(size)]


def _thing(number: int) -> Entry:
    kind = ("job", "training", "skill", "action")[number % 4]
    year = 1960 + number % 60
    dates: dict[str, dict[str, Any]] = {
        "job": {"when": {"start": f"{year}", "end": f"{year + 1}"}, "employer": "Les Mirabelliers"},
        "training": {"when": {"start": f"{year}-09"}, "provider": "Afpa de Golbey"},
        "skill": {"level": 1 + number % 3},
        "action": {"due": f"{2027 + number % 5}-03-12"},
    }
    given = {"title": f"Chose numéro {number}", "story": STORY, **dates[kind]}
    return KINDS[kind].model_validate(given)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database in the block, transactions aside.

    Nor what a worker asks once a minute, whatever the page: whether the service ends.
    """
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")) and "service_end" not in statement:
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_costs_the_same_queries_whatever_a_life_holds(
    app: Flask, browsers: Callable[..., Browser], url: str
) -> None:
    costs = set()
    for size in LIVES:
        person = arrivals.a_citizen(browsers())
        with at_work(app, person) as work:
            entries.add_all(work, a_life(size))
        person.get(url)  # what happens once a minute happens now
        with counted(app) as sent:
            person.get(url)
        costs.add(len(sent))

    assert len(costs) == 1 and max(costs) <= BUDGET


def test_grants_cost_no_query_each(app: Flask, browsers: Callable[..., Browser]) -> None:
    met = meetings.meeting(app, browsers)
    for _ in range(4):
        meetings.give(app, met.citizen, met.structure_id)
    met.citizen.get("/thread")

    with counted(app) as sent:
        met.citizen.get("/thread")

    assert len(sent) <= BUDGET


@pytest.mark.parametrize("url", ["/shares", "/plan"])
def test_structures_cost_no_query_each(
    app: Flask, browsers: Callable[..., Browser], url: str
) -> None:
    met = meetings.meeting(app, browsers)
    costs = [cost(app, met.citizen, url)]
    for _ in range(2):
        counsellor = arrivals.a_professional(app, browsers())
        meetings.give(app, met.citizen, meetings.structure_of(app, counsellor))
    costs.append(cost(app, met.citizen, url))

    assert costs[0] == costs[1] <= BUDGET


@pytest.mark.parametrize(("url", "most"), [("/account/", 6), ("/shares/journal", 6)])
def test_pages_about_oneself_cost_few_queries(
    citizen: Browser, app: Flask, url: str, most: int
) -> None:
    assert cost(app, citizen, url) <= most


def test_a_counsellor_s_pages_cost_the_same_queries_whatever_is_shared(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """An interview is read in three and leaves its trace in three."""
    met = meetings.meeting(app, browsers, sections=tuple(Section))
    few = cost(app, met.counsellor, met.url), cost(app, met.counsellor, "/desk/")
    with at_work(app, met.citizen) as work:
        entries.add_all(work, a_life(200))
    for _ in range(3):
        meetings.give(app, met.citizen, met.structure_id)
    many = cost(app, met.counsellor, met.url), cost(app, met.counsellor, "/desk/")

    assert few == many
    assert max(many) <= BUDGET


def test_saving_costs_the_same_statements_whatever_follows(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """The views that follow are written together: each costs its sealing, and no statement."""
    met = meetings.meeting(app, browsers, sections=tuple(Section))
    few = _saving(app, met.citizen)
    for _ in range(3):
        meetings.give(app, met.citizen, met.structure_id)

    assert _saving(app, met.citizen) == few <= SAVING


def _saving(app: Flask, person: Browser) -> int:
    with at_work(app, person) as work, counted(app) as sent:
        one = entries.read_all(work)[0]
        story = f"{one.entry.story} Encore."
        entries.change(work, one.id, one.entry.changed(story=story), rev=one.rev)
    return len(sent)


def cost(app: Flask, browser: Browser, url: str) -> int:
    """How many statements a page takes, once warm."""
    browser.get(url)
    with counted(app) as sent:
        browser.get(url)
    return len(sent)


@pytest.mark.parametrize(("url", "most"), [("/thread", 25), ("/portfolio", 25), ("/plan", 25)])
def test_a_page_of_a_long_life_is_light(
    app: Flask, browsers: Callable[..., Browser], url: str, most: int
) -> None:
    """Kilobytes once compressed, for 400 entries; a first page must show on slow 3G."""
    person = arrivals.a_citizen(browsers())
    with at_work(app, person) as work:
        entries.add_all(work, a_life(400))

    person.get(url)

    assert person.response is not None
    assert len(gzip.compress(person.response.data, 6)) < most * 1024


def test_a_skill_is_offered_names_in_two_statements_whatever_it_is_called(
    app: Flask, citizen: Browser
) -> None:
    costs = set()
    for title in ("Souder", "Préparer un repas équilibré pour soixante personnes pressées"):
        with at_work(app, citizen) as work:
            entry_id = entries.add(work, KINDS["skill"].model_validate({"title": title}))
        costs.add(cost(app, citizen, f"/portfolio/{entry_id}"))
    assert len(costs) == 1 and max(costs) <= BUDGET


def test_a_desk_costs_the_same_queries_in_each_of_its_lists(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    met = meetings.meeting(app, browsers)
    met.counsellor.get("/desk/")
    met.counsellor.submit(words="sandrine")
    lists = [f"/desk/?among={which}" for which in ("all", "mine", "new", "ending")]
    pages = (*lists, "/desk/search", "/desk/proposals", "/desk/agenda", "/team")

    assert max(cost(app, met.counsellor, url) for url in pages) <= BUDGET


def test_relays_cost_the_same_queries_however_many_there_are(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """Both structures and the person read whole pages of them."""
    met = meetings.meeting(app, browsers)
    others = [arrivals.a_professional(app, browsers()) for _ in range(2)]
    agreed, elsewhere = (_towards(app, other) for other in others)
    given = meetings.give(app, met.citizen, agreed.to)
    made = _relayed(app, met, agreed)
    with at_work(app, met.citizen) as work:
        referred.hand_over(work, made, what_is_let_go(), given)
    costs = []
    for number in (1, 60):
        _relayed(app, met, elsewhere, withdrawn=number)
        theirs = [cost(app, met.counsellor, f"{url}/referrals") for url in ("", met.url)]
        costs.append([*theirs, cost(app, met.citizen, "/shares/referrals")])

    with at_work(app, others[0], agreed.to) as work:
        handovers.accept(work, made, a_meeting(work.now))
    pages = [cost(app, met.citizen, f"/shares/referrals/{made}")]
    pages += [cost(app, others[0], url) for url in ("/referrals", f"/referrals/{made}")]
    pages += [cost(app, met.counsellor, f"{met.url}/referrals/{made}")]

    assert costs[0] == costs[1]
    assert max(*costs[0], *pages) <= BUDGET, pages
    assert met.citizen.get("/shares/referrals?page=2").select("main li h2")


def _towards(app: Flask, other: Browser) -> Proposal:
    with at_work(app, other, meetings.structure_of(app, other)) as work:
        return a_referral(work)


def _relayed(app: Flask, met: Meeting, towards: Proposal, withdrawn: int = 0) -> UUID:
    """The id of a relay that waits, or of the last of those that were withdrawn."""
    with at_work(app, met.counsellor, met.structure_id) as work:
        referral_rules_accepted(work)
        for _ in range(withdrawn or 1):
            made = referrals.propose(work, met.grant_id, towards)
            if withdrawn:
                referrals.withdraw(work, met.grant_id, made)
    return made


def test_a_share_that_ended_costs_the_desk_of_a_key_holder_no_query(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    met = meetings.meeting(app, browsers)
    before = cost(app, met.counsellor, "/desk/")
    met.citizen.submit(f"/shares/{met.grant_id}/stop")

    assert cost(app, met.counsellor, "/desk/") == before <= BUDGET
    assert met.counsellor.page is not None and "n’est plus ouvert" in met.counsellor.page.said
