"""P-04: the consent screen, in plain words, everything in sight, a refusal like any answer."""

import re

import pytest
from flask import Flask

from tests.page import Page, Tag
from tests.web.meetings import Browsers
from tests.web.sharers import Sharer, a_sharer

JARGON = re.compile(
    r"\b(consentement|finalité|traitement|destinataire|révo\w+|habilitation|octroi|nonobstant"
    r"|susmentionné|stipul\w+|conformément|notamment)\b",
    re.IGNORECASE,
)
VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
EASY = 60
"""On the scale of Kandel and Moles (Flesch for French): standard and easier, what B1 reads."""


@pytest.fixture
def sharer(app: Flask, browsers: Browsers) -> Sharer:
    return a_sharer(app, browsers)


def sentences(page: Page) -> list[str]:
    """What the screen says in whole sentences, names and lists of names aside."""
    blocks = [each.get_text(" ") for each in page.select("main p, main li, main label")]
    said = (part for block in blocks for part in re.split(r"(?<=[.?])\s", " ".join(block.split())))
    return [part for part in said if part.endswith((".", "?")) and len(WORDS.findall(part)) > 3]


def ease(said: list[str]) -> float:
    """Kandel and Moles (1958): 207 - 1.015 words a sentence - 73.6 syllables a word."""
    words = [word for each in said for word in WORDS.findall(each)]
    syllables = sum(max(1, len(VOWELS.findall(word.rstrip("es")))) for word in words)
    return 207 - 1.015 * len(words) / len(said) - 73.6 * syllables / len(words)


def test_p04_the_consent_screen_is_plain_whole_and_as_easy_to_refuse_as_to_accept(
    sharer: Sharer,
) -> None:
    """Acceptance P-04: what, why, who, until when in sight; no is as near as yes."""
    page = sharer.letter()

    asked = page.texts("main dl dt")
    assert {"Qui", "Quoi", "Pourquoi", "Combien de temps"} <= set(asked)
    assert not page.select("main details:not(.fil-help) dl, main [hidden] dl, main [popover] dl")
    yes, no = (page.one(f"main button[name=answer][value={value}]") for value in ("yes", "no"))
    assert yes.getparent() is no.getparent()
    assert size(yes) == size(no)
    said = sentences(page)
    assert len(said) > 5
    assert not [each for each in said if JARGON.search(each)]
    assert max(len(WORDS.findall(each)) for each in said) <= 30
    assert ease(said) >= EASY


def size(button: Tag) -> set[str]:
    """What decides how large a button is."""
    return {name for name in button["class"].split() if name in {"btn", "btn-lg", "btn-sm"}}


def test_p04_a_refusal_asks_for_nothing_and_shares_nothing(sharer: Sharer) -> None:
    sharer.letter()
    sharer.browser.submit(button=("answer", "no"))

    assert sharer.browser.response is not None
    assert sharer.browser.response.status_code == 200
    assert not sharer.grants()
