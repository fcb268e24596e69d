"""The directory is public, paged, and forgiving about accents and half words."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from portfolio.domain.errors import Forbidden, NotFound
from portfolio.domain.structures import Card
from portfolio.services import structures
from portfolio.services.keyring import Keyring
from portfolio.storage.structures import Structure
from tests.services.people import a_citizen, a_structure, place_of


@pytest.fixture
def network(session: Session, keys: Keyring) -> Session:
    for name, network, town in (
        ("CIDFF des Vosges", "CIDFF", "Épinal"),
        ("Mission locale d’Épinal", "Missions locales", "Épinal"),
        ("CIO de Remiremont", "CIO", "Remiremont"),
    ):
        a_structure(session, keys, name=name, network=network, town=town)
    return session


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["CIDFF des Vosges", "CIO de Remiremont", "Mission locale d’Épinal"]),
        ("epinal", ["CIDFF des Vosges", "Mission locale d’Épinal"]),
        ("ÉPI miss", ["Mission locale d’Épinal"]),
        ("vosg", ["CIDFF des Vosges"]),
        ("%", ["CIDFF des Vosges", "CIO de Remiremont", "Mission locale d’Épinal"]),
        ("' OR 1=1 --", []),
        ("nulle part", []),
    ],
)
def test_a_visitor_finds_structures_by_the_beginning_of_their_words(
    network: Session, words: str, found: list[str]
) -> None:
    assert [one.card.name for one in structures.search(network, words).found] == found


def test_the_directory_is_filtered_by_town_and_by_network(network: Session) -> None:
    by_town = structures.search(network, town="remiremont")
    by_network = structures.search(network, network="CIDFF")

    assert [one.card.name for one in by_town.found] == ["CIO de Remiremont"]
    assert [one.card.name for one in by_network.found] == ["CIDFF des Vosges"]
    assert structures.networks(network) == ["CIDFF", "CIO", "Missions locales"]


def test_the_directory_comes_in_pages(network: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structures, "PAGE", 2)

    first, last = structures.search(network), structures.search(network, page=2)
    beyond = structures.search(network, page=99)

    assert (first.total, first.pages, len(first.found)) == (3, 2, 2)
    assert [one.card.name for one in last.found] == ["Mission locale d’Épinal"]
    assert beyond == last


def test_one_card_is_read_by_anyone(session: Session, keys: Keyring) -> None:
    founder = a_structure(session, keys, phone="03 29 00 00 00")

    assert structures.read(session, place_of(founder)).card.phone == "03 29 00 00 00"


def test_a_structure_that_left_is_not_there_any_more(session: Session, keys: Keyring) -> None:
    founder = a_structure(session, keys)
    session.get_one(Structure, place_of(founder)).state = "left"
    session.flush()

    assert structures.search(session).total == 0
    for unknown in (place_of(founder), uuid4()):
        with pytest.raises(NotFound):
            structures.read(session, unknown)


def test_a_citizen_founds_no_structure(session: Session, keys: Keyring) -> None:
    with pytest.raises(Forbidden):
        structures.create(a_citizen(session, keys), Card(name="Chez moi"))
