"""Finding a person by a part of their name, among what runs now; nothing stays of what ended."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.desks import Among
from portfolio.domain.sharing import Mode
from portfolio.services import (
    caseload,
    departures,
    desk,
    desk_search,
    followers,
    giving_up,
    grants,
    profiles,
    readers,
    rotations,
    sealed_views,
    sharing,
)
from portfolio.services.keyring import Keyring
from portfolio.services.name_boxes import Names
from portfolio.services.work import Work
from portfolio.storage.sharing import GrantWrap
from tests.services.people import (
    a_citizen,
    a_member,
    at_night,
    gives,
    later,
    names,
)

PEOPLE = ("Aïcha Benali", "Anne-Marie Œuvrard", "Élodie O’Brien", "سلمى الحداد", "Zoë 🌻 Petit")


def found(work: Work, words: str, among: Among = Among.ALL) -> list[str]:
    desk_search.prepare(work)
    return [person.name for person in desk_search.find(work, words, among=among).people]


def boxed(session: Session) -> Sequence[bytes]:
    held = GrantWrap.name_box.is_not(None)
    return session.scalars(select(GrantWrap.name_box).where(held)).all()  # type: ignore[return-value]  # none is null


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("aicha", ["Aïcha Benali"]),
        ("BENA aï", ["Aïcha Benali"]),
        ("nal", ["Aïcha Benali"]),
        ("annemarie", ["Anne-Marie Œuvrard"]),
        ("anne oeuv", ["Anne-Marie Œuvrard"]),
        ("obrien", ["Élodie O’Brien"]),
        ("o'bri", ["Élodie O’Brien"]),
        ("سلمى", ["سلمى الحداد"]),
        ("zoe 🌻", ["Zoë 🌻 Petit"]),
        ("aicha petit", []),
        ("%", []),
        ("_", []),
        ("🌻", []),
        ("", []),
        ("a" * 10_000, []),
        ("'; DROP TABLE account; --", []),
    ],
)
def test_a_name_is_found_by_its_parts(
    session: Session, keys: Keyring, counsellor: Work, words: str, expected: list[str]
) -> None:
    for name in PEOPLE:
        gives(a_citizen(session, keys, name), counsellor)

    assert found(counsellor, words) == expected


def test_whole_words_come_before_parts_of_words(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    for hours, name in enumerate(("Marie Simon", "Rosemarie Colin", "Jean Mariette")):
        gives(later(a_citizen(session, keys, name), hours=hours), counsellor)

    later_on = later(counsellor, days=1)
    assert found(later_on, "marie") == ["Jean Mariette", "Marie Simon", "Rosemarie Colin"]


def test_what_came_since_the_last_search_is_found_without_writing(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    gives(a_citizen(session, keys, "Olga Petrenko"), counsellor)

    assert [one.name for one in desk_search.find(counsellor, "olga").people] == ["Olga Petrenko"]
    assert not boxed(session)


def test_a_name_that_changed_is_found_as_it_is_now(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    person = a_citizen(session, keys, "Olga Petrenko")
    gives(person, counsellor, mode=Mode.SUIVI)
    assert found(counsellor, "petrenko")
    profiles.change(person, name="Olga Martin")
    followers.renamed(later(person, hours=1))

    assert found(later(counsellor, hours=2), "martin") == ["Olga Martin"]
    assert found(later(counsellor, hours=2), "petrenko") == []


def test_a_search_is_within_the_list_at_hand(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    mine = gives(a_citizen(session, keys, "Olga Un"), counsellor)
    gives(a_citizen(session, keys, "Olga Deux"), counsellor)
    caseload.take(counsellor, [mine])

    assert found(counsellor, "olga", Among.MINE) == ["Olga Un"]


def test_results_come_in_pages(
    session: Session, keys: Keyring, counsellor: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PAGE", 2)
    for hours in range(3):
        person = a_citizen(session, keys, f"Olga {hours}")
        gives(later(person, hours=hours), counsellor)
        gives(later(person, hours=hours, minutes=5), counsellor)
    tomorrow = later(counsellor, days=1)
    second = desk_search.find(tomorrow, "olga", 2)

    assert [one.name for one in second.people] == ["Olga 0"]
    assert (second.total, second.pages, len(second.people[0].shared)) == (3, 2, 2)
    assert desk_search.find(tomorrow, "olga", 99).page == 1


def test_a_grant_by_name_is_found_by_those_named_and_by_nobody_else(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    """Its box is under the named professional's own key: the structure's opens none of it."""
    colleague = a_member(counsellor)
    names(a_citizen(session, keys, "Olga Petrenko"), colleague)

    assert found(colleague, "olga") == ["Olga Petrenko"]
    assert found(counsellor, "olga") == []
    row = session.execute(select(GrantWrap)).scalar_one()
    reader = readers.here(counsellor)
    opener = Names.of(reader).openers[sealed_views.STRUCTURE]
    assert row.recipient_kind == sealed_views.MEMBER
    assert not opener.opens(row.name_box or b"")


@pytest.mark.parametrize("ending", ["revoked", "expired", "given up", "left"])
def test_nothing_stays_to_be_searched_of_a_grant_that_ended(
    session: Session, keys: Keyring, counsellor: Work, ending: str
) -> None:
    person, colleague = a_citizen(session, keys, "Olga Petrenko"), a_member(counsellor)
    by_name = ending == "left"
    grant_id = names(person, colleague) if by_name else gives(person, counsellor)
    reader = colleague if by_name else counsellor
    assert found(reader, "olga")
    assert len(boxed(session)) == 1
    match ending:
        case "revoked":
            sharing.revoke(later(person, hours=1), grant_id)
        case "expired":
            grants.expire(at_night(counsellor, days=400))
        case "given up":
            giving_up.give_up(later(counsellor, hours=1), grant_id)
        case _:
            departures.remove(counsellor, colleague.actor.account_id)

    assert not boxed(session)
    assert by_name or found(later(counsellor, hours=2), "olga") == []


def test_a_grant_whose_end_has_passed_is_not_found_before_the_night(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    gives(a_citizen(session, keys, "Olga Petrenko"), counsellor)
    assert found(counsellor, "olga")

    assert found(later(counsellor, days=400), "olga") == []


def test_a_change_of_keys_empties_the_boxes_and_the_next_search_makes_them_again(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    gives(a_citizen(session, keys, "Olga Petrenko"), counsellor)
    assert found(counsellor, "olga")
    before = boxed(session)
    rotations.rotate(counsellor)

    assert not boxed(session)
    assert found(counsellor, "olga") == ["Olga Petrenko"]
    assert boxed(session) != before


def test_a_box_moved_to_another_grant_does_not_open_there(
    session: Session, keys: Keyring, counsellor: Work
) -> None:
    one = gives(a_citizen(session, keys, "Olga Petrenko"), counsellor)
    other = gives(a_citizen(session, keys, "Fatou Diarra"), counsellor)
    assert found(counsellor, "olga")
    moved = session.scalar(select(GrantWrap.name_box).where(GrantWrap.grant_id == one))
    session.execute(update(GrantWrap).where(GrantWrap.grant_id == other).values(name_box=moved))
    session.expire_all()

    assert [each.name for each in desk_search.find(counsellor, "olga").people] == ["Olga Petrenko"]
    assert found(counsellor, "fatou") == ["Fatou Diarra"]


def test_a_first_search_makes_so_many_boxes_and_says_what_is_left(
    session: Session, keys: Keyring, counsellor: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_search, "MOST_MADE", 1)
    monkeypatch.setattr(desk_search, "MOST_OPENED", 1)
    for hours in range(3):
        person = a_citizen(session, keys, f"Olga {hours}")
        gives(later(person, hours=hours), counsellor)
    tomorrow = later(counsellor, days=1)
    desk_search.prepare(tomorrow)
    page = desk_search.find(tomorrow, "olga")

    assert (page.total, page.unread) == (2, 1)
    desk_search.prepare(tomorrow)
    assert desk_search.find(tomorrow, "olga").total == 3


def test_a_search_asks_the_database_nothing_that_says_who_is_sought(
    session: Session, keys: Keyring, counsellor: Work, statements: list[str]
) -> None:
    gives(a_citizen(session, keys, "Olga Petrenko"), counsellor)
    assert found(counsellor, "petrenko")
    statements.clear()
    desk_search.find(counsellor, "petrenko")

    assert len(statements) == 4
    assert "LIKE" not in " ".join(statements).upper()
