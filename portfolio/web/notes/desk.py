"""The desk itself, on which the modules beside this one put their pages."""

from portfolio.doors import Desk

bp = Desk("notes", __name__, url_prefix="/notes")
