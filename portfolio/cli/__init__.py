"""Commands for operators: ``flask --app wsgi …``."""

from flask import Flask
from flask_migrate import Migrate

from portfolio.cli import (
    demo,
    frameworks,
    grants,
    journals,
    keyset,
    partners,
    reconciling,
    reminders,
    reports,
    services,
    structures,
    upgrading,
)
from portfolio.extensions import db
from portfolio.paths import resource

migrate = Migrate()
GROUPS = (
    demo.demo,
    frameworks.frameworks,
    grants.grants,
    journals.journal,
    keyset.keyset,
    partners.partners,
    reconciling.reconcile,
    reminders.reminders,
    reports.reports,
    services.service,
    structures.structures,
    upgrading.upgrade,
)


def init_app(app: Flask) -> None:
    """Hang every command group on the application."""
    migrate.init_app(app, db, directory=str(resource("migrations")))
    for group in GROUPS:
        app.cli.add_command(group)
