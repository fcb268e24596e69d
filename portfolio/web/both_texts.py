"""One form, two texts: what was typed, and what was stored meanwhile; the person chooses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from pydantic import BaseModel
from wtforms import Field

from portfolio.domain.errors import Conflict
from portfolio.services.boxes import Opened
from portfolio.web import unsaved
from portfolio.web.forms import ModelForm
from portfolio.web.forms.inputs import typed
from portfolio.web.templating import say

OWN_WORDS = frozenset({"linked", "objective", "project", "plan", "lead", "kept"})
"""Questions whose answers a person named: they are shown as they are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A question answered in two ways: the field holds what was typed, *stored* what is kept."""

    field: Field
    stored: str


def settle(form: ModelForm[Any], stored: BaseModel) -> None:
    """Of two texts, take from *stored* the answers that the person ticked."""
    there = typed(stored)
    for name in request.form.getlist("stored"):
        if name in there and name in form:
            form[name].process(None, there[name])
            form[name].raw_data = [name]  # asked, and answered that way


def differences(form: ModelForm[Any], stored: BaseModel) -> Iterator[Difference]:
    """Where what was typed and what is stored part ways."""
    there = typed(stored)
    for field in form:
        name = field.short_name
        if name in there and compared(there[name]) != compared(field.data):
            yield Difference(field, _words(field, there[name]))


def apart(form: ModelForm[Any], different: Iterable[Difference], *elsewhere: str) -> dict[str, Any]:
    """What the page of two texts is made of: questions that part ways, then all the others.

    Those named *elsewhere* have a place of their own on the page.
    """
    shown = list(different)
    named = {each.field.short_name for each in shown} | {"csrf_token", *elsewhere}
    same = [field for field in form if field.short_name not in named]
    return {"form": form, "differences": shown, "same": same, "own_words": OWN_WORDS}


def page(form: ModelForm[Any], found: Conflict) -> str:
    """What was typed for an entry, still in the form, beside what is stored now."""
    one = found.current
    assert isinstance(one, Opened)  # noqa: S101  # what services.entries raises
    shown = apart(form, differences(form, one.entry))
    unsaved.move(url_for("entries.edit", entry_id=one.id))
    return render_template("entries/conflict.html", one=one, rev=one.rev, **shown)


def compared(answer: object) -> object:
    """An answer without what browsers change in it: line breaks, blanks around, order."""
    if isinstance(answer, str):
        return "\n".join(answer.strip().splitlines())
    if isinstance(answer, dict):
        return {name: compared(each) for name, each in answer.items()}
    return _compared(answer) if answer else ""


def _compared(answer: object) -> object:
    if isinstance(answer, list):
        told = (_part(each) if isinstance(each, dict) else each for each in answer)
        return sorted(filter(None, told)) or ""
    return answer


def _part(answers: Mapping[str, object]) -> str:
    """One set of answers among several, in a line."""
    return " → ".join(str(each).strip() for each in answers.values() if each)


def _words(field: Field, value: object) -> str:
    """What is stored, in the words of the page."""
    choices = getattr(field, "choices", None)
    if choices:
        given = value if isinstance(value, list) else [value or ""]
        named = {str(choice.value): str(choice.label) for choice in choices}
        return "\n".join(named.get(str(each), "") for each in given)
    if isinstance(value, list):
        told = (_part(_named(field, each)) if isinstance(each, dict) else each for each in value)
        return "\n".join(told)
    if isinstance(value, dict):
        return _part(_named(field, value))
    return str(value or "")


def _named(field: Field, answers: Mapping[str, object]) -> dict[str, object]:
    """One set of answers with the words of its choices, as its questions offer them."""
    entries = getattr(field, "entries", ())
    asked = entries[0].form if entries else getattr(field, "form", {})
    named = {
        name: {str(choice.value): say(choice.label) for choice in asked[name].choices}
        for name in answers
        if name in asked and getattr(asked[name], "choices", None)
    }
    return {name: named.get(name, {}).get(str(it), it) for name, it in answers.items()}
