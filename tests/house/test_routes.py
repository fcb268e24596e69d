"""Addresses are promises: each is listed, permitted, and every permission is of use."""

from inspect import get_annotations
from pathlib import Path

from flask import Flask, Response
from werkzeug.routing import Rule

from portfolio.domain.access import GRANTS, Permission
from portfolio.doors import fresh, permission_of

LISTED = Path(__file__).with_name("routes.txt")
FILES = {"static", "bootstrap.static"}
PROFESSIONAL = {Permission.USE_DESK, Permission.MANAGE_MEMBERS}
HARMLESS = {"interviews.appointment_file", "interviews.receipt_file"}
"""The hour of one meeting, and what somebody agreed to: nothing that they wrote."""


def addresses(app: Flask) -> list[str]:
    """Every address, what it answers to, and who may come."""
    return sorted(
        f"{rule.rule} {' '.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))}"
        f" {permission_of(app, rule.endpoint)}"
        for rule in app.url_map.iter_rules()
    )


def test_every_address_is_listed(app: Flask) -> None:
    """An address that changes breaks somebody's link: change routes.txt on purpose."""
    assert addresses(app) == LISTED.read_text().splitlines()


def test_every_address_names_its_permission(app: Flask) -> None:
    silent = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if permission_of(app, rule.endpoint) is None
    }
    assert silent <= FILES


def test_what_a_professional_takes_away_asks_who_they_are(app: Flask) -> None:
    """Security test 55: a session left open on a desk empties nothing."""
    taken = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if permission_of(app, rule.endpoint) in PROFESSIONAL and _gives_a_file(app, rule)
    }
    unasked = {endpoint for endpoint in taken if not fresh(app, endpoint)}
    assert len(taken) > len(unasked) and unasked == HARMLESS


def _gives_a_file(app: Flask, rule: Rule) -> bool:
    """Whether an address ends like a file's, or its function promises nothing but one."""
    last = rule.rule.rpartition("/")[2]
    promised = get_annotations(app.view_functions[rule.endpoint]).get("return")
    return "." in last or last == "download" or promised is Response


def test_every_permission_is_granted_and_used(app: Flask) -> None:
    used = {permission_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    granted = frozenset().union(*GRANTS.values())
    assert set(Permission) == granted == used - {None}
