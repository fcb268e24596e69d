"""What is asked to bring a professional into a structure."""

from wtforms import PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from portfolio.domain.accounts import read_email
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.structures import Office
from portfolio.domain.words import N_
from portfolio.services import rescues
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
from portfolio.web.templating import say

OFFICES = {
    Office.REFERENT: N_("Lit les fils partagés, confirme et retire les membres de l’équipe."),
    Office.COUNSELLOR: N_("Lit les fils partagés et propose des actions."),
    Office.ACCOUNT_MANAGER: N_("Invite et retire des personnes. Ne lit aucun fil."),
}
LONGEST_NAME = 80
LONGEST_ADDRESS = 254  # RFC 5321


def _line(text: str | None) -> str:
    return clean_line(text or "")


class Guest(Form):
    """Invite somebody to work in the structure."""

    name = StringField(
        N_("Prénom et nom"),
        [filled(N_("Écrivez un prénom et un nom.")), at_most(LONGEST_NAME)],
        filters=[_line],
        description=N_("Les personnes accompagnées verront ce nom."),
        render_kw={"autocomplete": "off"},
    )
    office = RadioField(
        N_("Rôle dans la structure"),
        choices=[SelectChoice(each.value, each.label) for each in Office],
        default=Office.COUNSELLOR.value,
    )
    email = StringField(
        N_("Adresse électronique"),
        [Optional(), at_most(LONGEST_ADDRESS), taken_by(read_email)],
        filters=[_line],
        description=N_("Nous y envoyons le lien. Sans adresse, remettez-le vous-même."),
        render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
    )

    @property
    def offices(self) -> dict[str, str]:
        """What each office means, to be said under its name."""
        return {office.value: say(sentence) for office, sentence in OFFICES.items()}


class Spoken(Form):
    """Write what the newcomer reads out: the beginning of their key's fingerprint."""

    spoken = StringField(
        N_("Les quatre groupes que la personne vous lit"),
        [filled(N_("Écrivez les quatre groupes qu’elle vous lit.")), at_most(40)],
        filters=[_line],
        description=N_("Elle les voit dans « Mon bureau ». Exemple : 3f9a 07c2 b81e 44d0"),
        render_kw={
            "autocomplete": "off",
            "spellcheck": "false",
            "class": "fil-code-input is-whole",
        },
    )


class NewOffice(Form):
    """Give somebody another role in the structure."""

    office = RadioField(
        N_("Rôle dans la structure"),
        choices=[SelectChoice(each.value, each.label) for each in Office],
    )

    @property
    def offices(self) -> dict[str, str]:
        """What each office means, to be said under its name."""
        return {office.value: say(sentence) for office, sentence in OFFICES.items()}


class TypedCode(Form):
    """Take a structure's keys up with the code of its sheet."""

    code = StringField(
        N_("Le code de la feuille"),
        [filled(N_("Recopiez le code de la feuille.")), taken_by(rescues.read)],
        description=N_("Les neuf groupes, avec ou sans espaces."),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "fil-code-input is-whole",
        },
    )


class Newcomer(Form):
    """Open a professional account from an invitation."""

    name = StringField(
        N_("Votre prénom et votre nom"),
        [filled(N_("Écrivez un prénom et un nom.")), at_most(LONGEST_NAME)],
        filters=[_line],
        description=N_("Ils s’affichent en haut de vos pages."),
        render_kw={"autocomplete": "name"},
    )
    phrase = PasswordField(
        PHRASE,
        [filled(N_("Choisissez une phrase de passe.")), readable, a_phrase],
        description=PHRASE_HINT,
        render_kw={"autocomplete": "new-password"},
    )
