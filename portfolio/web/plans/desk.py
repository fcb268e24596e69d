"""The desk itself, on which the modules beside this one put their pages."""

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("plans", __name__, url_prefix="/plan")
KEEP = Permission.KEEP_PORTFOLIO
