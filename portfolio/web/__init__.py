"""Pages: the desks people come to, and the habits every request shares."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portfolio.extensions import login
from portfolio.settings import Settings
from portfolio.web import (
    errors,
    guard,
    headers,
    home,
    letters,
    shelved,
    sought,
    templating,
    transaction,
    unsaved,
    uploads,
)
from portfolio.web.accounts import views as accounts
from portfolio.web.bank import views as bank
from portfolio.web.codes import views as codes
from portfolio.web.desk import views as desk
from portfolio.web.endorsements import views as endorsements
from portfolio.web.entries import activities, disputing
from portfolio.web.entries import views as entries
from portfolio.web.evidence import views as evidence
from portfolio.web.forms import drawing
from portfolio.web.frameworks import views as frameworks
from portfolio.web.handouts import views as handouts
from portfolio.web.imports import views as imports
from portfolio.web.interviews import views as interviews
from portfolio.web.keeping import unsaved as unsaved_words
from portfolio.web.keeping import views as keeping
from portfolio.web.leads import views as leads
from portfolio.web.notes import views as notes
from portfolio.web.plans import views as plans
from portfolio.web.preparing import views as preparing
from portfolio.web.referrals import views as referrals
from portfolio.web.scribe import views as scribe
from portfolio.web.search import views as search
from portfolio.web.sessions import ServerSessions
from portfolio.web.sharing import views as sharing
from portfolio.web.situations import views as situations
from portfolio.web.start import views as start
from portfolio.web.structures import views as structures
from portfolio.web.thread import views as thread

BLUEPRINTS = (
    home.bp,
    accounts.bp,
    thread.bp,
    entries.bp,
    endorsements.bp,
    evidence.bp,
    activities.bp,
    disputing.bp,
    frameworks.bp,
    keeping.bp,
    unsaved_words.bp,
    plans.bp,
    leads.bp,
    situations.bp,
    search.bp,
    sought.bp,
    start.bp,
    handouts.bp,
    scribe.bp,
    imports.bp,
    sharing.bp,
    codes.bp,
    structures.bp,
    desk.bp,
    interviews.bp,
    bank.bp,
    referrals.bp,
    referrals.relays,
    preparing.bp,
    notes.bp,
)


def init_app(app: Flask) -> None:
    """Open every desk, with the same guard, transaction, headers and error pages."""
    settings: Settings = app.extensions["settings"]
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.session_interface = ServerSessions()
    app.request_class = uploads.SealingRequest
    login.login_view = "accounts.sign_in"
    login.login_message = None
    app.before_request(guard.check)
    app.after_request(headers.protect)
    app.after_request(letters.post)  # functions run last first: once settled
    app.after_request(unsaved.keep)
    app.after_request(transaction.settle)
    app.after_request(unsaved.forget)
    templating.init_app(app)
    letters.init_app(app)
    drawing.init_app(app)
    shelved.init_app(app)
    unsaved.init_app(app)
    errors.init_app(app)
    for desk_ in BLUEPRINTS:
        app.register_blueprint(desk_)
