"""What people are asked on their way in: opening an account, signing in, coming back."""

from wtforms import BooleanField, HiddenField, StringField
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
    new_phrase,
)
from portfolio.web.forms import Form
from portfolio.web.forms.answers import PHRASE, filled, taken_by
from portfolio.web.minors import Young


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


class Recovery(Form):
    """Come back with the code of the recovery sheet, and choose a new phrase."""

    login = a_login()
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
    phrase = new_phrase(NEW_PHRASE)
