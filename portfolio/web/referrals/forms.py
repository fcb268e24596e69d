"""What is asked of professionals about a relay: what they propose, what they answer."""

from typing import Any

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from portfolio.domain.referrals import Decline, Outcome, Proposal, Wanted
from portfolio.domain.sections import Section
from portfolio.domain.words import N_
from portfolio.services.structures import Listed
from portfolio.web.forms import Form, form_for
from portfolio.web.forms.inputs import Checks

DeclineForm = form_for(Decline)
OutcomeForm = form_for(Outcome, "words")


class ProposalForm(form_for(Wanted)):  # type: ignore[misc]  # a class drawn from its model
    """The need, the reason, what is known of the person's wishes, what would be useful there."""

    sections = Checks(
        Proposal.model_fields["sections"].title,
        description=N_("Une suggestion : la personne coche ce qu’elle veut, ou rien de tout cela."),
        choices=[SelectChoice(one.value, one.label) for one in Section],
        validate_choice=False,
    )

    def proposal(self, to: Listed) -> Proposal:
        """What is proposed, towards *to*."""
        known = {one.value for one in Section}
        ticked = tuple(Section(each) for each in self.sections.data or () if each in known)
        said = self.value.model_dump()
        return Proposal(**said, sections=ticked, to=to.id, place=to.card.name)


class RulesForm(Form):
    """The version that was read."""

    version = HiddenField()
    next = HiddenField()


def outcome_form(came: Any, **options: Any) -> Any:
    """The form that goes with one of two buttons: the person *came*, or did not."""
    return OutcomeForm(obj=Outcome(came=came == "yes"), **options)
