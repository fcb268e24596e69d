"""What people are asked about their account."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from portfolio.crypto.recovery import read_code
from portfolio.domain.accounts import read_email
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.minors import Minor
from portfolio.domain.reminders import Reminder
from portfolio.domain.scribes import NAME_MOST
from portfolio.domain.words import N_
from portfolio.web.forms import Form
from portfolio.web.forms.answers import (
    PHRASE,
    PHRASE_HINT,
    a_phrase,
    at_most,
    filled,
    readable,
    taken_by,
)
from portfolio.web.forms.inputs import Checks
from portfolio.web.forms.messages import CHOOSE
from portfolio.web.minors import Young
from portfolio.web.templating import say

LONGEST_LOGIN = 254  # an address is never longer (RFC 5321)
NEW_PHRASE = N_("Votre nouvelle phrase de passe")
LOGIN = N_("Votre identifiant")
LOGIN_HINT = N_("Le nom reçu à la création du compte, ou votre adresse électronique.")
EMAIL = N_("Votre adresse électronique")


def _line(text: str | None) -> str:
    return clean_line(text or "")


def _name(default_hint: str) -> StringField:
    return StringField(
        N_("Votre prénom"),
        [filled(N_("Écrivez un prénom ou un surnom.")), at_most(80)],
        filters=[_line],
        description=default_hint,
        render_kw={"autocomplete": "given-name"},
    )


def _login() -> StringField:
    return StringField(
        LOGIN,
        [filled(N_("Écrivez votre identifiant.")), at_most(LONGEST_LOGIN)],
        description=LOGIN_HINT,
        render_kw={
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


def _current(label: str) -> PasswordField:
    return PasswordField(
        label,
        [filled(N_("Écrivez votre phrase de passe.")), readable],
        render_kw={"autocomplete": "current-password"},
    )


def _new(label: str) -> PasswordField:
    return PasswordField(
        label,
        [filled(N_("Choisissez une phrase de passe.")), readable, a_phrase],
        description=PHRASE_HINT,
        render_kw={"autocomplete": "new-password"},
    )


def _email(hint: str, *validators: Any) -> StringField:
    return StringField(
        EMAIL,
        [*validators, at_most(LONGEST_LOGIN), taken_by(read_email)],
        filters=[_line],
        description=hint,
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


class Registration(Form):
    """Open an account."""

    name = _name(N_("Il s’affiche en haut de votre fil. Un surnom convient aussi."))
    email = _email(
        N_("Elle servira aussi à vous connecter, et à vous prévenir. Vous pouvez vous en passer."),
        Optional(),
    )
    phrase = _new(PHRASE)
    read = BooleanField(
        N_("J’ai lu comment mes données sont gardées."),
        [filled(N_("Lisez comment vos données sont gardées, puis cochez cette case."))],
    )
    suggestion = HiddenField()
    minor: Minor | None = None
    """What an adult agreed to, once it was read."""


class CitizenRegistration(Registration, Young):
    """The same for a citizen, who may be under fifteen: an adult then agrees with them."""


class Age(Young):
    """Say that one is under fifteen, with an adult; nobody says alone that they are older."""


class SignIn(Form):
    """Come in, with a login name or an address."""

    login = _login()
    phrase = _current(PHRASE)
    next = HiddenField()


class Recovery(Form):
    """Come back with the code of the recovery sheet, and choose a new phrase."""

    login = _login()
    code = StringField(
        N_("Votre code de secours"),
        [filled(N_("Recopiez le code de votre feuille de secours.")), taken_by(read_code)],
        description=N_("Les neuf groupes de votre feuille, avec ou sans espaces."),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "fil-code-input is-whole",
        },
    )
    phrase = _new(NEW_PHRASE)


class NotedCode(Form):
    """Type one group of the code back, to be sure that it was kept."""

    group = StringField(
        N_("Le groupe demandé"),
        [filled(N_("Recopiez le groupe demandé.")), at_most(20)],
        description=N_("Quatre signes. Majuscules ou minuscules, comme vous voulez."),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "fil-code-input",
        },
    )


class Name(Form):
    """Be called otherwise."""

    name = _name(N_("Les structures avec qui vous partagez le verront. Un surnom convient."))
    masked = BooleanField(
        N_("C’est un pseudonyme"),
        description=N_(
            "Les fichiers et les PDF que vous emportez ne porteront aucun nom, ni dans leur titre "
            "ni dans leurs propriétés."
        ),
    )


class Address(Form):
    """Have a second login, and letters."""

    email = _email(
        N_("Nous y envoyons un lien. L’adresse est ajoutée quand vous le suivez."),
        filled(N_("Écrivez une adresse électronique.")),
    )
    phrase = _current(PHRASE)


class NewPhrase(Form):
    """Change the passphrase, knowing the one in force."""

    about: tuple[str, ...] = ()
    """What an acquaintance of the person would try first."""
    current = _current(N_("Votre phrase de passe actuelle"))
    phrase = _new(NEW_PHRASE)


class Proof(Form):
    """Show that it is you, before something that matters."""

    phrase = _current(PHRASE)


class Scribe(Form):
    """Let somebody beside you type."""

    name = StringField(
        N_("Qui va taper pour vous ?"),
        [filled(N_("Écrivez le nom de la personne qui vous aide.")), at_most(NAME_MOST)],
        filters=[_line],
        description=N_("Son prénom ou son nom. Il restera à côté de ce que vous garderez."),
        render_kw={"autocomplete": "off"},
    )


def _offered(field: Any) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(say(CHOOSE))


class Preferences(Form):
    """Language and theme."""

    locale = RadioField(
        N_("Langue"),
        [filled(CHOOSE)],
        validate_choice=False,
        choices=[SelectChoice("fr", "Français"), SelectChoice("en", "English")],
    )
    theme = RadioField(
        N_("Affichage"),
        [filled(CHOOSE)],
        validate_choice=False,
        choices=[
            SelectChoice("auto", N_("Comme mon appareil")),
            SelectChoice("light", N_("Clair")),
            SelectChoice("dark", N_("Sombre")),
        ],
    )

    def validate_locale(self, field: Any) -> None:
        """Only what was offered."""
        _offered(field)

    def validate_theme(self, field: Any) -> None:
        """Only what was offered."""
        _offered(field)


class Reminders(Form):
    """Which letters one wants."""

    wanted = Checks(
        N_("Quand faut-il vous prévenir ?"),
        validate_choice=False,
        description=N_("Le message dit seulement que quelque chose vous attend, jamais quoi."),
    )

    def offer(self, kinds: Iterable[Reminder]) -> None:
        """Ask about those types and no other."""
        self.wanted.choices = [SelectChoice(kind.value, kind.label) for kind in kinds]
