"""The questions of the guided start: one or two a page, none of them required."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import request
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.words import N_
from portfolio.services.starting import Answer
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import at_most
from portfolio.web.start.answers import Given, able_to, had_done, liked, named, wanted
from portfolio.web.templating import say

MOST = 200


def _line(text: str | None) -> str:
    return clean_line(text or "")


def _asked(label: str, hint: str, complete: str = "") -> StringField:
    given = {"autocomplete": complete} if complete else {}
    return StringField(label, [at_most(MOST)], filters=[_line], description=hint, render_kw=given)


class Step(Form):
    """A page of the guided start; *becomes* turns its answers into entries."""

    title: ClassVar[str]
    lede: ClassVar[str]
    leans: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Questions whose answer says nothing without another's: which one, and how it is asked for."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Let no answer be lost for want of the one it leans on."""
        if not super().validate(extra_validators):
            return False
        lone = [to for said, to in self.leans.items() if self[said].data and not self[to[0]].data]
        for name, sentence in lone:
            fail(self[name], say(sentence))
        return not lone

    @property
    def seen(self) -> list[str]:
        """The questions that the page showed an answer to: wiped out there, it is meant to go."""
        if self.is_submitted():
            return request.form.getlist("seen")
        return [field.short_name for field in self if field.object_data]

    @property
    def given(self) -> Given:
        """What was answered, question by question."""
        told = {name: str(value or "") for name, value in self.data.items()}
        return {name: said or ("" if name in self.seen else None) for name, said in told.items()}

    def answers(self) -> list[Answer]:
        """What was answered; nothing when nothing was."""
        return self.becomes(self.given)

    def becomes(self, given: Given) -> list[Answer]:
        """The entries that the answers are about."""
        raise NotImplementedError


class Name(Step):
    """How to call the person."""

    title = N_("Comment vous appeler ?")
    lede = N_("Un prénom, un surnom, un pseudonyme : c’est vous qui choisissez.")
    leans: ClassVar = {
        "town": ("name", N_("Écrivez aussi un nom, même inventé, ou effacez la ville."))
    }
    name = _asked(N_("Votre nom, comme vous voulez qu’il s’affiche"), "", "name")
    town = _asked(N_("Votre ville"), N_("Si vous voulez la dire."), "address-level2")

    def becomes(self, given: Given) -> list[Answer]:
        """A presentation."""
        return named(given)


class Done(Step):
    """One thing the person did."""

    title = N_("Une chose que vous avez faite")
    lede = N_("Un travail, des études, une aide donnée, un moment de vie : la première qui vient.")
    leans: ClassVar = {"when": ("done", N_("Dites aussi quoi, en un mot, ou effacez la date."))}
    what = RadioField(
        N_("C’était plutôt"),
        choices=[
            SelectChoice("job", N_("Un travail")),
            SelectChoice("training", N_("Une école, une formation")),
            SelectChoice("volunteering", N_("Une aide, du bénévolat")),
            SelectChoice("moment", N_("Un moment de vie")),
        ],
        default="job",
        validate_choice=False,
    )
    done = _asked(N_("Quoi ?"), N_("Exemples : caissière, CAP cuisine, aider ma mère"))
    when = _asked(N_("Quand, à peu près ?"), N_("Une année suffit : 1998, ou mars 1998."))

    def becomes(self, given: Given) -> list[Answer]:
        """A step of the path."""
        return had_done(given)


class Able(Step):
    """One thing the person can do."""

    title = N_("Une chose que vous savez faire")
    lede = N_("Au travail, à la maison ou ailleurs. Qu’est-ce que l’on vous demande souvent ?")
    able = _asked(N_("Je sais"), N_("Exemples : rassurer, conduire un chariot, compter vite"))

    def becomes(self, given: Given) -> list[Answer]:
        """A skill."""
        return able_to(given)


class Wish(Step):
    """One thing the person likes, or wants."""

    title = N_("Ce que vous aimez, ce que vous voulez")
    lede = N_("Une envie suffit. Vous pouvez répondre à une seule des deux questions.")
    like = _asked(N_("J’aime"), N_("Exemples : travailler dehors, les gens, le calme"))
    want = _asked(N_("J’aimerais"), N_("Exemples : un métier utile, finir plus tôt, apprendre"))

    def becomes(self, given: Given) -> list[Answer]:
        """An interest, a project."""
        return [*liked(given), *wanted(given)]


STEPS: dict[int, type[Step]] = {1: Name, 2: Done, 3: Able, 4: Wish}
