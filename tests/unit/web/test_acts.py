"""Every act that a journal can tell is somewhere where its reader looks for it."""

from itertools import chain, combinations

from portfolio.domain.acts import ACTS, NEWS, OWN_NEWS, Sort
from portfolio.web.acts import DETAILED, PLAIN

OWN_WORK = ("entry.", "file.added", "file.erased", "file.renewed", "minor.", "scribe.")
"""What somebody does in their own portfolio, which is nobody's access to it."""


def test_each_act_that_has_a_sentence_is_sorted_or_is_ones_own_work() -> None:
    said = {name.split()[0] for name in chain(PLAIN, DETAILED)}
    left = {name for name in said - NEWS if not name.startswith(OWN_WORK)}
    assert not left, "Say in portfolio/domain/acts.py what these are about."


def test_an_act_is_of_one_sort() -> None:
    assert set(ACTS) == set(Sort)
    assert not any(ACTS[one] & ACTS[other] for one, other in combinations(Sort, 2))
    assert OWN_NEWS <= NEWS
