"""What people are asked on their way in: opening an account, signing in, coming back."""

from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.validators import Optional

from portfolio.crypto.recovery import read_code
from portfolio.domain.minors import Minor
from portfolio.domain.words import N_
from portfolio.web.accounts.questions import (
    NEW_PHRASE,
    a_login,
    a_name,
    an_email,
    current_phrase,
    line,
    new_phrase,
)
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import PHRASE, at_most, filled, taken_by
from portfolio.web.minors import Young
from portfolio.web.templating import say

COPIED = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "class": "fil-code-input",
}
"""How signs are typed that are copied from paper."""


def a_recovery_code() -> StringField:
    """The whole code of the recovery sheet."""
    return StringField(
        N_("Votre code de secours"),
        [filled(N_("Recopiez le code de votre feuille de secours.")), taken_by(read_code)],
        description=N_("Les neuf groupes de votre feuille, avec ou sans espaces."),
        render_kw=COPIED | {"class": "fil-code-input is-whole"},
    )


def six_figures(label: str, *validators: Any) -> StringField:
    """The figures that an application shows at this moment."""
    return StringField(
        label,
        [*validators, at_most(40)],
        description=N_("Ils changent toutes les trente secondes."),
        render_kw=COPIED | {"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class Registration(Form):
    """Open an account."""

    name = a_name(N_("Il s’affiche en haut de votre fil. Un surnom convient aussi."))
    email = an_email(
        N_("Elle servira aussi à vous connecter, et à vous prévenir. Vous pouvez vous en passer."),
        Optional(),
    )
    phrase = new_phrase(PHRASE)
    read = BooleanField(
        N_("J’ai lu comment mes données sont gardées."),
        [filled(N_("Lisez comment vos données sont gardées, puis cochez cette case."))],
    )
    suggestion = HiddenField()
    minor: Minor | None = None
    """What an adult agreed to, once it was read."""


class CitizenRegistration(Registration, Young):
    """The same for a citizen, who may be under fifteen: an adult then agrees with them."""


class SignIn(Form):
    """Come in, with a login name or an address."""

    login = a_login()
    phrase = current_phrase(PHRASE)
    next = HiddenField()


class StepProof(Form):
    """Show what one has: figures of the moment, or a printed code."""

    figures = six_figures(N_("Les six chiffres de votre application"))
    spare = StringField(
        N_("Un code de dépannage"),
        [at_most(40)],
        description=N_("Trois groupes de quatre signes. Chacun sert une fois."),
        render_kw=COPIED,
    )

    signed = HiddenField()

    @property
    def typed(self) -> str:
        """Whichever was filled in."""
        return self.spare.data or self.figures.data or ""

    @property
    def where(self) -> Field:
        """Beside which question to say what is wrong."""
        return self.spare if self.spare.data else self.figures

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two is needed."""
        sound = super().validate(extra_validators)
        if self.signed.data:
            return sound
        if not self.typed.strip():
            fail(self.figures, say(N_("Recopiez les six chiffres.")))
        return sound and bool(self.typed.strip())


class SecondStep(StepProof):
    """The same, besides the passphrase, to come in."""

    carried = HiddenField()


class PhraseProof(Form):
    """Show that it is you, where there is no second factor."""

    phrase = current_phrase(PHRASE)


class Lost(Form):
    """Show the recovery code where everything else was lost."""

    carried = HiddenField()
    code = a_recovery_code()


class Recovery(Form):
    """Come back with the code of the recovery sheet, and choose a new phrase."""

    login = a_login()
    code = a_recovery_code()
    phrase = new_phrase(NEW_PHRASE)


class NewPasskey(Form):
    """Name a device, and let it sign."""

    name = StringField(
        N_("Nom de l’appareil"),
        [filled(N_("Donnez un nom à cet appareil.")), at_most(60)],
        filters=[line],
        description=N_("Par exemple : téléphone, ordinateur du bureau."),
        render_kw={"autocomplete": "off"},
    )
    signed = HiddenField()


class NewTelephone(Form):
    """Prove that an application shows the right figures, before it is asked for them."""

    figures = six_figures(
        N_("Les six chiffres que l’application affiche"), filled(N_("Recopiez les six chiffres."))
    )
