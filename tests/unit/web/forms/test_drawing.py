"""How each question is drawn, and what is told of its answer."""

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)

from portfolio.web.forms.drawing import control, shape_of
from portfolio.web.forms.inputs import Checks


class Part(Form):  # type: ignore[misc]  # WTForms has no types
    """A question of questions."""

    what = StringField()


class Asking(Form):  # type: ignore[misc]
    """One question of each shape."""

    hidden = HiddenField()
    submit = SubmitField()
    password = PasswordField()
    checkbox = BooleanField()
    radios = RadioField(choices=["a", "b"])
    checks = Checks(choices=["a", "b"])
    select = SelectField(choices=["a", "b"])
    parts = FormField(Part)
    text = StringField(description="Un mot", render_kw={"class": "fil-short"})


class Alike(Form):  # type: ignore[misc]
    """Questions drawn like others."""

    parts = FieldList(StringField())
    long = TextAreaField()
    file = FileField()
    day = DateField()


def test_each_question_has_its_shape() -> None:
    assert all(shape_of(field) == field.name for field in Asking())
    assert [shape_of(field) for field in Alike()] == ["parts", "text", "text", "text"]


def test_an_answer_is_told_its_hint_and_its_class() -> None:
    drawn = control(Asking().text, "form-control")

    assert drawn == (
        '<input aria-describedby="text-hint" class="form-control fil-short" id="text" name="text"'
        ' type="text" value="">'
    )


def test_an_answer_is_told_what_is_wrong_with_it_after_its_hint() -> None:
    asking, alike = Asking(), Alike()
    asking.text.errors = alike.long.errors = ["Trop long"]

    assert 'aria-describedby="text-hint text-error" aria-invalid="true"' in control(asking.text, "")
    assert 'class="is-invalid fil-short"' in control(asking.text, "")
    assert 'rows="4"' in control(alike.long, "form-control", 4)
    assert 'aria-describedby="long-error"' in control(alike.long, "form-control")
