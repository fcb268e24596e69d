"""The desk of what is taken home; its pages are in several modules."""

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("handouts", __name__, url_prefix="/take-home")
KEEP = Permission.KEEP_PORTFOLIO
