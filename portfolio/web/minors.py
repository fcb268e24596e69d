"""Under fifteen: the agreement of an adult, beside the person's own, wherever one is given."""

from typing import Any, Protocol

from wtforms import BooleanField, StringField
from wtforms.fields.core import Field

from portfolio.domain.accounts import Profile
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.errors import Refused
from portfolio.domain.minors import Minor, check_later, last_day
from portfolio.domain.sharing import Terms, day_of
from portfolio.domain.words import N_
from portfolio.services import profiles
from portfolio.web.forms import Form, fail
from portfolio.web.forms.answers import at_most
from portfolio.web.signin import now, work
from portfolio.web.templating import say, say_with

I_AGREE = N_(
    "Je suis %(adult)s, son parent ou son tuteur. J’ai tout lu, et je suis d’accord aussi."
)
NO_ADULT = N_("Écrivez le nom du parent ou du tuteur qui est d’accord.")
NOT_AGREED = N_("Un parent ou un tuteur coche cette case, avec vous.")


class Asking(Protocol):
    """A form with the questions of :class:`Young`."""

    younger: Field
    fifteen: Field
    adult: Field
    agreed: Field


class Young(Form):
    """What is asked of somebody under fifteen, and of the adult beside them."""

    younger = BooleanField(N_("J’ai moins de 15 ans"))
    fifteen = StringField(
        N_("Le mois de vos 15 ans"),
        [at_most(40)],
        description=N_("Par exemple : 09/2028. Votre date de naissance n’est pas demandée."),
    )
    adult = StringField(
        N_("Nom du parent ou du tuteur"),
        [at_most(80)],
        filters=[lambda text: clean_line(text or "")],
    )
    agreed = BooleanField(
        N_("Je suis ce parent ou ce tuteur. J’ai lu cette page, et je suis d’accord.")
    )


def told(form: Asking, former: Minor | None = None) -> Minor | None:
    """What *form* says of somebody under fifteen; None with the reasons beside its questions."""
    until = None
    try:
        until = last_day(form.fifteen.data or "", day_of(now()))
        check_later(former, until)
    except Refused as why:
        fail(form.fifteen, say_with(why.message, **why.values))
    if not form.adult.data:
        fail(form.adult, say(NO_ADULT))
    if not form.agreed.data:
        fail(form.agreed, say(NOT_AGREED))
    answered = not (form.fifteen.errors or form.adult.errors or form.agreed.errors)
    return Minor(until=until, adult=form.adult.data) if until and answered else None


def jointly() -> bool:
    """Whether the person at this browser agrees to nothing without an adult."""
    return _profile().is_under_age(day_of(now()))


def ask(form: Any, terms: Terms) -> list[BooleanField]:
    """The adult's own box under an agreement, among those to be ticked; none when not needed."""
    minor = _profile().minor
    if not (terms.jointly and minor):
        del form.agreed_jointly
        return []
    form.agreed_jointly.label.text = say_with(I_AGREE, adult=minor.adult)
    return [form.agreed_jointly]


def _profile() -> Profile:
    return profiles.read(work())
