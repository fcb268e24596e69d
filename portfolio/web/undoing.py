"""Saying what was just done with the button that undoes it, on whatever page comes next."""

from flask import flash

UNDO = "undo"
"""The category of such a message: its sentence, where the button sends, with which fields."""


def offer(sentence: str, url: str, **fields: str) -> None:
    """Say *sentence* on the next page, beside a button that sends *fields* to *url*."""
    flash([sentence, url, fields], UNDO)  # type: ignore[arg-type]  # the session keeps any JSON
