"""The agreement under a letter: it counts under the very letter that was read, and no other."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField

from portfolio.domain import consents
from portfolio.domain.words import N_
from portfolio.web.forms import Form, fail
from portfolio.web.templating import say

CHANGED = N_(
    "Ce que vous alliez signer a changé depuis que cette page s’est affichée. "
    "Relisez, puis donnez votre accord si cela vous convient toujours."
)


class Signature(Form):
    """Boxes to tick; *text_version* and *seen* say what was read before signing."""

    agreed = BooleanField()
    agreed_jointly = BooleanField()
    text_version = HiddenField()
    seen = HiddenField()


def signed(form: Signature, asked: Sequence[BooleanField], seen: str, unsigned: str) -> bool:
    """Whether *form* came back with all that is *asked* ticked, under the letter that is *seen*.

    Under another one every box is emptied; under this one, what is missing is *unsigned*.
    """
    sent = form.validate_on_submit()
    same = form.text_version.data == consents.CURRENT and form.seen.data == seen
    if sent and not same:
        form.form_errors.append(say(CHANGED))
    for box in asked:
        if sent and not same:
            box.data = False
        elif sent and not box.data:
            fail(box, say(unsigned))
    form.text_version.data, form.seen.data = consents.CURRENT, seen
    return sent and same and all(box.data for box in asked)
