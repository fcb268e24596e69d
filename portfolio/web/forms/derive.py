"""Forms drawn from the models of entries: a field is declared once, in its kind."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, Generic, Self, TypeVar
from uuid import UUID

from pydantic import ValidationError
from wtforms.fields.choices import SelectChoice

from portfolio.domain.dates import Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.asking import asked
from portfolio.web.forms.base import Form, fail
from portfolio.web.forms.inputs import PERIOD, draw, typed
from portfolio.web.forms.messages import in_plain_words

M = TypeVar("M", bound=Entry)


class ModelForm(Form, Generic[M]):
    """A form that validates into an instance of its model.

    What no form asks (provenance, what an import kept) comes from *former*, the entry that
    is being changed, and from nowhere else.
    """

    model: ClassVar[type[Entry]]
    later: ClassVar[frozenset[str]]
    former: Entry | None = None
    value: M

    @classmethod
    def of(cls, entry: M) -> Self:
        """The form of an entry that exists, filled with what it says."""
        form = cls(data=typed(entry))
        form.former = entry
        return form

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Say what the question *name* may be answered with: (value, words) pairs."""
        if name in self:
            blank = [SelectChoice("", "")] if self[name].type == "SelectField" else []
            self[name].choices = [*blank, *(SelectChoice(*each) for each in choices)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Let the model decide, and hand its complaints to the fields."""
        if not super().validate(extra_validators):
            return False
        try:
            self.value = self.model.model_validate(self._kept() | self._answers())  # type: ignore[assignment]
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                self._blame(error)
            return False
        return True

    def _kept(self) -> dict[str, Any]:
        if self.former is None:
            return {}
        return {name: getattr(self.former, name) for name in type(self.former).model_fields}

    def _answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        for name, info in self.model.model_fields.items():
            if info.annotation is Period:
                answers[name] = {part: self[f"{name}_{part}"].data or None for part in PERIOD}
                answers[name]["ongoing"] = bool(answers[name]["ongoing"])
            elif name in self:
                answers[name] = self._answer(name)
        return answers

    def _answer(self, name: str) -> Any:
        data, info = self[name].data, self.model.model_fields[name]
        if data in ("", None):
            return None if "None" in str(info.annotation) else ("" if data == "" else None)
        return data

    def _blame(self, error: Any) -> None:
        where = [str(part) for part in error["loc"] if isinstance(part, str)]
        about = (error.get("ctx") or {}).get("field")
        names = ["_".join([*where, about])] if about else []
        names += ["_".join(where[:2]), *where[:1], f"{where[0]}_start" if where else ""]
        sentence = in_plain_words(error)
        field = next((self[name] for name in names if name in self), None)
        if field is None:
            self.form_errors.append(sentence)
        elif sentence not in field.errors:
            fail(field, sentence)


@cache
def form_for(model: type[M]) -> type[ModelForm[M]]:
    """The form class of *model*, drawn from its fields in order."""
    fields: dict[str, Any] = {}
    later: set[str] = set()
    for name, info in model.model_fields.items():
        note = asked(info)
        if note.never:
            continue
        drawn = draw(name, info)
        fields |= drawn
        if note.later:
            later |= drawn.keys()
    names = {"model": model, "later": frozenset(later), **fields}
    return type(f"{model.__name__}Form", (ModelForm,), names)


def choices_of(named: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """Entries to choose among, as (id, title) pairs."""
    return [(str(entry_id), title) for entry_id, title in named.items()]
