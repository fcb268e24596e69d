"""What every form of the product has: protection, kept answers, complaints beside fields."""

from functools import cache
from typing import Any, Self

from babel.support import Translations
from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField
from wtforms.i18n import messages_path

from portfolio.domain.errors import Refused
from portfolio.web import unsaved
from portfolio.web.forms.doubts import Doubt, mark
from portfolio.web.languages import spoken
from portfolio.web.templating import say_with


class Form(FlaskForm):
    """A form that says beside each field what is to be changed in it."""

    doubts: tuple[Doubt, ...] = ()
    """Words that the form asks about before they are kept."""

    @property
    def doubts_mark(self) -> str:
        """What the button that keeps those words sends back."""
        return mark(self.doubts)

    @property
    def seeks(self) -> bool:
        """Whether one of its questions has more answers than are shown."""
        return any(getattr(field, "many", False) for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Save nothing while answers are only being looked for."""
        if any(getattr(field, "looking", False) for field in self):
            return False
        return bool(super().validate(extra_validators))

    class Meta(FlaskForm.Meta):
        """How an answer comes in: sent, or kept unsaved and taken up again."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent; else what the page was asked to take up, if it fits this form."""
            sent = super().wrap_formdata(form, formdata)
            if isinstance(sent, CombinedMultiDict):
                return _files_where_asked(form)
            return unsaved.given(form._fields) if sent is None else sent

        def get_translations(self, form: Any) -> Translations:  # noqa: ARG002  # WTForms gives it
            """WTForms' own words, of which ours leave it few."""
            return _wtforms(spoken())

    def apart(self, name: str) -> Self:
        """The same beside other forms on one page: its questions carry *name* in their ids."""
        for field in self._fields.values():
            field.id = f"{name}-{field.id}"
        return self

    def refuse(self, refused: Refused) -> None:
        """Show a service's refusal beside its field, or above the form."""
        sentence = say_with(refused.message, **refused.values)
        if refused.field and refused.field in self:
            fail(self[refused.field], sentence)
        else:
            self.form_errors.append(sentence)


def _files_where_asked(form: Any) -> MultiDict[str, Any]:
    """The words that were sent, and files for the questions that ask for one: no word is a file."""
    asked = {each.name for each in form._fields.values() if isinstance(each, FileField)}
    files = [each for each in request.files.items(multi=True) if each[0] in asked]
    return MultiDict([*request.form.items(multi=True), *files])


@cache
def _wtforms(language: str) -> Translations:
    """Its catalogue, read once a language and not once a request."""
    found = Translations.load(messages_path(), [language], domain="wtforms")
    assert isinstance(found, Translations)  # noqa: S101  # it has one for each language of ours
    return found


def fail(field: Field, sentence: str) -> None:
    """Put *sentence*, already in the reader's language, beside *field*; once is enough."""
    if sentence not in field.errors:
        field.errors = [*field.errors, sentence]


def blank_to_none(value: Any) -> Any:
    """An unanswered question is no answer."""
    return None if isinstance(value, str) and not value.strip() else value
