"""Forms of a share: who, whom, what, why and until when, the agreement, an answer to a proposal."""

from datetime import date
from typing import Any

from pydantic import ValidationError
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import DateInput

from portfolio.domain.dates import PartialDate
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Audience, Mode, Purpose, Right, Terms
from portfolio.domain.words import N_
from portfolio.web.forms import Form, fail
from portfolio.web.forms.inputs import Checks, Needed
from portfolio.web.forms.messages import in_plain_words
from portfolio.web.signing import Signature
from portfolio.web.templating import say

FIELDS = Terms.model_fields
OFFERED = (Right.COMMENT, Right.PROPOSE, Right.EXPORT, Right.THREAD, Right.STRANDS)
"""What is asked about; reading goes without saying."""

WHOLE_DAY = N_("Écrivez un jour complet : jour, mois et année. Exemple : 20/05/2027.")


class Day(StringField):
    """One day, whatever the browser makes of a date: 2027-05-20, 20/05/2027, 20 mai 2027."""

    widget = DateInput()
    data: date | None

    def process_data(self, value: date | str | None) -> None:
        """Take a day as it is, or as a session keeps it."""
        self.data = date.fromisoformat(value) if isinstance(value, str) else value

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say what is wrong with it."""
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        try:
            read = PartialDate.parse(typed) if typed else None
        except ValueError as why:
            raise ValueError(say(str(why))) from why
        if read is None or read.day is None:
            raise ValueError(say(WHOLE_DAY))
        self.data = read.latest

    def _value(self) -> str:
        if isinstance(self.data, date):
            return self.data.isoformat()
        return str(self.raw_data[0]) if self.raw_data else ""


class DayIfAny(Day):
    """The same, or none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day when there is one."""
        if valuelist and valuelist[0].strip():
            super().process_formdata(valuelist)
        else:
            self.data = None


class Roughly(StringField):
    """A date as exact as one likes, or none."""

    data: PartialDate | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date, or say what is wrong with it."""
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        try:
            self.data = PartialDate.parse(typed) if typed else None
        except ValueError as why:
            raise ValueError(say(str(why))) from why

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.typed if self.data else ""


def _choices(kind: Any) -> list[SelectChoice]:
    return [SelectChoice(each.value, each.label) for each in kind]


class Who(Form):
    """One structure of the directory, among those on the page, whole or not."""

    structure = RadioField(N_("Choisissez une structure"), [Needed()], validate_choice=False)
    audience = RadioField(
        N_("Qui pourra lire, dans cette structure ?"),
        [Needed()],
        choices=[
            SelectChoice(Audience.STRUCTURE.value, N_("Toute l’équipe")),
            SelectChoice(Audience.MEMBERS.value, N_("Des personnes que je choisis")),
            SelectChoice(Audience.PARTNER.value, N_("Un logiciel, pour mon plan d’action")),
        ],
        validate_choice=False,
    )


class Whom(Form):
    """People of a structure, by name; nobody is ticked beforehand."""

    members = Checks(N_("Cochez une ou plusieurs personnes"), [Needed()], validate_choice=False)


class Which(Form):
    """One of a structure's systems; none is chosen beforehand."""

    system = RadioField(N_("Choisissez un logiciel"), [Needed()], validate_choice=False)


class What(Form):
    """Sections, entries one by one, private ones apart, a name; nothing is ticked beforehand."""

    sections = Checks(
        N_("Que voulez-vous montrer ?"),
        [Needed()],
        choices=_choices(Section),
        validate_choice=False,
    )
    items = Checks(N_("Choisir un par un"), choices=[], validate_choice=False)
    private = Checks(N_("En montrer certains, un par un"), choices=[], validate_choice=False)
    alias = StringField(
        N_("Pseudonyme ou initiales"),
        description=N_(
            "Laissez vide pour montrer votre nom. Sinon, ni votre nom, ni vos contacts, ni les "
            "noms de vos fichiers ne seront montrés."
        ),
    )


class Why(Form):
    """Purpose, rights, mode, the first day and the last."""

    purpose = SelectField(N_("Pourquoi partagez-vous ?"), [Needed()], validate_choice=False)
    purpose_text = TextAreaField(
        FIELDS["purpose_text"].title, description=N_("La structure lira ces mots.")
    )
    mode = RadioField(
        FIELDS["mode"].title, [Needed()], choices=_choices(Mode), validate_choice=False
    )
    rights = Checks(
        FIELDS["rights"].title,
        description=N_("Elle pourra lire. Cochez ce que vous acceptez en plus."),
        choices=_choices(OFFERED),
        validate_choice=False,
    )
    starts = DayIfAny(
        N_("À partir de quel jour ?"),
        description=N_("Laissez vide pour commencer tout de suite."),
    )
    ends = Day(
        N_("Jusqu’à quel jour ?"),
        [Needed()],
        description=N_("12 mois au plus. Ce jour est compris."),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        reasons = [SelectChoice(one.value, say(one.label)) for one in Purpose]
        self.purpose.choices = [SelectChoice("", say(N_("Choisissez une raison"))), *reasons]


class Agreement(Signature):
    """The signature, with a box of its own for what is kept private otherwise."""

    agreed_private = BooleanField()


class Shorten(Form):
    """A sooner last day."""

    ends = Day(N_("Nouveau dernier jour"), [Needed()], description=N_("Ce jour est compris."))


class Amend(Form):
    """The date that suits the person, on an action somebody proposes."""

    due = Roughly(N_("Pour quand ?"), description=N_("Changez la date si elle ne vous va pas."))


def blame(form: Form, refused: ValidationError) -> None:
    """Put what *refused* says beside the questions of *form* that nothing was said of yet."""
    for error in refused.errors(include_url=False, include_input=False):
        about = (error.get("ctx") or {}).get("field")
        name = about or str(next(iter(error["loc"]), ""))
        if name in form and not form[name].errors:
            fail(form[name], in_plain_words(error))
