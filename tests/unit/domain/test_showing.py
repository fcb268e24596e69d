"""A view shows what its terms cover, and gives nothing else away."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain import showing
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.skill import Skill
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose, Terms
from portfolio.domain.showing import Body, View
from portfolio.domain.shown import Candidate

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def terms(**changes: Any) -> Terms:
    told = {
        "sections": tuple(Section),
        "purpose": Purpose.GUIDANCE,
        "ends": date(2027, 5, 20),
        "text_version": "2026-1",
    }
    return Terms(**told | changes)


def compose(*entries: tuple[UUID, Entry], now: datetime = NOW, **changes: Any) -> View:
    candidates = [Candidate.of(entry_id, entry, NOW) for entry_id, entry in entries]
    return View.compose("Sandrine", terms(**changes), candidates, now)


@given(
    st.text(max_size=80),
    st.lists(st.sampled_from(["souder", "coudre", '","sealed_at":', "é\u2028\x7f🧵"]), max_size=4),
)
def test_a_view_is_read_back_as_it_was_written(person: str, titles: list[str]) -> None:
    entries = [Candidate.of(uuid4(), Skill(title=title), NOW) for title in titles]
    written = View.compose(person.encode(errors="ignore").decode(), terms(), entries, NOW)

    read = View.from_bytes(written.to_bytes())
    assert read == written
    assert (
        read.to_bytes()
        == written.to_bytes()
        == read.model_dump_json(exclude={"files", "strands"}).encode()
    )
    assert [shown.entry for shown in read.entries] == [each.entry for each in entries]


def test_two_views_are_the_same_but_for_the_moment_they_were_sealed() -> None:
    entry = (uuid4(), Skill(title='Écrire ,"sealed_at": partout'))
    one, later = compose(entry), compose(entry, now=NOW + timedelta(days=1))
    other = compose((entry[0], Skill(title="Lire")))

    assert one.to_bytes() != later.to_bytes()
    assert one.fingerprint == later.fingerprint != other.fingerprint


def test_what_was_sealed_is_shown_as_it_is_unless_part_of_it_is_not_for_others() -> None:
    job, now = Job(title="Tourneur", leaving_reason="Je ne m’entendais plus avec mon chef."), NOW
    plain = Skill(title="Écrire")
    former = plain.written().replace(b"skill/", b"skill/0")

    def told(entry: Entry, payload: bytes) -> str:
        return Candidate.of(uuid4(), entry, now, payload).whole.payload

    assert told(plain, plain.written() + b" ") == plain.written().decode() + " "
    assert told(plain, former) == told(plain, b"") == plain.written().decode()
    assert "chef" not in told(job, job.written()) and "Tourneur" in told(job, job.written())


def test_a_candidate_kept_is_the_one_that_was() -> None:
    job, file = uuid4(), uuid4()
    told = (
        Job(title='Tourneur ,"whole": é\u2028🧵', rank=3, leaving_reason="Mon chef."),
        Skill(title="Souder", linked=(job, uuid4()), private=True),
        Evidence(title="Attestation", linked=(job,), files=(file,)),
    )
    there = [Candidate.of(uuid4(), entry, NOW, entry.written()) for entry in told]
    kept = [Candidate.from_bytes(one.to_bytes()) for one in there]

    assert kept == there
    assert [one.whole.written for one in kept] == [one.whole.written for one in there]
    assert [one.beside({job}) for one in kept] == [one.beside({job}) for one in there]
    assert [one.entry for one in kept] == [entry.shared() for entry in told]
    assert not any(b"\0" in one.to_bytes() for one in there)


@pytest.mark.parametrize(
    ("changes", "cut"), [({}, 0), ({"sections": (Section.SKILLS,)}, 1), ({"alias": "Lune"}, 0)]
)
def test_a_body_is_the_views_and_no_entry_is_read_for_it_but_to_cut_a_link(
    changes: dict[str, Any], cut: int
) -> None:
    job = uuid4()
    entries = [(job, Job(title="Tourneur")), (uuid4(), Skill(title="Lire", linked=(job,)))]
    kept = [Candidate.from_bytes(Candidate.of(*each, NOW).to_bytes()) for each in entries]
    body = Body.compose("Sandrine", terms(**changes), kept, NOW)
    assert sum("whole" in each.__dict__ for each in kept) == cut
    view = View.compose("Sandrine", terms(**changes), kept, NOW)

    assert body.to_bytes() == view.to_bytes() and body.fingerprint == view.fingerprint
    assert View.from_bytes(body.to_bytes()) == view


def test_a_view_for_somebody_else_is_what_it_would_be_composed_alone() -> None:
    entry, later = (uuid4(), Skill(title="Écrire")), NOW + timedelta(days=1)
    one = compose(entry)
    terms = one.terms.model_copy(update={"purpose": Purpose.TRAINING})
    other = View.compose(one.person, terms, [Candidate.of(*entry, NOW)], later)
    assert one.under(terms, later).to_bytes() == other.to_bytes() != one.to_bytes()
    assert one.under(terms, later).fingerprint == other.fingerprint != one.fingerprint


@given(st.sets(st.sampled_from(list(Section)), min_size=1))
def test_only_the_sections_agreed_to_are_shown(sections: set[Section]) -> None:
    titles = {"dropped_reason": "x"}
    entries = [
        (uuid4(), model.model_validate({"title": name} | ({} if name != "x" else titles)))
        for name, model in KINDS.items()
        if name not in {"language", "situation"}  # whose owner keeps it, unless they say otherwise
    ]
    view = compose(*entries, sections=tuple(sections))

    assert {shown.kind.section for shown in view.entries} <= sections
    assert set(view.sections) == sections
    assert len(view.entries) == sum(entry.section in sections for _, entry in entries)


def test_an_item_ticked_by_itself_tells_its_section() -> None:
    job = (uuid4(), Job(title="Soudeuse"))

    assert compose(job, sections=(), items=(job[0],)).sections == (Section.PATH,)


def test_a_link_out_of_the_view_is_cut_and_the_others_stay() -> None:
    job, hidden, objective = uuid4(), uuid4(), uuid4()
    skill = Skill(title="Souder", linked=(job, hidden))
    action = Action(title="Appeler", objective=objective)
    view = compose((job, Job(title="Soudeuse")), (uuid4(), skill), (uuid4(), action))
    whole = compose(
        (job, Job(title="A")),
        (hidden, Job(title="B")),
        (objective, Objective(title="C")),
        (uuid4(), skill),
        (uuid4(), action),
    )

    assert [shown.entry for shown in view.entries[1:]] == [
        skill.changed(linked=(job,)),
        action.changed(objective=None),
    ]
    assert str(hidden).encode() not in view.to_bytes()
    assert str(objective).encode() not in view.to_bytes()
    assert [shown.entry for shown in whole.entries[3:]] == [skill, action]


def test_the_plan_is_what_was_agreed_to_and_nothing_else() -> None:
    view = compose(
        (uuid4(), Objective(title="Me former")),
        (uuid4(), Action(title="Appeler")),
        (uuid4(), Action(title="Peut-être", status=ActionStatus.PROPOSED)),
        (uuid4(), Synthesis(title="Entretien")),
        (uuid4(), Skill(title="Souder")),
    )

    assert [shown.entry.title for shown in showing.plan_entries(view)] == ["Me former", "Appeler"]


def test_the_name_shown_is_the_one_presented_unless_it_is_private() -> None:
    presented, kept = Identity(title="Sandrine T."), Identity(title="Autre", private=True)

    assert showing.shown_name([Skill(title="Souder"), presented], "Compte") == "Sandrine T."
    assert showing.shown_name([kept], "Compte") == "Compte"
    assert showing.shown_name([kept, presented], "Compte") == "Sandrine T."
