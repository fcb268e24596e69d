"""The pictures that come from no data."""

import xml.etree.ElementTree as ET

import pytest

from portfolio.domain.thread import hero, how, join
from portfolio.domain.thread.spline import Spline


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own output


def test_the_home_picture_says_its_story_in_words() -> None:
    figure = tree(hero())
    assert figure.attrib["role"] == "img"
    assert "2016" in figure.attrib["aria-label"]
    assert not any("style" in each.attrib for each in figure.iter())


def test_every_word_of_the_home_picture_can_be_translated() -> None:
    asked: list[str] = []

    def say(sentence: str) -> str:
        asked.append(sentence)
        return "<&>"

    figure = tree(hero(say))
    assert "" not in asked
    assert figure.attrib["aria-label"] == "<&>"
    assert {"".join(each.itertext()) for each in figure.iter("tspan")} == {"<&>"}


@pytest.mark.parametrize("colour", [1, 2, 3, 4])
def test_the_picture_of_a_consent_has_the_colour_of_its_structure(colour: int) -> None:
    figure = tree(join(colour))
    assert figure.attrib["aria-hidden"] == "true"
    assert f"t-strand t-c{colour}" in join(colour)


def test_each_of_the_four_steps_is_drawn_standing_and_lying() -> None:
    steps = [tree(f"<li>{step}</li>") for step in how()]
    assert [[each.attrib["class"] for each in step] for step in steps] == [
        *[["fil-svg", "fil-svg is-flat"]] * 3,
        ["fil-svg", "fil-svg is-flat", "fil-svg is-flat"],
    ]
    assert how()[3].count("t-needle") == 2


def test_a_curve_goes_through_its_points() -> None:
    line = Spline([(0, 0), (10, 5), (30, -5), (40, 0)])
    assert [line.at(place) for place in (0, 1, 2, 3)] == [(0, 0), (10, 5), (30, -5), (40, 0)]
