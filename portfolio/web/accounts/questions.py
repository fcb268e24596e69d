"""The questions that several forms of an account ask, each with its own words."""

from typing import Any

from wtforms import PasswordField, StringField

from portfolio.domain.accounts import read_email
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.words import N_
from portfolio.web.forms.answers import (
    PHRASE_HINT,
    a_phrase,
    at_most,
    filled,
    readable,
    taken_by,
)

LONGEST_LOGIN = 254  # an address is never longer (RFC 5321)
NEW_PHRASE = N_("Votre nouvelle phrase de passe")
LOGIN = N_("Votre identifiant")
LOGIN_HINT = N_("Le nom reçu à la création du compte, ou votre adresse électronique.")
EMAIL = N_("Votre adresse électronique")
FIRST_NAME = N_("Votre prénom")
WHOLE_NAME = N_("Votre nom, comme vous voulez qu’il s’affiche")


def line(text: str | None) -> str:
    """A text on one line."""
    return clean_line(text or "")


def a_name(default_hint: str, label: str = FIRST_NAME, complete: str = "given-name") -> StringField:
    """What to be called."""
    return StringField(
        label,
        [filled(N_("Écrivez un prénom ou un surnom.")), at_most(80)],
        filters=[line],
        description=default_hint,
        render_kw={"autocomplete": complete},
    )


def a_login() -> StringField:
    """A login name, or an address."""
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


def current_phrase(label: str) -> PasswordField:
    """The phrase somebody has."""
    return PasswordField(
        label,
        [filled(N_("Écrivez votre phrase de passe.")), readable],
        render_kw={"autocomplete": "current-password"},
    )


def new_phrase(label: str) -> PasswordField:
    """A phrase to choose."""
    return PasswordField(
        label,
        [filled(N_("Choisissez une phrase de passe.")), readable, a_phrase],
        description=PHRASE_HINT,
        render_kw={"autocomplete": "new-password"},
    )


def an_email(hint: str, *validators: Any) -> StringField:
    """An address."""
    return StringField(
        EMAIL,
        [*validators, at_most(LONGEST_LOGIN), taken_by(read_email)],
        filters=[line],
        description=hint,
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )
