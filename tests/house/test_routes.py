"""Addresses are promises: each is listed, permitted, and every permission is of use."""

from pathlib import Path

from flask import Flask

from portfolio.domain.access import GRANTS, Permission
from portfolio.doors import permission_of

LISTED = Path(__file__).with_name("routes.txt")
FILES = {"static", "bootstrap.static"}


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


def test_every_permission_is_granted_and_used(app: Flask) -> None:
    used = {permission_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    granted = frozenset().union(*GRANTS.values())
    assert set(Permission) == granted == used - {None}
