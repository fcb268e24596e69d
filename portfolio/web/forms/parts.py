"""The form of a part of an entry: one enquiry, one comment; its model decides as for the whole."""

from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from portfolio.web.forms.base import Form, blank_to_none, fail
from portfolio.web.forms.doubts import doubts, settled
from portfolio.web.forms.inputs import draw
from portfolio.web.forms.messages import in_plain_words

P = TypeVar("P", bound=BaseModel)


class PartForm(Form, Generic[P]):
    """A form that validates into an instance of its model."""

    model: ClassVar[type[BaseModel]]
    value: P

    def validate(self, extra_validators: Any = None) -> bool:
        """Let the model decide, and put its complaints beside the questions."""
        if not super().validate(extra_validators):
            return False
        answers = {name: blank_to_none(self[name].data) for name in self.model.model_fields}
        try:
            given = {name: answer for name, answer in answers.items() if answer is not None}
            self.value = self.model.model_validate(given)  # type: ignore[assignment]  # model is P
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False, include_input=False):
                fail(self[str(error["loc"][0])], in_plain_words(error))
            return False
        self.doubts = doubts(self, None, private=False)
        return settled(self.doubts)


@cache
def part_form_for(model: type[P]) -> type[PartForm[P]]:
    """The form class of *model*, its questions in the order they are declared."""
    drawn = (draw(name, info) for name, info in model.model_fields.items())
    fields = {name: field for part in drawn for name, field in part.items()}
    return type(f"{model.__name__}Form", (PartForm,), {"model": model, **fields})
