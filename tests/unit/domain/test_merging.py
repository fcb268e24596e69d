"""Two entries that speak of one thing, and the one that says both."""

from typing import ClassVar

import pytest

from portfolio.domain.entries import KINDS, Entry, Provenance
from portfolio.domain.entries.job import Job
from portfolio.domain.merging import Twins, merged, same


def a(kind: str, title: str, **fields: object) -> Entry:
    return KINDS[kind].model_validate({"title": title, **fields})


def a_job(title: str = "Caissière", **fields: object) -> Entry:
    return a("job", title, **{"employer": "Match", "when": {"start": "2014"}} | fields)


@pytest.mark.parametrize(
    "other",
    [
        a_job(),
        a_job("CAISSIERE"),
        a_job(when={"start": "2014-03", "end": "2016"}),
        a_job(employer="Match, Épinal"),
        a_job(employer=""),
        a_job(when={}),
    ],
)
def test_the_same_job_told_otherwise_is_recognised(other: Entry) -> None:
    assert same(a_job(), other) and same(other, a_job())


@pytest.mark.parametrize(
    "other",
    [
        a_job("Vendeuse"),
        a_job(employer="Cora"),
        a_job(when={"start": "2015"}),
        a("volunteering", "Caissière"),
    ],
)
def test_another_job_is_not(other: Entry) -> None:
    assert not same(a_job(), other) and not same(other, a_job())


def test_one_employer_and_one_month_make_one_job_whatever_its_title() -> None:
    march = {"start": "2014-03"}

    assert same(a_job(when=march), a_job("Hôtesse de caisse", when=march))
    assert not same(a_job(), a_job("Hôtesse de caisse"))


def test_a_portfolio_needs_one_presentation() -> None:
    one, other = a("identity", "Sandrine"), a("identity", "Sandrine Thiébaut")

    assert Twins({"it": one}).of(other) == "it"


def test_of_several_twins_the_first_is_named() -> None:
    march = {"start": "2014-03"}
    own = {
        "elsewhere": a_job(employer="Cora", when=march),
        "by start": a_job("Hôtesse", when=march),
        "by title": a_job(when=march),
    }

    assert Twins(own).of(a_job(when=march)) == "by start"
    assert Twins(dict(reversed(own.items()))).of(a_job(when=march)) == "by title"
    assert Twins(own).of(a_job("Vendeuse", when={"start": "2015-03"})) is None


class ReadJob(Job):
    """A job that counts how many times its summary is read."""

    reads: ClassVar[list[str]] = []

    @property
    def summary(self) -> str:
        self.reads.append(self.title)
        return super().summary


def test_a_long_file_beside_a_long_portfolio_reads_each_entry_once() -> None:
    jobs = [ReadJob(title=f"Caissière {rank}", employer="Match") for rank in range(60)]
    ReadJob.reads.clear()

    own = Twins(dict(enumerate(jobs)))

    assert [own.of(job) for job in jobs] == list(range(60))
    assert len(ReadJob.reads) == 2 * len(jobs)


def test_what_is_empty_is_filled_and_what_is_written_stays() -> None:
    mine = a_job(town="Épinal", tasks=("Encaisser",))
    file = a_job(town="Golbey", url="https://example.org/", tasks=("Encaisser", "Ranger"))

    both = merged(mine, file)

    assert both.entry == a_job(
        town="Épinal", url="https://example.org/", tasks=("Encaisser", "Ranger")
    )
    assert (both.filled, both.kept) == (("tasks", "url"), ("town",))


def test_two_stories_follow_one_another_once() -> None:
    mine, file = a_job(story="J’accueille."), a_job(story="Je rends la monnaie.")

    both = merged(mine, file).entry

    assert both.story == "J’accueille.\n\nJe rends la monnaie."
    assert merged(both, file).entry == both


def test_a_date_becomes_more_exact_but_never_another() -> None:
    exact = merged(a_job(), a_job(when={"start": "2014-03", "end": "2016"}))
    other = merged(a_job(), a_job(when={"start": "2015", "end": "2016"}))

    assert exact.entry == a_job(when={"start": "2014-03", "end": "2016"})
    assert exact.kept == ()
    assert other.entry == a_job(when={"start": "2014", "end": "2016"})
    assert other.kept == ("when",)


def test_an_end_that_would_come_before_the_start_is_left_out() -> None:
    both = merged(a_job(when={"start": "2014"}), a_job(when={"start": "2010", "end": "2012"}))

    assert both.entry == a_job(when={"start": "2014"})
    assert both.kept == ("when",)


def test_a_merge_keeps_provenance_and_privacy() -> None:
    mine = a_job(private=True)
    file = a_job(provenance=Provenance.imported("jsonresume", "k"), extra={"x": 1})

    both = merged(mine, file).entry

    assert both.private and both.provenance == mine.provenance and both.extra == {"x": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_merging_a_thing_with_itself_changes_nothing(kind: str) -> None:
    entry = a(kind, "Une chose")

    assert merged(entry, entry).entry == entry
    assert merged(entry, entry).filled == merged(entry, entry).kept == ()
