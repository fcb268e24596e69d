"""How many and how heavy, in the reader's own figures."""

import pytest
from flask import Flask
from flask_babel import force_locale

from portfolio.web.weights import counted, weight


@pytest.mark.parametrize(
    ("size", "french", "english"),
    [
        (0, "0 Ko", "0 kB"),
        (1, "1 Ko", "1 kB"),
        (600, "1 Ko", "1 kB"),
        (180_400, "180 Ko", "180 kB"),
        (999_999, "1000 Ko", "1000 kB"),
        (1_240_000, "1,2 Mo", "1.2 MB"),
        (500_000_000, "500 Mo", "500 MB"),
    ],
)
def test_a_weight_is_said_as_people_say_it(
    app: Flask, size: int, french: str, english: str
) -> None:
    for language, words in (("fr", french), ("en", english)):
        with app.test_request_context(), force_locale(language):
            assert weight(size).replace("\xa0", " ") == words


def test_the_digits_of_a_long_number_stand_apart(app: Flask) -> None:
    for language, words in (("fr", "20 000"), ("en", "20,000")):
        with app.test_request_context(), force_locale(language):
            assert counted(20_000).replace("\u202f", " ") == words
            assert counted(2_000) == "2000"
