"""What is shown at a second step or as a proof: figures, a printed code, a device that signed."""

from portfolio.domain.factors import FactorKind
from portfolio.domain.words import N_
from portfolio.services.telephones import Typed
from portfolio.services.unlocking import Wrong
from portfolio.services.work import Work
from portfolio.web import attempts, devices
from portfolio.web.accounts.entering import StepProof
from portfolio.web.forms import fail
from portfolio.web.templating import say

NOT_IT = N_(
    "Ce n’est pas le bon code. Chaque code ne sert qu’une fois : attendez le suivant. "
    "Après plusieurs essais, il faut attendre quelques minutes."
)
NOT_SIGNED = N_("Cette clé d’accès n’a pas été reconnue. Recommencez, ou servez-vous d’un code.")
COPIED = N_(
    "Cette clé d’accès est en retard sur ce que nous savons d’elle : elle a peut-être été copiée. "
    "Entrez autrement, puis retirez-la."
)


def shown(form: StepProof, work: Work) -> FactorKind | None:
    """What kind was shown; else the form says what is wrong."""
    answer = devices.answered(form.signed.data) if form.signed.data else None
    if form.signed.data and answer is None:
        form.form_errors.append(say(NOT_SIGNED))
        return None
    try:
        return attempts.prove(work, answer or Typed(form.typed))
    except Wrong:
        if answer:
            form.form_errors.append(say(COPIED if answer.copied else NOT_SIGNED))
        else:
            fail(form.where, say(NOT_IT))
        return None
