"""The desk itself, on which the modules beside this one put their pages."""

from portfolio.doors import Desk
from portfolio.web import acts
from portfolio.web.colours import colour_of
from portfolio.web.records import record_of
from portfolio.web.templating import say

bp = Desk("sharing", __name__, url_prefix="/shares")
bp.add_app_template_global(record_of, "record_of")
bp.add_app_template_global(colour_of, "colour_of")
bp.add_app_template_filter(say)
bp.add_app_template_filter(acts.in_words, "act")
bp.add_app_template_filter(acts.who, "who")
