"""What is asked to prepare a meeting, and to answer a démarche: its questions, each its own way."""

from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.preparing import Followed, Preparation
from portfolio.domain.programmes import LONGEST, Ask, Question
from portfolio.domain.words import N_
from portfolio.services.following import Reply
from portfolio.web.forms import Form, ModelForm, form_for
from portfolio.web.forms.answers import at_most
from portfolio.web.forms.inputs import Checks
from portfolio.web.templating import say

ASKED = ("met_on", "questions", "items", "more", "avoid", "avoid_shown")
LINE = 200
LEFT = N_("Je passe")
TELLS = N_("Dire à la structure que j’ai commencé")
TELLS_HINT = N_("Elle le saura, sans rien lire de vos réponses. Vous pouvez décocher plus tard.")

PreparationForm = ModelForm[Preparation]


def preparation(what: Preparation) -> PreparationForm:
    """The form of a preparation."""
    return form_for(Preparation, *ASKED).of(what)


class FollowForm(Form):
    """The tasks to tick and the questions of one démarche; nothing in it has to be answered."""

    rev = HiddenField()
    done = Checks(N_("Ce qui est fait"), choices=[], validate_choice=False)
    tells = BooleanField(TELLS, description=TELLS_HINT)

    @property
    def asked(self) -> Iterator[Field]:
        """The questions, in order."""
        return (field for field in self if field.short_name.startswith("q"))

    @property
    def read_rev(self) -> int:
        """The revision that the page was made from; none that exists when it is no number."""
        sent = str((self.rev.raw_data or [""])[0])
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < LINE else -1

    @property
    def reply(self) -> Reply:
        """What was answered."""
        done = tuple(
            int(each) for each in self.done.data or () if each.isascii() and each.isdigit()
        )
        return Reply(done, tuple(map(_said, self.asked)), bool(self.tells.data))


def following(what: Followed, rev: int) -> FollowForm:
    """The form of a démarche, with what is kept of it."""
    asked = {f"q{place}": _field(each) for place, each in enumerate(what.what.questions)}
    kind: type[FollowForm] = type("FollowForm", (FollowForm,), asked)
    kept = {f"q{place}": _kept(each, what.said(place)) for place, each in _numbered(what)}
    done = [str(place) for place in what.done]
    form = kind(data={"rev": rev, "done": done, "tells": what.tells} | kept)
    tasks = enumerate(what.what.tasks)
    form.done.choices = [SelectChoice(str(place), task.text) for place, task in tasks]
    return form


def _numbered(what: Followed) -> Iterator[tuple[int, Question]]:
    return enumerate(what.what.questions)


def _field(question: Question) -> Any:
    if question.ask is Ask.SHORT:
        return StringField(question.text, [at_most(LINE)])
    if question.ask is Ask.LONG:
        return TextAreaField(question.text, [at_most(LONGEST)])
    own = bool(question.answers)
    choices = [SelectChoice(each, each if own else say(each)) for each in question.offered]
    if question.ask is Ask.SEVERAL:
        return Checks(question.text, choices=choices, validate_choice=False)
    return RadioField(
        question.text, choices=[*choices, SelectChoice("", say(LEFT))], validate_choice=False
    )


def _kept(question: Question, said: tuple[str, ...]) -> Any:
    return list(said) if question.ask is Ask.SEVERAL else next(iter(said), "")


def _said(field: Field) -> tuple[str, ...]:
    data = field.data or ()
    return tuple(data) if isinstance(data, list) else (data,) if data else ()
