"""Saying what was just done with the button that undoes it, on whatever page comes next."""

from flask import flash, url_for

from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.web.templating import say_with

UNDO = "undo"
"""The category of such a message: its sentence, where the button sends, with which fields."""


def offer(sentence: str, url: str, **fields: str) -> None:
    """Say *sentence* on the next page, beside a button that sends *fields* to *url*."""
    flash([sentence, url, fields], UNDO)  # type: ignore[arg-type]  # the session keeps any JSON


def removed(one: Opened) -> None:
    """Say that an entry is in the trash, beside the button that takes it out again."""
    said = say_with(N_("« %(title)s » est dans la corbeille."), title=one.entry.title)
    offer(said, url_for("keeping.restore", entry_id=one.id))
