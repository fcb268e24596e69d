"""The desk itself, on which the directory, the team and the invitations put their pages."""

from portfolio.doors import Desk

bp = Desk("structures", __name__)
