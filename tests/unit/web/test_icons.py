"""The sprite: small, complete, and strict about names."""

import gzip

import pytest
from bs4 import BeautifulSoup

from portfolio.web import icons


def test_every_named_icon_is_in_the_sprite_once() -> None:
    symbols = BeautifulSoup(icons.sprite(), "html.parser").find_all("symbol")

    assert [symbol["id"] for symbol in symbols] == [f"i-{name}" for name in icons.NAMES]


def test_names_are_sorted_so_that_two_people_can_add_one() -> None:
    assert list(icons.NAMES) == sorted(set(icons.NAMES))


def test_the_sprite_stays_small_enough_for_a_telephone() -> None:
    assert len(gzip.compress(icons.sprite().encode())) < 12_000


def test_a_decorative_icon_is_silent() -> None:
    drawing = icons.icon("lock")

    assert 'aria-hidden="true"' in drawing
    assert f'href="{icons.SPRITE_PATH}?v={icons.fingerprint()}#i-lock"' in drawing


def test_a_labelled_icon_speaks_and_its_words_are_escaped() -> None:
    assert 'role="img" aria-label="Fermé &lt;à clé&gt;"' in icons.icon("lock", "Fermé <à clé>")


def test_a_name_nobody_listed_is_refused() -> None:
    with pytest.raises(icons.UnknownIcon, match="unicorn"):
        icons.icon("unicorn")


def test_a_drawing_that_left_the_package_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    icons.sprite.cache_clear()
    monkeypatch.setattr(icons, "NAMES", ("lock", "unicorn"))

    with pytest.raises(icons.UnknownIcon, match="unicorn"):
        icons.sprite()

    icons.sprite.cache_clear()
