"""What people are asked about the account they have."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portfolio.domain.reminders import Reminder
from portfolio.domain.scribes import NAME_MOST
from portfolio.domain.words import N_
from portfolio.web.accounts.questions import (
    NEW_PHRASE,
    WHOLE_NAME,
    a_name,
    an_email,
    current_phrase,
    line,
    new_phrase,
)
from portfolio.web.forms import Form
from portfolio.web.forms.answers import (
    PHRASE,
    at_most,
    filled,
)
from portfolio.web.forms.inputs import Checks
from portfolio.web.forms.messages import CHOOSE
from portfolio.web.minors import Young
from portfolio.web.templating import say


class Age(Young):
    """Say that one is under fifteen, with an adult; nobody says alone that they are older."""


class Name(Form):
    """Be called otherwise."""

    name = a_name(
        N_("Les structures avec qui vous partagez le verront. Un surnom convient."),
        WHOLE_NAME,
        "name",
    )
    masked = BooleanField(
        N_("C’est un pseudonyme"),
        description=N_(
            "Les fichiers et les PDF que vous emportez ne porteront aucun nom, ni dans leur titre "
            "ni dans leurs propriétés."
        ),
    )


class Address(Form):
    """Have a second login, and letters."""

    email = an_email(
        N_("Nous y envoyons un lien. L’adresse est ajoutée quand vous le suivez."),
        filled(N_("Écrivez une adresse électronique.")),
    )
    phrase = current_phrase(PHRASE)


class NewPhrase(Form):
    """Change the passphrase, knowing the one in force."""

    about: tuple[str, ...] = ()
    """What an acquaintance of the person would try first."""
    current = current_phrase(N_("Votre phrase de passe actuelle"))
    phrase = new_phrase(NEW_PHRASE)


class Proof(Form):
    """Show that it is you, before something that matters."""

    phrase = current_phrase(PHRASE)


class Scribe(Form):
    """Let somebody beside you type."""

    name = StringField(
        N_("Qui va taper pour vous ?"),
        [filled(N_("Écrivez le nom de la personne qui vous aide.")), at_most(NAME_MOST)],
        filters=[line],
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
