"""The pages of endorsements: asking, keeping, and the one a link opens."""

from portfolio.web.endorsements import answering, asking, keeping
from portfolio.web.endorsements.desk import bp

__all__ = ["answering", "asking", "bp", "keeping"]
