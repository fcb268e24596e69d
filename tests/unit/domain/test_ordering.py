"""Steps of one date: their owner says which comes first."""

from portfolio.domain import ordering
from tests import factories as make


def test_steps_tie_where_the_thread_ties_them_at_one_place() -> None:
    steps = {
        "a": make.a_job(when={"start": "2001", "end": "2019"}),
        "b": make.a_training(when={"end": "2019"}),
        "c": make.a_certificate(issued="2019-03"),
        "d": make.volunteering(when={"start": "2019-03", "ongoing": True}),
        "alone": make.a_moment(when={"start": "2003"}),
        "undated": make.a_job(when={}),
        "skill": make.a_skill(),
        "action": make.an_action(due="2019"),
    }

    assert ordering.tied(steps.items()) == [["a", "b"], ["c", "d"]]


def test_a_step_moves_by_one_place_and_never_off_the_end() -> None:
    assert ordering.moved("abc", "b", up=True) == ["b", "a", "c"]
    assert ordering.moved("abc", "b", up=False) == ["a", "c", "b"]
    assert ordering.moved("abc", "a", up=True) == ["a", "b", "c"]
    assert ordering.moved("abc", "c", up=False) == ["a", "b", "c"]
