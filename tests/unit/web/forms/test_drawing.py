"""How each question is drawn, and what is told of its answer."""

from datetime import date
from itertools import count

from flask_babel import force_locale
from jinja2 import Environment
from jinja2.runtime import Macro
from werkzeug.datastructures import MultiDict
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

from portfolio.web.forms.drawing import control, drawn_once, shape_of
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


def ask(name: str) -> Macro:
    """A macro that draws one question, and how many times it has done so."""
    env = Environment(autoescape=True)
    env.globals.update(turn=count(1).__next__)
    page = f"{{% macro {name}(form) %}}{{{{ form.day() }}}} {{{{ turn() }}}}{{% endmacro %}}"
    macro = getattr(env.from_string(page).module, name)
    assert isinstance(macro, Macro)
    return macro


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


def test_a_blank_form_is_drawn_once_in_each_language_for_each_macro() -> None:
    french, other = ask("once"), ask("other")
    first = drawn_once(Alike(), french)

    assert 'id="day"' in first and first.endswith(" 1")
    assert drawn_once(Alike(), french) is first
    assert drawn_once(Alike(), other).endswith(" 1")
    with force_locale("en"):
        assert drawn_once(Alike(), french).endswith(" 2")
    assert drawn_once(Alike(), french) is first


def test_a_form_that_begins_otherwise_is_drawn_anew() -> None:
    draw = ask("begins")
    days = [date(2027, 3, 1), date(2027, 3, 2)]

    assert [str(day) in drawn_once(Alike(day=day), draw) for day in days] == [True, True]


def test_what_somebody_answered_is_drawn_for_them_alone() -> None:
    draw = ask("answered")
    blank, sent = drawn_once(Alike(), draw), Alike(MultiDict({"day": "2027-03-12"}))
    wrong = Alike()
    wrong.day.errors = ["Trop tôt"]

    assert "2027-03-12" in drawn_once(sent, draw)
    assert drawn_once(Alike(MultiDict({"other": ""})), draw) != blank
    assert drawn_once(wrong, draw) != blank
    assert drawn_once(Alike(), draw) is blank
