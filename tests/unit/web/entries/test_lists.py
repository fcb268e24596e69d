"""Entries side by side: what goes on first, then the latest, the undated by title at the end."""

from datetime import UTC, datetime
from uuid import uuid4

from portfolio.domain.entries import Entry
from portfolio.services.boxes import Opened
from portfolio.web.entries.lists import latest_first
from tests.factories import a_job

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def opened(entry: Entry) -> Opened:
    return Opened(uuid4(), entry, 1, NOW, NOW)


def order(*entries: Entry) -> list[str]:
    return [one.entry.title for one in latest_first([opened(entry) for entry in entries])]


def test_what_goes_on_comes_before_what_is_over_whatever_the_dates() -> None:
    over = a_job(title="over", when={"start": "2020", "end": "2025"})
    going = a_job(title="going", when={"start": "1990", "ongoing": True})
    assert order(over, going) == ["going", "over"]


def test_the_latest_comes_first_as_far_as_its_date_tells() -> None:
    dates = ("2019", "2019-03", "2018-12-31", "2019-03-02")
    jobs = [a_job(title=when, when={"start": "2001", "end": when}) for when in dates]
    assert order(*jobs) == ["2019-03-02", "2019-03", "2019", "2018-12-31"]


def test_the_undated_close_the_list_by_title() -> None:
    titles = ("zèbre", "Abeille", "mouton")
    undated = [a_job(title=title, when={}) for title in titles]
    assert order(*undated, a_job(title="dated")) == ["dated", "Abeille", "mouton", "zèbre"]


def test_two_entries_that_say_the_same_are_both_there() -> None:
    assert order(a_job(title="same"), a_job(title="same")) == ["same", "same"]
    assert order(a_job(title="same", when={}), a_job(title="same", when={})) == ["same", "same"]
