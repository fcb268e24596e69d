"""Two desks: relays proposed on one grant, and all those that a structure has to do with."""

from portfolio.doors import Desk

bp = Desk("referrals", __name__, url_prefix="/referrals")
relays = Desk("relays", __name__, url_prefix="/interviews/<uuid:grant_id>/referrals")
