"""Under an alias, nothing that the structure gets says who it is."""

import json
import re

import pytest
from sqlalchemy.orm import Session

from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.mobility import Mobility
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.services import desk, entries, followers, grants, profiles, receipts, sharing
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from tests.services.people import (
    a_citizen,
    a_file,
    a_skill,
    an_evidence,
    gives,
    later,
    terms,
)

UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SAID = ("Thiébaut", "Sandrine", "sandrine@example.org", "0612345678", "Épinal-sur-mer")


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    work = a_citizen(session, keys)
    who = Identity(
        title="Sandrine Thiébaut",
        given="Sandrine",
        email="sandrine@example.org",
        phone="0612345678",
        town="Épinal-sur-mer",
    )
    file = a_file(work, name="CV Sandrine Thiébaut.pdf")
    entries.add_all(work, [who, a_skill(), an_evidence(files=(file,)), Mobility(title="Bus")])
    return work


def test_no_name_no_way_to_reach_her_and_no_file_name_is_in_the_view(
    citizen: Work, counsellor: Work
) -> None:
    every = tuple(Section)
    identity = next(one.id for one in entries.read_all(citizen) if one.entry.kind == "identity")
    grant_id = gives(citizen, counsellor, sections=every, items=(identity,), alias="S. T.")

    view = grants.open_(counsellor, grant_id).view
    assert view.person == "S. T."
    assert [file.name for file in view.files] == ["document-1.pdf"]
    written = view.to_bytes().decode()
    assert not [words for words in SAID if words in written]
    assert "mobility" in {shown.kind.kind for shown in view.entries}


def test_the_preview_is_masked_byte_for_byte_alike(citizen: Work, counsellor: Work) -> None:
    """Acceptance F-11, masked."""
    changes = {"sections": tuple(Section), "alias": "S. T."}
    previewed = sharing.preview(citizen, terms(**changes)).to_bytes()

    opened = grants.open_(counsellor, gives(citizen, counsellor, **changes))
    assert opened.view.to_bytes() == previewed


def test_the_desk_and_the_structure_s_receipt_know_the_alias_alone(
    citizen: Work, counsellor: Work
) -> None:
    grant_id = gives(citizen, counsellor, alias="S. T.")

    assert [one.name for one in desk.read(counsellor).people] == ["S. T."]
    theirs = receipts.read(counsellor, grant_id)
    assert theirs.person == "S. T."
    written = json.dumps([one.model_dump(mode="json") for one in theirs.records])
    assert not [words for words in SAID if words in written]
    assert receipts.read(citizen, grant_id).person == "Sandrine Thiébaut"


def test_the_desk_does_not_bring_an_alias_and_a_name_together(
    citizen: Work, counsellor: Work
) -> None:
    named = gives(citizen, counsellor)
    masked = gives(later(citizen, hours=1), counsellor, alias="X")

    found = desk.read(later(counsellor, hours=2))
    people = found.people
    assert found.total == 2  # a count of one would say that both are the same
    assert [(one.name, [each.id for each in one.shared]) for one in people] == [
        ("X", [masked]),
        ("Sandrine Thiébaut", [named]),
    ]


def test_a_desk_of_many_pages_does_not_bring_them_together_either(
    session: Session, keys: Keyring, counsellor: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each name is where its own latest change puts it, as if nobody else had it."""
    monkeypatch.setattr(desk, "PAGE", 2)
    people = {
        name: a_citizen(session, keys, name) for name in ("Un", "Deux", "Trois", "Quatre", "Cinq")
    }
    given = [("Un", "X"), ("Deux", ""), ("Trois", "Y"), ("Quatre", ""), ("Cinq", "Z")]
    given += [("Cinq", ""), ("Trois", ""), ("Un", "")]
    for hours, (name, alias) in enumerate(given):
        gives(later(people[name], hours=hours), counsellor, alias=alias)
    tomorrow = later(counsellor, days=1)

    pages = [[one.name for one in desk.read(tomorrow, page).people] for page in (1, 2, 3)]

    assert pages == [["Un", "Trois"], ["Cinq", "Z", "Quatre", "Y"], ["Deux", "X"]]


def test_receipts_do_not_bring_an_alias_and_a_name_together(
    citizen: Work, counsellor: Work
) -> None:
    """Nor does anything else that a structure keeps: each consent has a number for its person."""
    named, masked = gives(citizen, counsellor), gives(citizen, counsellor, alias="S. T.")
    sharing.shorten(citizen, masked, later(citizen, days=9).now.date())

    written = [
        json.dumps([one.model_dump(mode="json") for one in receipts.read(counsellor, each).records])
        for each in (named, masked)
    ]
    assert not [each for each in written if str(citizen.actor.account_id) in each]
    known = {str(counsellor.actor.account_id), str(counsellor.actor.structure_id)}
    assert set.intersection(*({*UUIDS.findall(each)} for each in written)) <= known


def test_what_follows_stays_masked(citizen: Work, counsellor: Work) -> None:
    every = tuple(Section)
    grant_id = gives(citizen, counsellor, sections=every, alias="S. T.", mode=Mode.SUIVI)
    entries.add(citizen, Identity(title="Madame Thiébaut"))
    entries.add(citizen, a_skill("Coudre"))
    profiles.change(citizen, name="Sandrine T., épouse Martin")
    followers.renamed(citizen)

    written = grants.open_(counsellor, grant_id).view.to_bytes().decode()
    assert "Coudre" in written
    assert not [words for words in (*SAID, "Martin") if words in written]
