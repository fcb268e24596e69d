"""What the pages of the guided start share: their names, what was answered, what is refused."""

from flask import Response
from flask_login import current_user
from pydantic import ValidationError

from portfolio.domain.guide import LAST
from portfolio.domain.words import N_
from portfolio.services import entries, starting
from portfolio.services.work import Work
from portfolio.web import signin, undoing
from portfolio.web.forms import fail
from portfolio.web.forms.messages import about_dates, in_plain_words
from portfolio.web.responses import see_other
from portfolio.web.start import answers
from portfolio.web.start.forms import Step
from portfolio.web.templating import say

NAMED = N_(
    "Votre présentation dit aussi autre chose, sous ce nom. Écrivez-en un autre, ou supprimez-la "
    "depuis sa page."
)
LABELS = (
    N_("Mon nom"),
    N_("Ce que j’ai fait"),
    N_("Ce que je sais faire"),
    N_("Ce que j’aime"),
    N_("Et maintenant"),
)


def labels() -> list[str]:
    """The steps, as the top of each page names them."""
    return [say(label) for label in LABELS]


def at(number: int) -> Response:
    """Go to that step."""
    return see_other("start.next_") if number >= LAST else see_other("start.step", number=number)


def again(work: Work) -> dict[str, str]:
    """The answers given already, to show them again."""
    profile = current_user.profile
    return answers.again(profile.guide, entries.read_all(work), profile.name)


def kept(number: int, form: Step) -> bool:
    """Save the step; else the form says beside each question what its kind refuses."""
    work = signin.work()
    gone = answers.emptied(form.given, current_user.profile.guide, entries.read_all(work))
    if any(answers.says_more(one.entry) for one in gone):
        fail(form["name"], say(NAMED))
        return False
    try:
        starting.keep(work, number, form.answers(), [one.id for one in gone])
    except ValidationError as refusal:
        for error in refusal.errors(include_url=False, include_input=False):
            asked = answers.FIELDS.get(str(error["loc"][0]) if error["loc"] else "", ())
            field = next((form[name] for name in asked if name in form), None)
            if field is None:
                form.form_errors.append(in_plain_words(error))
            else:
                fail(field, about_dates(error, field.data))
        return False
    for one in gone:
        undoing.removed(one)
    return True
