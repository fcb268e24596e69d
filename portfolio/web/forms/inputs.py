"""Which input asks for which type: one line here for every model."""

import types
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, partial, singledispatch
from typing import Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from wtforms import (
    BooleanField,
    EmailField,
    Form,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.shapes import Text
from portfolio.domain.words import N_
from portfolio.web.forms.messages import CHOOSE
from portfolio.web.forms.seeking import Seeking, SeekingSeveral
from portfolio.web.forms.sets import Sets, is_said
from portfolio.web.templating import say

PERIOD = tuple(Period.model_fields)
UNSAID = N_("Sans précision")
NOTHING = N_("Aucun pour l’instant")
DATE_HINT = N_("Année, mois ou jour : 1998, 05/1998 ou 12/05/1998")
MOST_RADIOS = 6
TEXTS = {"prose": TextAreaField, "email": EmailField, "url": URLField, "tel": TelField}


class Needed:
    """Tells pages that an answer is needed; whether it was given, the model decides."""

    field_flags = {"required": True}  # noqa: RUF012  # WTForms reads it from the class

    def __call__(self, form: object, field: object) -> None:
        """Find nothing to say: validators are WTForms' way to carry flags."""


class Lines(TextAreaField):
    """Several short answers, one per line."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Split into lines, blank ones left out."""
        text = valuelist[0] if valuelist else ""
        self.data = [line for line in text.splitlines() if line.strip()]

    def _value(self) -> str:
        return "\n".join(self.data or ())


class Checks(SeekingSeveral):
    """Several entries among some, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Within(FormField):
    """The questions about one part of the model, beside those about the rest."""

    def told(self, name: str) -> dict[str, Any]:
        """The answers under *name*; nothing when the page asked none of them."""
        if not any(field.raw_data for field in self.form):
            return {}
        return {name: {part: said for part, said in self.data.items() if is_said(said)}}


class OneAmong(Seeking):
    """One entry among some, or none."""

    def pre_validate(self, form: object) -> None:  # noqa: ARG002  # WTForms passes it
        """Refuse an entry that was not offered."""
        offered = {choice.value for choice in self.choices or ()}
        if offered and self.data and self.data not in offered:
            raise ValidationError(say(CHOOSE))


def offered(choices: Iterable[tuple[object, str]], field: object) -> list[SelectChoice]:
    """What *field* may be answered with, after the possibility of none where one is asked."""
    named = [SelectChoice(str(value), words) for value, words in choices]
    if named and isinstance(field, OneAmong):
        return [SelectChoice("", say(NOTHING)), *named]
    return named


def draw(name: str, info: FieldInfo) -> dict[str, Any]:
    """The fields that ask for *info*, by name: one, or three for a period."""
    if info.annotation is Period:
        return {f"{name}_{part}": _one(Period.model_fields[part]) for part in PERIOD}
    return {name: _one(info)}


def bare(annotation: Any) -> tuple[Any, bool]:
    """An annotation without its ``| None``, and whether it had one."""
    if get_origin(annotation) in {Union, types.UnionType}:
        kinds = [each for each in get_args(annotation) if each is not type(None)]
        return kinds[0], len(kinds) < len(get_args(annotation))
    return annotation, False


def _one(info: FieldInfo) -> Any:
    kind, optional = bare(info.annotation)
    hint = DATE_HINT if kind is PartialDate else ""
    said: dict[str, Any] = {
        "label": info.title or "",
        "description": info.description or hint,
        "default": None
        if info.is_required()
        else _shown(info.get_default(call_default_factory=True)),
        "validators": [Needed()] if info.is_required() else [],
        "render_kw": _browser_rules(info, kind),
    }
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _one_of(kind, said, optional=optional)
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], said)
    if kind is UUID:
        return OneAmong(choices=[], validate_choice=False, **said)
    return _plain(info, kind, said)


def _plain(info: FieldInfo, kind: Any, said: dict[str, Any]) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        about = {name: said[name] for name in ("label", "description", "default")}
        return Within(_part(kind), **about)
    return (BooleanField if kind is bool else _input(info))(**said)


def _input(info: FieldInfo) -> Any:
    """An input for what is typed: a text, a date, a number."""
    notes = [note.asked for note in info.metadata if isinstance(note, Text)]
    return TEXTS.get(notes[0], StringField) if notes else StringField


def _several(kind: Any, said: dict[str, Any]) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return Sets(FormField(_part(kind)), **said)
    return Checks(choices=[], validate_choice=False, **said) if kind is UUID else Lines(**said)


@cache
def _part(kind: type[BaseModel]) -> type[Form]:
    """The questions of one part of an entry, as a form within its form."""
    drawn = {name: _one(info) for name, info in kind.model_fields.items()}
    return type(f"{kind.__name__}Part", (Form,), drawn)


def _one_of(kind: type[Enum], said: dict[str, Any], *, optional: bool) -> Any:
    few = len(list(_asked(kind))) + optional <= MOST_RADIOS
    said["default"] = said["default"] or ""
    said["validators"] = [] if optional else [Needed()]
    choices = partial(_choices, kind, optional=optional, last=few)
    return (RadioField if few else SelectField)(choices=choices, validate_choice=False, **said)


def _choices(kind: type[Enum], *, optional: bool, last: bool) -> list[SelectChoice]:
    """The answers in the reader's language: a ``<select>`` has no later occasion to translate."""
    words = list(map(choice, _asked(kind)))
    blank = [SelectChoice("", say(UNSAID))] if optional else []
    return [*words, *blank] if last else [*blank, *words]


def _asked(kind: type[Enum]) -> Iterator[Enum]:
    return (each for each in kind if getattr(each, "offered", True))


def choice(answer: Enum) -> SelectChoice:
    """An answer of a closed list, in the reader's language."""
    return SelectChoice(str(answer.value), say(answer.label))  # type: ignore[attr-defined]  # choices and rungs have one


def _browser_rules(info: FieldInfo, kind: Any) -> dict[str, Any]:
    """What the browser may know beforehand: keyboard, autocompletion.

    No ``maxlength``: it cuts what is pasted without a word. No numeric keyboard for dates: it
    has no slash on some phones. No ``autocomplete="off"`` either: somebody who goes back would
    find their answers but the dates, and save the rest once more as something else.
    """
    rules: dict[str, Any] = {}
    if kind is int:
        rules["inputmode"] = "numeric"
    if kind is PartialDate:
        rules["inputmode"] = "text"
    if purpose := asked(info).autocomplete:
        rules["autocomplete"] = purpose
    return rules


def typed(entry: BaseModel) -> dict[str, Any]:
    """What *entry* says, in the form its inputs show it."""
    data: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, Period):
            data |= {f"{name}_{part}": _shown(getattr(value, part)) for part in PERIOD}
        else:
            data[name] = _shown(value)
    return data


@singledispatch
def _shown(value: Any) -> Any:
    return str(value) if type(value) in {UUID, int} else value


@_shown.register
def _(value: PartialDate) -> str:
    return value.typed


@_shown.register
def _(value: Enum) -> str:
    return str(value.value)


@_shown.register
def _(value: BaseModel) -> dict[str, Any]:
    return {name: _shown(part) for name, part in value}


@_shown.register
def _(value: tuple) -> list[Any]:  # type: ignore[type-arg]  # singledispatch wants a plain class
    return [_shown(each) for each in value]
