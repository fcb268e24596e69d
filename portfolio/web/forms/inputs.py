"""Which input asks for which type: one line here for every model."""

import types
from enum import Enum
from typing import Any, Union, get_args, get_origin
from uuid import UUID

from pydantic.fields import FieldInfo
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.shapes import Text
from portfolio.domain.words import N_

PERIOD = ("start", "end", "ongoing")
UNSAID = N_("Je préfère ne pas préciser")
DATE_HINT = N_("Année, mois ou jour : 1998, 05/1998 ou 12/05/1998")
MOST_RADIOS = 6


class Lines(TextAreaField):
    """Several short answers, one per line."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Split into lines, blank ones left out."""
        text = valuelist[0] if valuelist else ""
        self.data = [line for line in text.splitlines() if line.strip()]

    def _value(self) -> str:
        return "\n".join(self.data or ())


class Checks(SelectMultipleField):
    """Several answers among some, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def draw(name: str, info: FieldInfo) -> dict[str, Any]:
    """The fields that ask for *info*: one, or three for a period."""
    if info.annotation is Period:
        parts = Period.model_fields
        return {f"{name}_{part}": _one(parts[part]) for part in PERIOD}
    return {name: _one(info)}


def _one(info: FieldInfo) -> Any:
    kind, optional = bare(info.annotation)
    text = _text(kind, info)
    said: dict[str, Any] = {
        "label": info.title or "",
        "description": info.description or "",
        "default": None if info.is_required() else info.get_default(call_default_factory=True),
        "render_kw": _browser_rules(info, kind, text),
    }
    if text is not None:
        return (TextAreaField if text.asked == "prose" else StringField)(**said)
    if kind is PartialDate:
        return StringField(**said | {"description": info.description or DATE_HINT})
    return _chosen(kind, said, optional=optional)


def _chosen(kind: Any, said: dict[str, Any], *, optional: bool) -> Field:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _one_of(kind, said, optional=optional)
    if get_origin(kind) is tuple and get_args(kind)[0] is not UUID:
        return Lines(**said)
    if kind is UUID or get_origin(kind) is tuple:
        pick = SelectField if kind is UUID else Checks
        return pick(choices=[], validate_choice=False, **said)
    return (BooleanField if kind is bool else StringField)(**said)


def _one_of(kind: type[Enum], said: dict[str, Any], *, optional: bool) -> Field:
    choices = [SelectChoice(str(each.value), each.label) for each in kind]  # type: ignore[attr-defined]
    choices += [SelectChoice("", UNSAID)] if optional else []
    default = said["default"]
    said["default"] = "" if default is None else str(default.value)
    field = RadioField if len(choices) <= MOST_RADIOS else SelectField
    return field(choices=choices, validate_choice=False, **said)


def bare(annotation: Any) -> tuple[Any, bool]:
    """An annotation without its ``| None``, and whether it had one."""
    if get_origin(annotation) in {Union, types.UnionType}:
        kinds = [each for each in get_args(annotation) if each is not type(None)]
        return bare(kinds[0])[0], True
    return annotation, False


def _text(kind: Any, info: FieldInfo) -> Text | None:
    notes = (note for note in info.metadata if isinstance(note, Text))
    return next(notes, None) if kind is str else None


def _browser_rules(info: FieldInfo, kind: Any, text: Text | None) -> dict[str, Any]:
    """What the browser may know beforehand: keyboard, autocompletion, whether it is needed."""
    rules: dict[str, Any] = {}
    if text is not None and text.least:
        rules["required"] = True
    if text is not None and text.asked in {"url", "email", "tel"}:
        rules["inputmode"] = text.asked
    if kind is int:
        rules["inputmode"] = "numeric"
    if purpose := asked(info).autocomplete:
        rules["autocomplete"] = purpose
    return rules


def typed(entry: Entry) -> dict[str, Any]:
    """What *entry* says, in the form its inputs show it."""
    data: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, Period):
            data |= {f"{name}_{part}": _shown(getattr(value, part)) for part in PERIOD}
        else:
            data[name] = _shown(value)
    return data


def _shown(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.typed
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return str(value) if type(value) in {UUID, int} else value
