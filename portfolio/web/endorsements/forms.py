"""What is asked of whoever wants an endorsement, and of whoever gives one."""

from typing import Any, Self

from wtforms import StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from portfolio.domain import endorsements
from portfolio.domain.accounts import read_email
from portfolio.domain.endorsements import Request
from portfolio.domain.entries import Entry
from portfolio.domain.entries.shapes import clean_line, clean_prose
from portfolio.domain.words import N_
from portfolio.web.forms import Form
from portfolio.web.forms.answers import at_most, filled, taken_by
from portfolio.web.forms.inputs import Checks

LONGEST_NAME = 80
LONGEST_ROLE = 120
LONGEST_ADDRESS = 254  # RFC 5321


def _line(text: str | None) -> str:
    return clean_line(text or "")


def _prose(text: str | None) -> str:
    return clean_prose(text or "")


class Ask(Form):
    """Ask somebody to confirm one entry."""

    witness = StringField(
        N_("À qui le demandez-vous ?"),
        [filled(N_("Écrivez un nom ou quelques mots, pour vous y retrouver.")), at_most(120)],
        filters=[_line],
        description=N_(
            "Pour vous y retrouver. Exemple : Mme Renard, ma tutrice. Elle ne le lira pas."
        ),
        render_kw={"autocomplete": "off"},
    )
    person = StringField(
        N_("Quel nom verra cette personne ?"),
        [
            filled(N_("Écrivez le nom sous lequel cette personne vous connaît.")),
            at_most(LONGEST_NAME),
        ],
        filters=[_line],
        description=N_("Celui qu’elle connaît. Un prénom ou un surnom suffit souvent."),
        render_kw={"autocomplete": "off"},
    )
    message = TextAreaField(
        N_("Votre message"),
        [
            filled(N_("Écrivez en quelques mots ce que vous demandez.")),
            at_most(endorsements.LONGEST_MESSAGE),
        ],
        filters=[_prose],
        description=N_("Ce que vous aimeriez qu’elle confirme, et pourquoi."),
    )
    parts = Checks(
        N_("Que lui montrez-vous, en plus du titre ?"),
        validate_choice=False,
        description=N_("Rien d’autre de votre fil ne lui sera montré."),
    )
    email = StringField(
        N_("Son adresse électronique"),
        [Optional(), at_most(LONGEST_ADDRESS), taken_by(read_email)],
        filters=[_line],
        description=N_(
            "Nous y envoyons le lien, puis nous l’oublions. Sans adresse, vous remettez le lien "
            "vous-même."
        ),
        render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
    )

    @classmethod
    def about(cls, entry: Entry, person: str) -> Self:
        """The form for *entry*, which offers to show only what it holds."""
        form = cls(data={"person": person})
        parts = endorsements.parts_of(entry)
        form.parts.choices = [SelectChoice(part.value, part.label) for part in parts]
        return form

    def request(self, entry: Entry) -> Request:
        """What the witness would read."""
        chosen = self.parts.data or ()
        return Request.about(entry, chosen, self.person.data, self.message.data)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Every answer, to be carried by a page that only shows them."""
        texts = {each.short_name: each.data or "" for each in self if each is not self.parts}
        texts.pop("csrf_token", None)
        return [*texts.items(), *(("parts", part) for part in self.parts.data or ())]


class Testimony(Form):
    """Confirm, in one's own words."""

    text = TextAreaField(
        N_("Ce que vous confirmez"),
        [
            filled(N_("Écrivez quelques mots, ou choisissez de ne pas répondre, plus bas.")),
            at_most(endorsements.LONGEST_WORDS),
        ],
        filters=[_prose],
        description=N_("Ce que vous avez vu ou constaté vous-même. Personne ne changera vos mots."),
    )
    name = StringField(
        N_("Votre nom"),
        [filled(N_("Écrivez votre nom.")), at_most(LONGEST_NAME)],
        filters=[_line],
        render_kw={"autocomplete": "name"},
    )
    role = StringField(
        N_("À quel titre ?"),
        [filled(N_("Écrivez à quel titre vous répondez.")), at_most(LONGEST_ROLE)],
        filters=[_line],
        description=N_("Exemples : tutrice, chef d’équipe, présidente de l’association"),
        render_kw={"autocomplete": "organization-title"},
    )


class Declined(Form):
    """Say no."""

    reason = TextAreaField(
        N_("Pourquoi, si vous voulez le dire"),
        [at_most(endorsements.LONGEST_REASON)],
        filters=[_prose],
    )

    @classmethod
    def beside(cls, **options: Any) -> Self:
        """The form on a page that has another: its names are its own."""
        return cls(prefix="no", **options)


class Remark(Form):
    """What the owner has to say beside a witness's words."""

    reply = TextAreaField(
        N_("Votre remarque"),
        [Optional(), at_most(endorsements.LONGEST_REMARK)],
        filters=[_prose],
        description=N_(
            "Vous n’êtes pas d’accord, ou vous voulez préciser ? Vos mots s’affichent à côté des "
            "siens, qui restent tels quels."
        ),
    )
