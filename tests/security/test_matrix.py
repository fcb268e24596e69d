"""Security test 64: every address, asked by everybody, with the ids of everybody else: nothing.

Everybody is a visitor, two citizens, whoever is at any distance from the first structure, a
counsellor of the second, and the token of a system. There is no platform administrator to try:
no account has such a role, whoever runs the service does it from a terminal, without a key.

The routes are read from the application, so that a new one is covered by itself. An id of
somebody else's gets what an id that never was gets: the same 404, to the letter.

Who has nothing to do with any of it tries every id there is at every address. Who is nearer tries
those of what the address names and looks at: none of its statements could find any other.
"""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule, UUIDConverter

from portfolio.domain.access import Actor as Someone
from portfolio.domain.access import Permission, Role, may
from portfolio.doors import guard_of, permission_of
from portfolio.services import erasures
from portfolio.storage import Base
from portfolio.storage.base import Id
from tests.arrivals import at_work
from tests.browser import Browser
from tests.perf.test_queries import counted
from tests.security import world as worlds
from tests.security.world import Browsers, World

ROLES = {
    "citizen A": Role.CITIZEN,
    "citizen B": Role.CITIZEN,
    "counsellor S1": Role.PROFESSIONAL,
    "referent S1": Role.PROFESSIONAL,
    "manager S1": Role.PROFESSIONAL,
    "accepted S1": Role.PROFESSIONAL,
    "invited S1": Role.PROFESSIONAL,
    "ex-member S1": Role.PROFESSIONAL,
    "counsellor S2": Role.PROFESSIONAL,
}
STRANGERS = {"citizen B", "counsellor S2"}
"""Who tries every id at every address."""
WORDS = {"kind": "job", "suffix": "pdf", "rev": "1", "number": "1"}
"""Parts of addresses that name no one: a kind of entry, a format, a revision, a step."""
BETWEEN = (
    *("access_grant", "contribution", "comment", "meeting", "appointment", "joint_synthesis"),
    *("note", "note_folder", "note_request", "access_request", "referral", "stored_file"),
)
"""Tables of what somebody and a structure have between them."""
IN_SESSION = {"draft_id"}
"""Ids of what the asker's own session holds: any other leads back to the beginning."""
VARYING = re.compile(r'<input type="hidden"[^>]*>|/[\w-]{32,}|[0-9a-f-]{36}')


@pytest.fixture
def world(app: Flask, browsers: Browsers) -> World:
    return worlds.built(app, browsers)


def doors(app: Flask) -> Iterator[tuple[Rule, str, Permission]]:
    """Every route of ours for people, by method, with what it asks for."""
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        if guard_of(app, rule.endpoint):
            continue
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            if permission is not None:
                yield rule, method, permission


def address(app: Flask, rule: Rule, value: UUID, word: str) -> str:
    """An address that *rule* answers to, about *value* and *word*."""
    values = {
        name: value if isinstance(rule._converters[name], UUIDConverter) else WORDS.get(name, word)
        for name in rule.arguments
    }
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def asked(browser: Browser, method: str, url: str) -> tuple[int, str]:
    """The answer to *url*, without what changes from one address or one second to the next."""
    answer = browser.post(url) if method == "POST" else browser._ask("GET", url)
    if (own := answer.headers.get("Location", "")).startswith(f"{url}?unsaved="):
        answer = browser._ask("GET", own)  # a blank form, at its own address
    status, place, text = answer.status_code, answer.headers.get("Location", ""), answer.text
    if place:
        browser._ask("GET", "/help")  # where a message left for the next page is shown, and gone
    return status, VARYING.sub("", place + text)


def nothing(browser: Browser, method: str = "GET") -> tuple[int, str]:
    """What *browser* gets where there is nothing at all."""
    return asked(browser, method, f"/portfolio/{uuid4()}/nowhere")


def names_something(rule: Rule) -> bool:
    return bool(rule.arguments - set(WORDS))


def test_the_matrix_knows_an_id_of_every_table(world: World) -> None:
    """A new table asks for a line in the world: its ids must be tried too."""
    named = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(isinstance(column.type, Id) for column in table.primary_key)
    }
    assert named == {table for table, _owner in world.ids}


def test_a_visitor_is_sent_to_sign_in_whatever_the_id(
    app: Flask, world: World, browsers: Browsers
) -> None:
    """Security test 64: so is the token of a system, which is nobody on people's pages."""
    system = browsers(Authorization=f"Bearer {world.token}")
    wrong = []
    for rule, method, permission in doors(app):
        if permission is Permission.VISIT:
            continue
        for value in (world.ids["access_grant", "A"], world.ids["entry", "A"], uuid4()):
            url = address(app, rule, value, world.secrets[-1])
            for visitor in (world.people["visitor"], system):
                answer = visitor.post(url) if method == "POST" else visitor._ask("GET", url)
                place = answer.headers.get("Location", "")
                if answer.status_code != 302 or not place.startswith("/account/sign-in"):
                    wrong.append((method, url, answer.status_code, place))
    assert not wrong


def test_64_a_token_opens_no_id_but_that_of_a_plan_given_to_its_system(
    app: Flask, world: World, browsers: Browsers
) -> None:
    """Security test 64: nothing was given to it here, and so nothing is there."""
    system = browsers(Authorization=f"Bearer {world.token}")
    rules = [rule for rule in app.url_map.iter_rules() if guard_of(app, rule.endpoint)]
    told = {
        (answer.status_code, answer.text)
        for rule in rules
        if names_something(rule)
        for value in (*world.ids.values(), uuid4())
        for answer in [system._ask("GET", address(app, rule, value, ""))]
    }
    assert [status for status, _text in told] == [404]


def test_what_programs_ask_for_answers_people_one_thing_whoever_they_are(
    app: Flask, world: World
) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if guard_of(app, rule.endpoint)]
    told = set()
    for rule in rules:
        for browser in world.people.values():
            answer = browser._ask("GET", address(app, rule, world.ids["access_grant", "A"], ""))
            told.add((answer.status_code, answer.text))
    assert rules
    assert [status for status, _text in told] == [401]


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_do_and_the_ids_of_others_are_nowhere(
    app: Flask, world: World, role: str
) -> None:
    browser, someone = world.people[role], Someone(None, ROLES[role])
    absent = {method: nothing(browser, method) for method in ("GET", "POST")}
    assert {status for status, _ in absent.values()} == {404}
    wrong: list[tuple[str, str]] = []
    for rule, method, permission in doors(app):
        if not may(someone, permission):
            values = (world.ids["access_grant", "A"], world.ids["entry", "A"], uuid4())
            urls = {address(app, rule, value, world.secrets[-1]) for value in values}
            never = absent[method]
        elif permission is not Permission.VISIT and names_something(rule):
            with counted(app) as sent:
                never = asked(browser, method, address(app, rule, uuid4(), "n" * 43))
            near = world if role in STRANGERS else world.near(" ".join([*sent, *rule.arguments]))
            urls = tried(app, rule, near, role)
        else:
            continue
        if never[0] != 404 and not rule.arguments & IN_SESSION:
            wrong.append((method, f"{rule.rule} {never[0]}"))
        wrong += [(method, url) for url in urls if asked(browser, method, url) != never]
    assert not wrong
    nobody_was_hurt(world)


def test_what_anybody_may_send_hurts_nobody(app: Flask, world: World) -> None:
    for role in ("citizen B", "counsellor S2", "ex-member S1"):
        for rule, method, permission in doors(app):
            if method == "POST" and permission is Permission.VISIT and names_something(rule):
                for url in tried(app, rule, world, role):
                    world.people[role].post(url)
    nobody_was_hurt(world)


def nobody_was_hurt(world: World) -> None:
    """After strangers tried every address with every id, everything is still there."""
    page = world.people["counsellor S1"].get(f"/interviews/{world.ids['access_grant', 'A']}")
    assert "Informer et rassurer" in page.said
    owner = world.people["citizen A"]
    assert "Agente de service" in owner.get(f"/portfolio/{world.ids['entry', 'A']}").said


def tried(app: Flask, rule: Rule, world: World, role: str) -> set[str]:
    """The addresses of *rule* about each thing that is not *role*'s."""
    if any(isinstance(each, UUIDConverter) for each in rule._converters.values()):
        values = world.strangers(role)
        return {address(app, rule, value, word) for value in values for word in ("pdf", "json")}
    secrets = set(world.secrets) - world.known.get(role, set())
    return {address(app, rule, uuid4(), word) for word in secrets}


def test_the_public_card_of_a_structure_is_the_only_thing_an_id_opens_to_a_visitor(
    app: Flask, world: World
) -> None:
    visitor = world.people["visitor"]
    public = {world.ids["structure", letter] for letter in "AB"}
    opened = set()
    for rule, method, permission in doors(app):
        ids = [n for n, each in rule._converters.items() if isinstance(each, UUIDConverter)]
        if permission is not Permission.VISIT or not ids or method == "POST":
            continue
        for value in set(world.ids.values()) - public:
            if visitor._ask("GET", address(app, rule, value, "x")).status_code != 404:
                opened.add((rule.endpoint, value))
    assert not opened


def test_n_02_once_somebody_is_gone_their_ids_are_nowhere_and_every_page_opens(
    app: Flask, world: World
) -> None:
    """Acceptance N-02: asked by whoever knew them best."""
    browser, role = world.people["referent S1"], Role.PROFESSIONAL
    hers = [world.ids[table, "A"] for table in BETWEEN]
    with at_work(app, world.people["citizen A"]) as work:
        goes, account_id = erasures.ask(work), work.actor.account_id
        assert erasures.erase(work.session, account_id, goes) is not None
    wrong = []
    for rule, method, permission in doors(app):
        if method == "GET" and may(Someone(None, role), permission):
            wrong += still_there(app, rule, browser, hers)
    assert not wrong


def still_there(app: Flask, rule: Rule, browser: Browser, gone: list[UUID]) -> list[str]:
    """The addresses of *rule* that break, that name who is gone, or that know an id of theirs."""
    if not rule.arguments:
        found = browser._ask("GET", rule.rule)
        broken = found.status_code >= 500 or b"Citizen A" in found.data
        return [rule.rule] if broken else []
    if not any(isinstance(each, UUIDConverter) for each in rule._converters.values()):
        return []
    never = asked(browser, "GET", address(app, rule, uuid4(), "pdf"))
    urls = [address(app, rule, value, "pdf") for value in gone]
    return [url for url in urls if asked(browser, "GET", url) != never]
