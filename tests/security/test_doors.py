"""Doors: every route says who may come, and takes only what our own pages send."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule, UUIDConverter

from portfolio.domain.access import Actor as SomeActor
from portfolio.domain.access import Permission, Role, may
from portfolio.doors import Desk, guard_of, permission_of
from tests.browser import SITE, Browser

Browsers = Callable[..., Browser]
SAFE = {"GET", "HEAD", "OPTIONS"}
NOBODY = UUID(int=7)
FORGED = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
]
STALE = [
    {},
    {"Referer": "https://host.evil/"},
    {"Referer": f"{SITE}.evil.example/"},
    {"Referer": "http://localhost/"},
]


def address(app: Flask, rule: Rule) -> str:
    """An address that *rule* answers to, whatever it is about."""
    values = {name: _example(rule, name) for name in rule.arguments}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def _example(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if isinstance(converter, UUIDConverter):
        return NOBODY
    if isinstance(converter, IntegerConverter):
        return converter.max or 7
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return "x"


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """Every rule of ours for people that takes *method*."""
    for rule in app.url_map.iter_rules():
        ours = permission_of(app, rule.endpoint) is not None
        if ours and method in (rule.methods or set()) and not guard_of(app, rule.endpoint):
            yield rule


def writing(app: Flask) -> list[str]:
    """Every address that takes a POST."""
    found = sorted({address(app, rule) for rule in rules(app, "POST")})
    assert len(found) > 100
    return found


def test_a_route_that_does_not_say_cannot_be_written() -> None:
    desk = Desk("hasty", __name__)
    with pytest.raises(TypeError, match="permission"):
        desk.get("/")(lambda: "secrets")


def test_only_static_files_are_behind_no_door(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if permission_of(app, rule.endpoint) is None:
            assert rule.endpoint in {"static", "bootstrap.static"}


def test_a_stranger_is_sent_to_sign_in_from_every_private_page(
    app: Flask, browser: Browser
) -> None:
    seen = 0
    for rule in rules(app, "GET"):
        if permission_of(app, rule.endpoint) is not Permission.VISIT:
            answer = browser.client.get(address(app, rule), base_url=SITE)
            assert answer.status_code == 302, rule.endpoint
            assert answer.headers["Location"].startswith("/account/sign-in?next="), rule.endpoint
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("who", ["citizen", "professional"])
def test_what_is_not_for_a_role_is_not_there(
    app: Flask, who: str, request: pytest.FixtureRequest
) -> None:
    visitor: Browser = request.getfixturevalue(who)
    role = Role(who)
    nothing, seen = visitor.get("/nothing-at-all", 404).text_of("main"), 0
    for rule in rules(app, "GET"):
        permission = permission_of(app, rule.endpoint)
        if permission is None or may(SomeActor(NOBODY, role), permission):
            continue
        seen += 1
        assert visitor.get(address(app, rule), 404).text_of("main") == nothing, rule.endpoint
    assert seen > 10


# 46: forged requests


def test_a_form_without_its_token_is_refused_everywhere(app: Flask, citizen: Browser) -> None:
    for where in writing(app):
        answer = citizen.client.post(where, base_url=SITE, headers={"Referer": SITE + where})
        assert answer.status_code == 400, where


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_a_form_sent_by_another_site_is_refused_everywhere(
    app: Flask, citizen: Browser, headers: dict[str, str]
) -> None:
    citizen.get("/account/name")
    for where in writing(app):
        assert citizen.post(where, headers=headers).status_code == 403, where


@pytest.mark.parametrize("headers", STALE, ids=str)
def test_a_form_that_comes_from_nowhere_of_ours_is_refused_everywhere(
    app: Flask, citizen: Browser, headers: dict[str, str]
) -> None:
    token = citizen.get("/account/name").select("[name=csrf_token]")[0]["value"]
    for where in writing(app):
        answer = citizen.client.post(
            where, base_url=SITE, data={"csrf_token": token}, headers=headers
        )
        assert answer.status_code == 400, where


def test_the_token_of_somebody_else_is_refused_everywhere(
    app: Flask, browsers: Browsers, citizen: Browser
) -> None:
    token = browsers().get("/account/sign-in").select("[name=csrf_token]")[0]["value"]
    for where in writing(app):
        assert citizen.post(where, {"csrf_token": token}).status_code == 400, where


def test_json_dressed_as_text_is_refused_everywhere(app: Flask, citizen: Browser) -> None:
    citizen.get("/account/name")
    for where in writing(app):
        answer = citizen.client.post(
            where,
            base_url=SITE,
            data='{"csrf_token": "x"}',
            content_type="text/plain",
            headers={"Referer": SITE + where},
        )
        assert answer.status_code == 400, where


def test_no_header_or_parameter_makes_a_get_write(app: Flask, citizen: Browser) -> None:
    token = citizen.get("/account/name").select("[name=csrf_token]")[0]["value"]
    query = f"?_method=POST&csrf_token={token}&name=Pirate"
    citizen.client.get(
        f"/account/name{query}", base_url=SITE, headers={"X-HTTP-Method-Override": "POST"}
    )
    assert "Pirate" not in citizen.get("/account/").said


# 47: only the methods that were meant


def test_what_only_writes_is_not_read(app: Flask, citizen: Browser) -> None:
    read = {address(app, rule) for rule in rules(app, "GET")}
    only = [where for where in writing(app) if where not in read]
    assert only
    for where in only:
        for method in ("GET", "HEAD"):
            answer = citizen.client.open(where, method=method, base_url=SITE)
            assert answer.status_code == 405, (method, where)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_not_answered(app: Flask, citizen: Browser, method: str) -> None:
    for where in ("/", "/account/", "/account/name", "/account/sign-in"):
        answer = citizen.client.open(where, method=method, base_url=SITE)
        assert answer.status_code == 405, where
        assert answer.headers["Allow"]


def test_asking_twice_writes_nothing_by_get(app: Flask, citizen: Browser) -> None:
    """A GET that leaves a trace says so in its desk; the pages of the account never do."""
    for name in ("home", "accounts"):
        desk = app.blueprints[name]
        assert isinstance(desk, Desk)
        assert not desk.writers
